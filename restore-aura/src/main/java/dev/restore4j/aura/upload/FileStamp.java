package dev.restore4j.aura.upload;

import dev.restore4j.aura.console.Announcement;
import dev.restore4j.error.RestoreRejectedException;
import dev.restore4j.error.UnavailableException;
import dev.restore4j.time.TimeSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;

/**
 * A file as it was verified.
 *
 * @param path where it is
 * @param size how many bytes it has
 * @param crc32 the CRC32 of all of them
 * @param fullSize bytes of the unpacked store as the archive's header states them, else {@code size}
 * @param unchanged asked from time to time whether the file is still the one that was verified
 */
public record FileStamp(Path path, long size, long crc32, long fullSize, BooleanSupplier unchanged) {

    /** Before a large upload, the way to the store is looked at. */
    private static final long LARGE = 64L << 20;

    /** For so long a disk may be silent. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /** Checks that something can be sent. */
    public FileStamp {
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
            throw new UnavailableException(
                    "The disk of " + path + " did not answer for " + PATIENCE.toSeconds()
                            + " s. What has arrived at the store stays there: look at the disk, then try again.",
                    (Duration) null,
                    null);
        }
        if (!said.join()) {
            throw changed("is not the one that was verified any more");
        }
    }

    /** What cannot be looked at is not what it was. */
    private void look(CompletableFuture<Boolean> said) {
        boolean same = false;
        try {
            same = unchanged.getAsBoolean();
        } finally {
            said.complete(same);
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
