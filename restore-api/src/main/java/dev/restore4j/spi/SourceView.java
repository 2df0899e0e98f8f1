package dev.restore4j.spi;

import java.time.Instant;
import java.util.Objects;

/**
 * A source as it was seen.
 *
 * @param description the source in words, with its ids
 * @param restorePoint the time to which it restores
 * @param fingerprint what must not change until it is submitted
 */
public record SourceView(String description, Instant restorePoint, Fingerprint fingerprint) {

    /** Checks that nothing is null. */
    public SourceView {
        Objects.requireNonNull(description, "description");
        Objects.requireNonNull(restorePoint, "restorePoint");
        Objects.requireNonNull(fingerprint, "fingerprint");
    }
}
