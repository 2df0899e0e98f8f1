package dev.restore4j.spi;

import java.time.Duration;
import java.util.Objects;

/**
 * How long a restore may take, from its confirmation to the running target. A guess for people; nothing depends on it.
 *
 * @param duration about how long
 * @param basis what it follows from, in words
 */
public record Estimate(Duration duration, String basis) {

    /**
     * Checks that nothing is null.
     *
     * @param duration about how long
     * @param basis what it follows from, in words
     */
    public Estimate {
        Objects.requireNonNull(duration, "duration");
        Objects.requireNonNull(basis, "basis");
    }
}
