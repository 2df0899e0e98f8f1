package dev.restore4j.engine;

import dev.restore4j.error.JournalException;
import dev.restore4j.error.RestoreRejectedException;
import dev.restore4j.error.WaitInterruptedException;
import dev.restore4j.journal.Journal;
import dev.restore4j.journal.Journal.Lease;
import dev.restore4j.journal.JournalEntry;
import dev.restore4j.journal.JournalLog;
import dev.restore4j.operation.Actor;
import dev.restore4j.operation.Attestation;
import dev.restore4j.operation.Attestation.TookEffect;
import dev.restore4j.operation.Cancellation;
import dev.restore4j.operation.Ending;
import dev.restore4j.operation.Proof;
import dev.restore4j.operation.RestoreState;
import dev.restore4j.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/** What people say of an operation, written to its journal: cancel it; it took effect; it did not. */
public final class Verdicts {

    /** An exchange has 30 seconds, and may have to wait for its place before; it ends sooner where the look does. */
    private static final Duration OWN_LOOK = Duration.ofMinutes(1);

    private Verdicts() {}

    /**
     * Asks for an operation to be cancelled. The request and the intent to submit compete for the same place in the journal:
     * one of them comes first, in whichever processes they are written.
     *
     * @param run the operation
     * @param by who wants it
     * @return whether it came in time
     */
    public static Cancellation cancel(Run run, Actor by) {
        try {
            return cancelInTime(run, by);
        } catch (JournalException e) {
            throw unreachable(run, e);
        }
    }

    private static Cancellation cancelInTime(Run run, Actor by) {
        Journal journal = run.job().environment().journal();
        while (true) {
            JournalLog log = read(journal, run.job());
            Standing standing = Standing.of(log);
            boolean nothingSent = standing.state().isBeforeSubmission() || standing.state() == RestoreState.CANCELLED;
            if (!nothingSent) {
                return Cancellation.TOO_LATE;
            }
            Instant now = run.job().environment().time().now();
            if (!standing.state().isBeforeSubmission()
                    || standing.cancelRequestedBy() != null
                    || journal.append(run.job().id(), log.head(), Entries.cancelRequested(now, by.name()))
                            .isPresent()) {
                run.wake();
                return Cancellation.BEFORE_SUBMISSION;
            }
        }
    }

    /**
     * Settles an operation whose outcome is unknown, and goes on with it.
     *
     * @param run the operation
     * @param attestation what a person found out
     * @return this process's part in what follows
     */
    public static Run settle(Run run, Attestation attestation) {
        awaitOwnLook(run);
        try {
            return settle(run.job(), attestation);
        } catch (JournalException e) {
            throw unreachable(run, e);
        }
    }

    /** Attaching reads once more, and holds the target's lease meanwhile: what that finds comes first. */
    private static void awaitOwnLook(Run run) {
        TimeSource time = run.job().environment().time();
        try {
            time.await(run.outcome(), time.nanoTime() + OWN_LOOK.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new WaitInterruptedException(
                    "Interrupted before operation " + run.job().id() + " was settled. Settle it again.",
                    run.soFar().result(),
                    null,
                    e);
        }
    }

    /**
     * Ends an operation that waits for a process with its plan, which nobody can start.
     *
     * @param run the operation
     * @param by who decides that
     * @return this process's part in what follows
     */
    public static Run endUnverified(Run run, Actor by) {
        awaitOwnLook(run);
        try {
            underLease(run.job(), () -> writeEnd(run.job(), by));
            return run.job().goOn();
        } catch (JournalException e) {
            throw unreachable(run, e);
        }
    }

    private static void writeEnd(Job job, Actor by) {
        JournalLog log = read(job.environment().journal(), job);
        Standing standing = Standing.of(log);
        Instant now = job.environment().time().now();
        JournalEntry end = standing.concluded();
        if (end == null && standing.state() == RestoreState.VERIFYING) {
            String message = "The target runs again. " + by + " ended the operation without looking at the data.";
            Proof proof = Objects.requireNonNull(standing.proof(), "a restore is looked at when it is proven");
            end = Entries.completed(now, proof, new Ending("completed", message, Ending.Kind.NONE, null));
        }
        if (end == null) {
            throw rejected(
                    job,
                    "not-verifying",
                    "is " + standing.state() + ": only what waits for its checks or its last steps can be ended so.");
        }
        append(job, log, end);
    }

    private static Run settle(Job job, Attestation attestation) {
        underLease(job, () -> write(job, attestation));
        return job.goOn();
    }

    private static void underLease(Job job, Runnable work) {
        Lease lease = job.environment()
                .journal()
                .tryLease(job.target().reference())
                .orElseThrow(() -> rejected(
                        job,
                        "target-driven-elsewhere",
                        "is being watched by another process or thread; wait until that stops, then try again."));
        try {
            work.run();
        } finally {
            lease.close();
        }
    }

    private static void write(Job job, Attestation attestation) {
        JournalLog log = read(job.environment().journal(), job);
        Standing standing = Standing.of(log);
        RestoreState state = standing.state();
        if (state != RestoreState.OUTCOME_UNKNOWN || standing.concluded() != null) {
            throw rejected(
                    job,
                    "outcome-not-unknown",
                    "is " + state + ": only an unknown outcome can be settled by attestation.");
        }
        JournalEntry entry = entry(attestation, job.environment().time().now());
        boolean unmark = Conclusion.isMarked(standing) && job.habits().follow().marker() != null;
        boolean inVain = attestation.tookEffect() == TookEffect.NO;
        append(job, log, unmark && inVain ? Entries.concluding(entry) : entry);
    }

    private static void append(Job job, JournalLog log, JournalEntry entry) {
        if (job.environment().journal().append(job.id(), log.head(), entry).isEmpty()) {
            throw rejected(job, "moved-on", "has moved on in the journal; look at its status again.");
        }
        if (Standing.of(log).after(entry).state().isEnd()) {
            Belongings.discard(job.environment(), job.id());
        }
    }

    private static JournalEntry entry(Attestation attestation, Instant now) {
        if (attestation.tookEffect() == TookEffect.YES) {
            return Entries.attested(now, attestation);
        }
        Ending ending = new Ending(
                Entries.ATTESTED_NOT_OVERWRITTEN,
                attestation.by() + " attests that it did not take effect: " + attestation.evidence(),
                Ending.Kind.REQUEST,
                null);
        return Entries.ended(EntryType.REJECTED, now, ending);
    }

    private static JournalLog read(Journal journal, Job job) {
        return journal.read(job.id())
                .orElseThrow(() -> new JournalException(
                        "Operation " + job.id() + " is not in the journal at " + journal.location() + " any more.",
                        null));
    }

    private static RestoreRejectedException rejected(Job job, String code, String message) {
        Standing now = Standing.of(read(job.environment().journal(), job));
        String text = "Operation " + job.id() + " " + message;
        return new RestoreRejectedException(code, text, job.resultAt(now).build(), null);
    }

    /** Nothing is known of the operation now beyond what this process has seen of it. */
    private static JournalException unreachable(Run run, JournalException cause) {
        return new JournalException(
                String.valueOf(cause.getMessage()), run.soFar().result(), cause);
    }
}
