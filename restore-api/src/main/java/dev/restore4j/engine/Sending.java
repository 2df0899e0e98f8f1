package dev.restore4j.engine;

import dev.restore4j.time.TimeSource;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The span in which the one request is under way: the client's closing waits for its answer. */
final class Sending {

    /** An exchange ends by its own time-out; this is longer than any. */
    private static final Duration PATIENCE = Duration.ofHours(24);

    private volatile @Nullable Thread sender;
    private volatile CompletableFuture<Void> over = CompletableFuture.completedFuture(null);

    /** Whoever closes the client and sees it open after this sees the span. */
    void begin() {
        sender = Thread.currentThread();
        over = new CompletableFuture<>();
    }

    void end() {
        over.complete(null);
    }

    /**
     * Waits until the answer is in the journal; an interrupted thread waits no longer, nor does the one that sends: a receiver of
     * credentials may close the client.
     */
    void awaitEnd(TimeSource time) {
        if (Thread.currentThread() == sender) {
            return;
        }
        try {
            time.await(over, time.nanoTime() + PATIENCE.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
