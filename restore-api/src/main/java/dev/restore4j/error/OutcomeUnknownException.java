package dev.restore4j.error;

import dev.restore4j.operation.RestoreResult;
import org.jspecify.annotations.Nullable;

/** Whether the target was overwritten cannot be told by reading: look at the data, then {@code settle}. */
public final class OutcomeUnknownException extends RestoreException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes the error.
     *
     * @param message what happened, to what, and what to do now
     * @param result the result so far, or null where no operation was in the journal yet
     * @param requestId the {@code X-Request-Id} behind it, or null
     * @param cause what led to it, or null
     */
    public OutcomeUnknownException(
            String message, @Nullable RestoreResult result, @Nullable String requestId, @Nullable Throwable cause) {
        super(message, result, requestId, cause);
    }
}
