package dev.restore4j.aura.upload;

import java.util.zip.CRC32;

/**
 * The CRC32 of some bytes in a row, and how many they are.
 *
 * @param length how many
 * @param crc32 their CRC32
 */
record Checksum(long length, long crc32) {

    /** Of no bytes. */
    static final Checksum NONE = new Checksum(0, 0);

    /** The polynomial of CRC32 without its highest power, the lowest power in the highest bit. */
    private static final int POLYNOMIAL = 0xEDB88320;

    /** The polynomial 1, in the same order. */
    private static final int ONE = 1 << 31;

    /** The polynomial that eight bits, all zero, multiply what was there before with. */
    private static final int BYTE = ONE >>> 8;

    static Checksum of(long length, CRC32 crc) {
        return new Checksum(length, crc.getValue());
    }

    /**
     * {@return the checksum of these bytes with others behind them}
     *
     * <p>A CRC32 is the remainder of a division of polynomials: what comes first is multiplied by a power for each byte that
     * follows, and the rest is added. Complementing at both ends, as CRC32 does, cancels out.
     *
     * @param next of the others
     */
    Checksum then(Checksum next) {
        int shifted = product(power(next.length), (int) crc32);
        return new Checksum(length + next.length, (shifted ^ (int) next.crc32) & 0xFFFF_FFFFL);
    }

    /** {@return what so many bytes of zero multiply with} */
    private static int power(long bytes) {
        int power = ONE;
        int square = BYTE;
        for (long left = bytes; left > 0; left >>= 1) {
            if ((left & 1) == 1) {
                power = product(power, square);
            }
            square = product(square, square);
        }
        return power;
    }

    /** {@return the product of two polynomials, divided by that of CRC32; the remainder} */
    private static int product(int one, int other) {
        int sum = 0;
        int shifted = other;
        for (int bit = ONE; bit != 0; bit >>>= 1) {
            if ((one & bit) != 0) {
                sum ^= shifted;
            }
            shifted = (shifted & 1) == 0 ? shifted >>> 1 : (shifted >>> 1) ^ POLYNOMIAL;
        }
        return sum;
    }
}
