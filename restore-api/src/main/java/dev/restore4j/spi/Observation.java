package dev.restore4j.spi;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One look at a target.
 *
 * @param condition what the target can do
 * @param evidence what its status proves about the operation
 * @param word the status word, as stated
 * @param created the id of the instance that the operation created, or null where it did not or that was not found
 * @param requestId the answer's request id, or null
 */
public record Observation(
        Condition condition,
        Evidence evidence,
        String word,
        @Nullable String created,
        @Nullable String requestId) {

    /** What a target can do. */
    public enum Condition {
        /** It runs. */
        READY,
        /** It is busy, or in a state that nobody knows: neither success nor failure. */
        BUSY,
        /** It says that loading failed. */
        FAILED,
        /** It is being destroyed or does not exist. */
        GONE
    }

    /**
     * Checks what must not be null.
     *
     * @param condition what the target can do
     * @param evidence what its status proves about the operation
     * @param word the status word, as stated
     * @param created the id of the instance that the operation created, or null where it did not or that was not found
     * @param requestId the answer's request id, or null
     */
    public Observation {
        Objects.requireNonNull(condition, "condition");
        Objects.requireNonNull(evidence, "evidence");
        Objects.requireNonNull(word, "word");
    }
}
