package dev.restore4j.aura;

import dev.restore4j.aura.backup.BackupFile;
import dev.restore4j.error.UnavailableException;
import dev.restore4j.time.TimeSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Looks at the head of a file on a thread of its own: a disk that hangs would hold whoever asks, beyond any cancellation. */
final class Inspection {

    /** For so long a disk may be silent. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private Inspection() {}

    /** How it is waited for: whoever works on an operation hears a cancellation meanwhile. */
    @FunctionalInterface
    interface Waiting {
        boolean await(CompletableFuture<?> signal, long deadlineNanos) throws InterruptedException;
    }

    /**
     * {@return the file, as {@link BackupFile#inspect} has it}
     *
     * @throws UnavailableException if the disk does not answer; the look ends as soon as it does
     */
    static BackupFile of(Path path, TimeSource time, Waiting waiting) throws InterruptedException {
        CompletableFuture<BackupFile> seen = new CompletableFuture<>();
        Thread unused = time.fork("restore4j-inspect", () -> {
            try {
                seen.complete(BackupFile.inspect(path));
            } catch (RuntimeException | Error e) {
                seen.completeExceptionally(e);
            }
        });
        if (!waiting.await(seen, time.nanoTime() + PATIENCE.toNanos())) {
            throw new UnavailableException(
                    "The disk of " + path + " did not answer for " + PATIENCE.toSeconds()
                            + " s. Look at the disk, then try again.",
                    (Duration) null,
                    null);
        }
        try {
            return seen.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }
}
