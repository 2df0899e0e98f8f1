package dev.restore4j.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restore4j.journal.Journal.Creation;
import dev.restore4j.journal.Journal.Durability;
import dev.restore4j.journal.Journal.Head;
import dev.restore4j.journal.Journal.Lease;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The contract of every journal is in the testkit. */
class InMemoryJournalTest {

    private final Journal journal = Journal.inMemory();

    @Test
    void itSaysThatItIsGoneWithTheProcess() {
        assertThat(journal.durability()).isEqualTo(Durability.NOT_CRASH_SAFE);
        assertThat(journal.location()).isEqualTo("this process's memory");
    }

    @Test
    void twoOfThemKnowNothingOfEachOther() {
        Sample.create(journal, Sample.ID);
        Lease lease = journal.tryLease("test:1").orElseThrow();

        assertThat(Journal.inMemory().list()).isEmpty();
        assertThat(Journal.inMemory().tryLease("test:1")).isPresent();
        lease.close();
    }

    @Test
    void entriesAreKeptInOrderAndAStaleHeadIsRefused() {
        Head first = Sample.create(journal, Sample.ID);
        Head second = Sample.append(journal, first, "submitting");

        assertThat(journal.append(Sample.ID, first, Sample.entry("accepted"))).isEmpty();
        assertThat(journal.append(Sample.OTHER, second, Sample.entry("accepted")))
                .isEmpty();
        assertThat(journal.read(Sample.ID).orElseThrow().entries())
                .containsExactly(Sample.entry("confirmed"), Sample.entry("submitting"));
    }

    @Test
    void namesIdsAndOpenTargetsAreUnique() {
        Head head = Sample.create(journal, Sample.ID);
        JournalledOperation sameTarget = new JournalledOperation(Sample.OTHER, null, "test:" + Sample.ID);
        JournalledOperation sameName = new JournalledOperation(Sample.OTHER, "name of " + Sample.ID, "test:x");

        assertThat(List.of(
                        journal.create(Sample.operation(Sample.ID), Sample.entry("confirmed")),
                        journal.create(sameName, Sample.entry("confirmed"))))
                .containsOnly(new Creation.NameUsed(Sample.ID));
        assertThat(journal.create(sameTarget, Sample.entry("confirmed"))).isEqualTo(new Creation.TargetOpen(Sample.ID));

        journal.append(Sample.ID, head, Sample.end());
        assertThat(journal.create(sameTarget, Sample.entry("confirmed"))).isInstanceOf(Creation.Created.class);
    }

    @Test
    void aLogThatWasReadDoesNotChange() {
        Head head = Sample.create(journal, Sample.ID);
        JournalLog before = journal.read(Sample.ID).orElseThrow();

        Sample.append(journal, head, "submitting");

        assertThat(before.entries()).hasSize(1);
    }
}
