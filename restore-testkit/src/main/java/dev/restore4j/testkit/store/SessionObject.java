package dev.restore4j.testkit.store;

import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** An archive that arrives through resumable sessions. The first session that is whole makes the object. */
final class SessionObject extends StoredObject {

    private volatile @Nullable Path whole;

    SessionObject(Path directory, String path) {
        super(directory, path);
    }

    Session newSession() {
        return new Session(this, newFile("session"));
    }

    /** {@return whether it did not exist before} */
    synchronized boolean create(Path file) {
        if (whole != null) {
            return false;
        }
        whole = file;
        return true;
    }

    @Override
    Optional<Path> whole() {
        return Optional.ofNullable(whole);
    }

    @Override
    Optional<Path> seal(SortedMap<Integer, String> claimed) {
        return whole();
    }
}
