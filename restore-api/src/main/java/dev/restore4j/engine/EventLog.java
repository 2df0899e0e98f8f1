package dev.restore4j.engine;

import dev.restore4j.event.RestoreEvent;
import dev.restore4j.event.RestoreEvent.Finished;
import dev.restore4j.event.RestoreEvent.Looked;
import dev.restore4j.event.RestoreEvent.Progressed;
import dev.restore4j.event.RestoreEvent.RestoreStalled;
import dev.restore4j.event.RestoreEvent.StateChanged;
import dev.restore4j.event.RestoreEvent.Warned;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** Writes events to the logger {@code dev.restore4j}; the MDC has {@code restore.id}, {@code instance}, {@code request.id}. */
final class EventLog {

    static final String RESTORE_ID = "restore.id";
    static final String INSTANCE = "instance";
    private static final String REQUEST_ID = "request.id";
    private static final Logger LOG = LoggerFactory.getLogger("dev.restore4j");

    private EventLog() {}

    static void write(RestoreEvent event) {
        MDC.put(RESTORE_ID, event.operation().value());
        MDC.put(INSTANCE, event.target());
        event.requestId().ifPresent(id -> MDC.put(REQUEST_ID, id));
        try {
            log(event);
        } finally {
            MDC.remove(REQUEST_ID);
        }
    }

    /** For what is no event, since nobody listens any more. */
    static void warn(Job job, String what) {
        LOG.warn("Restore {} of {} {}", job.id(), job.target().reference(), what);
    }

    private static void log(RestoreEvent event) {
        if (event instanceof StateChanged e) {
            LOG.info("Restore {} of {}: {} -> {}. {}", e.operation(), e.target(), e.from(), e.to(), e.message());
        } else if (event instanceof Looked e) {
            LOG.debug("Restore {} of {}: target says '{}'", e.operation(), e.target(), e.word());
        } else if (event instanceof Progressed e) {
            LOG.debug("Restore {} of {}: {}", e.operation(), e.target(), e.progress());
        } else if (event instanceof RestoreStalled e) {
            LOG.warn("Restore {} of {}: no change for {}. {}", e.operation(), e.target(), e.unchangedFor(), e.advice());
        } else if (event instanceof Warned e) {
            LOG.warn("Restore {} of {}: {}: {}", e.operation(), e.target(), e.code(), e.message());
        } else if (event instanceof Finished e) {
            LOG.info(
                    "Restore {} of {}: {} (overwritten: {})",
                    e.operation(),
                    e.target(),
                    e.result().state(),
                    e.result().overwritten());
        }
    }
}
