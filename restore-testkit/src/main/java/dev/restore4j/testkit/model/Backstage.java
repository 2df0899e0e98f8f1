package dev.restore4j.testkit.model;

import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What happens behind the client's back, and how things really are. Every method first lets everything happen that is due
 * at the stated time. Not thread-safe: whoever drives the model, locks.
 */
public final class Backstage {

    private final World world;
    private final Operations operations;
    private final InstanceEndpoints endpoints;

    Backstage(World world, Operations operations) {
        this.world = world;
        this.operations = operations;
        this.endpoints = new InstanceEndpoints(world, operations);
    }

    /**
     * Adds a running instance.
     *
     * @param spec what it is made of
     * @param now the time
     * @return its id
     */
    public String addInstance(InstanceSpec spec, Instant now) {
        world.timeline.settle(now);
        return world.add(spec, now).id;
    }

    /**
     * Adds a completed scheduled snapshot whose content is labelled by its time.
     *
     * @param instanceId whose
     * @param timestamp when it was taken
     * @param extent full or differential
     * @return the snapshot
     */
    public FakeSnapshot addSnapshot(String instanceId, Instant timestamp, FakeSnapshot.Extent extent) {
        InstanceState instance = instance(instanceId);
        String content = instanceId + " at " + timestamp;
        SnapshotState snapshot =
                new SnapshotState(world.newSnapshotId(instance, timestamp, ""), instance, timestamp, content);
        snapshot.differential = extent == FakeSnapshot.Extent.DIFFERENTIAL;
        instance.snapshots.add(snapshot);
        operations.askForRealSnapshot(snapshot);
        return view(snapshot);
    }

    /**
     * Starts a scheduled snapshot, as Aura does by itself; another one under way does not matter.
     *
     * @param instanceId whose
     * @param now the time
     * @return the snapshot
     */
    public FakeSnapshot takeScheduledSnapshot(String instanceId, Instant now) {
        world.timeline.settle(now);
        return view(operations.takeSnapshot(instance(instanceId), SnapshotState.SCHEDULED, Cause.someoneElse(now)));
    }

    /**
     * Removes a snapshot, as the end of its retention does.
     *
     * @param instanceId whose
     * @param snapshotId which
     */
    public void deleteSnapshot(String instanceId, String snapshotId) {
        instance(instanceId).snapshots.removeIf(snapshot -> snapshot.id.equals(snapshotId));
    }

    /**
     * All snapshots of an instance, also those that are being taken or have failed.
     *
     * @param instanceId whose
     * @param now the time
     * @return oldest first as far as they were added so
     */
    public List<FakeSnapshot> snapshots(String instanceId, Instant now) {
        world.timeline.settle(now);
        return instance(instanceId).snapshots.stream().map(Backstage::view).toList();
    }

    /**
     * Does something at a time: when the model next hears of that time or a later one.
     *
     * @param at when; at once when it has passed
     * @param now the time
     * @param action what
     */
    public void at(Instant at, Instant now, Runnable action) {
        world.timeline.add(at, when -> action.run());
        world.timeline.settle(now);
    }

    /**
     * Someone else restores a snapshot. Nothing happens if the instance is busy then.
     *
     * @param instanceId which instance
     * @param snapshotId which of its snapshots
     * @param at when
     */
    public void someoneElseRestores(String instanceId, String snapshotId, Instant at) {
        world.timeline.add(at, when -> {
            InstanceState instance = instance(instanceId);
            SnapshotState snapshot = instance.snapshot(snapshotId);
            if (!instance.deleted && instance.operation == null && snapshot != null) {
                operations.replaceData(instance, OperationKind.RESTORE, snapshot, Cause.someoneElse(when));
            }
        });
    }

    /**
     * Changes the name at once.
     *
     * @param instanceId which
     * @param name the new one
     */
    public void rename(String instanceId, String name) {
        instance(instanceId).name = name;
    }

    /**
     * Starts a resize.
     *
     * @param instanceId which
     * @param memory for example {@code 16GB}
     * @param now the time
     */
    public void resize(String instanceId, String memory, Instant now) {
        world.timeline.settle(now);
        int gigabytes = InstanceSpec.gigabytes(memory).orElseThrow();
        endpoints.startResize(instance(instanceId), gigabytes, now);
    }

    /**
     * Starts a pause.
     *
     * @param instanceId which
     * @param now the time
     */
    public void pause(String instanceId, Instant now) {
        world.timeline.settle(now);
        endpoints.startPause(instance(instanceId), now);
    }

