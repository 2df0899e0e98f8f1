package dev.restore4j.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restore4j.fixture.ChildJvm;
import dev.restore4j.journal.Journal.Lease;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several processes on one journal. */
class JournalProcessesTest {

    @TempDir
    Path temp;

    @Test
    void aLeaseIsHadByOneProcessAtATime() {
        try (ChildJvm one = child();
                ChildJvm other = child()) {
            assertThat(one.ask("lease test:1")).isEqualTo("leased");
            assertThat(other.ask("lease test:1")).isEqualTo("refused");
            assertThat(journal().tryLease("test:1")).isEmpty();
            assertThat(other.ask("lease test:2")).isEqualTo("leased");

            assertThat(one.ask("release")).isEqualTo("released");
            assertThat(other.ask("lease test:1")).isEqualTo("leased");
            assertThat(journal().tryLease("test:1")).isEmpty();
        }
    }

    @Test
    void whatAProcessAsksForInVainTakesNoLeaseFromIt() {
        try (ChildJvm child = child();
                Lease lease = journal().tryLease("test:1").orElseThrow()) {
            assertThat(lease).isNotNull();
            assertThat(journal().tryLease("test:1")).isEmpty();
            journal().probe();
            journal().list();

            assertThat(child.ask("lease test:1")).isEqualTo("refused");
        }
    }

    @Test
    void aKilledProcessHasNoLeaseAnyMore() {
        try (ChildJvm child = child()) {
            assertThat(child.ask("lease test:1")).isEqualTo("leased");
            assertThat(journal().tryLease("test:1")).isEmpty();

            child.kill();

            assertThat(journal().tryLease("test:1")).isPresent().get().satisfies(Lease::close);
        }
    }

    @Test
    void ofTwoProcessesThatCreateTheSameAtOnceExactlyOneDoes() {
        int operations = 40;
        List<String> won = new ArrayList<>();
        try (ChildJvm one = child();
                ChildJvm other = child()) {
            assertThat(List.of(one.ask("ready"), other.ask("ready"))).containsOnly("ready");
            one.tell("race " + operations);
            other.tell("race " + operations);
            for (String answer : List.of(one.answer(), other.answer())) {
                won.addAll(Arrays.asList(answer.split(" ")).subList(1, answer.split(" ").length));
            }
        }

        assertThat(won)
                .containsExactlyInAnyOrderElementsOf(IntStream.range(0, operations)
                        .mapToObj(Integer::toString)
                        .toList());
        assertThat(journal().list()).hasSize(operations);
    }

    @Test
    void whatWasAcknowledgedIsThereAfterItsProcessWasKilled() {
        int acknowledged = 0;
        try (ChildJvm child = child()) {
            assertThat(child.ask("create 10")).isEqualTo("created");
            child.tell("append 20000");
            while (acknowledged < 30) {
                acknowledged = Integer.parseInt(child.answer().substring("appended ".length()));
            }
            child.kill();
        }

        JournalLog log = journal().read(Sample.ID).orElseThrow();
        assertThat(log.entries()).hasSizeGreaterThanOrEqualTo(acknowledged);
        assertThat(journal().append(Sample.ID, log.head(), Sample.end())).isPresent();
        assertThat(journal().read(Sample.ID).orElseThrow().warnings()).isEmpty();
    }

    private ChildJvm child() {
        return ChildJvm.of(JournalChild.class.getName(), temp);
    }

    private FileJournal journal() {
        return FileJournal.at(temp);
    }
}
