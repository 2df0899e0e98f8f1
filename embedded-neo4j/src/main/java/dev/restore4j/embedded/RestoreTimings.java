package dev.restore4j.embedded;

import java.time.Duration;

/**
 * How long the bare steps of a restore took: what no restore of this backing can be faster than.
 *
 * @param stop until the server was down
 * @param load until the dump was loaded and in the place of the data
 * @param start until a query over Bolt was answered
 */
public record RestoreTimings(Duration stop, Duration load, Duration start) {

    /** {@return the sum of the steps} */
    public Duration total() {
        return stop.plus(load).plus(start);
    }
}
