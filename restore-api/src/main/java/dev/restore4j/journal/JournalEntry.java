package dev.restore4j.journal;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One thing that happened to an operation. It never holds a secret.
 *
 * @param type what happened, as a word
 * @param at when
 * @param effect whether the operation is over with it
 * @param data the details, sorted by key
 */
public record JournalEntry(String type, Instant at, Effect effect, Map<String, String> data) {

    /** Whether an operation is over. */
    public enum Effect {
        /** More follows. */
        CONTINUES,
        /** Nothing follows; the operation does not occupy its target any more. Its name stays its own. */
        ENDS,
        /** Nothing follows, and nothing came of it: neither its target nor its name are its own any more. */
        RELEASES
    }

    /**
     * Copies and sorts the data.
     *
     * @param type what happened, as a word
     * @param at when
     * @param effect whether the operation is over with it
     * @param data the details, sorted by key
     */
    public JournalEntry {
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(effect, "effect");
        data = Collections.unmodifiableMap(new TreeMap<>(data));
    }

    /**
     * {@return a detail}
     *
     * @param key its key
     */
    public Optional<String> value(String key) {
        return Optional.ofNullable(data.get(key));
    }
}
