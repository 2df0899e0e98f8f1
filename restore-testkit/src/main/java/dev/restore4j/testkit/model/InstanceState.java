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
