package dev.restore4j.error;

import dev.restore4j.operation.RestoreResult;
import org.jspecify.annotations.Nullable;

/** The waiting thread was interrupted (its flag is set again). The restore goes on; wait again under the same id. */
public final class WaitInterruptedException extends RestoreException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes the error.
     *
     * @param message what happened, to what, and what to do now
     * @param result the result so far, or null where no operation was in the journal yet
     * @param requestId the {@code X-Request-Id} behind it, or null
     * @param cause what led to it, or null
     */
    public WaitInterruptedException(
            String message, @Nullable RestoreResult result, @Nullable String requestId, @Nullable Throwable cause) {
        super(message, result, requestId, cause);
    }
}
