package dev.restore4j.journal;

import dev.restore4j.operation.OperationId;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What identifies an operation in a journal.
 *
 * @param id unique
 * @param name unique where there is one, or null
 * @param target the reference of what is overwritten; at most one operation on it is open
 */
public record JournalledOperation(OperationId id, @Nullable String name, String target) {

    /**
     * Checks that id and target are there.
     *
     * @param id unique
     * @param name unique where there is one, or null
     * @param target the reference of what is overwritten; at most one operation on it is open
     */
    public JournalledOperation {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(target, "target");
    }
}
