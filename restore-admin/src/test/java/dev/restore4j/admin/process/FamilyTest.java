package dev.restore4j.admin.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** What is known of a family where the system hides an environment: here, in a list of processes that can be written to. */
@EnabledIf(value = Machine.TELLS_OF_PROCESSES, disabledReason = Machine.TELLS_NOTHING_OF_PROCESSES)
class FamilyTest {

    @TempDir
    Path processes;

    private final Family family = Family.fresh();
    private Process process;

    @BeforeEach
    void aMember() throws Exception {
        process = Sh.command(family, "exec sleep 60").start();
        Sh.until(() -> family.members().size() == 1);
    }

    @AfterEach
    void end() {
        process.destroyForcibly();
    }

    /** A process whose environment cannot be read, of the user with that number. */
    private void hide(Process hidden, String user) throws Exception {
        Path place = Files.createDirectories(processes.resolve(Long.toString(hidden.pid())));
        Files.writeString(place.resolve("status"), "Name:\tsleep\nUid:\t" + user + "\t0\t0\t0\n");
    }

    /** As the system reads it, where nobody may read what is in the list: root may read everything that is a file. */
    private Family.Seen seen(Family of) {
        return of.seen(processes, environment -> {
            if (Files.exists(environment.getParent())) {
                throw new AccessDeniedException(environment.toString());
            }
            throw new FileSystemException(environment.toString(), null, "No such process");
        });
    }

    private static String thisUser() throws Exception {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("Uid:"))
                .findFirst()
                .orElseThrow()
                .split("\\s+", -1)[1];
    }

    @Test
    void oneThatCanBeReadIsAMemberAndNothingIsHidden() {
        assertThat(family.members()).singleElement().isEqualTo(process.toHandle());
        assertThat(family.surelyGone()).isFalse();
        assertThat(family.mayBeHidden()).isFalse();
        assertThat(Family.fresh().members()).isEmpty();
    }

    @Test
    void oneOfThisUsersThatIsHiddenIsNeitherAMemberNorAStranger() throws Exception {
        hide(process, thisUser());

        assertThat(seen(family).members()).isEmpty();
        assertThat(seen(family).hidden()).containsExactly(process.toHandle());
    }

    @Test
    void oneOfAnotherUsersIsAStranger() throws Exception {
        hide(process, "4294967294");

        assertThat(seen(family).hidden()).isEmpty();
    }

    @Test
    void oneThatWasThereBeforeTheProgramIsAStranger() throws Exception {
        hide(process, thisUser());
        long later = ProcessFacts.ticks(process.toHandle()).orElseThrow() + 1;
        String random = family.mark().substring(18);

        assertThat(seen(new Family("%018d".formatted(later) + random)).hidden()).isEmpty();
        assertThat(seen(new Family("%018d".formatted(later - 1) + random)).hidden())
                .containsExactly(process.toHandle());
        assertThat(seen(new Family(random)).hidden())
                .as("a mark that does not tell when it was made")
                .containsExactly(process.toHandle());
    }

    @Test
    void oneThatHasEndedIsNotHidden() throws Exception {
        hide(process, thisUser());
        process.destroyForcibly().waitFor();
        Sh.until(() -> !ProcessFacts.isAlive(process.toHandle()));

        assertThat(seen(family).hidden()).isEmpty();
    }

    @Test
    void itIsGoneOnceNobodyRuns() throws Exception {
        ProcessIdentity identity = ProcessIdentity.of(process.toHandle(), family);
        assertThat(identity.surelyGone()).isFalse();
        process.destroyForcibly().waitFor();
        Sh.until(() -> !identity.alive());

        assertThat(identity.surelyGone()).isTrue();
        ProcessIdentity before = new ProcessIdentity(0, "", "0123456789abcdef", family.mark());
        assertThat(before.surelyGone()).as("in another run of the machine").isFalse();
    }
}
