package dev.restore4j.testkit.model;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.restore4j.testkit.wire.AuraAnswer;
import java.time.Instant;
import java.util.Optional;

/** The two ways to replace the data of an instance that has some. */
final class RestoreEndpoints {

    private final World world;
    private final Operations operations;
    private final InstanceJson json;
    private final Refusals refusals;

    RestoreEndpoints(World world, Operations operations) {
        this.world = world;
        this.operations = operations;
        this.json = new InstanceJson(world);
        this.refusals = new Refusals(world);
    }

    AuraAnswer restore(Call call) {
        InstanceState instance = refusals.find(call.id(0), call.now());
        if (instance == null) {
            return refusals.noInstance(call.id(0));
        }
        SnapshotState snapshot = instance.snapshot(call.id(1));
        if (snapshot == null) {
            return refusals.noSnapshot(call.id(1));
        }
        Optional<AuraAnswer> refusal = refusals.busy(instance)
                .or(() -> paused(instance, call.now()))
                .or(() -> refusals.failedBefore(instance, call.now()))
                .or(() -> snapshotUnderWay(instance, call.now()))
                .or(() -> unfit(snapshot, call.now()));
        return refusal.orElseGet(() -> accept(instance, OperationKind.RESTORE, snapshot, call.cause()));
    }

    AuraAnswer overwrite(Call call, ObjectNode body) {
        InstanceState target = refusals.find(call.id(0), call.now());
        if (target == null) {
            return refusals.noInstance(call.id(0));
        }
        String sourceId = body.path("source_instance_id").asText("");
        if (sourceId.isEmpty()) {
            return Answers.invalid("source_instance_id", "bad-request", "The source instance is not given");
        }
        if (target.isFree()) {
            return Answers.error(420, "database-incapable-of-action", "Not supported for this type of instance");
        }
        InstanceState source = refusals.find(sourceId, call.now());
        if (source == null) {
            return refusals.noInstance(sourceId);
        }
        Optional<AuraAnswer> refusal = refusals.busyOrNotRunning(target, call.now())
                .or(() -> refusals.failedBefore(target, call.now()))
                .or(() -> tooSmall(source, target));
        if (refusal.isPresent()) {
            return refusal.get();
        }
        return body.hasNonNull("source_snapshot_id")
                ? overwriteBy(target, source, body.get("source_snapshot_id").asText(), call.cause())
                : overwriteByNewSnapshot(target, source, call.cause());
    }

    private AuraAnswer overwriteBy(InstanceState target, InstanceState source, String snapshotId, Cause cause) {
        SnapshotState snapshot = source.snapshot(snapshotId);
        if (snapshot == null) {
            return refusals.noSnapshot(snapshotId);
        }
        return snapshot.isExportable(cause.now())
                ? accept(target, OperationKind.OVERWRITE, snapshot, cause)
                : notExportable(world, snapshotId);
    }

    private AuraAnswer overwriteByNewSnapshot(InstanceState target, InstanceState source, Cause cause) {
        Optional<AuraAnswer> refusal = refusals.busyOrNotRunning(source, cause.now());
        if (refusal.isPresent()) {
            return refusal.get();
        }
        if (source.hasSnapshotUnderWay(cause.now())) {
            return refusals.conflict(source, "snapshot");
        }
        SnapshotState snapshot = operations.takeSnapshot(source, SnapshotState.AD_HOC, cause);
        return accept(target, OperationKind.OVERWRITE, snapshot, cause);
    }

    private AuraAnswer accept(InstanceState target, OperationKind kind, SnapshotState snapshot, Cause cause) {
        operations.replaceData(target, kind, snapshot, cause);
        boolean saysRunning = world.quirks().has(Quirk.RestoreAnswer.SAYS_RUNNING)
                || cause.twist()
                        .visibility()
                        .filter(seen -> seen != Quirk.RestoreVisibility.SHOWN)
                        .isPresent();
        String word =
                saysRunning ? InstanceState.RUNNING : operations.words(kind).get(0);
        return Answers.data(202, json.full(target, cause.now(), word));
    }

    static AuraAnswer notExportable(World world, String snapshotId) {
        int status = world.quirks().has(Quirk.NotExportable.REFUSED_WITH_400) ? 400 : 409;
        return Answers.error(status, "snapshot-not-allowed", "Source snapshot " + snapshotId + " is not exportable");
    }

    private Optional<AuraAnswer> paused(InstanceState instance, Instant now) {
        if (!instance.status.equals(InstanceState.PAUSED)) {
            return Optional.empty();
        }
        return switch (world.quirks().position(Quirk.PausedTarget.class)) {
            case ACTION_UNAVAILABLE -> Optional.of(refusals.unavailable(instance, now));
            case ONGOING_OPERATION -> Optional.of(refusals.conflict(instance, InstanceState.PAUSED));
            case BAD_REQUEST -> Optional.of(Answers.error(400, "bad-request", "The instance is paused"));
            case ACCEPTED -> Optional.empty();
        };
    }

    private Optional<AuraAnswer> snapshotUnderWay(InstanceState instance, Instant now) {
        boolean blocks = world.quirks().has(Quirk.SnapshotUnderWay.BLOCKS_RESTORE);
        return blocks && instance.hasSnapshotUnderWay(now)
                ? Optional.of(refusals.conflict(instance, "snapshot"))
                : Optional.empty();
    }

    private Optional<AuraAnswer> unfit(SnapshotState snapshot, Instant now) {
        if (!snapshot.isCompleted(now)) {
            return Optional.of(
                    switch (world.quirks().position(Quirk.IncompleteSnapshot.class)) {
                        case REFUSED_WITH_409 -> Answers.error(409, "snapshot-not-allowed", "Not completed");
                        case REFUSED_WITH_404 -> refusals.noSnapshot(snapshot.id);
                        case REFUSED_WITH_400 -> Answers.error(400, "bad-request", "The snapshot is not completed");
                    });
        }
        if (!snapshot.differential) {
            return Optional.empty();
        }
        return switch (world.quirks().position(Quirk.Differential.class)) {
            case RESTORES -> Optional.empty();
            case REFUSED_WITH_409 -> Optional.of(differential(409));
            case REFUSED_WITH_400 -> Optional.of(differential(400));
        };
    }

    private static AuraAnswer differential(int status) {
        return Answers.error(status, "snapshot-not-allowed", "A differential snapshot cannot be restored");
    }

    private static Optional<AuraAnswer> tooSmall(InstanceState source, InstanceState target) {
        if (source.gigabytes <= target.gigabytes) {
            return Optional.empty();
        }
        String message = "Cannot clone database " + source.id + " into smaller database " + target.id + ".";
        return Optional.of(Answers.error(500, "server-err", message));
    }
}
