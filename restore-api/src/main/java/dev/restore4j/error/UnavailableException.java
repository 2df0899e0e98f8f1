package dev.restore4j.error;

import dev.restore4j.operation.RestoreResult;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The service cannot be reached or refuses for now: try later. */
public final class UnavailableException extends RestoreException {

    private static final long serialVersionUID = 1L;

    /** How long the service asks to wait; null where it does not say. */
    private final @Nullable Duration retryAfter;

    /**
     * Makes the error.
     *
     * @param message what happened, to what, and what to do now
     * @param result the result so far, or null where no operation was in the journal yet
     * @param requestId the {@code X-Request-Id} behind it, or null
     * @param cause what led to it, or null
     */
    public UnavailableException(
            String message, @Nullable RestoreResult result, @Nullable String requestId, @Nullable Throwable cause) {
        super(message, result, requestId, cause);
        this.retryAfter = null;
    }

    /**
     * Makes the error of an answer that says when to come back.
     *
     * @param message what happened, to what, and what to do now
     * @param retryAfter how long the service asked to wait, or null
     * @param requestId the {@code X-Request-Id} behind it, or null
     */
    public UnavailableException(String message, @Nullable Duration retryAfter, @Nullable String requestId) {
        super(message, null, requestId, null);
        this.retryAfter = retryAfter;
    }

    /** {@return how long the service asked to wait} */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
