package dev.restore4j.aura;

import dev.restore4j.aura.wire.Exchange;
import dev.restore4j.aura.wire.Reply;
import dev.restore4j.aura.wire.RetryAfter;
import dev.restore4j.spi.Urgency;
import dev.restore4j.spi.Urgency.Rank;
import dev.restore4j.time.TimeSource;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Optional;

/** Sends requests within the budget, and slows down when it is told to. Thread-safe. */
final class Channel {

    /** How long everybody pauses after a 429 that does not say how long; the documentation's example is 5 seconds. */
    static final Duration DEFAULT_PAUSE = Duration.ofSeconds(5);

    private final Exchange exchange;
    private final RequestBudget budget;
    private final TimeSource time;

    Channel(Exchange exchange, RequestBudget budget, TimeSource time) {
        this.exchange = exchange;
        this.budget = budget;
        this.time = time;
    }

    /**
     * Sends a request once, as soon as its urgency allows.
     *
     * @param label method and path template, for the log
     * @return what came back; when the thread was interrupted while waiting for it, its flag is set again
     * @throws dev.restore4j.error.UnavailableException if the budget has no place in time; nothing was sent
     * @throws dev.restore4j.error.WaitInterruptedException if the client is closed before there is a place; nothing was sent
     * @throws InterruptedException if the thread was interrupted before anything was sent
     */
    Reply send(HttpRequest request, String label, Urgency urgency) throws InterruptedException {
        long latest = time.nanoTime() + patience(urgency.rank()).toNanos();
        return send(request, label, budget.acquire(urgency, latest));
    }

    /**
     * Sends a submission once, unless the client is closed.
     *
     * @param label method and path template, for the log
     * @param latestNanos the latest time to send it
     * @return what came back; when the thread was interrupted while waiting for it, its flag is set again
     * @throws dev.restore4j.error.UnavailableException if the budget has no place in time; nothing was sent
     * @throws dev.restore4j.error.WaitInterruptedException if the client was closed before there was a place; nothing was sent
     * @throws InterruptedException if the thread was interrupted before anything was sent
     */
    Reply submit(HttpRequest request, String label, long latestNanos) throws InterruptedException {
        RequestBudget.Place place = budget.acquire(Urgency.of(Rank.SUBMISSION), latestNanos);
        if (budget.isClosed()) {
            place.giveBack();
            throw RequestBudget.closedClient();
        }
        return send(request, label, place);
    }

    /** Releases those who wait for a place; see {@link RequestBudget#close}. */
    void close() {
        budget.close();
    }

    private Reply send(HttpRequest request, String label, RequestBudget.Place place) throws InterruptedException {
        try {
            Reply reply = exchange.send(request, label);
            if (reply instanceof Reply.Answer answer) {
                slowDown(answer);
            }
            return reply;
        } finally {
            place.giveBack();
        }
    }

    /** Sends a request once to another service than the API, so outside of the budget, headers and body within a limit. */
    Reply sendElsewhere(HttpRequest request, String label, Duration limit) throws InterruptedException {
        return exchange.within(limit).send(request, label);
    }

    /** The pause begins before the place is given back, so that nobody slips in between. */
    private void slowDown(Reply.Answer answer) {
        if (answer.isPassing()) {
            RetryAfter.of(answer.headers(), time.now())
                    .or(() -> answer.status() == 429 ? Optional.of(DEFAULT_PAUSE) : Optional.empty())
                    .ifPresent(budget::pause);
        }
    }

    /** A full window is over within 60 seconds. A watch has all the time of its restore. */
    private static Duration patience(Rank rank) {
        return switch (rank) {
            case SUBMISSION, FIRST_CHANGE -> Duration.ofMinutes(2);
            case CHECK, INTERACTIVE -> Duration.ofMinutes(5);
            case WATCH -> Duration.ofMinutes(30);
        };
    }
}
