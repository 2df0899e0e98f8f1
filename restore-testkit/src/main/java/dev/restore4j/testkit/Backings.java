package dev.restore4j.testkit;

import dev.restore4j.testkit.model.AuraModel;
import dev.restore4j.testkit.model.Effect;
import dev.restore4j.testkit.model.Upload;
import dev.restore4j.testkit.time.VirtualTime;
import dev.restore4j.time.TimeSource;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Does the real work: that behind backed instances, and the look into uploaded archives. In virtual time it is done while time stands still: a snapshot when it is
 * taken, a restore when its modelled duration is over. In any other time it is done on a thread, one after the other, and
 * the instance's operation waits for it.
 */
final class Backings {

    private final TimeSource time;
    private final AuraModel model;
    private final Imports imports;
    private final Map<String, InstanceBacking> backings = new ConcurrentHashMap<>();
    private final List<InstanceBacking> own = new ArrayList<>();
    private volatile CompletableFuture<Void> tail = CompletableFuture.completedFuture(null);

    Backings(TimeSource time, AuraModel model, Imports imports) {
        this.time = time;
        this.model = model;
        this.imports = imports;
    }

    void put(String instanceId, InstanceBacking backing) {
        backings.put(instanceId, backing);
    }

    /** Backs the instances that clients create; these backings are closed with the fake. */
    void backNewInstances(Supplier<? extends InstanceBacking> factory) {
        model.backstage().backNewInstances(id -> {
            InstanceBacking backing = factory.get();
            own.add(backing);
            put(id, backing);
            return Optional.<URI>of(backing.boltUri());
        });
    }

    void close() {
        own.forEach(InstanceBacking::close);
    }

    /** Waits for the work that has been asked for; call without the model's lock. */
    void await() {
        tail.join();
    }

    /** Called with the model locked. */
    void perform(List<Effect> effects, Exchanges exchanges) {
        for (Effect effect : effects) {
            if (!(time instanceof VirtualTime virtual)) {
                tail = tail.thenRunAsync(
                        () -> doAndReport(effect, exchanges), task -> time.fork("fake-aura-backing", task));
            } else if (effect.kind() == Effect.Kind.TAKE_SNAPSHOT) {
                doAndReport(effect, exchanges);
            } else {
                Duration left = Duration.between(virtual.now(), effect.dueAt());
                virtual.schedule(left, () -> doAndReport(effect, exchanges));
            }
        }
    }

    private void doAndReport(Effect effect, Exchanges exchanges) {
        if (effect.kind() == Effect.Kind.LOAD) {
            loadAndReport(effect, exchanges);
            return;
        }
        boolean done = isDone(effect);
        exchanges.locked(now -> {
            if (done) {
                model.succeeded(effect, now);
            } else {
                model.failed(effect, now);
            }
            return done;
        });
    }

    private void loadAndReport(Effect effect, Exchanges exchanges) {
        Upload upload = exchanges.locked(now -> model.uploads()).stream()
                .filter(announced -> announced.id().equals(effect.snapshot()))
                .findFirst()
                .orElseThrow();
        Imports.Outcome outcome = imports.load(upload, Optional.ofNullable(backings.get(effect.instance())));
        exchanges.locked(now -> {
            outcome.tell(model, effect, now);
            return true;
        });
    }

    private boolean isDone(Effect effect) {
        InstanceBacking backing = backings.get(effect.instance());
        InstanceBacking origin = backings.get(effect.source());
        if (backing == null || origin == null) {
            return true;
        }
        try {
            if (effect.kind() == Effect.Kind.TAKE_SNAPSHOT) {
                backing.takeSnapshot(effect.snapshot());
            } else {
                backing.restore(origin, effect.snapshot());
            }
            return true;
        } catch (RuntimeException e) {
            System.getLogger(Backings.class.getName())
                    .log(System.Logger.Level.WARNING, "the backing failed: " + effect, e);
            return false;
        }
    }
}
