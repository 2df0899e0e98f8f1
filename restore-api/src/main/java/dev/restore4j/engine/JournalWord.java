package dev.restore4j.engine;

import dev.restore4j.error.JournalException;

/** Words in the journal that stand for one of some values. A newer version may have written one that this one does not know. */
final class JournalWord {

    private JournalWord() {}

    /**
     * {@return the value that a word stands for}
     *
     * @param type what it must be one of
     * @param key under which it is in the journal
     * @param word the word
     * @throws JournalException if it is none that this version knows: what it means for what is done next is not guessed
     */
    static <E extends Enum<E>> E of(Class<E> type, String key, String word) {
        try {
            return Enum.valueOf(type, word);
        } catch (IllegalArgumentException e) {
            throw new JournalException(
                    "The journal has a word for '" + key + "' that this version does not know: '" + word
                            + "'. Use the version that wrote it, or a newer one.",
                    null);
        }
    }
}
