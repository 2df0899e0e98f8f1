package dev.restore4j.operation;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * The time whose writes are gone, for integrations that processed events of it: replay from {@code from}, and expect
 * duplicates.
 *
 * @param from the restore point
 * @param until when the request to overwrite was sent
 */
public record ReplayWindow(Instant from, Instant until) {

    /**
     * Checks that nothing is null.
     *
     * @param from the restore point
     * @param until when the request to overwrite was sent
     */
    public ReplayWindow {
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(until, "until");
    }

    /** {@return how long it is} */
    public Duration length() {
        return Duration.between(from, until);
    }
}
