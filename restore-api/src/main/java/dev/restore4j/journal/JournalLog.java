package dev.restore4j.journal;

import dev.restore4j.journal.Journal.Head;
import java.util.List;

/**
 * Everything that is written about an operation.
 *
 * @param operation the operation
 * @param entries what happened, oldest first, at least one
 * @param head where the entries end
 * @param warnings what the reader should know, such as a torn last record that was ignored
 */
public record JournalLog(JournalledOperation operation, List<JournalEntry> entries, Head head, List<String> warnings) {

    /** Copies the lists. */
    public JournalLog {
        entries = List.copyOf(entries);
        warnings = List.copyOf(warnings);
    }

    /** {@return whether the operation still occupies its target} */
    public boolean isOpen() {
        return entries.get(entries.size() - 1).effect() == JournalEntry.Effect.CONTINUES;
    }
}
