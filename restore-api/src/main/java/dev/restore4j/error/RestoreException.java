package dev.restore4j.error;

import dev.restore4j.operation.OperationId;
import dev.restore4j.operation.Overwritten;
import dev.restore4j.operation.RestoreResult;
import dev.restore4j.operation.RestoreState;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The root of everything that this library throws on purpose, except {@link IllegalArgumentException} and
 * {@link IllegalStateException} for misuse of a method.
 *
 * <p>The subclass says what to do next; the message says what happened, to what, and what to do now. A message holds no
 * secret, no signed URL and no whole response body.
 */
public abstract class RestoreException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient @Nullable RestoreResult result;

    /** What the service calls the request; null where it is of none. */
    private final @Nullable String requestId;

    // a copy that was serialized has no result, and must not answer otherwise for that

    /** The operation's id; null where there is no operation. */
    private final @Nullable String operation;

    /** The state that the operation is in. */
    private final RestoreState state;

    /** Whether the target was overwritten. */
    private final Overwritten overwritten;

    RestoreException(
            String message, @Nullable RestoreResult result, @Nullable String requestId, @Nullable Throwable cause) {
        super(quoting(requestId, message), cause);
        this.result = result;
        this.requestId = requestId;
        this.operation = result == null ? null : result.id().value();
        this.state = result == null ? RestoreState.PLANNED : result.state();
        this.overwritten = result == null ? Overwritten.NO : result.overwritten();
    }

    private static String quoting(@Nullable String requestId, String message) {
        String quote = " [X-Request-Id " + requestId + "]";
        return requestId == null || message.contains(quote) ? message : message + quote;
    }

    /** {@return what happened, to what, and what to do now} */
    @Override
    public String getMessage() {
        return Objects.requireNonNullElse(super.getMessage(), "");
    }

    /** {@return the operation; empty where none was in the journal yet} */
    public Optional<OperationId> operationId() {
        return Optional.ofNullable(operation).map(OperationId::new);
    }

    /** {@return the result as far as it is known; empty where no operation was in the journal yet, and after serialization} */
    public Optional<RestoreResult> result() {
        return Optional.ofNullable(result);
    }

    /** {@return the {@code X-Request-Id} of the answer behind this error, to be quoted to Neo4j's support} */
    public Optional<String> requestId() {
        return Optional.ofNullable(requestId);
    }

    /** {@return the operation's state; PLANNED where none was in the journal yet} */
    public RestoreState state() {
        return state;
    }

    /** {@return whether the target's data was replaced by the operation; NO where none was in the journal yet} */
    public Overwritten overwritten() {
        return overwritten;
    }
}
