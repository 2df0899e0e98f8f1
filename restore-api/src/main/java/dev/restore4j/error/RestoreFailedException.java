package dev.restore4j.error;

import dev.restore4j.operation.RestoreResult;
import org.jspecify.annotations.Nullable;

/** The restore began and Aura reports that it failed: look at what it said, and at the data. */
public final class RestoreFailedException extends RestoreException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes the error.
     *
     * @param message what happened, to what, and what to do now
     * @param result the result so far, or null where no operation was in the journal yet
     * @param requestId the {@code X-Request-Id} behind it, or null
     * @param cause what led to it, or null
     */
    public RestoreFailedException(
            String message, @Nullable RestoreResult result, @Nullable String requestId, @Nullable Throwable cause) {
        super(message, result, requestId, cause);
    }
}
