package dev.restore4j.spi;

import java.util.Objects;

/**
 * A target as it was seen.
 *
 * @param name the name that a person types to confirm
 * @param description the target in words, with its ids
 * @param fingerprint what must not change until the request is sent
 * @param exposure whether anything is lost by overwriting it, and how it must be confirmed
 */
public record TargetView(String name, String description, Fingerprint fingerprint, Exposure exposure) {

    /** What a restore does to a target. */
    public enum Exposure {
        /** Nothing is overwritten: the target is new. */
        NEW,
        /** Its data is overwritten. */
        OVERWRITTEN,
        /** Its data is overwritten, and a person must type a word and its name. */
        PROTECTED
    }

    /** Checks that nothing is null. */
    public TargetView {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(description, "description");
        Objects.requireNonNull(fingerprint, "fingerprint");
        Objects.requireNonNull(exposure, "exposure");
    }
}
