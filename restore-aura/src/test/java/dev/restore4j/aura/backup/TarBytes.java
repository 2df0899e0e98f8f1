package dev.restore4j.aura.backup;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A tar, written byte by byte. */
final class TarBytes {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /** A regular file, as Neo4j writes it: a PAX header with times before it. */
    TarBytes file(String name, byte[] contents) {
        pax("atime=1795000000.5\n");
        return plainFile(name, contents);
    }

    TarBytes plainFile(String name, byte[] contents) {
        return entry(header(name, contents.length, '0'), contents);
    }

    TarBytes directory(String name) {
        pax("atime=1795000000.5\n");
        return entry(header(name, 0, '5'), new byte[0]);
    }

    /** An extended header of POSIX; each line gets its length. */
    TarBytes pax(String... lines) {
        StringBuilder text = new StringBuilder();
        for (String line : lines) {
            int length = line.getBytes(StandardCharsets.UTF_8).length + 1;
            length += String.valueOf(length + 2).length();
            text.append(length).append(' ').append(line);
        }
        byte[] contents = text.toString().getBytes(StandardCharsets.UTF_8);
        return entry(header("./PaxHeaders.X/x", contents.length, 'x'), contents);
    }

    TarBytes entry(byte[] header, byte[] contents) {
        out.writeBytes(header);
        out.writeBytes(contents);
        out.writeBytes(new byte[-contents.length & 511]);
        return this;
    }

    static byte[] header(String name, long size, char type) {
        byte[] block = new byte[512];
        put(block, 0, name);
        put(block, 100, "0100644\0");
        put(block, 108, "0000000\0");
        put(block, 116, "0000000\0");
        put(block, 124, String.format("%011o ", size));
        put(block, 136, "15300014352 ");
        block[156] = (byte) type;
        put(block, 257, "ustar\00000");
        return summed(block);
    }

    /** {@return the header with the right sum} */
    static byte[] summed(byte[] block) {
        Arrays.fill(block, 148, 156, (byte) ' ');
        int sum = 0;
        for (byte value : block) {
            sum += value & 0xFF;
        }
        put(block, 148, String.format("%06o\0 ", sum));
        return block;
    }

    static void put(byte[] block, int at, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        System.arraycopy(bytes, 0, block, at, bytes.length);
    }

    /** {@return all of it, with its end} */
    byte[] end() {
        out.writeBytes(new byte[1024]);
        return out.toByteArray();
    }

    /** {@return all of it, without its end} */
    byte[] open() {
        return out.toByteArray();
    }
}
