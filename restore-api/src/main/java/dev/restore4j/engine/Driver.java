package dev.restore4j.engine;

import dev.restore4j.engine.Decision.Next;
import dev.restore4j.error.AccessException;
import dev.restore4j.error.ProtocolException;
import dev.restore4j.error.RestoreRejectedException;
import dev.restore4j.error.UnavailableException;
import dev.restore4j.journal.JournalEntry;
import dev.restore4j.operation.Ending;
import dev.restore4j.operation.RestoreState;
import dev.restore4j.spi.Account;
import dev.restore4j.spi.Observation;
import dev.restore4j.spi.Observation.Condition;
import dev.restore4j.spi.Preflight;
import dev.restore4j.spi.RestoreRoute;
import dev.restore4j.spi.SubmissionAnswer;
import dev.restore4j.spi.Urgency;
import dev.restore4j.time.TimeSource;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Does what the {@link Rules} decide: checks, submits once, watches. Holds the lease of the target while it runs. What it
 * throws is what keeps it from going on; the operation is then in the journal as far as it came.
 */
final class Driver {

    /** How old a check may be when the request goes out: a machine that slept in between must look again. */
    private static final Duration FRESH = Duration.ofSeconds(30);

    /** How often a target is looked at in vain by a process that has never seen it: its credentials may be wrong. */
    private static final int HINDRANCES = 3;

    /** How long a target that was seen may be out of sight: secrets rotate, and gateways have pages of their own. */
    private static final Duration BLIND = Duration.ofMinutes(15);

    private final Job job;
    private final Ledger ledger;
    private final Reporter reporter;
    private final Nap nap;
    private final Sending sending;
    private final TimeSource time;
    private final Preparing preparing;
    private final Safekeeping safekeeping;
    private final Marking marking;
    private final Aftercare aftercare;
    private @Nullable Watcher watcher;
    private @Nullable Checked checked;
    private int failures;
    private int hindrances;

    Driver(Job job, Ledger ledger, Reporter reporter, Nap nap, Sending sending) {
        this.job = job;
        this.ledger = ledger;
        this.reporter = reporter;
        this.nap = nap;
        this.sending = sending;
        this.time = job.environment().time();
        Limited limited = new Limited(time, new NoteBook(ledger, time), nap);
        this.preparing = new Preparing(job, ledger, reporter, nap);
        this.safekeeping = new Safekeeping(job);
        this.marking = new Marking(job, ledger, limited);
        this.aftercare = new Aftercare(job, ledger, reporter, nap, limited);
    }

    /** {@return whether nothing is left to do here; false where the rest takes a process with the plan} */
    boolean run() throws InterruptedException {
        Next next = Rules.first(ledger.standing(), job.terms());
        while (next != Next.STOP) {
            if (takesPlan(next) && job.route() == null) {
                return false;
            }
            next = switch (workFirst(next)) {
                case PREPARE -> prepare();
                case RECOVER -> recover();
                case SAFEGUARD -> safeguard();
                case VERIFY -> conclude(aftercare.verify());
                case CONCLUDE -> conclude(aftercare.conclude());
                case CHECK -> check();
                case SUBMIT -> submit();
                case LOOK -> look();
                case STOP -> Next.STOP;
            };
        }
        if (ledger.standing().state().isEnd()) {
            preparing.ended();
        }
        return true;
    }

    private static boolean takesPlan(Next next) {
        return next == Next.VERIFY || next == Next.CONCLUDE || next == Next.RECOVER;
    }

    /** What takes long comes first, so that what is kept and checked is as new as can be when the request goes out. */
    private Next workFirst(Next next) {
        boolean beforeSubmission = next == Next.SAFEGUARD || next == Next.CHECK;
        return beforeSubmission && preparing.isDue() ? Next.PREPARE : next;
    }

    private Next prepare() throws InterruptedException {
        Decision early = early();
        if (early != null) {
            return carryOut(early);
        }
        nap.mayGoOn();
        Decision decision = preparing.step();
        return decision == null ? again() : carryOut(decision);
    }

    /** What ends it before a check; where its time is over, with what was in the way. */
    private @Nullable Decision early() {
        Decision early = Rules.beforeCheck(ledger.standing(), job.terms(), job.now());
        return early == null ? null : preparing.explained(early);
    }

    /** {@return who goes on looking after a good end, or null} */
    @Nullable
    Vigil vigil() {
        return aftercare.vigil();
    }

    private Next safeguard() throws InterruptedException {
        Decision early = early();
        if (early != null) {
            return carryOut(early);
        }
        nap.mayGoOn();
        carryOut(safekeeping.step(ledger.standing()));
        return again();
    }

