package dev.restore4j.testkit.model;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * An act that cannot be taken back, as Aura accepted it: what really happened, whatever the client was told.
 *
 * @param kind RESTORE, OVERWRITE, IMPORT or CREATE
 * @param target the instance whose data is replaced, or the new one
 * @param sourceInstance where the data comes from; empty for an empty new instance and for an import
 * @param sourceSnapshot which snapshot; empty for an empty new instance and for an import
 * @param requestOrdinal the ordinal of the client's request, counted from 1; empty when someone else did it
 * @param acceptedAt when it was accepted
 * @param endedAt when it ended; empty while it is going on
 * @param outcome how it ended
 */
public record Overwrite(
        OperationKind kind,
        String target,
        Optional<String> sourceInstance,
        Optional<String> sourceSnapshot,
        OptionalInt requestOrdinal,
        Instant acceptedAt,
        Optional<Instant> endedAt,
        Outcome outcome) {

    /** How it ended. */
    public enum Outcome {
        /** It has not ended. */
        UNDER_WAY,
        /** The data is there. */
        SUCCEEDED,
        /** It ended in {@code loading failed}. */
        FAILED,
        /** The instance was deleted meanwhile. */
        ABANDONED
    }

    /** {@return whether the client under test asked for it} */
    public boolean byClient() {
        return requestOrdinal.isPresent();
    }
}
