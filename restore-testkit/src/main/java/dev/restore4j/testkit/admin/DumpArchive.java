package dev.restore4j.testkit.admin;

import dev.restore4j.testkit.admin.RawZstd.Decoded;
import dev.restore4j.testkit.admin.RawZstd.Problem;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The file format of a dump: {@code DZV1}, then a zstd frame with the counts and a POSIX tar, as Neo4j writes it since 5.0. Only
 * the frame's content is not compressed, and what is in the tar is not a store that Neo4j could open.
 *
 * @param files what was read, by name; what is cut off is missing
 * @param problem why there is no more
 * @param counts what the header says, if it could be read
 */
record DumpArchive(Map<String, byte[]> files, Problem problem, Optional<Counts> counts) {

    private static final String MAGIC = "DZV1";
    private static final int COUNTS = 24;
    private static final int SECTOR = 512;
    private static final long LONGEST = 1L << 30;

    /**
     * The header's counts.
     *
     * @param files how many
     * @param bytes of all of them, unpacked
     */
    record Counts(long files, long bytes) {}

    static byte[] write(Map<String, byte[]> files) {
        ByteArrayOutputStream plain = new ByteArrayOutputStream();
        try (DataOutputStream data = new DataOutputStream(plain)) {
            data.writeBytes("zstd");
            data.writeInt(1);
            data.writeLong(files.size());
            data.writeLong(
                    files.values().stream().mapToLong(file -> file.length).sum());
            for (Map.Entry<String, byte[]> each : files.entrySet()) {
                data.write(tarHeader(each.getKey(), each.getValue().length));
                data.write(Arrays.copyOf(each.getValue(), padded(each.getValue().length)));
            }
            data.write(new byte[2 * SECTOR]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        byte[] frame = RawZstd.frame(plain.toByteArray());
        return ByteBuffer.allocate(MAGIC.length() + frame.length)
                .put(MAGIC.getBytes(StandardCharsets.US_ASCII))
                .put(frame)
                .array();
    }

    static DumpArchive read(byte[] archive) {
        byte[] magic = MAGIC.getBytes(StandardCharsets.US_ASCII);
        if (!Arrays.equals(magic, Arrays.copyOf(archive, magic.length))) {
            return new DumpArchive(Map.of(), Problem.INVALID, Optional.empty());
        }
        Decoded decoded = RawZstd.decode(ByteBuffer.wrap(archive, magic.length, archive.length - magic.length)
                .slice());
        byte[] plain = decoded.content();
        if (plain.length < COUNTS) {
            return new DumpArchive(Map.of(), decoded.problem(), Optional.empty());
        }
        ByteBuffer head = ByteBuffer.wrap(plain, 8, 16);
        Counts counts = new Counts(head.getLong(), head.getLong());
        return new DumpArchive(files(plain), decoded.problem(), Optional.of(counts));
    }

    private static Map<String, byte[]> files(byte[] plain) {
        Map<String, byte[]> files = new LinkedHashMap<>();
        int at = COUNTS;
        while (at + SECTOR <= plain.length && plain[at] != 0) {
            int begin = at + SECTOR;
            Optional<Integer> length = octal(text(plain, at + 124, 11));
            if (length.isEmpty()) {
                break;
            }
            int end = Math.min(begin + length.get(), plain.length);
            files.put(text(plain, at, 100), Arrays.copyOfRange(plain, begin, end));
            at = begin + padded(length.get());
        }
        return files;
    }

    /** {@return the number, unless it is damaged} */
    private static Optional<Integer> octal(String digits) {
        if (!digits.matches("[0-7]{1,11}")) {
            return Optional.empty();
        }
        long number = Long.parseLong(digits, 8);
        return number > LONGEST ? Optional.empty() : Optional.of((int) number);
    }

    private static byte[] tarHeader(String name, int length) {
        byte[] header = new byte[SECTOR];
        put(header, 0, name);
        put(header, 100, "0000644\0" + "0000000\0" + "0000000\0");
        put(header, 124, "%011o\0%011o\0".formatted(length, 0));
        // The sum is taken with blanks in its own place.
        put(header, 148, "        0");
        put(header, 257, "ustar\00000");
        int sum = 0;
        for (byte each : header) {
            sum += each & 0xFF;
        }
        put(header, 148, "%06o\0 ".formatted(sum));
        return header;
    }

    private static void put(byte[] header, int at, String value) {
        byte[] bytes = value.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, header, at, bytes.length);
    }

    private static String text(byte[] bytes, int at, int atMost) {
        int end = at;
        while (end < at + atMost && bytes[end] != 0) {
            end++;
        }
        return new String(bytes, at, end - at, StandardCharsets.US_ASCII);
    }

    private static int padded(int length) {
        return (length + SECTOR - 1) / SECTOR * SECTOR;
    }
}
