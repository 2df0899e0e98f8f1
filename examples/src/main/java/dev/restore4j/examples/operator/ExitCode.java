package dev.restore4j.examples.operator;

import dev.restore4j.OperationSummary;
import dev.restore4j.error.AccessException;
import dev.restore4j.error.JournalException;
import dev.restore4j.error.OutcomeUnknownException;
import dev.restore4j.error.ProtocolException;
import dev.restore4j.error.RestoreCancelledException;
import dev.restore4j.error.RestoreException;
import dev.restore4j.error.RestoreFailedException;
import dev.restore4j.error.RestoreRejectedException;
import dev.restore4j.error.UnavailableException;
import dev.restore4j.error.VerificationFailedException;
import dev.restore4j.error.WaitInterruptedException;
import dev.restore4j.error.WaitTimeoutException;
import dev.restore4j.operation.OperationId;
import dev.restore4j.operation.Overwritten;
import dev.restore4j.operation.RestoreResult;
import dev.restore4j.operation.RestoreState;
import dev.restore4j.operation.Verification;
import java.util.Optional;

/** What the program ends with. The numbers are an interface: they are in docs/at-3am.md and never change. */
enum ExitCode {
    /** A restore was completed and verified; any other command has done its work. */
    DONE(0),
    /** A bug: something that this program does not know. */
    BUG(1),
    /** The command line or the configuration is wrong. Nothing was sent. */
    USAGE(2),
    /** The restore was completed; nobody has looked at the data, or not at all of it. */
    NOT_VERIFIED(3),
    /** The restore began and failed; the data may be gone. */
    FAILED(4),
    /** It cannot be told whether the data was overwritten. Look, then settle. */
    UNKNOWN(5),
    /** Nothing was overwritten: rejected, refused, cancelled, or not confirmed. */
    NOTHING_OVERWRITTEN(6),
    /** The credentials are wrong or not allowed to do this. */
    ACCESS(7),
    /** Aura cannot be reached or asks to come back later. */
    UNAVAILABLE(8),
    /** Not at its end: this program has stopped waiting, the restore goes on. */
    STILL_RUNNING(9),
    /** The journal cannot be read or written. */
    JOURNAL(10),
    /** Aura answered in a way that nobody knows. */
    PROTOCOL(11),
    /** The restore took place, and a check found something wrong. */
    VERIFICATION_FAILED(12);

    private final int number;

    ExitCode(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }

    /** {@return what to do now with what became of an operation} */
    Optional<String> next(RestoreResult result) {
        return result.rollback()
                        .filter(back -> back.state() == RestoreState.COMPLETED)
                        .isPresent()
                ? Optional.of(
                        "next: the instance has again what it had before. Find another snapshot, and take another name.")
                : next(result.id(), result.state());
    }

    /** {@return what to do now with an operation in some state, where it is not clear by itself} */
    Optional<String> next(OperationId id, RestoreState state) {
        if (state == RestoreState.REJECTED && (this == ACCESS || this == UNAVAILABLE)) {
            return Optional.of("next: mend what the message says, then give the same restore command again.");
        }
        return switch (this) {
            case NOT_VERIFIED -> Optional.of("next: look at the data; what was not checked is said above.");
            case FAILED ->
                Optional.of("next: look at the instance in the Aura Console, then restore under another name.");
            case VERIFICATION_FAILED ->
                Optional.of(
                        "next: keep traffic away; look at what the checks say, then restore from another snapshot, or"
                                + " restore4j undo " + id + " where a safety snapshot was taken.");
            case UNKNOWN ->
                Optional.of("next: look at the data, then restore4j settle " + id
                        + " --overwritten or --not-overwritten, with --evidence.");
            case ACCESS -> Optional.of("next: mend the credentials, then restore4j resume " + id);
            case UNAVAILABLE, STILL_RUNNING -> Optional.of("next: restore4j resume " + id);
            default -> Optional.empty();
        };
    }

    static ExitCode of(RestoreResult completed) {
        return completed.verification().status() == Verification.Status.NOT_VERIFIED ? NOT_VERIFIED : DONE;
    }

    /** {@return the code of an operation as the journal has it} */
    static ExitCode of(OperationSummary operation) {
        return operation
                .result()
                .filter(result -> result.state() == RestoreState.COMPLETED)
                .map(ExitCode::of)
                .orElseGet(() -> of(operation.state()));
    }

    static ExitCode of(RestoreState state) {
        return switch (state) {
            case COMPLETED -> NOT_VERIFIED;
            case VERIFICATION_FAILED -> VERIFICATION_FAILED;
            case FAILED -> FAILED;
            case OUTCOME_UNKNOWN -> UNKNOWN;
            case REJECTED, CANCELLED -> NOTHING_OVERWRITTEN;
            case PLANNED, CONFIRMED, PREPARING, SAFEGUARDING, SUBMITTING, RESTORING, VERIFYING -> STILL_RUNNING;
        };
    }

    static ExitCode of(RestoreException error) {
        if (error instanceof RestoreFailedException) {
            return FAILED;
        }
        if (error instanceof VerificationFailedException) {
            return VERIFICATION_FAILED;
        }
        if (error instanceof OutcomeUnknownException) {
            return UNKNOWN;
        }
        if (error instanceof RestoreRejectedException && error.overwritten() != Overwritten.NO) {
            return of(error.state()); // something else was refused than the restore, which is where it is
        }
        if (error instanceof RestoreRejectedException || error instanceof RestoreCancelledException) {
            return NOTHING_OVERWRITTEN;
        }
        if (error instanceof AccessException) {
            return ACCESS;
        }
        if (error instanceof UnavailableException) {
            return UNAVAILABLE;
        }
        if (error instanceof WaitTimeoutException || error instanceof WaitInterruptedException) {
            return STILL_RUNNING;
        }
        if (error instanceof JournalException) {
            return JOURNAL;
        }
        return error instanceof ProtocolException ? PROTOCOL : BUG;
    }
}
