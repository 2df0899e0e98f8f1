package dev.restore4j.event;

import dev.restore4j.operation.OperationId;
import dev.restore4j.operation.RestoreResult;
import dev.restore4j.operation.RestoreState;
import dev.restore4j.verify.CheckResult;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened to an operation. It holds no secret.
 *
 * <p>Sealed only so that nobody else makes events: more kinds may come. Keep a default branch in a {@code switch} over them,
 * and ignore what you do not know.
 */
public sealed interface RestoreEvent {

    /** {@return the operation} */
    OperationId operation();

    /** {@return the target's reference, such as {@code aura:2f49c2b3}} */
    String target();

    /** {@return when it happened} */
    Instant at();

    /** {@return the {@code X-Request-Id} of the answer behind it} */
    default Optional<String> requestId() {
        return Optional.empty();
    }

    /**
     * The operation entered another state; the journal had it first.
     *
     * @param operation the operation
     * @param target the target's reference
     * @param at when
     * @param from the former state
     * @param to the present state
     * @param message what happened, for people
     * @param request the request id, or null
     */
    record StateChanged(
            OperationId operation,
            String target,
            Instant at,
            RestoreState from,
            RestoreState to,
            String message,
            @Nullable String request)
            implements RestoreEvent {
        @Override
        public Optional<String> requestId() {
            return Optional.ofNullable(request);
        }
    }

    /**
     * The target was looked at.
     *
     * @param operation the operation
     * @param target the target's reference
     * @param at when
     * @param word the target's status word, or what hindered the look
     * @param elapsed how long since the request was submitted
     * @param estimate how much of the usual time is over, 0 to 0.98; Aura states no progress, so this is a guess from how
     *     long the restores took that this client has seen end; without any, half are taken to end within ten minutes
     * @param request the request id, or null
     */
    record Looked(
            OperationId operation,
            String target,
            Instant at,
            String word,
            Duration elapsed,
            double estimate,
            @Nullable String request)
            implements RestoreEvent {
        @Override
        public Optional<String> requestId() {
            return Optional.ofNullable(request);
        }
    }

    /**
     * The target's status has not changed for a long time. The restore may still go on; nothing was stopped.
     *
     * @param operation the operation
     * @param target the target's reference
     * @param at when
     * @param word the status word that does not change
     * @param unchangedFor for how long
     * @param advice what to do now
     * @param request the request id of the last answer, or null
     */
    record RestoreStalled(
            OperationId operation,
            String target,
            Instant at,
            String word,
            Duration unchangedFor,
            String advice,
            @Nullable String request)
            implements RestoreEvent {
        @Override
        public Optional<String> requestId() {
            return Optional.ofNullable(request);
        }
    }

    /**
     * Some longer work has come further, such as a dump or an upload.
     *
     * @param operation the operation
     * @param target the target's reference
     * @param at when
     * @param progress how far it is
     */
    record Progressed(OperationId operation, String target, Instant at, Progress progress) implements RestoreEvent {}

    /**
     * Something that somebody should know, and that stops nothing.
     *
     * @param operation the operation
     * @param target the target's reference
     * @param at when
     * @param code a stable word for programs
     * @param message a sentence for people
     */
    record Warned(OperationId operation, String target, Instant at, String code, String message)
            implements RestoreEvent {}

    /**
     * A check has ended.
     *
     * @param operation the operation
     * @param target the target's reference
     * @param at when
     * @param result what it found
     */
    record Checked(OperationId operation, String target, Instant at, CheckResult result) implements RestoreEvent {}

    /**
     * A check that had passed after the restore fails now. Nothing is taken back for that. It may come after the operation's
     * last other event.
     *
     * @param operation the operation
     * @param target the target's reference
     * @param at when
     * @param result what it found
     */
    record Regressed(OperationId operation, String target, Instant at, CheckResult result) implements RestoreEvent {}

    /**
     * This process stops driving the operation: it ended, or it cannot go on here. The last event of an operation in this
     * process.
     *
     * @param operation the operation
     * @param target the target's reference
     * @param at when
     * @param result what became of it
     */
    record Finished(OperationId operation, String target, Instant at, RestoreResult result) implements RestoreEvent {}
}
