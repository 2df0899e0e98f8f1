package dev.restore4j.error;

import dev.restore4j.operation.RestoreResult;
import org.jspecify.annotations.Nullable;

/**
 * The restore took place, and a check proved that something is not as it should be: look at {@code result().verification()},
 * and at {@code result().rollback()} where the plan takes such a restore back.
 */
public final class VerificationFailedException extends RestoreException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes the error.
     *
     * @param message what happened, to what, and what to do now
     * @param result the result
     * @param requestId the {@code X-Request-Id} behind it, or null
     * @param cause what led to it, or null
     */
    public VerificationFailedException(
            String message, RestoreResult result, @Nullable String requestId, @Nullable Throwable cause) {
        super(message, result, requestId, cause);
    }
}
