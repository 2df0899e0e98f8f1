package dev.restore4j.benchmarks;

import com.github.luben.zstd.ZstdOutputStream;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Random;

/** A dump under zstd as Neo4j writes it ({@code DZV1}), of any size. It is whole; what is in its files is no store. */
final class BigDump {

    private static final int BLOCK = 512;
    private static final long LARGEST_FILE = 256L << 20;

    /** More than the window of zstd: it does not find that it comes again. */
    private static final int CHUNK = 16 << 20;

    private BigDump() {}

    /** What is in the files. */
    enum Content {
        /** What nobody can compress: the file is as large as what is in it. */
        NOISE,
        /** A quarter noise and three quarters zeros, in turn. */
        RECORDS
    }

    /**
     * Writes one.
     *
     * @param path where; its directory exists
     * @param bytes how many the files in it have
     */
    static void write(Path path, long bytes, Content content) throws IOException {
        writeAll(path, bytes, chunk(content, (int) Math.min(CHUNK, bytes)));
        try (FileChannel written = FileChannel.open(path, StandardOpenOption.WRITE)) {
            // else whoever writes next waits until this is on the disk
            written.force(true);
        }
    }

    private static void writeAll(Path path, long bytes, byte[] chunk) throws IOException {
        try (OutputStream file = new BufferedOutputStream(Files.newOutputStream(path), 1 << 20)) {
            file.write(ascii("DZV1"));
            try (ZstdOutputStream zstd = new ZstdOutputStream(file, 1).setChecksum(true)) {
                DataOutputStream out = new DataOutputStream(zstd);
                out.write(ascii("zstd"));
                out.writeInt(1);
                out.writeLong((bytes + LARGEST_FILE - 1) / LARGEST_FILE);
                out.writeLong(bytes);
                int number = 0;
                for (long done = 0; done < bytes; done += LARGEST_FILE) {
                    writeFile(out, "neostore.store." + ++number, Math.min(LARGEST_FILE, bytes - done), chunk);
                }
                out.write(new byte[2 * BLOCK]);
            }
        }
    }

    private static void writeFile(OutputStream out, String name, long length, byte[] chunk) throws IOException {
        out.write(header(name, length));
        for (long done = 0; done < length; done += chunk.length) {
            out.write(chunk, 0, (int) Math.min(chunk.length, length - done));
        }
        out.write(new byte[(int) (-length & (BLOCK - 1))]);
    }

    private static byte[] chunk(Content content, int length) {
        byte[] chunk = new byte[length];
        new Random(1).nextBytes(chunk);
        for (int i = 0; i < length; i++) {
            // 16 bytes of 64 stay
            if (content == Content.RECORDS && i % 64 >= 16) {
                chunk[i] = 0;
            }
        }
        return chunk;
    }

    private static byte[] header(String name, long length) {
        byte[] header = new byte[BLOCK];
        put(header, 0, name);
        put(header, 100, "0000644\0" + "0000000\0" + "0000000\0");
        put(header, 124, "%011o\0%011o\0".formatted(length, 0));
        // the sum is taken with blanks in its own place
        put(header, 148, "        0");
        put(header, 257, "ustar\00000");
        int sum = 0;
        for (byte each : header) {
            sum += each & 0xFF;
        }
        put(header, 148, "%06o\0 ".formatted(sum));
        return header;
    }

    private static void put(byte[] header, int at, String text) {
        byte[] bytes = ascii(text);
        System.arraycopy(bytes, 0, header, at, bytes.length);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
