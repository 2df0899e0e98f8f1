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

    /** What is reckoned where the clock is behind what has happened already: nobody can tell how late it is. */
    static final Instant SET_BACK = Instant.MIN;

    /**
     * {@return a reckoning that begins now}
     *
     * @param time what is read
     */
    public static Reckoning from(TimeSource time) {
        return new Reckoning(time.now(), time.nanoTime());
    }

    /**
     * {@return a reckoning that begins now, and not before something that has happened already}
     *
     * @param time what is read
     * @param happened the latest that is known to have happened, in this process or another
     */
    public static Reckoning from(TimeSource time, Instant happened) {
        Instant now = time.now();
        boolean setBack = now.isBefore(happened.minus(Terms.Consent.SLACK));
        Instant floor = now.isAfter(happened) ? now : happened;
        return new Reckoning(setBack ? SET_BACK : floor, time.nanoTime());
    }

    Instant now(TimeSource time) {
        if (at.equals(SET_BACK)) {
            return SET_BACK;
        }
        Instant byTicks = at.plusNanos(time.nanoTime() - nanos);
        Instant byClock = time.now();
        return byClock.isAfter(byTicks) ? byClock : byTicks;
    }
}