    private Next conclude(Decision decision) throws InterruptedException {
        Decision whole = Rules.beforeEnd(ledger.standing(), job.terms(), decision);
        return record(whole) ? then(whole) : anew();
    }

    private Next check() throws InterruptedException {
        Decision early = early();
        if (early != null) {
            return carryOut(early);
        }
        RestoreRoute route = preparing.route();
        nap.mayGoOn();
        Checked began = Checked.now(time);
        Preflight seen;
        try {
            seen = route.look(Urgency.of(Urgency.Rank.CHECK));
        } catch (RestoreRejectedException e) {
            Decision gone = Rules.rejected(
                    time.now(), e.code(), e.getMessage(), e.requestId().orElse(null));
            return carryOut(gone);
        } catch (UnavailableException e) {
            reporter.warn("unavailable", "Nothing was sent yet, and Aura cannot be read: " + e.getMessage());
            preparing.hindered(e);
            Duration valid = Duration.between(job.now(), ledger.standing().expiry(job.terms()));
            nap.take(shorter(e.retryAfter().orElse(Backoff.after(++failures)), valid.plusMillis(1)));
            return again();
        }
        failures = 0;
        preparing.hindered(null);
        checked = began.notBefore(seen.since(), time);
        nap.mayGoOn();
        if (isTooLate()) {
            return again();
        }
        Decision decision = Rules.onCheck(ledger.standing(), job.terms(), seen, job.now());
        Decision whole = preparing.leavesTrace() ? decision.traced() : decision;
        return whole.next() == Next.SUBMIT ? mark(whole) : carryOut(whole);
    }

    /** Marks the present data, which takes a moment, in which somebody else may have written. */
    private Next mark(Decision submission) throws InterruptedException {
        int before = ledger.adoptions();
        JournalEntry hindrance = marking.place();
        nap.mayGoOn();
        if (ledger.adoptions() != before) {
            return anew();
        }
        if (hindrance != null) {
            return carryOut(Decision.stop(hindrance));
        }
        return isTooLate() ? again() : carryOut(submission);
    }

    /** Whether it took too long: nothing is written for a request that would not be sent. */
    private boolean isTooLate() {
        return checkHoldsFor().isNegative() && Rules.beforeCheck(ledger.standing(), job.terms(), job.now()) == null;
    }

    /** Decides anew by what the journal says now: others may have written meanwhile. */
    private Next again() {
        ledger.reload();
        return anew();
    }

    private Next submit() throws InterruptedException {
        Decision decision;
        boolean holds;
        int attempt = ledger.standing().attempts();
        watcher = null; // of an earlier submission
        sending.begin();
        try {
            preparing.resume();
            SubmissionAnswer answer = send();
            if (isOver(attempt)) {
                return anew();
            }
            decision = preparing.worked(answered(answer));
            holds = record(decision);
        } finally {
            sending.end();
        }
        return holds ? then(decision) : anew();
    }

    /** Asks for what became of what a process submitted that is gone. */
    private Next recover() throws InterruptedException {
        nap.mayGoOn();
        watcher = null; // of an earlier submission
        int attempt = ledger.standing().attempts();
        int before = ledger.adoptions();
        SubmissionAnswer answer = preparing.recover();
        if (isOver(attempt)) {
            return anew();
        }
        Decision decision = answered(answer);
        if (answer instanceof SubmissionAnswer.NotTakenOver || answer instanceof SubmissionAnswer.Refused) {
            // holds while nobody else writes: another driver, of a lease that was lost, may be about to begin it
            return ledger.adoptions() == before ? carryOut(decision) : anew();
        }
        return record(decision) ? then(decision) : anew();
    }

    /** Whether another driver has carried on what this one sent, which a note that was refused may have brought to light. */
    private boolean isOver(int attempt) {
        Standing now = ledger.standing();
        return now.attempts() != attempt || now.state() != RestoreState.SUBMITTING;
    }

    private Decision answered(SubmissionAnswer answer) throws InterruptedException {
        if (answer instanceof SubmissionAnswer.Unfinished unfinished) {
            throw new Preparing.Left(unfinished.why());
        }
        return Rules.beforeEnd(ledger.standing(), job.terms(), Rules.onAnswer(ledger.standing(), answer, time.now()));
    }

