package dev.restore4j.aura;

import dev.restore4j.aura.WaitingLine.Waiter;
import dev.restore4j.aura.wire.RetryAfter;
import dev.restore4j.error.UnavailableException;
import dev.restore4j.error.WaitInterruptedException;
import dev.restore4j.operation.Durations;
import dev.restore4j.spi.Urgency;
import dev.restore4j.spi.Urgency.Rank;
import dev.restore4j.time.TimeSource;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * How many requests a client may send: at most so many in any 60 seconds, whoever measures. A place is taken when a request
 * is sent and is free again 60 seconds after its <em>answer</em>, so that two requests in one place are 60 seconds apart on
 * their arrival at Aura, too, however long they travelled.
 *
 * <p>{@link WaitingLine} says who is next, and {@link Pace} spreads what can wait over the minute. A check is let in only when
 * there is a place for its first read and places for what follows it, and these are kept for that a while ({@link Promises});
 * whoever is behind it waits, too.
 *
 * <p>No thread of its own: one of the waiters, the timekeeper, waits for the next free place, gives it to the best, and hands
 * its office on when it leaves. Thread-safe; nobody waits while holding the lock.
 */
final class RequestBudget {

    static final Duration WINDOW = Duration.ofSeconds(60);

    private static final long NEVER = Duration.ofDays(36_500).toNanos();

    private final TimeSource time;
    private final int places;
    private final WaitingLine line = new WaitingLine();
    private final Promises promises = new Promises();
    private final Pace pace;
    /** When places become free again; ascending, since each is 60 seconds after the time at which it was added. */
    private final Deque<Long> freeAt = new ArrayDeque<>();

    private int inFlight;
    private boolean paused;
    private long pausedUntil;
    private boolean closed;
    private @Nullable Waiter timekeeper;

    RequestBudget(TimeSource time, int places) {
        this.time = time;
        this.places = places;
        this.pace = new Pace(places, WINDOW, time.nanoTime());
    }

    /** {@return a budget that stays below a limit, so that a credential that is used elsewhere, too, has some air} */
    static RequestBudget below(int limit, TimeSource time) {
        if (limit < 1) {
            throw new IllegalArgumentException("The request budget must be at least 1 a minute, not " + limit + ".");
        }
        return new RequestBudget(time, Math.max(1, Math.min(limit - 1, (int) Math.floor(limit * 0.96))));
    }

    int places() {
        return places;
    }

    /**
     * Waits for a place.
     *
     * @param urgency how urgent the request is
     * @param latestNanos until when to wait at most
     * @return the place; to be given back when the answer is there
     * @throws UnavailableException if there is none by then; at once where a pause lasts longer
     * @throws WaitInterruptedException if there is none yet and the client is closed, or is closed before there is one
     */
    Place acquire(Urgency urgency, long latestNanos) throws InterruptedException {
        Waiter me = new Waiter(urgency, latestNanos);
        synchronized (this) {
            line.add(me);
        }
        boolean taken = false;
        try {
            Step step = step(me);
            while (step.verdict == Verdict.WAIT) {
                time.await(step.signal, step.until);
                step = step(me);
            }
            if (step.verdict == Verdict.CLOSED) {
                throw closedClient();
            }
            // woken late: what was to be sent by then is too old
            if (step.verdict == Verdict.REFUSED || latestNanos - time.nanoTime() < 0) {
                throw unavailable(step.until - time.nanoTime());
            }
            taken = true;
            return new Place(this);
        } finally {
            if (!taken) {
                abandon(me);
            }
        }
    }

    /**
     * Keeps everybody from sending for a while.
     *
     * @param duration from now; a pause that is already longer stays
     */
    synchronized void pause(Duration duration) {
        long until = time.nanoTime() + duration.toNanos();
        if (!paused || until - pausedUntil > 0) {
            paused = true;
            pausedUntil = until;
        }
    }

    /** Nobody waits from now on: who does is released, and who comes gets a place at once or none. */
    void close() {
        List<CompletableFuture<Void>> wake;
        synchronized (this) {
            closed = true;
            wake = line.signals();
        }
        wake.forEach(signal -> signal.complete(null));
    }

    synchronized boolean isClosed() {
        return closed;
    }

    private Step step(Waiter me) {
        List<CompletableFuture<Void>> wake = new ArrayList<>();
        Step step = step(me, wake);
        wake.forEach(signal -> signal.complete(null));
        return step;
    }

