package dev.restore4j.testkit.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** What has arrived of one archive. Thread-safe. */
abstract sealed class StoredObject permits SessionObject, PartsObject {

    /** Where its files are. */
    final Path directory;

    /** How it is addressed, without host and query. */
    final String path;

    private final AtomicLong received = new AtomicLong();
    private final AtomicInteger files = new AtomicInteger();

    StoredObject(Path directory, String path) {
        this.directory = directory;
        this.path = path;
    }

    /** Counts bytes that were sent, whatever became of them. */
    void count(long bytes) {
        received.addAndGet(bytes);
    }

    long received() {
        return received.get();
    }

    Path newFile(String name) {
        return directory.resolve(name + "-" + files.incrementAndGet());
    }

    /** {@return the whole archive, as far as the store knows; empty before it is whole} */
    abstract Optional<Path> whole();

    /**
     * Ends the upload.
     *
     * @param claimed what the client says that it has sent
     * @return the archive; empty where that is not what has arrived
     */
    abstract Optional<Path> seal(SortedMap<Integer, String> claimed) throws IOException;
}
