package dev.restore4j.time;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;

/**
 * The one place from which this library takes the time, waits, and starts threads that wait.
 *
 * <p>Production code uses {@link #system()}. The testkit supplies virtual time, in which a restore of four hours takes
 * milliseconds. Deadlines are compared by {@link #nanoTime()}, never by {@link #now()}, so that a clock that is set back
 * or forward neither shortens nor prolongs a wait.
 *
 * <p>Implementations are thread-safe.
 */
public interface TimeSource {

    /** {@return the wall-clock time, for records and for comparing with time stamps that Aura states} */
    Instant now();

    /** {@return a monotonic reading in nanoseconds; only differences of two readings mean anything} */
    long nanoTime();

    /**
     * Waits until the signal is done or the deadline has passed.
     *
     * @param signal ends the wait when it completes, in whichever way; it is not cancelled and its result is not read
     * @param deadlineNanos a reading of {@link #nanoTime()} at which the wait ends at the latest
     * @return whether the signal was done
     * @throws InterruptedException if the calling thread was interrupted before or while it waited
     */
    boolean await(CompletableFuture<?> signal, long deadlineNanos) throws InterruptedException;

    /**
     * Starts a daemon thread that may wait on this time source.
     *
     * @param name the thread's name
     * @param task what it runs; what the task throws ends only that thread
     * @return the started thread
     */
    Thread fork(String name, Runnable task);

    /**
     * Waits for a while.
     *
     * @param duration how long; nothing happens when it is zero or negative
     * @throws InterruptedException if the calling thread was interrupted before or while it waited
     */
    default void sleep(Duration duration) throws InterruptedException {
        if (!duration.isNegative() && !duration.isZero()) {
            await(new CompletableFuture<Void>(), nanoTime() + duration.toNanos());
        }
    }

    /** {@return the machine's clock and real waits} */
    static TimeSource system() {
        return SystemTime.INSTANCE;
    }
}
