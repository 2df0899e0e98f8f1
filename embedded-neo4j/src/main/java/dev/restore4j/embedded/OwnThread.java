package dev.restore4j.embedded;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/**
 * Work with the server that no interrupt of the caller reaches: one in the midst of it would close files that Neo4j is
 * using, and leave a server that neither runs nor stops.
 */
final class OwnThread {

    private OwnThread() {}

    /** Does the work on a thread of its own and waits for its end; an interrupt meanwhile is kept for the caller. */
    static <T> T call(Supplier<T> work) {
        try {
            return CompletableFuture.supplyAsync(work, task -> new Thread(task, "embedded-neo4j").start())
                    .join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw e;
        }
    }

    /** As {@link #call}, of work without a result. */
    static void run(Runnable work) {
        call(() -> {
            work.run();
            return true;
        });
    }
}
