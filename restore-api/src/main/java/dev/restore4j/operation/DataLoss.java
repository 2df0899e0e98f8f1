package dev.restore4j.operation;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Objects;

/**
 * What a restore takes away: everything written after the restore point; where the source is not known to have the target's own
 * data, everything that the target has and the source has not.
 *
 * @param from the restore point: the time stamp that Aura gives the snapshot, or the time of a file
 * @param until in a result, when the request to overwrite was submitted; in an assessment, when the target was looked at: what is
 *     written from then on until the overwrite is lost, too
 * @param extent whether only what was written in that window is lost
 */
public record DataLoss(Instant from, Instant until, Extent extent) {

    /** How much is lost. */
    public enum Extent {
        /** What was written after the restore point. */
        WRITTEN_SINCE,
        /** All that the target has and the source has not: the source is another database, or may be. */
        EVERYTHING,
        /** The same, and nobody can tell how old the source is: {@link #from()} is a time stamp of its file. */
        EVERYTHING_UNDATED
    }

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm'Z'").withZone(ZoneOffset.UTC);

    /**
     * What was written after the restore point.
     *
     * @param from the restore point
     * @param until when the request to overwrite was submitted, or when the target was looked at
     */
    public DataLoss(Instant from, Instant until) {
        this(from, until, Extent.WRITTEN_SINCE);
    }

    /**
     * Checks that nothing is null.
     *
     * @param from the restore point
     * @param until when the request to overwrite was submitted, or when the target was looked at
     * @param extent whether only what was written in that window is lost
     */
    public DataLoss {
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(until, "until");
        Objects.requireNonNull(extent, "extent");
    }

    /** {@return whether it is known how old the source is, so that it can be compared with an RPO} */
    public boolean isDated() {
        return extent != Extent.EVERYTHING_UNDATED;
    }

    /** {@return how long the window is, or how much older the source is; zero when the restore point is not in the past} */
    public Duration duration() {
        Duration length = Duration.between(from, until);
        return length.isNegative() ? Duration.ZERO : length;
    }

    @Override
    public String toString() {
        if (extent == Extent.EVERYTHING_UNDATED) {
            return "everything that the target has and the source has not; how old the source is, is not known (its file is of "
                    + TIME.format(from) + ")";
        }
        if (extent == Extent.EVERYTHING) {
            return "everything that the target has and the source has not; the source is as of " + TIME.format(from)
                    + ", " + Durations.text(duration()) + " before";
        }
        return Durations.text(duration()) + " (" + TIME.format(from) + " to " + TIME.format(until) + ")";
    }
}
