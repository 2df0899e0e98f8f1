package dev.restore4j.aura.upload;

import dev.restore4j.aura.console.Announced;
import dev.restore4j.aura.console.ArrivedParts;
import org.jspecify.annotations.Nullable;

/** What came of sending to one place. */
sealed interface Outcome {

    /**
     * The store has every byte.
     *
     * @param parts what the Console says of the parts; null where there are none
     */
    record Whole(@Nullable ArrivedParts parts) implements Outcome {}

    /**
     * Nobody knows that place any more: the upload begins anew.
     *
     * @param why for people
     * @param successor where to, if the Console has said so already; else null
     */
    record Gone(String why, @Nullable Announced successor) implements Outcome {}

    /** The store has an object there that this operation did not send to its end. Nobody knows which bytes it has. */
    record Foreign() implements Outcome {}
}
