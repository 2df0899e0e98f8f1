package dev.restore4j.spi;

import dev.restore4j.event.Progress;
import dev.restore4j.operation.OperationId;
import dev.restore4j.time.TimeSource;
import dev.restore4j.verify.Notes;
import java.util.concurrent.CompletableFuture;

/**
 * What a preparation, and the request after it, have of their operation. For the thread that it was handed to, except
 * {@link #report}, which is for any.
 */
public interface Workbench {

    /** {@return the operation} */
    OperationId operation();

    /**
     * {@return how often the intent of the operation's request is in the journal, the present one included: what is noted of one
     * attempt tells nothing of another. Zero before the first}
     */
    int attempt();

    /** {@return the time to wait on} */
    TimeSource time();

    /** {@return a few words in the operation's journal, for whoever goes on with it after a crash} */
    Notes notes();

    /**
     * Waits until the signal is done or the deadline has passed. All waiting goes through this: it is what a cancellation and
     * the client's closing cut short, and what keeps the confirmation.
     *
     * @param signal ends the wait when it completes, in whichever way
     * @param deadlineNanos a reading of the time source's {@link TimeSource#nanoTime()}
     * @return whether the signal was done
     * @throws InterruptedException if the operation was cancelled, the client was closed, or the thread was interrupted: end what
     *     was begun and must not go on, and throw this on
     */
    boolean await(CompletableFuture<?> signal, long deadlineNanos) throws InterruptedException;

    /**
     * Tells listeners how far it is.
     *
     * @param progress how far
     */
    void report(Progress progress);
}
