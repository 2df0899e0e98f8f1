package dev.restore4j.aura.upload;

import dev.restore4j.time.TimeSource;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * A region of the file that is read once more, to compare what has arrived with it. On a thread of its own: a disk that hangs must
 * hold nobody beyond a cancellation.
 */
final class Reread {

    private static final int BUFFER = 256 * 1024;

    /** For so long the disk may be silent. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final VerifiedFile file;
    private final FileRegion.Range range;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private volatile boolean over;
    private volatile long at;
    private volatile @Nullable Sums sums;
    private volatile @Nullable IOException problem;

    private Reread(VerifiedFile file, FileRegion.Range range) {
        this.file = file;
        this.range = range;
    }

    /**
     * What a region has.
     *
     * @param checksum of its bytes
     * @param md5 of its bytes, in lower-case hexadecimal digits; empty where this JVM has no MD5
     */
    record Sums(Checksum checksum, String md5) {}

    /**
     * {@return what a region has now}
     *
     * @param file which file
     * @param range first byte and number of bytes
     * @param time waits
     */
    static Sums of(VerifiedFile file, FileRegion.Range range, TimeSource time) throws InterruptedException {
        Reread reread = new Reread(file, range);
        Thread unused = time.fork("restore4j-file", reread::run);
        try {
            return reread.await(time);
        } finally {
            reread.over = true;
        }
    }

    private Sums await(TimeSource time) throws InterruptedException {
        long before = -1;
        while (!time.await(ended, time.nanoTime() + PATIENCE.toNanos())) {
            if (at == before) {
                throw file.silent(PATIENCE);
            }
            before = at;
        }
        Sums read = sums;
        if (read != null) {
            return read;
        }
        IOException why = problem;
        if (why instanceof EOFException) {
            throw file.changed("has become shorter while it was sent");
        }
        file.check(time);
        throw file.unreadable(why == null ? new IOException("it was not read") : why);
    }

    private void run() {
        try (FileChannel channel = FileChannel.open(file.path(), StandardOpenOption.READ)) {
            sums = read(channel);
        } catch (IOException e) {
            problem = e;
        } finally {
            ended.complete(null);
        }
    }

    private Sums read(FileChannel channel) throws IOException {
        CRC32 crc = new CRC32();
        MessageDigest md5 = md5();
        ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(BUFFER, range.length()));
        long done = 0;
        while (done < range.length() && !over) {
            buffer.clear().limit((int) Math.min(buffer.capacity(), range.length() - done));
            if (channel.read(buffer, range.from() + done) < 0) {
                throw new EOFException("the file has become shorter");
            }
            buffer.flip();
            done += buffer.remaining();
            at = done;
            crc.update(buffer.duplicate());
            if (md5 != null) {
                md5.update(buffer);
            }
        }
        return new Sums(
                Checksum.of(done, crc), md5 == null ? "" : HexFormat.of().formatHex(md5.digest()));
    }

    /** What the store names a part with; it protects nothing. Some JVMs must not have it. */
    private static @Nullable MessageDigest md5() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            return null;
        }
    }
}
