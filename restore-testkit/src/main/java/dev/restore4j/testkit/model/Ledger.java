package dev.restore4j.testkit.model;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The log of the truth: every act that cannot be taken back. */
final class Ledger {

    private final List<Overwrite> entries = new ArrayList<>();

    /** Opens an entry. {@return its number} */
    int open(OperationKind kind, String target, @Nullable SnapshotState source, Cause cause) {
        entries.add(new Overwrite(
                kind,
                target,
                Optional.ofNullable(source).map(snapshot -> snapshot.instance.id),
                Optional.ofNullable(source).map(snapshot -> snapshot.id),
                cause.requestOrdinal(),
                cause.now(),
                Optional.empty(),
                Overwrite.Outcome.UNDER_WAY));
        return entries.size() - 1;
    }

    void close(int number, Instant at, Overwrite.Outcome outcome) {
        Overwrite open = entries.get(number);
        entries.set(
                number,
                new Overwrite(
                        open.kind(),
                        open.target(),
                        open.sourceInstance(),
                        open.sourceSnapshot(),
                        open.requestOrdinal(),
                        open.acceptedAt(),
                        Optional.of(at),
                        outcome));
    }

    /** Closes what the deletion of an instance cut off. */
    void abandon(String target, Instant at) {
        for (int i = 0; i < entries.size(); i++) {
            Overwrite entry = entries.get(i);
            if (entry.target().equals(target) && entry.outcome() == Overwrite.Outcome.UNDER_WAY) {
                close(i, at, Overwrite.Outcome.ABANDONED);
            }
        }
    }

    List<Overwrite> entries() {
        return List.copyOf(entries);
    }
}
