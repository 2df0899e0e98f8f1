package dev.restore4j.testkit.model;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Something that Aura does to an instance, from its acceptance to its end. Guarded by the model. */
final class Operation {

    final OperationKind kind;
    final Instant acceptedAt;
    final Instant endsAt;

    /** What happens to the instance at the end; told when that was. */
    final Consumer<Instant> end;

    boolean fails;

    /** Something real does it and has not reported yet; the end waits for it. */
    boolean awaited;

    /** The modelled end has passed while something real was still at work. */
    boolean overdue;

    private final List<Phase> phases = new ArrayList<>();

    Operation(OperationKind kind, Instant acceptedAt, Instant endsAt, Consumer<Instant> end) {
        this.kind = kind;
        this.acceptedAt = acceptedAt;
        this.endsAt = endsAt;
        this.end = end;
    }

    /** From then on GET shows this word. */
    Operation show(Instant from, String word) {
        phases.add(new Phase(from, word));
        return this;
    }

    String word(Instant now) {
        String word = kind.word();
        for (Phase phase : phases) {
            if (!now.isBefore(phase.from())) {
                word = phase.word();
            }
        }
        return word;
    }

    private record Phase(Instant from, String word) {}
}
