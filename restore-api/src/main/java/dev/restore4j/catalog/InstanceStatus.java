package dev.restore4j.catalog;

import java.util.Locale;
import java.util.Objects;

/**
 * An instance's status word. New words may appear at any time: the set is open, and an unknown word means neither success
 * nor failure.
 *
 * @param word the word as Aura states it, such as {@code running} or {@code loading failed}, in lower case
 */
public record InstanceStatus(String word) {

    /** It serves. */
    public static final InstanceStatus RUNNING = new InstanceStatus("running");

    /** Its last load failed. */
    public static final InstanceStatus LOADING_FAILED = new InstanceStatus("loading failed");

    /**
     * Folds the case.
     *
     * @param word the word as Aura states it, such as {@code running} or {@code loading failed}, in lower case
     */
    public InstanceStatus {
        word = Objects.requireNonNull(word, "word").toLowerCase(Locale.ROOT).trim();
    }

    /** {@return whether it serves} */
    public boolean isRunning() {
        return equals(RUNNING);
    }

    @Override
    public String toString() {
        return word;
    }
}
