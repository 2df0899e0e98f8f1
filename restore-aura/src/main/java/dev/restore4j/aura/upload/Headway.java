package dev.restore4j.aura.upload;

import dev.restore4j.error.UnavailableException;
import dev.restore4j.time.TimeSource;
import java.time.Duration;

/**
 * Whether an upload still gets somewhere: within a quarter of an hour, 1 MiB or one percent, whichever is less. What creeps or is only
 * tried again and again would keep a confirmation alive for ever. For the sending thread.
 */
final class Headway {

    static final Duration PATIENCE = Duration.ofMinutes(15);

    private static final long ENOUGH = 1L << 20;

    private final TimeSource time;
    private final long enough;
    private long since;
    private long reached;
    private long arrived;

    /**
     * Begins to measure.
     *
     * @param time measures
     * @param size bytes of the file
     * @param arrived how many of them are there already
     */
    Headway(TimeSource time, long size, long arrived) {
        this.time = time;
        this.enough = Math.max(1, Math.min(ENOUGH, size / 100));
        this.since = time.nanoTime();
        this.reached = arrived;
        this.arrived = arrived;
    }

    /**
     * It has come so far, what is under way and may get lost counted with it. What was lost and is sent once more is no headway.
     *
     * @param bytes from the file's beginning
     * @throws UnavailableException if that is not enough for the time
     */
    void reached(long bytes) {
        if (bytes - reached >= enough) {
            begin(bytes);
        } else if (time.nanoTime() - since >= PATIENCE.toNanos()) {
            throw new UnavailableException(
                    "The upload moved less than " + enough + " bytes in " + PATIENCE.toMinutes()
                            + " minutes. Check the network; what has arrived stays there: try again later.",
                    (Duration) null,
                    null);
        }
    }

    /**
     * So much is there for sure. What was thought to have come further is measured from here.
     *
     * @param bytes from the file's beginning
     */
    void arrived(long bytes) {
        if (bytes - arrived >= enough) {
            arrived = bytes;
            begin(bytes);
        }
    }

    private void begin(long bytes) {
        reached = bytes;
        since = time.nanoTime();
    }
}
