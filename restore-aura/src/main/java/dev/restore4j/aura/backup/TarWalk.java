package dev.restore4j.aura.backup;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * A tar, entry by entry, to its end: ustar, with the extensions of POSIX and GNU for long names and large files.
 *
 * <p>Not the reader of commons-compress, which Neo4j uses: that one is made to get out of an archive what can be got. It does
 * not insist on the end of the archive, takes an end in the midst of a name for the end, and does not look at what follows.
 */
final class TarWalk {

    private static final int BLOCK = TarHeader.BLOCK;

    private final InputStream in;
    private final byte[] block = new byte[BLOCK];
    private String current = "";
    private long remaining;
    private int padding;
    private long files;
    private long bytes;

    TarWalk(InputStream in) {
        this.in = in;
    }

    /** {@return how many files were passed} */
    long files() {
        return files;
    }

    /** {@return how many bytes the files have that were passed} */
    long bytes() {
        return bytes;
    }

    /**
     * {@return the next entry; empty at the end of the archive, when all that follows was read, and is zeros}
     *
     * @throws Damage if it is none, or the contents of the one before are not complete
     */
    Optional<TarEntry> next() throws IOException {
        passContents();
        TarExtension extension = new TarExtension();
        while (true) {
            readBlock("between two files");
            if (isZero()) {
                extension.requireNone();
                readEnd();
                return Optional.empty();
            }
            TarHeader header = TarHeader.of(block);
            if (header.isExtension()) {
                extension.admit(header);
                extension.add(header, contents(header));
                continue;
            }
            TarEntry entry = extension.applyTo(header);
            begin(entry);
            return Optional.of(entry);
        }
    }

    private void begin(TarEntry entry) {
        current = entry.shown();
        remaining = entry.size();
        padding = padding(entry.size());
        if (entry.isFile()) {
            files++;
            bytes += entry.size();
        }
    }

    private static int padding(long size) {
        return (int) (-size & (BLOCK - 1));
    }

    /** {@return the contents of the entry that was given last; ends where they end} */
    InputStream contents() {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
            }

            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                if (remaining == 0) {
                    return -1;
                }
                int count = in.read(target, offset, (int) Math.min(length, remaining));
                if (count < 0) {
                    throw cut();
                }
                remaining -= count;
                return count;
            }
        };
    }

    private Damage cut() {
        return Damage.truncated("Its tar ends in the midst of " + current);
    }

    private void passContents() throws IOException {
        try {
            in.skipNBytes(remaining);
        } catch (EOFException e) {
            throw cut();
        }
        remaining = 0;
        passPadding(padding);
        padding = 0;
    }

    /** Every writer that is in use fills up with zeros, so that anything else is damage. */
    private void passPadding(int count) throws IOException {
        if (in.readNBytes(block, 0, count) < count) {
            throw cut();
        }
        for (int i = 0; i < count; i++) {
            if (block[i] != 0) {
                throw Damage.damaged("Behind " + current + " in its tar there are bytes that belong to nothing");
            }
        }
    }

    private void readBlock(String where) throws IOException {
        if (in.readNBytes(block, 0, BLOCK) < BLOCK) {
            throw Damage.truncated("Its tar ends " + where + ", without the mark of its end");
        }
    }

    private boolean isZero() {
        for (byte value : block) {
            if (value != 0) {
                return false;
            }
        }
        return true;
    }

    private byte[] contents(TarHeader header) throws IOException {
        byte[] contents = in.readNBytes((int) header.size());
        current = "an attribute of a file";
        if (contents.length < header.size()) {
            throw cut();
        }
        passPadding(padding(header.size()));
        return contents;
    }

    /** Behind the first block of zeros: another one, and whatever more of them a writer likes. */
    private void readEnd() throws IOException {
        readBlock("after one of the two blocks of zeros at its end");
        int count = BLOCK;
        do {
            if (!isZero()) {
                throw Damage.damaged("There are bytes behind the end of its tar");
            }
            count = in.readNBytes(block, 0, BLOCK);
            Arrays.fill(block, count, BLOCK, (byte) 0);
            if (count > 0 && count < BLOCK) {
                throw Damage.damaged("There are bytes behind the end of its tar, less than a block");
            }
        } while (count == BLOCK);
    }

    static String text(byte[] bytes, int from, int length) {
        int end = from;
        while (end < from + length && bytes[end] != 0) {
            end++;
        }
        return new String(bytes, from, end - from, StandardCharsets.UTF_8);
    }
}
