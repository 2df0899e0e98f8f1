package dev.restore4j.engine;

import dev.restore4j.time.TimeSource;
import java.time.Instant;

/**
 * The time by which a confirmation expires: the clock's, and no less than what has passed in this process since one reading
 * of it. A clock that is set back prolongs nothing.
 *
 * @param at what the clock said
 * @param nanos the monotonic reading at that moment
 */
public record Reckoning(Instant at, long nanos) {

    /**
     * {@return a reckoning that begins now}
     *
     * @param time what is read
     */
    public static Reckoning from(TimeSource time) {
        return new Reckoning(time.now(), time.nanoTime());
    }

    Instant now(TimeSource time) {
        Instant byTicks = at.plusNanos(time.nanoTime() - nanos);
        Instant byClock = time.now();
        return byClock.isAfter(byTicks) ? byClock : byTicks;
    }
}
