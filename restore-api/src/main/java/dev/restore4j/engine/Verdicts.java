package dev.restore4j.engine;

import dev.restore4j.error.JournalException;
import dev.restore4j.error.RestoreRejectedException;
import dev.restore4j.journal.Journal;
import dev.restore4j.journal.Journal.Lease;
import dev.restore4j.journal.JournalEntry;
import dev.restore4j.journal.JournalLog;
import dev.restore4j.operation.Actor;
import dev.restore4j.operation.Attestation;
import dev.restore4j.operation.Attestation.TookEffect;
import dev.restore4j.operation.Cancellation;
import dev.restore4j.operation.Ending;
import dev.restore4j.operation.RestoreState;
import java.time.Instant;

/** What people say of an operation, written to its journal: cancel it; it took effect; it did not. */
public final class Verdicts {

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
        Journal journal = run.job().environment().journal();
        while (true) {
            JournalLog log = read(journal, run.job());
            Standing standing = Standing.of(log);
            boolean nothingSent = standing.state() == RestoreState.CONFIRMED
                    || standing.state() == RestoreState.CANCELLED
                    || standing.state() == RestoreState.REJECTED;
            if (!nothingSent) {
                return Cancellation.TOO_LATE;
            }
            Instant now = run.job().environment().time().now();
            if (standing.state() != RestoreState.CONFIRMED
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
     * @param job the operation
     * @param attestation what a person found out
     * @return this process's part in what follows
     */
    public static Run settle(Job job, Attestation attestation) {
        Journal journal = job.environment().journal();
        Lease lease = journal.tryLease(job.target().reference())
                .orElseThrow(() -> rejected(
                        job,
                        "target-driven-elsewhere",
                        "is being watched by another process or thread; wait until that stops, then settle it."));
        try {
            write(job, attestation);
        } finally {
            lease.close();
        }
        return job.goOn();
    }

    private static void write(Job job, Attestation attestation) {
        Journal journal = job.environment().journal();
        JournalLog log = read(journal, job);
        RestoreState state = Standing.of(log).state();
        if (state != RestoreState.OUTCOME_UNKNOWN) {
            throw rejected(
                    job,
                    "outcome-not-unknown",
                    "is " + state + ": only an unknown outcome can be settled by attestation.");
        }
        JournalEntry entry = entry(attestation, job.environment().time().now());
        if (journal.append(job.id(), log.head(), entry).isEmpty()) {
            throw rejected(job, "moved-on", "has moved on in the journal; look at its status again.");
        }
    }

    private static JournalEntry entry(Attestation attestation, Instant now) {
        if (attestation.tookEffect() == TookEffect.YES) {
            return Entries.attested(now, attestation);
        }
        Ending ending = new Ending(
                "attested-not-overwritten",
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
        return new RestoreRejectedException(code, "Operation " + job.id() + " " + message, null, null);
    }
}
