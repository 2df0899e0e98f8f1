package dev.restore4j.aura;

import dev.restore4j.aura.backup.BackupFile;
import dev.restore4j.aura.backup.BackupProof;
import dev.restore4j.error.UnavailableException;
import dev.restore4j.event.Progress;
import dev.restore4j.spi.Workbench;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** The one pass over a file, on a thread of its own, so that a cancellation is heard meanwhile. */
final class FileVerification {

    private static final Duration LOOK = Duration.ofMillis(250);

    /** A disk that does not answer is no work, which keeps a confirmation. */
    private static final Duration STANDSTILL = Duration.ofMinutes(5);

    private final BackupFile file;
    private final Workbench bench;
    private final AtomicLong read = new AtomicLong();
    private final AtomicBoolean stopped = new AtomicBoolean();

    FileVerification(BackupFile file, Workbench bench) {
        this.file = file;
        this.bench = bench;
    }

    /** {@return what proves it; when this throws, the pass ends as soon as the disk answers} */
    BackupProof run() throws InterruptedException {
        CompletableFuture<BackupProof> proof = new CompletableFuture<>();
        bench.time().fork("restore4j-verify", () -> {
            try {
                proof.complete(file.verify(this::count));
            } catch (RuntimeException | Error e) {
                proof.completeExceptionally(e);
            }
        });
        long began = bench.time().nanoTime();
        long moved = began;
        long before = 0;
        try {
            while (!bench.await(proof, bench.time().nanoTime() + LOOK.toNanos())) {
                long now = bench.time().nanoTime();
                if (read.get() > before) {
                    before = read.get();
                    moved = now;
                } else if (now - moved > STANDSTILL.toNanos()) {
                    throw new UnavailableException(
                            "The file " + file.path() + " could not be read any further for " + STANDSTILL.toMinutes()
                                    + " minutes. Look at its disk.",
                            (Duration) null,
                            null);
                }
                double seconds = (now - began) / 1e9;
                bench.report(Progress.ofBytes("verify", read.get(), file.size(), read.get() / seconds));
            }
            return proof.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        } finally {
            stopped.set(true);
        }
    }

    private void count(long bytes) {
        read.set(bytes);
        if (stopped.get()) {
            throw new CancellationException("nobody waits for it any more");
        }
    }
}
