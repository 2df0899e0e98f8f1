package dev.restore4j.admin;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * The right to load into a database, which one thread of one program has at a time.
 *
 * <p>A lock of the operating system belongs to the process: a second channel on its file, once closed, gives it back on POSIX systems.
 * So the file is opened only by whoever has the right within the JVM, which is noted where all class loaders see it.
 */
final class LoadLock implements AutoCloseable {

    /** The start of the system properties that mark the locks which this JVM has. */
    private static final String MARK = "dev.restore4j.load ";

    private final String mark;
    private final FileChannel channel;

    private LoadLock(String mark, FileChannel channel) {
        this.mark = mark;
        this.channel = channel;
    }

    /** {@return the lock; empty while somebody else has it} */
    static Optional<LoadLock> tryTake(Path directory, String database) throws IOException {
        Path file = directory.toRealPath().resolve(database + ".lock");
        String mark = MARK + file;
        if (System.getProperties().putIfAbsent(mark, "held") != null) {
            return Optional.empty();
        }
        boolean taken = false;
        try {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            try {
                taken = channel.tryLock() != null;
            } finally {
                if (!taken) {
                    channel.close();
                }
            }
            return taken ? Optional.of(new LoadLock(mark, channel)) : Optional.empty();
        } finally {
            if (!taken) {
                System.getProperties().remove(mark);
            }
        }
    }

    /** Gives it back. Called once. */
    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } finally {
            System.getProperties().remove(mark);
        }
    }
}
