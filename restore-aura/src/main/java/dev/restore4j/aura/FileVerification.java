package dev.restore4j.aura;

import dev.restore4j.aura.backup.BackupFile;
import dev.restore4j.aura.backup.BackupProof;
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

    private final BackupFile file;
    private final Workbench bench;
    private final AtomicLong read = new AtomicLong();
    private final AtomicBoolean stopped = new AtomicBoolean();

    FileVerification(BackupFile file, Workbench bench) {
        this.file = file;
        this.bench = bench;
    }

    /** {@return what proves it; the pass has ended when this throws} */
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
        try {
            while (!bench.await(proof, bench.time().nanoTime() + LOOK.toNanos())) {
                double seconds = (bench.time().nanoTime() - began) / 1e9;
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
