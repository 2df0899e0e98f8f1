package dev.restore4j.admin.process;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.function.Consumer;

/**
 * A file into which a child prints, so that another process can read how far it came. Only its owner may read it: what is in the
 * file is as it was printed, and only the {@link #tail()} is redacted. Used by one thread at a time.
 */
public final class Spool {

    /** What a spool may hold; more is a child that went wrong. */
    public static final long MOST = 64L * 1024 * 1024;

    private final Path file;
    private final Redaction redaction;
    private final Tail tail = new Tail(Pipe.TAIL);
    private final LineSplitter lines;
    private final byte[] buffer = new byte[64 * 1024];
    private long position;
    private boolean ended;

    private Spool(Path file, Redaction redaction, Consumer<String> listener) {
        this.file = file;
        this.redaction = redaction;
        this.lines = new LineSplitter(Pipe.LINE, line -> {
            tail.add(line);
            listener.accept(line);
        });
    }

    /**
     * Makes an empty spool.
     *
     * @param file where; it must not exist
     * @throws IOException if it cannot be made
     */
    public static void make(Path file) throws IOException {
        boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] ownerOnly = posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
        Files.createFile(file, ownerOnly);
    }

    /**
     * {@return a spool to be read from its start}
     *
     * @param file the file
     * @param redaction what is taken out of what is kept for people
     * @param listener gets each line as it was printed, to decide by and never to show: a password may be any word, and taking
     *     that out of a line can change what the line says
     */
    public static Spool read(Path file, Redaction redaction, Consumer<String> listener) {
        return new Spool(file, redaction, listener);
    }

    /**
     * Reads what was added since.
     *
     * @return whether there was anything
     * @throws IOException if the file cannot be read
     */
    public boolean poll() throws IOException {
        long before = position;
        // no channel: an interrupt would close it
        try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
            in.seek(position);
            for (int length = in.read(buffer); length > 0 && position < MOST; length = in.read(buffer)) {
                position += length;
                lines.accept(buffer, length);
            }
        }
        return position > before;
    }

    /** {@return how many bytes of it were read} */
    public long read() {
        return position;
    }

    /** Hands over half a line: nothing is added any more. */
    public void end() {
        if (!ended) {
            ended = true;
            lines.end();
        }
    }

    /** {@return whether all of it can be judged by its lines: none was cut, and it did not outgrow its limit} */
    public boolean whole() {
        return !lines.anyCut() && position < MOST;
    }

    /** {@return whether it outgrew its limit} */
    public boolean full() {
        return position >= MOST;
    }

    /** {@return the end of what was read, without secrets} */
    public String tail() {
        return redaction.apply(printed());
    }

    /** {@return the end of what was read, as it was printed: to decide by, and never to show} */
    public String printed() {
        return tail.text();
    }
}
