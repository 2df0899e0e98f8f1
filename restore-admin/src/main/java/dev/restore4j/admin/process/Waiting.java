package dev.restore4j.admin.process;

import dev.restore4j.time.TimeSource;
import java.util.concurrent.CompletableFuture;

/** How to wait for a child: on a time source, and in a way that somebody may cut short. Thread-safe. */
public interface Waiting {

    /** {@return the time that passes; what is cleaned up after an interrupt waits on it} */
    TimeSource time();

    /**
     * Waits until the signal is done or the deadline has passed.
     *
     * @param signal ends the wait when it completes, in whichever way
     * @param deadlineNanos a reading of the time's {@link TimeSource#nanoTime()}
     * @return whether the signal was done
     * @throws InterruptedException if whoever waits is to stop
     */
    boolean await(CompletableFuture<?> signal, long deadlineNanos) throws InterruptedException;

    /**
     * {@return waiting that ends early by an interrupt only}
     *
     * @param time what to wait on
     */
    static Waiting on(TimeSource time) {
        return new Waiting() {
            @Override
            public TimeSource time() {
                return time;
            }

            @Override
            public boolean await(CompletableFuture<?> signal, long deadlineNanos) throws InterruptedException {
                return time.await(signal, deadlineNanos);
            }
        };
    }
}