    private synchronized Step step(Waiter me, List<CompletableFuture<Void>> wake) {
        long now = time.nanoTime();
        grantDue(now, wake);
        if (me.granted) {
            appointAnother(me, wake);
            return new Step(Verdict.GRANTED, me.signal, now);
        }
        if (closed) {
            return new Step(Verdict.CLOSED, me.signal, now);
        }
        long due = nextDue(now);
        boolean hopeless = paused && pausedUntil - me.deadline > 0;
        if (hopeless || me.deadline - now <= 0) {
            return new Step(Verdict.REFUSED, me.signal, due);
        }
        if (timekeeper == null) {
            timekeeper = me;
        }
        if (me.signal.isDone()) {
            me.signal = new CompletableFuture<>();
        }
        boolean keepsTime = timekeeper == me && due - me.deadline < 0;
        return new Step(Verdict.WAIT, me.signal, keepsTime ? due : me.deadline);
    }

    /** Gives away what is free. Whom to wake is collected: signals are completed outside of the lock. */
    private void grantDue(long now, List<CompletableFuture<Void>> wake) {
        paused = paused && pausedUntil - now > 0;
        while (!freeAt.isEmpty() && freeAt.getFirst() - now <= 0) {
            freeAt.removeFirst();
        }
        promises.forgetOld(now);
        Waiter best = paused ? null : best(now);
        while (best != null && free() - kept(best.rank) > 0) {
            line.grant(best);
            inFlight++;
            pace.went(now, best.rank);
            if (best.rank == Rank.CHECK) {
                promises.give(now);
            } else if (best.rank == Rank.SUBMISSION) {
                promises.use();
            }
            wake.add(best.signal);
            best = best(now);
        }
    }

    private @Nullable Waiter best(long now) {
        return free() == 0 ? null : line.best(now, pace.isOpen(now, places - free()));
    }

    private int free() {
        return places - inFlight - freeAt.size();
    }

    /** {@return how many of the free places are not for this rank} */
    private int kept(Rank rank) {
        return switch (rank) {
            case SUBMISSION -> 0;
            case CHECK -> promises.count() + Math.min(Promises.FOLLOWERS, places - 1);
            case FIRST_CHANGE, INTERACTIVE, WATCH -> promises.count();
        };
    }

    private long nextDue(long now) {
        long never = now + NEVER;
        long place = freeAt.isEmpty() ? never : freeAt.getFirst();
        long promise = promises.firstEnd(never);
        long due = promise - place < 0 ? promise : place;
        if (!pace.isOpen(now, places - free()) && pace.next() - due < 0) {
            due = pace.next();
        }
        if (!paused) {
            return due;
        }
        return free() > 0 || pausedUntil - due > 0 ? pausedUntil : due;
    }

    private void appointAnother(Waiter leaving, List<CompletableFuture<Void>> wake) {
        if (timekeeper == leaving) {
            timekeeper = line.last();
            wakeTimekeeper(wake);
        }
    }

    private void abandon(Waiter me) {
        List<CompletableFuture<Void>> wake = new ArrayList<>();
        synchronized (this) {
            line.remove(me);
            if (me.granted) {
                inFlight--;
                wakeTimekeeper(wake);
            }
            appointAnother(me, wake);
        }
        wake.forEach(signal -> signal.complete(null));
    }

    private void release() {
        List<CompletableFuture<Void>> wake = new ArrayList<>();
        synchronized (this) {
            inFlight--;
            freeAt.addLast(time.nanoTime() + WINDOW.toNanos());
            if (freeAt.size() == 1) {
                wakeTimekeeper(wake);
            }
        }
        wake.forEach(signal -> signal.complete(null));
    }

    private void wakeTimekeeper(List<CompletableFuture<Void>> wake) {
        if (timekeeper != null) {
            wake.add(timekeeper.signal);
        }
    }

    private static UnavailableException unavailable(long nanos) {
        Duration after = Duration.ofNanos(Math.max(0, Math.min(nanos, RetryAfter.LONGEST.toNanos())));
        return new UnavailableException(
                "The request budget is used up or Aura asked to slow down: the next request can be sent in "
                        + Durations.text(after) + ". Nothing was sent; try again then.",
                after,
                null);
    }

    static WaitInterruptedException closedClient() {
        return new WaitInterruptedException(
                "The client was closed while a request waited to be sent. The request was not sent; make another client.",
                null,
                null,
                null);
    }

    private enum Verdict {
        GRANTED,
        WAIT,
        CLOSED,
        REFUSED
    }

    private record Step(Verdict verdict, CompletableFuture<Void> signal, long until) {}

    /** The right to send one request. */
    static final class Place {

        private final RequestBudget budget;

        Place(RequestBudget budget) {
            this.budget = budget;
        }

        /** Says that the answer is there, or that none is waited for any more. */
        void giveBack() {
            budget.release();
        }
    }
}
