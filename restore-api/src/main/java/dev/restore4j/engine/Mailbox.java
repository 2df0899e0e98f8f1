package dev.restore4j.engine;

import dev.restore4j.event.RestoreEvent;
import dev.restore4j.event.RestoreListener;
import dev.restore4j.time.TimeSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps a listener away from the restore: whatever it does, it does on a thread of its own. Thread-safe. */
final class Mailbox {

    private static final Logger LOG = LoggerFactory.getLogger("dev.restore4j.listener");
    private static final int CAPACITY = 1_000;

    private final RestoreListener listener;
    private final TimeSource time;
    private final Deque<RestoreEvent> waiting = new ArrayDeque<>();
    private CompletableFuture<Void> idle = CompletableFuture.completedFuture(null);

    Mailbox(RestoreListener listener, TimeSource time) {
        this.listener = listener;
        this.time = time;
    }

    synchronized void put(RestoreEvent event) {
        if (waiting.size() >= CAPACITY) {
            waiting.removeFirst();
        }
        waiting.addLast(event);
        if (idle.isDone()) {
            idle = new CompletableFuture<>();
            time.fork("restore4j-listener", this::deliver);
        }
    }

    /** {@return what is done when everything put so far was heard} */
    synchronized CompletableFuture<Void> idle() {
        return idle;
    }

    private void deliver() {
        for (RestoreEvent event = next(); event != null; event = next()) {
            try {
                listener.on(event);
            } catch (Exception | LinkageError | AssertionError | StackOverflowError e) {
                LOG.warn(
                        "A listener failed on {}; the restore goes on",
                        event.getClass().getSimpleName(),
                        e);
            }
        }
    }

    private synchronized @org.jspecify.annotations.Nullable RestoreEvent next() {
        RestoreEvent event = waiting.pollFirst();
        if (event == null) {
            idle.complete(null);
        }
        return event;
    }
}
