package dev.restore4j.testkit.admin;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * A zstd frame that compresses nothing: every decoder reads it, and no library is needed to write it. It has the window and
 * the checksum that Neo4j's own frames have.
 */
final class RawZstd {

    /** Magic, descriptor (with checksum), window of 2 MiB: the first bytes of what Neo4j writes. */
    private static final byte[] HEAD = {0x28, (byte) 0xB5, 0x2F, (byte) 0xFD, 0x04, 0x58};

    private static final int BLOCK = 128 * 1024;

    private RawZstd() {}

    /** Why a frame could not be read to its end. */
    enum Problem {
        NONE,
        /** It ends within a block. */
        CUT,
        /** A block of it is none that can be. */
        CORRUPT,
        /** It is something else, or its checksum is wrong or missing, or something follows. */
        INVALID
    }

    /** What could be read, and why no more. */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares it
    record Decoded(byte[] content, Problem problem) {}

    static byte[] frame(byte[] content) {
        ByteArrayOutputStream frame = new ByteArrayOutputStream(content.length + 64);
        frame.writeBytes(HEAD);
        int at = 0;
        do {
            int size = Math.min(BLOCK, content.length - at);
            boolean last = at + size == content.length;
            int header = (last ? 1 : 0) | (size << 3);
            frame.write(header);
            frame.write(header >> 8);
            frame.write(header >> 16);
            frame.write(content, at, size);
            at += size;
        } while (at < content.length);
        frame.writeBytes(checksum(content));
        return frame.toByteArray();
    }

    static Decoded decode(ByteBuffer frame) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        Problem problem = blocks(frame.order(ByteOrder.LITTLE_ENDIAN), content);
        byte[] bytes = content.toByteArray();
        if (problem == Problem.NONE) {
            byte[] rest = new byte[frame.remaining()];
            frame.get(rest);
            problem = Arrays.equals(rest, checksum(bytes)) ? Problem.NONE : Problem.INVALID;
        }
        return new Decoded(bytes, problem);
    }

    private static Problem blocks(ByteBuffer frame, ByteArrayOutputStream content) {
        for (byte each : HEAD) {
            if (!frame.hasRemaining() || frame.get() != each) {
                return Problem.INVALID;
            }
        }
        while (frame.remaining() >= 3) {
            int header = (frame.get() & 0xFF) | ((frame.get() & 0xFF) << 8) | ((frame.get() & 0xFF) << 16);
            int size = header >> 3;
            if ((header & 6) != 0 || size > BLOCK) {
                return Problem.CORRUPT;
            }
            byte[] block = new byte[Math.min(size, frame.remaining())];
            frame.get(block);
            content.writeBytes(block);
            if (block.length < size) {
                return Problem.CUT;
            }
            if ((header & 1) == 1) {
                return Problem.NONE;
            }
        }
        return Problem.CUT;
    }

    private static byte[] checksum(byte[] content) {
        ByteBuffer low = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN);
        return low.putInt((int) Xxh64.of(content)).array();
    }
}
