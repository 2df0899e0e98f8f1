package dev.restore4j.aura.backup;

import dev.restore4j.aura.text.Sanitized;
import java.nio.charset.StandardCharsets;

/**
 * The block before each file of a tar.
 *
 * @param name with its directories, without what an extension says
 * @param size of what follows
 * @param type what it is, a letter or a digit
 */
record TarHeader(String name, long size, char type) {

    static final int BLOCK = 512;

    private static final String POSIX = "ustar\0";
    private static final int NAME_LENGTH = 100;
    private static final int SIZE = 124;
    private static final int NUMBER_LENGTH = 12;
    private static final int SUM = 148;
    private static final int SUM_LENGTH = 8;
    private static final int TYPE = 156;
    private static final int MAGIC = 257;
    private static final int PREFIX = 345;
    private static final int PREFIX_LENGTH = 155;

    /** {@return the header in that block} */
    static TarHeader of(byte[] block) throws Damage {
        if (!hasRightSum(block)) {
            throw Damage.damaged("A header of its tar is broken: its sum is wrong");
        }
        char type = block[TYPE] == 0 ? '0' : (char) (block[TYPE] & 0xFF);
        TarHeader header = new TarHeader(name(block), number(block, SIZE, NUMBER_LENGTH), type);
        if (!header.isExtension() && "01234567".indexOf(type) < 0) {
            throw Damage.damaged("Its tar has an entry of type '" + Sanitized.text(String.valueOf(type))
                    + "', which no file of a database is");
        }
        if ("123456".indexOf(type) >= 0 && header.size != 0) {
            throw Damage.damaged("Its tar has a directory or a link with contents: " + Sanitized.text(header.name));
        }
        return header;
    }

    /** {@return whether the block is a header: the sum of its bytes is in it} */
    static boolean hasRightSum(byte[] block) {
        long sum = 0;
        for (int i = 0; i < BLOCK; i++) {
            sum += i >= SUM && i < SUM + SUM_LENGTH ? ' ' : block[i] & 0xFF;
        }
        try {
            return sum == number(block, SUM, SUM_LENGTH);
        } catch (Damage e) {
            return false;
        }
    }

    private static String name(byte[] block) {
        String name = TarWalk.text(block, 0, NAME_LENGTH);
        boolean posix = new String(block, MAGIC, POSIX.length(), StandardCharsets.US_ASCII).equals(POSIX);
        String prefix = posix ? TarWalk.text(block, PREFIX, PREFIX_LENGTH) : "";
        return prefix.isEmpty() ? name : prefix + "/" + name;
    }

    /** {@return a number in octal digits, or, where the highest bit is set, in binary as GNU has it} */
    private static long number(byte[] block, int from, int length) throws Damage {
        if (block[from] == (byte) 0x80) {
            return binary(block, from + 1, length - 1);
        }
        int at = from;
        while (at < from + length && block[at] == ' ') {
            at++;
        }
        long value = 0;
        int digits = 0;
        for (; at < from + length && block[at] >= '0' && block[at] <= '7'; at++, digits++) {
            value = (value << 3) | (block[at] - '0');
        }
        if (digits == 0 || (at < from + length && block[at] != 0 && block[at] != ' ')) {
            throw Damage.damaged("A header of its tar has a number that is none");
        }
        return value;
    }

    private static long binary(byte[] block, int from, int length) throws Damage {
        long value = 0;
        for (int i = from; i < from + length; i++) {
            if (value >>> (Long.SIZE - Byte.SIZE - 1) != 0) {
                throw Damage.damaged("A header of its tar has a number that no file is as long as");
            }
            value = (value << Byte.SIZE) | (block[i] & 0xFF);
        }
        return value;
    }

    /** {@return whether it is no file but says more about the next one} */
    boolean isExtension() {
        return "xgLK".indexOf(type) >= 0;
    }

    boolean isFile() {
        return type == '0' || type == '7';
    }
}
