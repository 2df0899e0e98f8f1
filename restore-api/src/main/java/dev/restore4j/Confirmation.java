package dev.restore4j;

import dev.restore4j.operation.Actor;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * That somebody wants just the restore that was assessed. Immutable.
 *
 * <p>Protected targets want it typed: the word that the Aura Console wants, and the target's name, both exactly.
 */
public final class Confirmation {

    /** The word that the Aura Console makes people type before it overwrites. */
    public static final String WORD = "RESTORE";

    private final @Nullable String word;
    private final @Nullable String targetName;
    private final @Nullable Actor actor;

    private Confirmation(@Nullable String word, @Nullable String targetName, @Nullable Actor actor) {
        this.word = word;
        this.targetName = targetName;
        this.actor = actor;
    }

    /** {@return a confirmation by the program; it does not do where {@link Assessment#needsTyping()}} */
    public static Confirmation byProgram() {
        return new Confirmation(null, null, null);
    }

    /**
     * {@return a confirmation that a person typed}
     *
     * @param word {@value #WORD}
     * @param targetName the target's name
     */
    public static Confirmation typed(String word, String targetName) {
        return new Confirmation(
                Objects.requireNonNull(word, "word"), Objects.requireNonNull(targetName, "targetName"), null);
    }

    /**
     * {@return the same confirmation, given by somebody}
     *
     * @param confirming who confirms
     */
    public Confirmation by(Actor confirming) {
        return new Confirmation(word, targetName, Objects.requireNonNull(confirming, "actor"));
    }

    boolean isTyped() {
        return word != null;
    }

    /** {@return what is wrong with what was typed; null where it is right} */
    @Nullable
    String objection(String name) {
        boolean wordFits = WORD.equals(word);
        boolean nameFits = name.equals(targetName);
        if (wordFits && nameFits) {
            return null;
        }
        if (nameFits) {
            return "The word is not right: type " + WORD + ", exactly.";
        }
        return wordFits
                ? "The name is not right: type " + name + ", exactly."
                : "Neither the word nor the name is right: type " + WORD + " and " + name + ", exactly.";
    }

    Actor actorOr(Actor other) {
        return actor == null ? other : actor;
    }
}
