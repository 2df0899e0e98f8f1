package dev.restore4j.testkit.model;

import java.time.Instant;

/** A snapshot as it is inside of Aura. Guarded by the model. */
final class SnapshotState {

    /** The profile of snapshots that somebody asked for. */
    static final String AD_HOC = "AdHoc";

    /** The profile of snapshots that Aura takes by itself. */
    static final String SCHEDULED = "Scheduled";

    final String id;
    final InstanceState instance;
    final String profile;
    final Instant timestamp;
    final String content;

    /** No field of the API says so; it shows only in {@code exportable}. */
    boolean differential;

    Instant pendingUntil;
    Instant endsAt;
    boolean failed;

    /** Something real takes it and has not reported yet. */
    boolean awaited;

    SnapshotState(String id, InstanceState instance, String profile, Instant timestamp) {
        this.id = id;
        this.instance = instance;
        this.profile = profile;
        this.timestamp = timestamp;
        this.content = instance.content;
        this.pendingUntil = timestamp;
        this.endsAt = timestamp;
    }

    SnapshotState(String id, InstanceState instance, Instant timestamp, String content) {
        this.id = id;
        this.instance = instance;
        this.profile = SCHEDULED;
        this.timestamp = timestamp;
        this.content = content;
        this.pendingUntil = timestamp;
        this.endsAt = timestamp;
    }

    String status(Instant now) {
        if (awaited || now.isBefore(endsAt)) {
            return now.isBefore(pendingUntil) ? "Pending" : "InProgress";
        }
        return failed ? "Failed" : "Completed";
    }

    boolean isCompleted(Instant now) {
        return status(now).equals("Completed");
    }

    boolean isUnderWay(Instant now) {
        return awaited || now.isBefore(endsAt);
    }

    /** Exportable means exportable now: never while it is being taken. */
    boolean isExportable(Instant now) {
        return isCompleted(now) && !differential;
    }
}
