package dev.restore4j.journal;

import dev.restore4j.journal.Journal.Lease;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The locks of a journal directory.
 *
 * <p>Locks of the operating system belong to the process: a second channel on a locked file, once closed, releases them
 * on POSIX systems. Therefore a file is opened only by who has the right to lock it within the JVM. That right is kept
 * where all class loaders see it, since two applications of one server have two copies of this class.
 */
final class FileLocks {

    /** The start of the system properties that mark the leases which this JVM has. */
    private static final String MARK = "dev.restore4j.lease ";

    private final Path directory;

    FileLocks(Path directory) {
        this.directory = directory;
    }

    <T> T exclusively(Uninterrupted.Action<T> action) throws IOException {
        Path file = directory.resolve("journal.lock");
        OwnerOnly.makeFile(file);
        synchronized (monitor(file)) {
            try (FileChannel channel = Uninterrupted.run(() -> locked(file))) {
                if (!channel.isOpen()) {
                    throw new IOException("the lock on " + file + " is lost");
                }
                return action.run();
            }
        }
    }

    /** {@return one object for a file in the whole JVM: interned strings are} */
    private static Object monitor(Path file) throws IOException {
        return ("dev.restore4j.journal " + file.toRealPath()).intern();
    }

    private static FileChannel locked(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
        try {
            channel.lock();
            return channel;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    Optional<Lease> tryLease(String target) throws IOException {
        Path targets = directory.resolve("targets");
        OwnerOnly.makeDirectory(targets);
        Path file = targets.resolve(JournalLine.hash(target).substring(0, 32) + ".lock");
        OwnerOnly.makeFile(file);
        String mark = MARK + file.toRealPath();
        if (System.getProperties().putIfAbsent(mark, "held") != null) {
            return Optional.empty();
        }
        FileChannel channel = null;
        boolean leased = false;
        try {
            channel = FileChannel.open(file, StandardOpenOption.WRITE);
            leased = channel.tryLock() != null;
            return leased ? Optional.of(lease(mark, channel)) : Optional.empty();
        } finally {
            if (!leased) {
                release(mark, channel);
            }
        }
    }

    private static Lease lease(String mark, FileChannel channel) {
        AtomicBoolean open = new AtomicBoolean(true);
        return () -> {
            if (open.getAndSet(false)) {
                try {
                    release(mark, channel);
                } catch (IOException e) {
                    throw new UncheckedIOException("Cannot give back the " + mark, e);
                }
            }
        };
    }

    private static void release(String mark, @Nullable FileChannel channel) throws IOException {
        try {
            if (channel != null) {
                channel.close();
            }
        } finally {
            System.getProperties().remove(mark);
        }
    }
}
