package dev.restore4j.testkit.admin;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The checksum of a zstd frame: XXH64 with seed 0, of which the frame has the lower half. */
final class Xxh64 {

    private static final long P1 = 0x9E3779B185EBCA87L;
    private static final long P1_PLUS_P2 = 0x60EA27EEADC0B5D6L;
    private static final long P2 = 0xC2B2AE3D27D4EB4FL;
    private static final long P3 = 0x165667B19E3779F9L;
    private static final long P4 = 0x85EBCA77C2B2AE63L;
    private static final long P5 = 0x27D4EB2F165667C5L;

    private Xxh64() {}

    static long of(byte[] bytes) {
        ByteBuffer data = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        long hash = bytes.length >= 32 ? stripes(data) : P5;
        hash += bytes.length;
        while (data.remaining() >= 8) {
            hash = Long.rotateLeft(hash ^ round(0, data.getLong()), 27) * P1 + P4;
        }
        if (data.remaining() >= 4) {
            hash = Long.rotateLeft(hash ^ ((data.getInt() & 0xFFFFFFFFL) * P1), 23) * P2 + P3;
        }
        while (data.hasRemaining()) {
            hash = Long.rotateLeft(hash ^ ((data.get() & 0xFF) * P5), 11) * P1;
        }
        hash = (hash ^ (hash >>> 33)) * P2;
        hash = (hash ^ (hash >>> 29)) * P3;
        return hash ^ (hash >>> 32);
    }

    private static long stripes(ByteBuffer data) {
        long a = P1_PLUS_P2;
        long b = P2;
        long c = 0;
        long d = -P1;
        while (data.remaining() >= 32) {
            a = round(a, data.getLong());
            b = round(b, data.getLong());
            c = round(c, data.getLong());
            d = round(d, data.getLong());
        }
        long hash = Long.rotateLeft(a, 1) + Long.rotateLeft(b, 7) + Long.rotateLeft(c, 12) + Long.rotateLeft(d, 18);
        for (long each : new long[] {a, b, c, d}) {
            hash = (hash ^ round(0, each)) * P1 + P4;
        }
        return hash;
    }

    private static long round(long sum, long input) {
        return Long.rotateLeft(sum + input * P2, 31) * P1;
    }
}
