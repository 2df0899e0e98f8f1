package dev.restore4j.aura;

import dev.restore4j.aura.console.ConsoleSession;
import dev.restore4j.aura.wire.Exchange;

/**
 * How this JVM itself uploads into a target.
 *
 * @param console its Console, with its login
 * @param store what sends to the store behind it
 */
record UploadAccess(Opening console, Exchange store) {

    /** What finds a target's Console. */
    @FunctionalInterface
    interface Opening {

        /**
         * {@return the Console; sends no more than what it takes to know its address}
         *
         * @throws dev.restore4j.error.RestoreException if the address cannot be read, or is none of Aura's
         * @throws InterruptedException if the thread was interrupted
         */
        ConsoleSession open() throws InterruptedException;
    }
}
