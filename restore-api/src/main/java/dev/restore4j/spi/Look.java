package dev.restore4j.spi;

import dev.restore4j.operation.OperationId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * For whom a target is looked at.
 *
 * @param operation the operation
 * @param createdId the id of the instance that the operation created, or null
 * @param urgency how urgent it is
 */
public record Look(OperationId operation, @Nullable String createdId, Urgency urgency) {

    /** {@return the id of the instance that the operation created} */
    public Optional<String> created() {
        return Optional.ofNullable(createdId);
    }
}