    /**
     * Destroys an instance at once.
     *
     * @param instanceId which
     * @param now the time
     */
    public void destroy(String instanceId, Instant now) {
        world.timeline.settle(now);
        world.ledger.abandon(instanceId, now);
        instance(instanceId).deleted = true;
    }

    /**
     * Destroys an instance and adds another one like it, created now under the same name.
     *
     * @param instanceId which
     * @param now the time
     * @return the id of the other one
     */
    public String replace(String instanceId, Instant now) {
        destroy(instanceId, now);
        InstanceState old = instance(instanceId);
        return world.add(old.spec.again().name(old.name), now).id;
    }

    /**
     * Makes an instance another one under the same id and name: created now, with new content.
     *
     * @param instanceId which
     * @param now the time
     */
    public void recreate(String instanceId, Instant now) {
        world.timeline.settle(now);
        InstanceState instance = instance(instanceId);
        instance.createdAt = now;
        instance.content = "content of " + instanceId + " created again";
    }

    /**
     * Changes the data.
     *
     * @param instanceId whose
     * @param content the new label
     * @param now the time
     */
    public void write(String instanceId, String content, Instant now) {
        world.timeline.settle(now);
        instance(instanceId).content = content;
    }

    /**
     * The data.
     *
     * @param instanceId whose
     * @param now the time
     * @return its label
     */
    public String content(String instanceId, Instant now) {
        world.timeline.settle(now);
        return instance(instanceId).content;
    }

    /**
     * The name.
     *
     * @param instanceId whose
     * @return the present one
     */
    public String name(String instanceId) {
        return instance(instanceId).name;
    }

    /**
     * The status that a request would see.
     *
     * @param instanceId whose
     * @param now the time
     * @return the word; {@code deleted} for one that is gone
     */
    public String status(String instanceId, Instant now) {
        world.timeline.settle(now);
        InstanceState instance = instance(instanceId);
        return instance.deleted ? "deleted" : instance.status(now);
    }

    /**
     * All that ever existed.
     *
     * @param now the time
     * @return the ids of those that are not deleted
     */
    public List<String> instances(Instant now) {
        world.timeline.settle(now);
        return world.instances.values().stream()
                .filter(instance -> !instance.deleted)
                .map(instance -> instance.id)
                .toList();
    }

    /**
     * The truth about every act that cannot be taken back.
     *
     * @param now the time
     * @return in the order of their acceptance
     */
    public List<Overwrite> overwrites(Instant now) {
        world.timeline.settle(now);
        return world.ledger.entries();
    }

    /**
     * What the client has made and not removed, and what is still going on.
     *
     * @param now the time
     * @return a sentence each
     */
    public List<String> leftBehind(Instant now) {
        world.timeline.settle(now);
        List<String> left = new ArrayList<>();
        for (InstanceState instance : world.instances.values()) {
            boolean goes = instance.operation != null && instance.operation.kind == OperationKind.DELETE;
            if (instance.madeByClient && !instance.deleted && !goes) {
                left.add("instance " + instance.id + " \"" + instance.name + "\" was created and never deleted");
            }
            if (instance.operation != null && !goes) {
                left.add(instance.operation.kind + " of " + instance.id + " \"" + instance.name
                        + "\" is under way since " + instance.operation.acceptedAt);
            }
        }
        return left;
    }

    /**
     * Who may log in to the database.
     *
     * @param instanceId whose
     * @return the user's name
     */
    public String user(String instanceId) {
        return instance(instanceId).spec.user();
    }

    /**
     * The password of who may log in to the database.
     *
     * @param instanceId whose
     * @return the password; contains {@link AuraModel#SECRET_MARKER} unless it was set
     */
    public String password(String instanceId) {
        return instance(instanceId).password(world);
    }

    /** {@return the first tenant's id} */
    public String tenantId() {
        return world.firstTenant();
    }

    /** Takes the billing details away: from now on a creation is refused. */
    public void withdrawBilling() {
        world.billing = false;
    }

    /**
     * Puts something real behind the instances that clients create.
     *
     * @param backing told the new instance's id, answers where Bolt is
     */
    public void backNewInstances(Function<String, Optional<URI>> backing) {
        world.backing = backing;
    }

    private InstanceState instance(String id) {
        InstanceState instance = world.instances.get(id);
        if (instance == null) {
            throw new IllegalArgumentException("there never was an instance " + id);
        }
        return instance;
    }

    private static FakeSnapshot view(SnapshotState snapshot) {
        return new FakeSnapshot(
                snapshot.id,
                snapshot.instance.id,
                snapshot.profile,
                snapshot.differential ? FakeSnapshot.Extent.DIFFERENTIAL : FakeSnapshot.Extent.FULL,
                snapshot.timestamp,
                snapshot.content);
    }
}
