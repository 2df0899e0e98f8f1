package dev.restore4j.engine;

import dev.restore4j.event.RestoreEvent;
import dev.restore4j.event.RestoreListener;
import dev.restore4j.time.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Hands an operation's events to the log, the flight recorder, and listeners. */
final class EventHub {

    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final TimeSource time;
    private final List<Mailbox> mailboxes = new ArrayList<>();

    EventHub(TimeSource time, List<RestoreListener> listeners) {
        this.time = time;
        listeners.forEach(listener -> mailboxes.add(new Mailbox(listener, time)));
    }

    void publish(RestoreEvent event) {
        try {
            EventLog.write(event);
            FlightRecording.commit(event);
        } catch (RuntimeException | LinkageError e) {
            // a logger that throws is a listener that throws, and there is nowhere else to say so
        }
        mailboxes.forEach(mailbox -> mailbox.put(event));
    }

    /** Gives listeners a moment to hear everything, so that a program that ends now has heard the end. */
    void drain() throws InterruptedException {
        CompletableFuture<?>[] all = mailboxes.stream().map(Mailbox::idle).toArray(CompletableFuture<?>[]::new);
        if (all.length > 0) {
            time.await(CompletableFuture.allOf(all), time.nanoTime() + PATIENCE.toNanos());
        }
    }
}
