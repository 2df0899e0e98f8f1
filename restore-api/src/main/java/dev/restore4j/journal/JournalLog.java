package dev.restore4j.journal;

import dev.restore4j.journal.Journal.Creation;
import dev.restore4j.journal.Journal.Head;
import dev.restore4j.operation.OperationId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is written about an operation.
 *
 * @param operation the operation
 * @param entries what happened, oldest first, at least one
 * @param head where the entries end
 * @param warnings what the reader should know, such as a torn last record that was ignored
 */
public record JournalLog(JournalledOperation operation, List<JournalEntry> entries, Head head, List<String> warnings) {

    /**
     * Copies the lists.
     *
     * @param operation the operation
     * @param entries what happened, oldest first, at least one
     * @param head where the entries end
     * @param warnings what the reader should know, such as a torn last record that was ignored
     */
    public JournalLog {
        entries = List.copyOf(entries);
        warnings = List.copyOf(warnings);
    }

    /** {@return whether the operation still occupies its target} */
    public boolean isOpen() {
        return entries.get(entries.size() - 1).effect() == JournalEntry.Effect.CONTINUES;
    }

    /** {@return whether the operation's name is still its own: no other operation can have it} */
    public boolean holdsName() {
        return entries.get(entries.size() - 1).effect() != JournalEntry.Effect.RELEASES;
    }

    /** What this operation has against another one's being written; null where nothing. */
    @Nullable
    Creation obstacleTo(JournalledOperation other) {
        OperationId id = operation.id();
        boolean sameName = other.name() != null && other.name().equals(operation.name());
        if ((sameName && holdsName()) || id.equals(other.id())) {
            return new Creation.NameUsed(id);
        }
        return isOpen() && operation.target().equals(other.target()) ? new Creation.TargetOpen(id) : null;
    }
}
