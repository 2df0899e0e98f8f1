package dev.restore4j.aura.backup;

import java.io.IOException;
import java.io.InputStream;

/**
 * What is unpacked from one frame or member, to its end. Reading to the end compares the checksum. Nothing of what follows is
 * unpacked, as the streams of the libraries would do with a second frame.
 */
abstract class Layer extends InputStream {

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public abstract int read(byte[] bytes, int offset, int length) throws IOException;

    /** {@return whether its checksum covers every byte that came out of it} */
    abstract boolean isChecksummed();

    /**
     * To be asked after its end was read.
     *
     * @throws Damage if there is one byte more behind it
     */
    abstract void requireNothingBehind() throws IOException;

    /** Gives back what is outside the heap. Not the bytes that it is read from. */
    @Override
    public abstract void close();
}
