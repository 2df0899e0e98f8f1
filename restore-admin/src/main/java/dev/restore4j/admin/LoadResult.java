package dev.restore4j.admin;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A database that was loaded from a dump. Immutable. */
public final class LoadResult {

    private final DatabaseInfo info;
    private final CheckReport verification;
    private final @Nullable Path kept;
    private final @Nullable Path unfinished;
    private final Duration took;

    LoadResult(DatabaseInfo info, CheckReport verification, Left left, Duration took) {
        this.info = info;
        this.verification = verification;
        this.kept = left.kept();
        this.unfinished = left.unfinished();
        this.took = took;
    }

    /** What is left beside the database. */
    record Left(@Nullable Path kept, @Nullable Path unfinished) {}

    /** {@return the database as it is now} */
    public DatabaseInfo info() {
        return info;
    }

    /** {@return the check of the dump, made before anything was touched} */
    public CheckReport verification() {
        return verification;
    }

    /**
     * {@return where the store is that the database had before: a directory with {@code store} and {@code transactions}; empty if
     * there was none}
     *
     * <p>Where transaction logs are not beside the directory of stores, {@code transactions} is in a directory of the same name
     * beside theirs, since renaming does not leave a disk.
     *
     * <p>It is never deleted from here. Delete it when it is no longer needed.
     */
    public Optional<Path> keptStore() {
        return Optional.ofNullable(kept);
    }

    /**
     * {@return where the leftovers of an earlier load are that was killed half-way, and was undone; empty if there was none, or it
     * left nothing}
     *
     * <p>The store from before that load was put back first; it is the one in {@link #keptStore()}. Transaction logs that are
     * elsewhere are as said there.
     */
    public Optional<Path> unfinishedStore() {
        return Optional.ofNullable(unfinished);
    }

    /** {@return how long checking and loading took} */
    public Duration took() {
        return took;
    }

    @Override
    public String toString() {
        return info + ", loaded in " + Texts.duration(took)
                + (kept == null ? "" : "; the store from before is in " + kept);
    }
}
