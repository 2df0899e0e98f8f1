package dev.restore4j.catalog;

import java.util.Objects;

/**
 * A snapshot's status word: {@code Completed}, {@code InProgress}, {@code Pending}, {@code Failed}, {@code Cancelled}, or
 * one that is not known yet.
 *
 * @param word the word as Aura states it
 */
public record SnapshotStatus(String word) {

    /**
     * Checks that the word is there.
     *
     * @param word the word as Aura states it
     */
    public SnapshotStatus {
        Objects.requireNonNull(word, "word");
    }

    /** {@return whether the snapshot is whole} */
    public boolean isCompleted() {
        return word.equalsIgnoreCase("Completed");
    }

    @Override
    public String toString() {
        return word;
    }
}
