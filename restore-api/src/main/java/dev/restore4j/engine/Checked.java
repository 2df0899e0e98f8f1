package dev.restore4j.engine;

import dev.restore4j.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When source and target were read before a submission, by both clocks.
 *
 * @param at by the wall clock
 * @param nanos by the ticks
 */
record Checked(Instant at, long nanos) {

    static Checked now(TimeSource time) {
        return new Checked(time.now(), time.nanoTime());
    }

    /** A check is as old as what it read, however long it waited before. */
    Checked notBefore(@Nullable Instant read, TimeSource time) {
        if (read == null || read.isBefore(at)) {
            return this;
        }
        long ago = Math.max(0, Duration.between(read, time.now()).toNanos());
        return new Checked(read, time.nanoTime() - ago);
    }

    Duration age(TimeSource time) {
        Duration byWall = Duration.between(at, time.now());
        Duration byTicks = Duration.ofNanos(time.nanoTime() - nanos);
        return byWall.compareTo(byTicks) > 0 ? byWall : byTicks;
    }
}
