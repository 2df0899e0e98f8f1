package dev.restore4j.testkit;

import java.net.URI;
import java.nio.file.Path;

/**
 * Something real behind a fake instance, for example an embedded Neo4j, so that data really goes and really comes back.
 *
 * <p>The fake calls one backing from one thread at a time. A call that throws makes the operation fail: a snapshot ends as
 * {@code Failed}, a restore or an import as {@code loading failed}.
 */
public interface InstanceBacking extends AutoCloseable {

    /** {@return where Bolt is, for example {@code bolt://127.0.0.1:50123}; the same after every restore} */
    URI boltUri();

    /**
     * Takes a snapshot of the present data; blocks until it is whole.
     *
     * @param snapshotId the id under which {@link #restore} finds it again
     */
    void takeSnapshot(String snapshotId);

    /**
     * Replaces the data by a snapshot; blocks until Bolt answers again.
     *
     * @param origin the backing that took the snapshot, possibly another one of the same kind
     * @param snapshotId the snapshot's id
     */
    void restore(InstanceBacking origin, String snapshotId);

    /**
     * Replaces the data by an archive that was uploaded; blocks until Bolt answers again.
     *
     * <p>What it throws makes the import end in {@code loading failed}, with the first line of its message. The data is then
     * what it was, as far as the backing can.
     *
     * @param archive the file, under any name; it must stay as it is
     * @throws UnsupportedOperationException if this kind of backing loads no archives, which is so unless it says otherwise
     */
    default void load(Path archive) {
        throw new UnsupportedOperationException(getClass().getSimpleName() + " loads no archives");
    }

    /** Stops whatever is behind; does nothing the second time. */
    @Override
    void close();
}
