package dev.restore4j.spi;

import java.time.Instant;
import java.util.Objects;

/**
 * A source as it was seen.
 *
 * @param description the source in words, with its ids
 * @param restorePoint the time to which it restores
 * @param fingerprint what must not change until it is submitted
 * @param origin whose data it has
 */
public record SourceView(String description, Instant restorePoint, Fingerprint fingerprint, Origin origin) {

    /** Whose data a source has. */
    public enum Origin {
        /** The target's own, of an earlier time: what was written since is lost. */
        TARGET,
        /** Nobody can tell, as of a file: the target's own or another database's. */
        UNKNOWN,
        /** Nobody can tell that, nor of when it is: the restore point is no more than a time stamp of its file. */
        UNDATED,
        /** Another database's: all that the target has is lost. */
        ELSEWHERE
    }

    /**
     * A source with the target's own data.
     *
     * @param description the source in words, with its ids
     * @param restorePoint the time to which it restores
     * @param fingerprint what must not change until it is submitted
     */
    public SourceView(String description, Instant restorePoint, Fingerprint fingerprint) {
        this(description, restorePoint, fingerprint, Origin.TARGET);
    }

    /**
     * Checks that nothing is null.
     *
     * @param description the source in words, with its ids
     * @param restorePoint the time to which it restores
     * @param fingerprint what must not change until it is submitted
     * @param origin whose data it has
     */
    public SourceView {
        Objects.requireNonNull(description, "description");
        Objects.requireNonNull(restorePoint, "restorePoint");
        Objects.requireNonNull(fingerprint, "fingerprint");
        Objects.requireNonNull(origin, "origin");
    }
}
