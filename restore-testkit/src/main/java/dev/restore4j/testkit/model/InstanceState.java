package dev.restore4j.testkit.model;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An instance as it is inside of Aura. Guarded by the model. */
final class InstanceState {

    static final String RUNNING = "running";
    static final String PAUSED = "paused";
    static final String LOADING_FAILED = "loading failed";

    final String id;
    final InstanceSpec spec;
    final List<SnapshotState> snapshots = new ArrayList<>();

    String name;
    int gigabytes;
    Instant createdAt;
    String content;
    String status = RUNNING;

    @Nullable
    Operation operation;

    /** What the Console says about the import that failed last; nothing where a restore did. */
    @Nullable
    LoadFailure loadFailure;

    /** The client under test made it, and so should delete it. */
    boolean madeByClient;

    boolean deleted;

    InstanceState(String id, InstanceSpec spec, Instant createdAt) {
        this.id = id;
        this.spec = spec;
        this.name = spec.name();
        this.gigabytes = spec.gigabytes();
        this.createdAt = createdAt;
        this.content = "first content of " + id;
    }

    String status(Instant now) {
        return operation == null ? status : operation.word(now);
    }

    /** The password of the database's user; contains the marker unless it was set. */
    String password(World world) {
        return spec.password()
                .orElseGet(() -> AuraModel.SECRET_MARKER
                        + world.draw.at("password").at(id).hex(32));
    }

    /** How large an archive's content may be: the storage, unless it was set. */
    long importLimit() {
        return spec.importLimit().orElse((2L * gigabytes) << 30);
    }

    boolean isFree() {
        return spec.type().equals("free-db");
    }

    boolean isBacked() {
        return spec.boltUri().isPresent();
    }

    @Nullable
    SnapshotState snapshot(String snapshotId) {
        for (SnapshotState snapshot : snapshots) {
            if (snapshot.id.equals(snapshotId)) {
                return snapshot;
            }
        }
        return null;
    }

    boolean hasSnapshotUnderWay(Instant now) {
        return snapshots.stream().anyMatch(snapshot -> snapshot.isUnderWay(now));
    }
}
