package dev.restore4j.aura.backup;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * One member of gzip (RFC 1952). Not the JDK's stream: that one goes on with a second member, and takes whatever else follows
 * for padding.
 */
final class GzipMember extends Layer {

    private static final int MAGIC = 0x1F8B;
    private static final int DEFLATE = 8;
    private static final int HEADER_SUM = 2;
    private static final int EXTRA = 4;
    private static final int NAME = 8;
    private static final int COMMENT = 16;
    private static final int RESERVED = 0xE0;
    private static final int TIME_AND_SYSTEM = 6;

    private final InputStream in;
    private final Inflater inflater = new Inflater(true);
    private final CRC32 sum = new CRC32();
    private final byte[] chunk = new byte[64 * 1024];
    private final byte[] scratch = new byte[64 * 1024];
    private int filled;
    private boolean ended;

    /** Reads the header. */
    GzipMember(InputStream in) throws IOException {
        this.in = in;
        DataInputStream data = new DataInputStream(in);
        int magic = data.readUnsignedShort();
        if (magic != MAGIC) {
            throw Damage.damaged("Where gzip must begin, there are the bytes " + Integer.toHexString(magic));
        }
        int method = data.readUnsignedByte();
        int flags = data.readUnsignedByte();
        if (method != DEFLATE || (flags & RESERVED) != 0) {
            throw Damage.damaged("The header of gzip says method " + method + " and flags " + flags);
        }
        data.skipNBytes(TIME_AND_SYSTEM);
        if ((flags & EXTRA) != 0) {
            data.skipNBytes(littleEndian(data.readUnsignedShort()));
        }
        skipText(data, flags & NAME);
        skipText(data, flags & COMMENT);
        data.skipNBytes(flags & HEADER_SUM); // which happens to be its length
    }

    static boolean isMember(byte[] first) {
        return first.length >= 2 && (((first[0] & 0xFF) << 8) | (first[1] & 0xFF)) == MAGIC;
    }

    private static int littleEndian(int value) {
        return ((value & 0xFF) << 8) | (value >> 8);
    }

    private static void skipText(DataInputStream data, int present) throws IOException {
        boolean more = present != 0;
        while (more) {
            more = data.readByte() != 0;
        }
    }

    @Override
    boolean isChecksummed() {
        return true;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        // Nothing wanted is nothing inflated, which would look as if there were no more.
        while (length > 0 && !ended) {
            int count = inflate(bytes, offset, length);
            if (count > 0) {
                sum.update(bytes, offset, count);
                return count;
            }
            if (inflater.finished()) {
                ended = true;
                compareTrailer();
            } else if (inflater.needsDictionary()) {
                throw Damage.damaged("Its gzip asks for a dictionary");
            } else if (!refill()) {
                throw Damage.truncated("It ends in the midst of its gzip");
            }
        }
        return length == 0 ? 0 : -1;
    }

    @Override
    public long skip(long wanted) throws IOException {
        return wanted <= 0 ? 0 : Math.max(0, read(scratch, 0, (int) Math.min(wanted, scratch.length)));
    }

    private int inflate(byte[] bytes, int offset, int length) throws Damage {
        try {
            return inflater.inflate(bytes, offset, length);
        } catch (DataFormatException e) {
            throw Damage.damaged("Its gzip is broken: " + e.getMessage());
        }
    }

    private boolean refill() throws IOException {
        int count = in.read(chunk, 0, chunk.length);
        filled = Math.max(count, 0);
        inflater.setInput(chunk, 0, filled);
        return count > 0;
    }

    private void compareTrailer() throws IOException {
        long expected = fourBytes();
        long length = fourBytes();
        if (expected != sum.getValue()) {
            throw Damage.damaged("The checksum of its gzip is wrong");
        }
        if (length != (inflater.getBytesWritten() & 0xFFFF_FFFFL)) {
            throw Damage.damaged("The length at the end of its gzip is wrong");
        }
    }

    private int leftover() {
        return inflater.getRemaining();
    }

    private long fourBytes() throws IOException {
        long value = 0;
        for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
            int next = next();
            if (next < 0) {
                throw Damage.truncated("It ends in the checksum of its gzip");
            }
            value |= (long) next << shift;
        }
        return value;
    }

    /** {@return the next byte behind the compressed ones; negative where there is none} */
    private int next() throws IOException {
        int left = leftover();
        if (left == 0) {
            return in.read();
        }
        int value = chunk[filled - left] & 0xFF;
        inflater.setInput(chunk, filled - left + 1, left - 1);
        return value;
    }

    @Override
    void requireNothingBehind() throws IOException {
        if (next() >= 0) {
            throw Damage.damaged("There are bytes behind the end of its gzip");
        }
    }

    @Override
    public void close() {
        inflater.end();
    }
}
