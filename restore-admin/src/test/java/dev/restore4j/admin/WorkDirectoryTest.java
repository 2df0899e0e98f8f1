package dev.restore4j.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restore4j.admin.process.Family;
import dev.restore4j.admin.process.Machine;
import dev.restore4j.admin.process.ProcessIdentity;
import dev.restore4j.time.TimeSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

@EnabledIf(value = Machine.TELLS_OF_PROCESSES, disabledReason = Machine.TELLS_NOTHING_OF_PROCESSES)
class WorkDirectoryTest {

    private static final int MACHINE = 32;

    @TempDir
    Path directory;

    private final String boot = ProcessIdentity.ofThisProgram().boot();
    private String host;

    @BeforeEach
    void nameOfTheMachine() throws IOException {
        host = Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
    }

    /** Whether the next one deletes what a program has left that cannot be seen from here. */
    private boolean deletes(String bootOfOwner, String hostOfOwner) throws IOException {
        Path left = Files.createDirectory(directory.resolve(".restore4j-left"));
        Files.writeString(
                left.resolve("owner"),
                "99999999:t1:" + bootOfOwner + ":\n" + Family.fresh().mark() + "\n" + hostOfOwner + "\n");
        WorkDirectory.in(directory, TimeSource.system()).close();
        boolean deleted = Files.notExists(left);
        FileTrees.delete(left);
        return deleted;
    }

    @Test
    void whatADeadProgramOfThisMachineLeftIsDeleted() throws IOException {
        assertThat(deletes(boot, host)).isTrue();
    }

    @Test
    @EnabledIf(value = Machine.GIVES_FILES_AWAY, disabledReason = Machine.GIVES_NO_FILES_AWAY)
    void whatAnotherUserLeftIsNotLookedAt() throws Exception {
        Path left = Files.createDirectory(directory.resolve(".restore4j-theirs"));
        Family family = Family.fresh();
        Files.writeString(left.resolve("owner"), "99999999:t1:" + boot + ":\n" + family.mark() + "\n" + host + "\n");
        Files.setOwner(
                left, directory.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody"));
        ProcessBuilder ours = new ProcessBuilder("/bin/sleep", "60");
        ours.environment().put("RESTORE4J_FAMILY", family.mark());
        Process child = ours.start();
        try {
            WorkDirectory.in(directory, TimeSource.system()).close();

            assertThat(left).exists();
            assertThat(child.isAlive()).isTrue();
        } finally {
            child.destroyForcibly();
        }
    }

    @Test
    void anotherContainerOfTheSameNameIsLeftAlone() throws IOException {
        assertThat(deletes(boot.substring(0, MACHINE) + "1234567890", host)).isFalse();
        assertThat(deletes(boot.substring(0, MACHINE), host)).isFalse();
    }

    @Test
    void ofAnEarlierRunOfTheMachineNobodyIsLeft() throws IOException {
        String before = "0".repeat(MACHINE);

        assertThat(deletes(before + boot.substring(MACHINE), host)).isTrue();
        assertThat(deletes(before + "1234567890", host)).isTrue();
        assertThat(deletes(before + boot.substring(MACHINE), "another-host")).isFalse();
    }

    @Test
    void whereNobodyTellsWhichRunItWasNothingIsDeleted() throws IOException {
        assertThat(deletes("", host)).isFalse();
        assertThat(deletes("0123", host)).isFalse();
    }
}
