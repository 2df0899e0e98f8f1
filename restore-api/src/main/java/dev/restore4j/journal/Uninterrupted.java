package dev.restore4j.journal;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileLockInterruptionException;

/**
 * Keeps interrupts away from the journal: an interrupt closes the channel that its thread uses, in mid-work. The thread's
 * flag is set again afterwards.
 */
final class Uninterrupted {

    private Uninterrupted() {}

    @FunctionalInterface
    interface Action<T> {
        T run() throws IOException;
    }

    /** Runs what may be begun anew when an interrupt has broken it off. */
    static <T> T run(Action<T> action) throws IOException {
        boolean interrupted = Thread.interrupted();
        try {
            while (true) {
                try {
                    return action.run();
                } catch (ClosedByInterruptException | FileLockInterruptionException e) {
                    interrupted |= Thread.interrupted();
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
