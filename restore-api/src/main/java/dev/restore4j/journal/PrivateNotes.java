package dev.restore4j.journal;

import java.util.List;
import java.util.Optional;

/**
 * Short texts beside a journal that only their owner may read: what an operation needs to go on and no journal may hold, such as
 * the address under which an upload continues. Nobody's truth is here: each may be gone at any time, and then the work that it
 * would have spared is done again. Thread-safe, and safe among processes: a text is read whole or not at all.
 *
 * <p>A note whose name ends with a hyphen and the id of an operation is that operation's, and is deleted once its end is written, by
 * whichever process writes it.
 *
 * <p>Every method may throw {@link dev.restore4j.error.JournalException}.
 */
public interface PrivateNotes {

    /**
     * {@return the text of this name}
     *
     * @param name 1 to 100 lower-case letters, digits and hyphens
     */
    Optional<String> read(String name);

    /**
     * Writes a text, in place of a former one of that name.
     *
     * @param name 1 to 100 lower-case letters, digits and hyphens
     * @param text what to keep
     */
    void write(String name, String text);

    /**
     * Deletes a text; idempotent.
     *
     * @param name 1 to 100 lower-case letters, digits and hyphens
     */
    void delete(String name);

    /** {@return the names of all that are there, in no order} */
    List<String> names();

    /** {@return notes that are gone with the process} */
    static PrivateNotes inMemory() {
        return new PrivateMemory();
    }
}
