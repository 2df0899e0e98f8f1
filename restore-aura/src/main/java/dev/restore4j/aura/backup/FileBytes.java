package dev.restore4j.aura.backup;

import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.util.function.LongConsumer;
import java.util.zip.CRC32;

/**
 * The bytes of an open file. Not a channel: those are closed by an interrupt, and then nobody knows whether it was the disk.
 */
final class FileBytes extends InputStream {

    private final RandomAccessFile file;
    private final CRC32 crc = new CRC32();
    private final byte[] scratch;
    private final LongConsumer told;
    private long position;
    private long end = Long.MAX_VALUE;

    private FileBytes(RandomAccessFile file, byte[] scratch, LongConsumer told) {
        this.file = file;
        this.scratch = scratch;
        this.told = told;
    }

    /** {@return bytes that are not read where they are skipped} */
    static FileBytes seeking(RandomAccessFile file) {
        return new FileBytes(file, new byte[0], position -> {});
    }

    /**
     * {@return bytes of which each is read}
     *
     * @param told how many were read so far
     */
    static FileBytes reading(RandomAccessFile file, LongConsumer told) {
        return new FileBytes(file, new byte[64 * 1024], told);
    }

    /** From now on, the file ends there, if not before. */
    void endAt(long position) {
        this.end = position;
    }

    /** {@return how many bytes were passed} */
    long position() {
        return position;
    }

    /** {@return the CRC32 of all that was read} */
    long crc32() {
        return crc.getValue();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        int most = (int) Math.min(length, end - position);
        int count = most <= 0 ? -1 : file.read(bytes, offset, most);
        if (count > 0) {
            position += count;
            crc.update(bytes, offset, count);
            told.accept(position);
        }
        return count;
    }

    @Override
    public long skip(long wanted) throws IOException {
        if (wanted <= 0) {
            return 0;
        }
        if (scratch.length > 0) {
            return Math.max(0, read(scratch, 0, (int) Math.min(wanted, scratch.length)));
        }
        long count = Math.max(0, Math.min(wanted, Math.min(end, file.length()) - position));
        position += count;
        file.seek(position);
        return count;
    }
}
