package dev.restore4j.testkit.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.zip.CRC32;

/** Whole files, read and written without having them on the heap. */
public final class ArchiveFile {

    private static final int BUFFER = 1 << 20;

    private static final long SAMPLED_FROM = 100L << 20;
    private static final long SEGMENT = 100L << 20;
    private static final long SAMPLE = 1L << 20;

    private ArchiveFile() {}

    /**
     * The checksum of a file.
     *
     * @param file which
     * @return the CRC32 of all its bytes
     * @throws IOException if it cannot be read
     */
    public static long crc32(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            CRC32 crc = new CRC32();
            update(crc, channel, 0, channel.size());
            return crc.getValue();
        }
    }

    /**
     * Whether a checksum is the file's: of the whole, or, as neo4j-admin 2026.08.1 has it for files of 100 MiB and more, of
     * the first MiB of every 100 MiB.
     *
     * @param crc32 what was announced
     * @param ofWhole the CRC32 of all its bytes
     * @param file which
     * @return whether it is one of the two
     * @throws IOException if it cannot be read
     */
    public static boolean isChecksum(long crc32, long ofWhole, Path file) throws IOException {
        if (crc32 == ofWhole) {
            return true;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            CRC32 crc = new CRC32();
            for (long at = 0; at < channel.size(); at += SEGMENT) {
                update(crc, channel, at, Math.min(SAMPLE, channel.size() - at));
            }
            return channel.size() >= SAMPLED_FROM && crc.getValue() == crc32;
        }
    }

    /** Puts files one after the other. */
    static void join(List<Path> parts, Path whole) throws IOException {
        try (FileChannel out = FileChannel.open(whole, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            for (Path part : parts) {
                try (FileChannel in = FileChannel.open(part, StandardOpenOption.READ)) {
                    long done = 0;
                    while (done < in.size()) {
                        done += in.transferTo(done, in.size() - done, out);
                    }
                }
            }
        }
    }

    private static void update(CRC32 crc, FileChannel channel, long from, long length) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
        long at = from;
        while (at < from + length) {
            buffer.clear().limit((int) Math.min(BUFFER, from + length - at));
            int n = channel.read(buffer, at);
            if (n < 0) {
                return;
            }
            at += n;
            crc.update(buffer.flip());
        }
    }
}
