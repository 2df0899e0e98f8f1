package dev.restore4j.aura.wire;

import dev.restore4j.aura.wire.Reply.Answer;
import dev.restore4j.aura.wire.Reply.Silence;
import dev.restore4j.time.TimeSource;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends a request once and waits for headers and body under one deadline of ours: {@code HttpRequest.timeout} ends with the
 * headers on JDK 17, so that a body that stalls would hang for ever. Thread-safe.
 */
public final class Exchange {

    private static final Logger LOG = LoggerFactory.getLogger("dev.restore4j.aura.AuraClient");

    /** The largest answers but one or two are lists of a few hundred kilobytes. */
    static final int USUAL_BODY = 1_000_000;

    private final HttpClient client;
    private final TimeSource time;
    private final Duration timeout;
    private final int largestBody;

    /**
     * Makes one.
     *
     * @param client sends; must not follow redirects
     * @param time measures and waits
     * @param timeout for headers and body together
     */
    public Exchange(HttpClient client, TimeSource time, Duration timeout) {
        this(client, time, timeout, USUAL_BODY);
    }

    private Exchange(HttpClient client, TimeSource time, Duration timeout, int largestBody) {
        this.client = client;
        this.time = time;
        this.timeout = timeout;
        this.largestBody = largestBody;
    }

    /**
     * {@return the same under a shorter deadline}
     *
     * @param limit for headers and body together, where it is shorter
     */
    public Exchange within(Duration limit) {
        return limit.compareTo(timeout) < 0 ? lasting(limit) : this;
    }

    /**
     * {@return the same under another deadline}
     *
     * @param limit for headers and body together
     */
    public Exchange lasting(Duration limit) {
        return new Exchange(client, time, limit, largestBody);
    }

    /**
     * {@return the same with another limit of the answer's body, which is a million bytes}
     *
     * @param bytes how many are read; one more ends the exchange
     */
    public Exchange reading(int bytes) {
        return new Exchange(client, time, timeout, bytes);
    }

    /**
     * {@return the same with its waiting on another time}
     *
     * @param other measures and waits
     */
    public Exchange on(TimeSource other) {
        return new Exchange(client, other, timeout, largestBody);
    }

    /**
     * Sends the request, once.
     *
     * @param request what is sent
     * @param label method and path template, for the log
     * @return what came back; when the thread was interrupted while waiting, its flag is set again
     * @throws InterruptedException if the thread was interrupted before anything was sent
     */
    public Reply send(HttpRequest request, String label) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("interrupted before the request was sent");
        }
        long start = time.nanoTime();
        Reply reply = exchange(request, start + timeout.toNanos());
        tell(reply, label, start);
        return reply;
    }

    /** An answer is not lost because a logger throws. */
    private void tell(Reply reply, String label, long start) {
        try {
            log(reply, label, (time.nanoTime() - start) / 1_000_000);
        } catch (RuntimeException | LinkageError e) {
            // there is nowhere else to say so
        }
    }

    private static void log(Reply reply, String label, long millis) {
        if (reply instanceof Answer answer) {
            LOG.debug("{} -> {} [{}] {} ms", label, answer.status(), answer.requestId(), millis);
        } else if (reply instanceof Silence silence) {
            LOG.debug("{} -> no answer: {} {} ms", label, silence.kind(), millis);
        }
    }

    private Reply exchange(HttpRequest request, long deadline) {
        Flight flight = Flight.start(client, request, largestBody);
        try {
            if (!time.await(flight.ended(), deadline)) {
                String words = "no answer within " + timeout.toMillis() / 1000.0 + " s";
                return flight.giveUp(Silence.Kind.DEADLINE, words);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return flight.giveUp(Silence.Kind.INTERRUPTED, "the waiting thread was interrupted");
        }
        return flight.reply();
    }

    /**
     * Sends the request, once, and waits for nothing: for long bodies, whose time is somebody else's to measure.
     *
     * @param request what is sent
     * @return the request under way
     */
    public Flight start(HttpRequest request) {
        return Flight.start(client, request, largestBody);
    }
}
