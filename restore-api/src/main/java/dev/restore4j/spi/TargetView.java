package dev.restore4j.spi;

import dev.restore4j.spi.Observation.Condition;
import java.util.Objects;

/**
 * A target as it was seen.
 *
 * @param name the name that a person types to confirm
 * @param description the target in words, with its ids
 * @param fingerprint what must not change until the request is sent
 * @param exposure whether anything is lost by overwriting it, and how it must be confirmed
 * @param condition what it can do: READY, or FAILED where an earlier restore failed
 */
public record TargetView(
        String name, String description, Fingerprint fingerprint, Exposure exposure, Condition condition) {

    /** What a restore does to a target. */
    public enum Exposure {
        /** Nothing is overwritten: the target is new. */
        NEW,
        /** Its data is overwritten. */
        OVERWRITTEN,
        /** Its data is overwritten, and a person must type a word and its name. */
        PROTECTED
    }

    /**
     * A target that is ready.
     *
     * @param name the name that a person types to confirm
     * @param description the target in words, with its ids
     * @param fingerprint what must not change until the request is sent
     * @param exposure whether anything is lost by overwriting it, and how it must be confirmed
     */
    public TargetView(String name, String description, Fingerprint fingerprint, Exposure exposure) {
        this(name, description, fingerprint, exposure, Condition.READY);
    }

    /**
     * Checks that nothing is null.
     *
     * @param name the name that a person types to confirm
     * @param description the target in words, with its ids
     * @param fingerprint what must not change until the request is sent
     * @param exposure whether anything is lost by overwriting it, and how it must be confirmed
     * @param condition what it can do: READY, or FAILED where an earlier restore failed
     */
    public TargetView {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(description, "description");
        Objects.requireNonNull(fingerprint, "fingerprint");
        Objects.requireNonNull(exposure, "exposure");
        Objects.requireNonNull(condition, "condition");
    }
}
