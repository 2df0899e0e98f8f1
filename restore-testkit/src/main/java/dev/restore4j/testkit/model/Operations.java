package dev.restore4j.testkit.model;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Starts operations and ends them. Whether one may start has been decided before. */
final class Operations {

    private static final Duration TOO_FAST = Duration.ofSeconds(2);

    private final World world;

    Operations(World world) {
        this.world = world;
    }

    /** An operation with nothing special about it. */
    Operation begin(InstanceState instance, OperationKind kind, Instant now, Consumer<Instant> end) {
        return begin(instance, new Operation(kind, now, now.plus(world.duration(kind, instance.gigabytes)), end));
    }

    /** Replaces the data of an instance by a snapshot. */
    Operation replaceData(InstanceState target, OperationKind kind, SnapshotState source, Cause cause) {
        Duration duration = world.duration(kind, target.gigabytes).plus(untilTaken(source, cause.now()));
        Quirk.RestoreVisibility visibility =
                cause.twist().visibility().orElse(world.quirks().position(Quirk.RestoreVisibility.class));
        if (visibility == Quirk.RestoreVisibility.TOO_FAST_TO_SEE) {
            duration = TOO_FAST;
        }
        int entry = world.ledger.open(kind, target.id, source, cause);
        Consumer<Instant> end = at -> endOfReplacement(target, source, entry, at);
        Operation operation =
                begin(target, new Operation(kind, cause.now(), cause.now().plus(duration), end));
        operation.fails = cause.twist().fails();
        show(target, operation, visibility, cause);
        awaitBacking(target, source, operation);
        return operation;
    }

    /** Replaces the data of an instance by what was uploaded; what that is, is found out meanwhile. */
    void load(InstanceState target, UploadState upload, Cause cause) {
        Duration duration = world.duration(OperationKind.IMPORT, target.gigabytes);
        Quirk.RestoreVisibility visibility =
                cause.twist().visibility().orElse(world.quirks().position(Quirk.RestoreVisibility.class));
        if (visibility == Quirk.RestoreVisibility.TOO_FAST_TO_SEE) {
            duration = TOO_FAST;
        }
        int entry = world.ledger.open(OperationKind.IMPORT, target.id, null, cause);
        Instant endsAt = cause.now().plus(duration);
        Operation operation = begin(
                target,
                new Operation(OperationKind.IMPORT, cause.now(), endsAt, at -> endOfLoad(target, upload, entry, at)));
        upload.failure = cause.twist().loadFailure().orElse(null);
        upload.content = null;
        show(target, operation, visibility, cause);
        operation.fails = cause.twist().fails();
        operation.awaited = !operation.fails;
        if (operation.awaited) {
            world.effects.add(new Effect(Effect.Kind.LOAD, target.id, target.id, upload.id, endsAt));
        }
    }

    /** Brings a new instance up, empty or with a snapshot's data. */
    void create(InstanceState instance, @Nullable SnapshotState source, Cause cause) {
        int entry = world.ledger.open(OperationKind.CREATE, instance.id, source, cause);
        Duration duration = world.duration(OperationKind.CREATE, instance.gigabytes);
        duration = source == null ? duration : duration.plus(untilTaken(source, cause.now()));
        Instant endsAt = cause.now().plus(duration);
        Operation operation = begin(instance, new Operation(OperationKind.CREATE, cause.now(), endsAt, at -> {
            endOfReplacement(instance, source, entry, at);
            if (world.quirks().has(Quirk.InitialSnapshot.TAKEN)) {
                takeSnapshot(instance, SnapshotState.SCHEDULED, Cause.someoneElse(at));
            }
        }));
        operation.fails = cause.twist().fails();
        if (source != null) {
            awaitBacking(instance, source, operation);
        }
    }

    /** Starts a snapshot; the data is that of this moment. */
    SnapshotState takeSnapshot(InstanceState instance, String profile, Cause cause) {
        Instant now = cause.now();
        String suffix = profile.equals(SnapshotState.AD_HOC) ? "-adhoc" : "";
        SnapshotState snapshot = new SnapshotState(world.newSnapshotId(instance, now, suffix), instance, profile, now);
        Duration usual = world.duration(OperationKind.SNAPSHOT, instance.gigabytes);
        Duration duration = cause.twist().length().orElse(usual);
        snapshot.pendingUntil = now.plus(duration.dividedBy(4));
        snapshot.endsAt = now.plus(duration);
        snapshot.failed = cause.twist().fails();
        instance.snapshots.add(snapshot);
        askForRealSnapshot(snapshot);
        return snapshot;
    }

