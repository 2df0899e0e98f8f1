package dev.restore4j.aura.backup;

import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * One zstd frame (RFC 8878). It takes a quarter of a MiB, and outside the heap the window that the frame asks for: 2 MiB where Neo4j
 * wrote it. More than 128 MiB is refused, by zstd itself; Neo4j's reader has the same bound.
 */
final class ZstdFrame extends Layer {

    private static final byte[] MAGIC = {0x28, (byte) 0xB5, 0x2F, (byte) 0xFD};
    private static final int CHECKSUM_FLAG = 0b0000_0100;
    private static final int UNUSED_FLAG = 0b0001_0000;
    private static final int CHUNK = 64 * 1024;

    private final InputStream in;
    private final ZstdDecompressCtx context;
    private final byte[] chunk = new byte[CHUNK];
    private final ByteBuffer packed = ByteBuffer.allocateDirect(CHUNK);
    private final ByteBuffer unpacked = ByteBuffer.allocateDirect(CHUNK);
    private final boolean checksummed;
    private boolean ended;

    /**
     * Reads the beginning of the frame.
     *
     * @throws LinkageError if there is no library of zstd for this machine
     */
    ZstdFrame(InputStream in) throws IOException {
        this.in = in;
        byte[] head = in.readNBytes(MAGIC.length + 1);
        if (head.length <= MAGIC.length) {
            throw new EOFException();
        }
        if (!isFrame(head)) {
            throw Damage.damaged("Where a zstd frame must begin, there are the bytes " + Hex.of(head));
        }
        if ((head[MAGIC.length] & UNUSED_FLAG) != 0) {
            throw Damage.damaged("The header of the zstd frame has a bit that nobody sets");
        }
        this.checksummed = (head[MAGIC.length] & CHECKSUM_FLAG) != 0;
        this.context = new ZstdDecompressCtx();
        packed.put(head).flip();
        unpacked.flip();
    }

    static boolean isFrame(byte[] first) {
        return first.length >= MAGIC.length && Arrays.equals(MAGIC, Arrays.copyOf(first, MAGIC.length));
    }

    @Override
    boolean isChecksummed() {
        return checksummed;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int count = Math.min(length, unpacked.remaining());
        unpacked.get(bytes, offset, count);
        return count;
    }

    @Override
    public long skip(long wanted) throws IOException {
        if (wanted <= 0 || !fill()) {
            return 0;
        }
        int count = (int) Math.min(wanted, unpacked.remaining());
        unpacked.position(unpacked.position() + count);
        return count;
    }

    /** {@return whether there is something unpacked} */
    private boolean fill() throws IOException {
        while (!unpacked.hasRemaining()) {
            if (ended) {
                return false;
            }
            unpacked.clear();
            try {
                ended = context.decompressDirectByteBufferStream(unpacked, packed);
            } catch (ZstdException e) {
                throw Damage.damaged("Its zstd frame is broken: " + e.getMessage());
            } finally {
                unpacked.flip();
            }
            // What zstd still holds back comes out without more to eat; only then is the end of the file too early.
            if (!ended && !unpacked.hasRemaining() && !packed.hasRemaining() && !refill()) {
                throw Damage.truncated("It ends in the midst of its zstd frame");
            }
        }
        return true;
    }

    private boolean refill() throws IOException {
        int count = in.read(chunk, 0, chunk.length);
        if (count < 0) {
            return false;
        }
        packed.clear().put(chunk, 0, count).flip();
        return true;
    }

    @Override
    void requireNothingBehind() throws IOException {
        if (packed.hasRemaining() || in.read() >= 0) {
            throw Damage.damaged("There are bytes behind the end of its zstd frame");
        }
    }

    @Override
    public void close() {
        context.close();
    }
}
