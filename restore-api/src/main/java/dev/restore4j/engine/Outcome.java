package dev.restore4j.engine;

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
import dev.restore4j.operation.Ending;
import dev.restore4j.operation.RestoreResult;
import dev.restore4j.operation.RestoreState;
import org.jspecify.annotations.Nullable;

/**
 * How this process leaves an operation.
 *
 * @param result what became of it
 * @param hindrance what kept this process from going on, or null where the operation ended or cannot be told
 */
public record Outcome(RestoreResult result, @Nullable Throwable hindrance) {

    /** The code of the warning that the target may be out of reach of this process's credential. */
    static final String ANOTHER_CREDENTIAL = "another-credential";

    /** For who reads an error; what goes to reports is in plain words. */
    private static final String HOW_TO_SETTLE =
            " A program settles it with settle(Attestation.overwritten(...)) or settle(Attestation.notOverwritten(...)).";

    /**
     * {@return the result of a completed restore}
     *
     * @throws RestoreException for anything else, a new one at each call
     */
    public RestoreResult orThrow() {
        if (hindrance != null && !result.state().isEnd()) {
            throw hindered(hindrance);
        }
        if (result.state() == RestoreState.COMPLETED) {
            return result;
        }
        throw unhappy();
    }

    /** {@return what was taken back, or what can be} */
    private String wayBack() {
        return rollback() + kept();
    }

    private String kept() {
        return result.safetySnapshot()
                .filter(snapshot -> !result.isTakenBack()
                        && !Rules.TARGET_GONE.equals(result.ending().code()))
                .map(snapshot -> " What the target had before is in its safety snapshot " + snapshot
                        + (result.rollback().isEmpty() ? ": RestorePlan.undoing(operation) puts it back." : "."))
                .orElse("");
    }

    private String rollback() {
        return result.rollback()
                .map(back -> back.state() == RestoreState.COMPLETED
                        ? " It was taken back by operation " + back.id() + ": COMPLETED."
                        : " Operation " + back.id() + " was to take it back and is " + back.state() + ".")
                .orElse("");
    }

    private RestoreException unhappy() {
        Ending ending = result.ending();
        String message = "Restore " + result.id() + " of " + result.target() + ": " + ending.message() + aside() + " ["
                + result.state() + ", overwritten: " + result.overwritten() + "]";
        String request = ending.requestId();
        return switch (result.state()) {
            case CANCELLED -> new RestoreCancelledException(message, result, request, null);
            case FAILED -> new RestoreFailedException(message + wayBack(), result, request, null);
            case VERIFICATION_FAILED -> new VerificationFailedException(message + wayBack(), result, request, null);
            case REJECTED ->
                switch (ending.kind()) {
                    case ACCESS -> new AccessException(message, result, request, null);
                    case UNAVAILABLE -> new UnavailableException(message, result, request, null);
                    default -> new RestoreRejectedException(ending.code(), message, result, request);
                };
            default -> new OutcomeUnknownException(message + HOW_TO_SETTLE, result, request, null);
        };
    }

    /** {@return what explains why nothing was seen} */
    private String aside() {
        return result.warnings().stream()
                .filter(warning -> warning.code().equals(ANOTHER_CREDENTIAL))
                .map(warning -> " " + warning.message())
                .findFirst()
                .orElse("");
    }

    private RestoreException hindered(Throwable cause) {
        String where = "Restore " + result.id() + " of " + result.target() + " is " + result.state() + " (overwritten: "
                + result.overwritten() + ") and is not watched any more by this process: ";
        String goOn = " The operation is in the journal: run the same program again to go on with it.";
        String request = cause instanceof RestoreException e ? e.requestId().orElse(null) : null;
        String message = where + cause.getMessage() + aside() + goOn;
        if (cause instanceof InterruptedException || cause instanceof WaitInterruptedException) {
            String why =
                    cause instanceof Preparing.Left ? "it was stopped: " + cause.getMessage() + "." : "it was stopped.";
            return new WaitInterruptedException(where + why + goOn, result, null, cause);
        }
        if (cause instanceof AccessException) {
            return new AccessException(message, result, request, cause);
        }
        if (cause instanceof UnavailableException) {
            return new UnavailableException(message, result, request, cause);
        }
        if (cause instanceof JournalException) {
            return new JournalException(message, result, cause);
        }
        if (cause instanceof RestoreRejectedException rejected) {
            return new RestoreRejectedException(rejected.code(), message, result, request);
        }
        return new ProtocolException(message, result, request, cause);
    }
}
