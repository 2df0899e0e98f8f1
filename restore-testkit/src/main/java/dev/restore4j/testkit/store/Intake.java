package dev.restore4j.testkit.store;

import dev.restore4j.time.TimeSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.OptionalLong;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/** Reads the body of one request, as fast as the connection may be, through a buffer of 64 KiB. */
final class Intake {

    private static final int BUFFER = 64 * 1024;
    private static final long TOO_SHORT_TO_SLEEP = 1_000_000;

    private final InputStream in;
    private final OptionalLong rate;
    private final TimeSource time = TimeSource.system();
    private final CRC32 crc = new CRC32();
    private final @Nullable MessageDigest md5;
    private long read;
    private boolean cut;

    Intake(InputStream in, StoreSettings settings) {
        this.in = in;
        this.rate = settings.bytesPerSecond();
        this.md5 = settings.entityTags() == EntityTags.MD5 ? md5() : null;
    }

    /** Reads so many bytes, unless the client goes away; what the sink throws is thrown. */
    void read(long length, Sink sink) throws IOException, InterruptedException {
        byte[] buffer = new byte[BUFFER];
        long begin = time.nanoTime();
        while (read < length) {
            int n = next(buffer, (int) Math.min(BUFFER, length - read));
            if (n < 0) {
                cut = true;
                return;
            }
            crc.update(buffer, 0, n);
            if (md5 != null) {
                md5.update(buffer, 0, n);
            }
            read += n;
            sink.take(ByteBuffer.wrap(buffer, 0, n));
            if (rate.isPresent()) {
                keepTo(rate.getAsLong(), begin);
            }
        }
    }

    private int next(byte[] buffer, int most) {
        try {
            return in.read(buffer, 0, most);
        } catch (IOException e) {
            return -1;
        }
    }

    private void keepTo(long bytesPerSecond, long begin) throws InterruptedException {
        long due = (long) (read * 1e9 / bytesPerSecond);
        long early = due - (time.nanoTime() - begin);
        if (early > TOO_SHORT_TO_SLEEP) {
            time.sleep(Duration.ofNanos(early));
        }
    }

    long length() {
        return read;
    }

    long crc32() {
        return crc.getValue();
    }

    /** {@return the tag of the part with that number, in quotes; asked once} */
    String entityTag(int number) {
        return md5 == null
                ? "\"%08x%08x%016x\"".formatted(crc.getValue(), number, read)
                : '"' + HexFormat.of().formatHex(md5.digest()) + '"';
    }

    private static MessageDigest md5() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This JVM has no MD5: set entityTags(EntityTags.OPAQUE)", e);
        }
    }

    /** Whether the client went away before its bytes had come. */
    boolean isCut() {
        return cut;
    }

    /** Where the bytes go. */
    interface Sink {
        void take(ByteBuffer bytes) throws IOException;
    }
}