    private SubmissionAnswer send() {
        RestoreRoute route = preparing.route();
        Duration left = checkHoldsFor();
        if (job.environment().isClosed()) {
            return notSent("closed", "The client was closed before anything was sent.");
        }
        if (left.isNegative()) {
            return notSent("late", "Too long passed between the check and the sending; it is checked again.");
        }
        try {
            return route.submit(job.id(), time.nanoTime() + left.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return notSent("interrupted", "It was stopped before anything was sent.");
        }
    }

    /** A check holds neither across a machine's sleep, whatever its clocks did, nor beyond the confirmation. */
    private Duration checkHoldsFor() {
        Checked last = Objects.requireNonNull(checked, "a check comes before a submission");
        Duration fresh = FRESH.minus(last.age(time));
        Duration valid = Duration.between(job.now(), ledger.standing().expiry(job.terms()));
        return shorter(fresh, valid);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
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
            hindrances = 0;
        } catch (UnavailableException e) {
            reporter.notSeen(eyes, "unavailable", e.requestId().orElse(null));
            nap.take(e.retryAfter().orElse(Backoff.whileLooking(++failures, ledger.standing())));
            return Next.LOOK;
        } catch (AccessException | ProtocolException e) {
            boolean hopeless = eyes.hasSeen() ? eyes.blindFor().compareTo(BLIND) >= 0 : hindrances + 1 >= HINDRANCES;
            hindrances++;
            mentionCredential(eyes);
            if (hopeless) {
                throw e;
            }
            reporter.warn("look-failed", "The restore goes on, but the target cannot be read: " + e.getMessage());
            nap.take(Backoff.whileLooking(hindrances + 2, ledger.standing()));
            return Next.LOOK;
        }
        reporter.looked(eyes, seen.word(), seen.requestId());
        mentionCredential(eyes);
        if (ledger.standing().state() != RestoreState.OUTCOME_UNKNOWN
                && eyes.stalledAgain(job.habits().stalledAfter())) {
            reporter.stalled(eyes, seen);
        }
        Watch.Mark mark = seen.condition() == Condition.READY
                ? new Watch.Mark(marking.look(), eyes.wordUnchanged())
                : Watch.Mark.NONE;
        Decision decision = Rules.beforeEnd(
                        ledger.standing(),
                        job.terms(),
                        Rules.onLook(ledger.standing(), seen, eyes.watch(mark), time.now()))
                .attended(eyes.busyAt());
        if (!record(decision)) {
            return anew();
        }
        learn(eyes);
        return then(decision);
    }

    /** What this process has never seen, the credential that began the operation may see. */
    private void mentionCredential(Watcher eyes) {
        Account then = ledger.account().orElse(null);
        String now = eyes.hasSeen() || then == null ? null : presentClient();
        if (then == null || now == null || now.equals(then.client())) {
            return;
        }
        reporter.warnOnce(
                Outcome.ANOTHER_CREDENTIAL,
                "The operation was begun with client id " + then.client() + " at " + then.address()
                        + ". This process uses "
                        + now + ", which has not seen the target yet: it may be another account's. Try with "
                        + then.client() + ", or another key of the same account.");
    }

    private @Nullable String presentClient() {
        try {
            return job.environment().account().map(Account::client).orElse(null);
        } catch (AccessException e) {
            return null; // the credential cannot be read just now, which the look itself says
        }
    }

    private void learn(Watcher eyes) {
        RestoreState now = ledger.standing().state();
        if (now == RestoreState.COMPLETED || now == RestoreState.VERIFYING) {
            job.environment().durations().learn(eyes.sinceSubmission());
        }
    }

    private Watcher watcher() {
        if (watcher == null) {
            watcher = new Watcher(job.target(), job.id(), ledger.standing());
        }
        return watcher;
    }

    /** Writes before anything follows; where somebody else wrote meanwhile, everything is decided anew. */
    private Next carryOut(Decision plain) throws InterruptedException {
        Decision decision = Rules.beforeEnd(ledger.standing(), job.terms(), plain);
        JournalEntry entry = decision.toWrite().orElse(null);
        if (entry != null) {
            RestoreState before = ledger.standing().state();
            if (!ledger.write(entry)) {
                return anew();
            }
            reporter.stateChanged(before, entry);
        }
        return then(decision);
    }

    /** Writes what has happened; false where another driver has carried the operation on and it is void. */
    private boolean record(Decision decision) {
        JournalEntry entry = decision.toWrite().orElse(null);
        if (entry == null) {
            return true;
        }
        RestoreState before = ledger.standing().state();
        boolean holds = ledger.record(entry);
        if (holds) {
            reporter.stateChanged(before, entry);
        }
        return holds;
    }

    private Next then(Decision decision) throws InterruptedException {
        nap.take(decision.after());
        return decision.next();
    }

    private Next anew() {
        reporter.refresh();
        return Rules.first(ledger.standing(), job.terms());
    }
}
