package dev.restore4j.verify;

import java.util.Optional;

/** A few words in the operation's journal, so that what was begun by a process that died is known to the next one. */
public interface Notes {

    /**
     * Writes a note; it survives the process before this returns, where the journal does.
     *
     * @param key 1 to 100 letters, digits, dots and hyphens; an earlier note of this key is superseded
     * @param text up to 1,000 characters; no secret
     * @throws dev.restore4j.error.JournalException if it cannot be written
     */
    void write(String key, String text);

    /**
     * {@return the note of this key}
     *
     * @param key as written
     */
    Optional<String> read(String key);
}
