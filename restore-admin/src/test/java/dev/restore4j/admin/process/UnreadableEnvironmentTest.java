package dev.restore4j.admin.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** An environment that cannot be read for another reason than its reader's rights tells nothing. */
@EnabledIf(value = Machine.TELLS_OF_PROCESSES, disabledReason = Machine.TELLS_NOTHING_OF_PROCESSES)
class UnreadableEnvironmentTest {

    @TempDir
    Path processes;

    private final Family family = Family.fresh();
    private Process process;

    @BeforeEach
    void oneRuns() throws Exception {
        process = Sh.command(family, "exec sleep 60").start();
        Sh.until(() -> family.members().size() == 1);
    }

    @AfterEach
    void end() {
        process.destroyForcibly();
    }

    /** As the system tells of it in its list. */
    private void isAProgram(Process one) throws IOException {
        Path place = Files.createDirectories(processes.resolve(Long.toString(one.pid())));
        Files.createSymbolicLink(place.resolve("exe"), Path.of("/bin/sleep"));
    }

    private List<ProcessHandle> hidden(Family.Reading ofTheOne) {
        return family.seen(processes, environment -> {
                    if (Files.exists(environment.getParent())) {
                        return ofTheOne.of(environment);
                    }
                    throw new NoSuchFileException(environment.toString());
                })
                .hidden();
    }

    private static byte[] noFileLeft(Path environment) throws IOException {
        throw new FileSystemException(environment.toString(), null, "Too many open files");
    }

    private static byte[] ended(Path environment) throws IOException {
        throw new IOException("No such process");
    }

    @Test
    void whereNoFileIsLeftToBeOpenedNobodyKnows() throws Exception {
        isAProgram(process);

        assertThat(hidden(UnreadableEnvironmentTest::noFileLeft)).containsExactly(process.toHandle());
    }

    @Test
    void whatIsNoProgramIsNoMember() throws Exception {
        Files.createDirectories(processes.resolve(Long.toString(process.pid())));

        assertThat(hidden(UnreadableEnvironmentTest::ended)).isEmpty();
    }

    @Test
    void aProgramThatShowsNoneMayBecomeAMember() throws Exception {
        isAProgram(process);

        assertThat(hidden(environment -> new byte[0])).containsExactly(process.toHandle());
    }

    @Test
    void aProgramThatWasGivenNoneIsNoMember() throws Exception {
        ProcessBuilder builder = new ProcessBuilder("/usr/bin/env", "-i", "/bin/sleep", "60");
        Process without = builder.start();
        try {
            isAProgram(without);
            Path environment = Path.of("/proc/" + without.pid() + "/environ");
            Sh.until(() -> environment.toFile().exists() && ProcessFacts.hasEmptyEnvironment(without.toHandle()));

            assertThat(hidden(ignored -> Files.readAllBytes(environment))).isEmpty();
        } finally {
            without.destroyForcibly();
        }
    }
}
