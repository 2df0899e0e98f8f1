package dev.restore4j.operation;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Why an operation ended or cannot go on.
 *
 * @param code a stable word for programs, such as {@code changed-since-assessment}
 * @param message what happened, to what, and what to do now
 * @param kind what the caller does next
 * @param requestId the {@code X-Request-Id} of the answer that decided it, to be quoted to Neo4j's support
 */
public record Ending(
        String code, String message, Kind kind, @Nullable String requestId) {

    /** What the caller does next. */
    public enum Kind {
        /** It went well. */
        NONE,
        /** Change the request, or assess and confirm anew. */
        REQUEST,
        /** Fix the credentials. */
        ACCESS,
        /** Try later. */
        UNAVAILABLE,
        /** Look at what Aura said. */
        FAILED,
        /** Settle it. */
        UNKNOWN
    }

    /**
     * Checks that nothing but the request id is null.
     *
     * @param code a stable word for programs, such as {@code changed-since-assessment}
     * @param message what happened, to what, and what to do now
     * @param kind what the caller does next
     * @param requestId the {@code X-Request-Id} of the answer that decided it, to be quoted to Neo4j's support
     */
    public Ending {
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(message, "message");
        Objects.requireNonNull(kind, "kind");
    }
}
