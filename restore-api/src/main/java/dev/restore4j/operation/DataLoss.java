package dev.restore4j.operation;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Objects;

/**
 * The window whose changes a restore undoes: everything written after the restore point.
 *
 * @param from the restore point: the time stamp that Aura gives the snapshot, or the time of a file
 * @param until in a result, when the request to overwrite was submitted; in an assessment, when the target was looked at: what is
 *     written from then on until the overwrite is lost, too
 */
public record DataLoss(Instant from, Instant until) {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm'Z'").withZone(ZoneOffset.UTC);

    /** Checks that nothing is null. */
    public DataLoss {
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(until, "until");
    }

    /** {@return how long the window is; zero when the restore point is not in the past} */
    public Duration duration() {
        Duration length = Duration.between(from, until);
        return length.isNegative() ? Duration.ZERO : length;
    }

    @Override
    public String toString() {
        return Durations.text(duration()) + " (" + TIME.format(from) + " to " + TIME.format(until) + ")";
    }
}
