package dev.restore4j.admin;

import dev.restore4j.admin.process.Waiting;
import dev.restore4j.event.Progress;
import java.time.Duration;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Under which terms something is done that starts several children: one deadline for all, one listener.
 *
 * @param waiting how to wait
 * @param deadlineNanos when it is over
 * @param limit what the deadline was made of, for messages
 * @param progress gets how far it is, in the calling thread; what it throws is logged and harms nothing
 */
record Terms(Waiting waiting, long deadlineNanos, Duration limit, Consumer<Progress> progress) {

    private static final Logger LOG = LoggerFactory.getLogger(Neo4jAdmin.class);

    static Terms of(Waiting waiting, Duration limit, Consumer<Progress> progress) {
        return new Terms(waiting, waiting.time().nanoTime() + limit.toNanos(), limit, progress);
    }

    void report(Progress step) {
        try {
            progress.accept(step);
        } catch (RuntimeException e) {
            LOG.warn("A listener failed", e);
        }
    }
}
