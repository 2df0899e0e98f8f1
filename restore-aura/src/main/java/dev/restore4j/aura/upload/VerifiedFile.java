package dev.restore4j.aura.upload;

import dev.restore4j.aura.console.Announcement;
import dev.restore4j.error.RestoreRejectedException;
import dev.restore4j.error.UnavailableException;
import dev.restore4j.time.TimeSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BooleanSupplier;

/**
 * A file as it was verified.
 *
 * @param path where it is
 * @param size how many bytes it has
 * @param crc32 the CRC32 of all of them
 * @param fullSize bytes of the unpacked store as the archive's header states them, else {@code size}
 * @param unchanged asked from time to time whether the file is still the one that was verified; an {@link UnavailableException} says
 *     that nobody knows for now
 */
public record VerifiedFile(Path path, long size, long crc32, long fullSize, BooleanSupplier unchanged) {

    /** Before a large upload, the way to the store is looked at. */
    private static final long LARGE = 64L << 20;

    /** For so long a disk may be silent. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /** Checks that something can be sent. */
    public VerifiedFile {
        if (size < 1) {
            throw new IllegalArgumentException("An empty file is not sent.");
        }
    }

    boolean isLarge() {
        return size >= LARGE;
    }

    Announcement announcement() {
        return new Announcement(crc32, size, fullSize);
    }

    /**
     * Looks whether the file is still the one that was verified; on a thread of its own, since a disk that hangs would hold whoever
     * asks, beyond any cancellation.
     *
     * @param time waits
     * @throws RestoreRejectedException {@code file-changed} if it is not
     * @throws UnavailableException if the disk does not say
     * @throws InterruptedException as the time source
     */
    void check(TimeSource time) throws InterruptedException {
        CompletableFuture<Boolean> said = new CompletableFuture<>();
        Thread unused = time.fork("restore4j-file", () -> look(said));
        if (!time.await(said, time.nanoTime() + PATIENCE.toNanos())) {
            throw silent(PATIENCE);
        }
        if (!answer(said)) {
            throw changed("is not the one that was verified any more");
        }
    }

    private static boolean answer(CompletableFuture<Boolean> said) {
        try {
            return said.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof UnavailableException away ? away : e;
        }
    }

    /** What cannot be looked at for now may be what it was. What cannot be looked at for another reason is not. */
    private void look(CompletableFuture<Boolean> said) {
        try {
            said.complete(unchanged.getAsBoolean());
        } catch (UnavailableException e) {
            said.completeExceptionally(e);
        } finally {
            said.complete(false);
        }
    }

    UnavailableException silent(Duration patience) {
        return new UnavailableException(
                "The disk of " + path + " did not answer for " + patience.toSeconds()
                        + " s. What has arrived at the store stays there: look at the disk, then try again.",
                (Duration) null,
                null);
    }

    /**
     * Compares what was sent with what was verified: a file may be another for a moment, and look as before and after.
     *
     * @param sent all of it
     * @throws RestoreRejectedException {@code file-changed} if they differ
     */
    void mustBe(Checksum sent) {
        if (sent.length() != size || sent.crc32() != crc32) {
            throw changed("had other bytes while it was sent than when it was verified");
        }
    }

    RestoreRejectedException changed(String how) {
        return new RestoreRejectedException(
                "file-changed",
                "The file " + path + " " + how
                        + ". What was sent of it is not used. Let nobody write to it, then assess and"
                        + " confirm again.",
                null,
                null);
    }

    RestoreRejectedException unreadable(Throwable why) {
        return new RestoreRejectedException(
                "file-unreadable",
                "The file " + path + " could not be read while it was sent ("
                        + why.getClass().getSimpleName()
                        + "). What was sent of it is not used. Look at the disk, then assess and confirm again.",
                null,
                null);
    }
}
