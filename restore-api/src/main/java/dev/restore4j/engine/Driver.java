package dev.restore4j.engine;

import dev.restore4j.engine.Decision.Next;
import dev.restore4j.error.AccessException;
import dev.restore4j.error.ProtocolException;
import dev.restore4j.error.RestoreRejectedException;
import dev.restore4j.error.UnavailableException;
import dev.restore4j.journal.JournalEntry;
import dev.restore4j.operation.Ending;
import dev.restore4j.operation.RestoreState;
import dev.restore4j.spi.Observation;
import dev.restore4j.spi.Preflight;
import dev.restore4j.spi.RestoreRoute;
import dev.restore4j.spi.SubmissionAnswer;
import dev.restore4j.spi.Urgency;
import dev.restore4j.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Does what the {@link Rules} decide: checks, submits once, watches. Holds the lease of the target while it runs. What it
 * throws is what keeps it from going on; the operation is then in the journal as far as it came.
 */
final class Driver {

    /** How old a check may be when the request goes out: a machine that slept in between must look again. */
    private static final Duration FRESH = Duration.ofSeconds(30);

    private static final int HINDRANCES = 3;

    private final Job job;
    private final Ledger ledger;
    private final Reporter reporter;
    private final Nap nap;
    private final TimeSource time;
    private @Nullable Watcher watcher;
    private @Nullable Instant checkedAt;
    private int failures;

    Driver(Job job, Ledger ledger, Reporter reporter, Nap nap) {
        this.job = job;
        this.ledger = ledger;
        this.reporter = reporter;
        this.nap = nap;
        this.time = job.environment().time();
    }

    void run() throws InterruptedException {
        Next next = Rules.first(ledger.standing().state());
        while (next != Next.STOP) {
            next = switch (next) {
                case CHECK -> check();
                case SUBMIT -> submit();
                case LOOK -> look();
                case STOP -> Next.STOP;
            };
        }
    }

    private Next check() throws InterruptedException {
        Decision early = Rules.beforeCheck(ledger.standing(), job.terms(), time.now());
        if (early != null) {
            return carryOut(early);
        }
        RestoreRoute route = Objects.requireNonNull(job.route(), "only a process with the plan checks and submits");
        Instant began = time.now();
        Preflight seen;
        try {
            seen = route.look(Urgency.of(Urgency.Rank.CHECK));
        } catch (RestoreRejectedException e) {
            Decision gone = Rules.rejected(
                    time.now(), e.code(), e.getMessage(), e.requestId().orElse(null));
            return carryOut(gone);
        } catch (UnavailableException e) {
            reporter.warn("unavailable", "Nothing was sent yet, and Aura cannot be read: " + e.getMessage());
            nap.take(e.retryAfter().orElse(Backoff.after(++failures)));
            ledger.reload();
            return Next.CHECK;
        }
        failures = 0;
        checkedAt = began;
        return carryOut(Rules.onCheck(ledger.standing(), job.terms(), seen, time.now()));
    }

    private Next submit() throws InterruptedException {
        RestoreRoute route = Objects.requireNonNull(job.route(), "only a process with the plan checks and submits");
        Instant checked = Objects.requireNonNull(checkedAt, "a check comes before a submission");
        SubmissionAnswer answer;
        Duration age = Duration.between(checked, time.now());
        if (age.compareTo(FRESH) > 0) {
            answer = notSent("late", "Too long passed between the check and the sending; it is checked again.");
        } else {
            try {
                answer = route.submit(
                        job.id(), time.nanoTime() + FRESH.minus(age).toNanos());
            } catch (InterruptedException e) {
                answer = notSent("interrupted", "It was stopped before anything was sent.");
                Thread.currentThread().interrupt();
            }
        }
        Decision decision = Rules.onAnswer(ledger.standing(), answer, time.now());
        decision.toWrite().ifPresent(this::record);
        nap.take(decision.after());
        return decision.next();
    }

    private static SubmissionAnswer notSent(String code, String message) {
        Ending why = new Ending(code, message, Ending.Kind.UNAVAILABLE, null);
        return new SubmissionAnswer.NotTakenOver(why, Duration.ZERO);
    }

    private Next look() throws InterruptedException {
        Watcher eyes = watcher();
        Observation seen;
        try {
            seen = eyes.look(ledger.standing());
            failures = 0;
        } catch (UnavailableException e) {
            reporter.looked(eyes, "unavailable", e.requestId().orElse(null));
            nap.take(e.retryAfter().orElse(Backoff.after(++failures)));
            return Next.LOOK;
        } catch (AccessException | ProtocolException e) {
            if (++failures >= HINDRANCES) {
                throw e;
            }
            reporter.warn("look-failed", "The restore goes on, but the target cannot be read: " + e.getMessage());
            nap.take(Backoff.after(failures + 2));
            return Next.LOOK;
        }
        reporter.looked(eyes, seen.word(), seen.requestId());
        if (ledger.standing().state() != RestoreState.OUTCOME_UNKNOWN
                && eyes.stalledAgain(job.habits().stalledAfter())) {
            reporter.stalled(eyes, seen);
        }
        Decision decision = Rules.onLook(ledger.standing(), seen, eyes.watch(), time.now());
        decision.toWrite().ifPresent(this::record);
        learn(eyes);
        nap.take(decision.after());
        return decision.next();
    }

    private void learn(Watcher eyes) {
        if (ledger.standing().state() == RestoreState.COMPLETED) {
            job.environment().durations().learn(eyes.sinceSubmission());
        }
    }

    private Watcher watcher() {
        if (watcher == null) {
            Instant submitted = ledger.standing().submission().at();
            watcher = new Watcher(job.target(), job.id(), submitted == null ? time.now() : submitted);
        }
        return watcher;
    }

    /** Writes before anything follows; where somebody else wrote meanwhile, everything is decided anew. */
    private Next carryOut(Decision decision) throws InterruptedException {
        JournalEntry entry = decision.toWrite().orElse(null);
        if (entry != null) {
            RestoreState before = ledger.standing().state();
            if (!ledger.write(entry)) {
                return Rules.first(ledger.standing().state());
            }
            reporter.stateChanged(before, entry);
        }
        nap.take(decision.after());
        return decision.next();
    }

    private void record(JournalEntry entry) {
        RestoreState before = ledger.standing().state();
        ledger.record(entry);
        reporter.stateChanged(before, entry);
        if (ledger.standing().state() == RestoreState.CONFIRMED) {
            watcher = null; // what comes next is another submission
        }
    }
}
