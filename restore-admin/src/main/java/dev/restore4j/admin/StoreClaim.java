package dev.restore4j.admin;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A store on which nobody is started while it is renamed. What a server, and the tool, lock while they work on a store is the file
 * {@code database_lock} in it (measured).
 *
 * <p>A lock of the operating system belongs to the process, and each channel of the file that is closed gives it back on POSIX systems.
 * So a channel stays open where this JVM itself works on the store.
 */
final class StoreClaim implements AutoCloseable {

    private final @Nullable FileChannel channel;

    private StoreClaim(@Nullable FileChannel channel) {
        this.channel = channel;
    }

    /** {@return the right to rename it; empty while somebody works on it} */
    static Optional<StoreClaim> tryTake(Path store) throws IOException {
        if (!Files.isDirectory(store)) {
            return Optional.of(new StoreClaim(null));
        }
        return FileTrees.uninterrupted(() -> {
            FileChannel channel = FileChannel.open(
                    store.resolve("database_lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            try {
                if (channel.tryLock() != null) {
                    return Optional.of(new StoreClaim(channel));
                }
            } catch (OverlappingFileLockException e) {
                return Optional.empty();
            }
            channel.close();
            return Optional.empty();
        });
    }

    @Override
    public void close() throws IOException {
        if (channel != null) {
            channel.close();
        }
    }
}
