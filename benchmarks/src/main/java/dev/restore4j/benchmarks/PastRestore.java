package dev.restore4j.benchmarks;

import dev.restore4j.RestorePlan;
import dev.restore4j.aura.AuraClient;
import dev.restore4j.journal.Journal;
import dev.restore4j.journal.Journal.Creation;
import dev.restore4j.journal.Journal.Head;
import dev.restore4j.journal.JournalEntry;
import dev.restore4j.journal.JournalEntry.Effect;
import dev.restore4j.journal.JournalLog;
import dev.restore4j.journal.JournalledOperation;
import dev.restore4j.operation.OperationId;
import dev.restore4j.testkit.model.FakeSnapshot;
import dev.restore4j.testkit.model.Overwrite;
import dev.restore4j.testkit.time.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/** What the library writes into its journal for a restore, up to the watch for its end: a pattern for many of them. */
final class PastRestore {

    private final List<JournalEntry> entries;
    private final FakeSnapshot snapshot;
    private final Instant acceptedAt;

    private PastRestore(List<JournalEntry> entries, FakeSnapshot snapshot, Instant acceptedAt) {
        this.entries = entries;
        this.snapshot = snapshot;
        this.acceptedAt = acceptedAt;
    }

    /** {@return the pattern, from a real restore} */
    static PastRestore record() {
        Journal journal = Journal.inMemory();
        try (Scene scene = new Scene(List.of(Duration.ofMinutes(10)), 1)) {
            FakeSnapshot snapshot = scene.snapshots().get(0);
            scene.aura().virtualTime().run(() -> {
                try (AuraClient client = scene.client(journal)) {
                    RestorePlan.from(client.instance(snapshot.instanceId())
                                    .snapshots()
                                    .get(snapshot.id()))
                            .confirm()
                            .execute();
                }
            });
            Overwrite overwrite = scene.truth().get(0);
            JournalLog log = journal.list().get(0);
            List<JournalEntry> open = log.entries().stream()
                    .filter(entry -> entry.effect() == Effect.CONTINUES)
                    .toList();
            return new PastRestore(open, snapshot, overwrite.acceptedAt());
        }
    }

    /**
     * Writes an operation as far as it came by now.
     *
     * @param journal where
     * @param from what was restored over its own instance
     * @param accepted when the request was accepted
     * @param now what would be written later is left out
     * @param random where the id comes from
     * @return the id
     */
    OperationId write(Journal journal, FakeSnapshot from, Instant accepted, Instant now, RandomGenerator random) {
        OperationId id = OperationId.random(random);
        Duration later = Duration.between(acceptedAt, accepted);
        List<JournalEntry> shifted = entries.stream()
                .map(entry -> new JournalEntry(
                        entry.type(), entry.at().plus(later), entry.effect(), about(from, entry.data())))
                .filter(entry -> !entry.at().isAfter(now))
                .toList();
        JournalledOperation operation = new JournalledOperation(id, null, "aura:" + from.instanceId());
        if (!(journal.create(operation, shifted.get(0)) instanceof Creation.Created created)) {
            throw new IllegalStateException("the journal has an operation of " + from.instanceId() + " already");
        }
        Head head = created.head();
        for (JournalEntry entry : shifted.subList(1, shifted.size())) {
            head = journal.append(id, head, entry).orElseThrow();
        }
        return id;
    }

    /** {@return the number of an operation's entries} */
    int size() {
        return entries.size();
    }

    /** {@return a snapshot of an instance that exists nowhere} */
    static FakeSnapshot someSnapshot(int number) {
        return new FakeSnapshot(
                "snapshot-" + number,
                "%08x".formatted(number),
                "Scheduled",
                FakeSnapshot.Extent.FULL,
                VirtualTime.DEFAULT_START,
                "");
    }

    private Map<String, String> about(FakeSnapshot other, Map<String, String> data) {
        Map<String, String> changed = new TreeMap<>(data);
        changed.replaceAll((key, value) ->
                value.replace(snapshot.instanceId(), other.instanceId()).replace(snapshot.id(), other.id()));
        return changed;
    }
}
