package dev.restore4j.journal;

import dev.restore4j.journal.Journal.Lease;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The locks of a journal directory.
 *
 * <p>Locks of the operating system belong to the process: a second channel on a locked file, once closed, releases them
 * on POSIX systems. Therefore this process keeps count of what it has locked, for all journals that it has opened.
 */
final class FileLocks {

    private static final Map<Path, ReentrantLock> WRITERS = new ConcurrentHashMap<>();
    private static final Set<Path> LEASED = ConcurrentHashMap.newKeySet();

    private final Path directory;

    FileLocks(Path directory) {
        this.directory = directory;
    }

    @FunctionalInterface
    interface Action<T> {
        T run() throws IOException;
    }

    <T> T exclusively(Action<T> action) throws IOException {
        Path file = directory.resolve("journal.lock");
        OwnerOnly.makeFile(file);
        ReentrantLock mine = WRITERS.computeIfAbsent(file.toRealPath(), key -> new ReentrantLock());
        mine.lock();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            if (!lock.isValid()) {
                throw new IOException("the lock on " + file + " is not valid");
            }
            return action.run();
        } finally {
            mine.unlock();
        }
    }

    Optional<Lease> tryLease(String target) throws IOException {
        Path targets = directory.resolve("targets");
        OwnerOnly.makeDirectory(targets);
        Path file = targets.resolve(JournalLine.hash(target).substring(0, 32) + ".lock");
        OwnerOnly.makeFile(file);
        Path key = file.toRealPath();
        if (!LEASED.add(key)) {
            return Optional.empty();
        }
        boolean leased = false;
        FileChannel channel = null;
        try {
            channel = FileChannel.open(file, StandardOpenOption.WRITE);
            leased = channel.tryLock() != null;
            return leased ? Optional.of(lease(key, channel)) : Optional.empty();
        } finally {
            if (!leased) {
                if (channel != null) {
                    channel.close();
                }
                LEASED.remove(key);
            }
        }
    }

    private static Lease lease(Path key, FileChannel channel) {
        AtomicBoolean open = new AtomicBoolean(true);
        return () -> {
            if (open.getAndSet(false)) {
                try {
                    channel.close();
                } catch (IOException e) {
                    throw new java.io.UncheckedIOException("Cannot release the lease " + key, e);
                } finally {
                    LEASED.remove(key);
                }
            }
        };
    }
}