    void askForRealSnapshot(SnapshotState snapshot) {
        InstanceState instance = snapshot.instance;
        if (instance.isBacked()) {
            snapshot.awaited = true;
            world.effects.add(
                    new Effect(Effect.Kind.TAKE_SNAPSHOT, instance.id, instance.id, snapshot.id, snapshot.endsAt));
        }
    }

    /** Real work has ended. */
    void report(Effect effect, Instant now, boolean succeeded) {
        InstanceState instance = world.instances.get(effect.instance());
        if (instance == null) {
            return;
        }
        if (effect.kind() == Effect.Kind.TAKE_SNAPSHOT) {
            SnapshotState snapshot = instance.snapshot(effect.snapshot());
            if (snapshot != null) {
                snapshot.awaited = false;
                snapshot.failed |= !succeeded;
                snapshot.endsAt = now.isAfter(snapshot.endsAt) ? now : snapshot.endsAt;
            }
            return;
        }
        Operation operation = instance.operation;
        if (operation != null && operation.awaited) {
            operation.awaited = false;
            operation.fails |= !succeeded;
            if (operation.overdue) {
                finish(instance, operation, now);
            }
        }
    }

    private static Duration untilTaken(SnapshotState source, Instant now) {
        return source.isUnderWay(now) ? Duration.between(now, source.endsAt) : Duration.ZERO;
    }

    private Operation begin(InstanceState instance, Operation operation) {
        instance.operation = operation;
        world.timeline.add(operation.endsAt, at -> finish(instance, operation, at));
        return operation;
    }

    private static void finish(InstanceState instance, Operation operation, Instant at) {
        if (instance.operation != operation) {
            return;
        }
        if (operation.awaited) {
            operation.overdue = true;
            return;
        }
        instance.operation = null;
        instance.status = operation.fails ? InstanceState.LOADING_FAILED : InstanceState.RUNNING;
        operation.end.accept(at);
    }

    private void endOfReplacement(InstanceState target, @Nullable SnapshotState source, int entry, Instant at) {
        boolean failed = target.status.equals(InstanceState.LOADING_FAILED);
        if (source != null) {
            target.loadFailure = null;
        }
        if (!failed && source != null) {
            target.content = source.content;
        }
        if (failed && world.quirks().has(Quirk.ContentAfterFailure.LOST)) {
            target.content = "lost";
        }
        world.ledger.close(entry, at, failed ? Overwrite.Outcome.FAILED : Overwrite.Outcome.SUCCEEDED);
    }

    private void endOfLoad(InstanceState target, UploadState upload, int entry, Instant at) {
        target.loadFailure = target.status.equals(InstanceState.LOADING_FAILED) ? upload.failure : null;
        endOfReplacement(target, null, entry, at);
        if (upload.content != null && target.loadFailure == null) {
            target.content = upload.content;
        }
    }

    /** What is stale is the word of before: running, or loading failed where that is what is to be mended. */
    private void show(InstanceState target, Operation operation, Quirk.RestoreVisibility visibility, Cause cause) {
        operation.show(cause.now(), target.status);
        if (visibility != Quirk.RestoreVisibility.SHOWN) {
            return;
        }
        Duration stale = cause.twist()
                .stale()
                .orElse(world.quirks().position(Quirk.StaleRunning.class).length());
        Instant from = cause.now().plus(stale);
        List<String> words = words(operation.kind);
        Duration each = Duration.between(from, operation.endsAt).dividedBy(words.size());
        for (int i = 0; i < words.size(); i++) {
            operation.show(from.plus(each.multipliedBy(i)), words.get(i));
        }
    }

    List<String> words(OperationKind kind) {
        return switch (world.quirks().position(Quirk.RestoreWords.class)) {
            case RESTORING -> List.of(kind.word());
            case LOADING -> List.of("loading");
            case RESTORING_THEN_LOADING ->
                kind == OperationKind.IMPORT ? List.of("loading", "updating") : List.of(kind.word(), "loading");
            case UPDATING -> List.of("updating");
        };
    }

    private void awaitBacking(InstanceState target, SnapshotState source, Operation operation) {
        if (target.isBacked() && source.instance.isBacked()) {
            operation.awaited = true;
            world.effects.add(
                    new Effect(Effect.Kind.RESTORE, target.id, source.instance.id, source.id, operation.endsAt));
        }
    }
}
