package dev.restore4j.spi;

import dev.restore4j.operation.OperationId;
import java.util.Objects;

/**
 * What a way to restore does before its one request: it dumps, checks, uploads. One action of ordinary blocking code, with
 * checkpoints of its own in the notes of the operation. Thread-safe; each call is for the operation of its bench.
 */
public interface Preparation {

    /**
     * Makes what the request needs. Nothing of it overwrites anything, and all of it can be done again: a process that goes on
     * with an operation calls this anew, and what is there already is used.
     *
     * <p>The confirmation does not expire for the time that this takes, while it is not interrupted.
     *
     * @param bench what it works with
     * @return the way to submit what was made
     * @throws dev.restore4j.error.RestoreRejectedException if it cannot be made; the operation ends with that, and nothing was
     *     overwritten
     * @throws dev.restore4j.error.UnavailableException if it cannot be made for now; it is tried again while the confirmation
     *     holds
     * @throws dev.restore4j.error.RestoreException for anything else that a person must mend; the operation stays open
     * @throws InterruptedException if it was cancelled, or the client was closed
     */
    Prepared prepare(Workbench bench) throws InterruptedException;

    /**
     * {@return whether {@link #recover} can find out what became of a request that a process sent which then ended; where not, its
     * effect is looked for at the target}
     */
    default boolean leavesTrace() {
        return false;
    }

    /**
     * Finds out what became of a request whose intent is in the journal and whose answer is not, since a process ended in
     * between, if it {@linkplain #leavesTrace() leaves a trace}. It may wait for what still runs. It never begins anything.
     *
     * @param bench what it works with
     * @return what is known of it; {@link SubmissionAnswer.Unfinished} is none
     * @throws InterruptedException if the client was closed
     */
    default SubmissionAnswer recover(Workbench bench) throws InterruptedException {
        return new SubmissionAnswer.Lost("the process that sent it ended before the answer was in the journal", null);
    }

    /**
     * Hears that the operation has ended, in whichever way: what only its going on needed can be deleted. Called by the process
     * that sees the end, if it has the plan; not after a crash in between.
     *
     * @param operation which
     */
    default void ended(OperationId operation) {
        // nothing is left behind
    }

    /**
     * What was made.
     *
     * @param route how it is looked at and submitted; of the same kind and target
     * @param summary what was made, for people; no secret
     */
    record Prepared(RestoreRoute route, String summary) {

        /**
         * Checks that nothing is null.
         *
         * @param route how it is looked at and submitted; of the same kind and target
         * @param summary what was made, for people; no secret
         */
        public Prepared {
            Objects.requireNonNull(route, "route");
            Objects.requireNonNull(summary, "summary");
        }
    }
}
