package dev.restore4j.aura.upload;

import dev.restore4j.aura.console.Announcement;
import dev.restore4j.error.RestoreRejectedException;
import java.nio.file.Path;
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
     * Looks whether the file is still the one that was verified.
     *
     * @throws RestoreRejectedException {@code file-changed} if it is not
     */
    void check() {
        if (!unchanged.getAsBoolean()) {
            throw changed("is not the one that was verified any more");
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
