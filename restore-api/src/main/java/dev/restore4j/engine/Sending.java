package dev.restore4j.engine;

import dev.restore4j.time.TimeSource;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** The span in which the one request is under way: the client's closing waits for its answer. */
final class Sending {

    /** Longer than any request takes. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private volatile CompletableFuture<Void> over = CompletableFuture.completedFuture(null);

    /** Whoever closes the client and sees it open after this sees the span. */
    void begin() {
        over = new CompletableFuture<>();
    }

    void end() {
        over.complete(null);
    }

    /** Waits until the answer is in the journal; an interrupted thread waits no longer. */
    void awaitEnd(TimeSource time) {
        try {
            time.await(over, time.nanoTime() + PATIENCE.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
