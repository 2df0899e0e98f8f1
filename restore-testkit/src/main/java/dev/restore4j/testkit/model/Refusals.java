package dev.restore4j.testkit.model;

import dev.restore4j.testkit.wire.AuraAnswer;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The refusals that several endpoints share. */
final class Refusals {

    private final World world;

    Refusals(World world) {
        this.world = world;
    }

    /** An instance that a request can see. */
    @Nullable
    InstanceState find(String id, Instant now) {
        InstanceState instance = world.instances.get(id);
        if (instance == null || instance.deleted || isBlipped(instance, now)) {
            return null;
        }
        return instance;
    }

    AuraAnswer noInstance(String id) {
        InstanceState instance = world.instances.get(id);
        if (instance != null && instance.deleted && world.quirks().has(Quirk.Deleted.GONE)) {
            return Answers.error(410, "db-already-deleted", "DB already deleted: " + id);
        }
        return Answers.error(404, "db-not-found", "DB not found: " + id);
    }

    AuraAnswer noSnapshot(String id) {
        return Answers.error(404, "snapshot-not-found", "Snapshot not found: " + id);
    }

    AuraAnswer noTenant(String id) {
        return Answers.error(404, "tenant-not-found", "Tenant not found: " + id);
    }

    /** The refusal of a busy instance. */
    Optional<AuraAnswer> busy(InstanceState instance) {
        return instance.operation == null
                ? Optional.empty()
                : Optional.of(conflict(instance, instance.operation.kind.word()));
    }

    AuraAnswer conflict(InstanceState instance, String operation) {
        String reason =
                world.quirks().has(Quirk.ConflictReason.ONGOING_DATABASE_OPERATION) ? "ongoing-database-operation" : "";
        return Answers.error(
                409, reason, "The instance " + instance.id + " is currently undergoing an operation: " + operation);
    }

    AuraAnswer unavailable(InstanceState instance, Instant now) {
        return Answers.error(
                409, "instance-action-unavailable", "Not available while the instance is " + instance.status(now));
    }

    /** The refusal of an instance that is busy or does not run. */
    Optional<AuraAnswer> busyOrNotRunning(InstanceState instance, Instant now) {
        if (instance.operation != null) {
            return busy(instance);
        }
        return instance.status.equals(InstanceState.PAUSED)
                ? Optional.of(unavailable(instance, now))
                : Optional.empty();
    }

    /** The refusal to replace the data of an instance whose last replacement failed. */
    Optional<AuraAnswer> failedBefore(InstanceState instance, Instant now) {
        return isFailed(instance) && world.quirks().has(Quirk.RestoreAfterFailure.REFUSED_WITH_409)
                ? Optional.of(unavailable(instance, now))
                : Optional.empty();
    }

    /** The refusal of a snapshot: the instance must run, says the documentation. */
    Optional<AuraAnswer> noSnapshotOf(InstanceState instance, Instant now) {
        return busyOrNotRunning(instance, now)
                .or(() -> isFailed(instance) ? Optional.of(unavailable(instance, now)) : Optional.empty());
    }

    private static boolean isFailed(InstanceState instance) {
        return instance.operation == null && instance.status.equals(InstanceState.LOADING_FAILED);
    }

    private boolean isBlipped(InstanceState instance, Instant now) {
        Instant visibleFrom = instance.createdAt.plus(
                world.quirks().position(Quirk.CreateBlip.class).length());
        return instance.madeByClient && now.isBefore(visibleFrom);
    }
}
