package dev.restore4j;

import dev.restore4j.engine.Outcome;
import dev.restore4j.engine.Precedents;
import dev.restore4j.engine.Run;
import dev.restore4j.engine.Undo;
import dev.restore4j.engine.Verdicts;
import dev.restore4j.error.WaitInterruptedException;
import dev.restore4j.error.WaitTimeoutException;
import dev.restore4j.operation.Actor;
import dev.restore4j.operation.Attestation;
import dev.restore4j.operation.Cancellation;
import dev.restore4j.operation.Durations;
import dev.restore4j.operation.OperationId;
import dev.restore4j.operation.RestoreReason;
import dev.restore4j.operation.RestoreResult;
import dev.restore4j.operation.RestoreStatus;
import dev.restore4j.time.TimeSource;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * A restore under way, in this process or another. Waiting for it, and giving up waiting, changes nothing about it.
 * Thread-safe.
 */
public final class RestoreOperation {

    private static final Duration FOREVER = Duration.ofDays(3650);

    private final Run run;
    private final Duration patience;

    RestoreOperation(Run run, Duration patience) {
        this.run = run;
        this.patience = patience;
    }

    /** {@return the id, for logs and for {@code operations().attach(id)}} */
    public OperationId id() {
        return run.job().id();
    }

    /** {@return the name under which it is idempotent} */
    public Optional<String> name() {
        return Optional.ofNullable(run.job().name());
    }

    /** {@return where it stands, as last known here; sends nothing} */
    public RestoreStatus status() {
        return run.status();
    }

    /**
     * Waits for the end, for as long as the plan's {@code waitAtMost} says: 24 hours by default. Where this process has
     * attached to an operation that was not submitted, somebody else must submit it: see
     * {@link RestoreOperations#attach(OperationId)}.
     *
     * @return the result of a completed restore
     * @throws dev.restore4j.error.RestoreException for anything else; it carries the result
     */
    public RestoreResult await() {
        return await(patience);
    }

    /**
     * Waits for the end.
     *
     * @param limit how long
     * @return the result of a completed restore
     * @throws WaitTimeoutException if it has not ended by then; it goes on
     * @throws WaitInterruptedException if the thread was interrupted, whose flag is set again, or the client was closed;
     *     the restore goes on
     * @throws dev.restore4j.error.RestoreException for any other end; it carries the result
     */
    public RestoreResult await(Duration limit) {
        if (limit.compareTo(FOREVER) > 0) {
            return await(FOREVER);
        }
        TimeSource time = run.job().target().environment().time();
        boolean done;
        try {
            done = time.await(run.outcome(), time.nanoTime() + limit.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new WaitInterruptedException(
                    "Interrupted while waiting for restore " + id()
                            + ". It goes on; wait again, or run the same program" + " again.",
                    run.soFar().result(),
                    null,
                    e);
        }
        if (!done) {
            throw new WaitTimeoutException(
                    "Restore " + id() + " has not ended within " + Durations.text(limit) + " ("
                            + run.status() + "). It goes on; wait again with operations().attach(new OperationId(\""
                            + id()
                            + "\")).await(), or run the same program again.",
                    run.soFar().result(),
                    null,
                    null);
        }
        return run.outcome().join().orThrow();
    }

    /**
     * {@return a future of the result; it completes exceptionally, with the error that {@code await()} would throw, for
     * anything but a completed restore. Cancelling it only stops that future.}
     */
    public CompletableFuture<RestoreResult> completion() {
        return run.outcome().thenApply(Outcome::orThrow);
    }

    /**
     * Cancels, if nothing was sent.
     *
     * @param by who wants it
     * @return whether it came in time
     */
    public Cancellation cancel(Actor by) {
        return Verdicts.cancel(run, by);
    }

    /** {@return whether it came in time: {@link #cancel(Actor)} by the user that this JVM runs as} */
    public Cancellation cancel() {
        return cancel(Actor.currentUser());
    }

    /**
     * Settles an operation whose outcome is unknown with what a person found out. NO ends it as REJECTED; YES goes on:
     * when the target runs, it is COMPLETED with the proof ATTESTED.
     *
     * @param attestation what the person found out; it is written to the journal
     * @return the operation as it goes on, to wait for
     * @throws dev.restore4j.error.RestoreRejectedException if its outcome is not unknown, or another process has it
     */
    public RestoreOperation settle(Attestation attestation) {
        return new RestoreOperation(Verdicts.settle(run, attestation), patience);
    }

    /**
     * Ends an operation that is VERIFYING and has nobody who can look, as COMPLETED and not verified; or one whose end is
     * certain and has nobody who does what its plan wants first. For the night when the program with the plan is gone.
     *
     * @param by who decides that
     * @return the operation at its end
     * @throws dev.restore4j.error.RestoreRejectedException if it is neither, or another process has it
     */
    public RestoreOperation endUnverified(Actor by) {
        return new RestoreOperation(Verdicts.endUnverified(run, by), patience);
    }

    RestorePlan undoing() {
        Undo undo = Precedents.undo(run.job());
        return RestorePlan.from(undo.source())
                .into(undo.target())
                .named("undo-of-" + id())
                .because(RestoreReason.OTHER, "takes back operation " + id())
                .survey(() -> Precedents.findings(undo));
    }

    @Override
    public String toString() {
        return run.status().toString();
    }
}
