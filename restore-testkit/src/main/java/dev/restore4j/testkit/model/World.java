package dev.restore4j.testkit.model;

import dev.restore4j.testkit.wire.Draw;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** All there is: the state that the endpoints read and the operations change. */
final class World {

    final Settings settings;
    final Draw draw;
    final Timeline timeline = new Timeline();
    final Ledger ledger = new Ledger();
    final Map<String, InstanceState> instances = new LinkedHashMap<>();
    final Map<String, String> tenants = new LinkedHashMap<>();
    final List<Effect> effects = new ArrayList<>();
    final List<UploadState> uploads = new ArrayList<>();
    boolean billing = true;

    /** Where archives go; started when the first one is announced. */
    Optional<UploadStore> store = Optional.empty();

    /** Puts something real behind a new instance, if anything. */
    Function<String, Optional<URI>> backing = id -> Optional.empty();

    private int ids;
    private int draws;

    World(Settings settings) {
        this.settings = settings;
        this.draw = Draw.of(settings.seed());
        tenants.put(draw.at("tenant").uuid().toString(), "Default project");
    }

    Quirks quirks() {
        return settings.quirks();
    }

    String firstTenant() {
        return tenants.keySet().iterator().next();
    }

    String newInstanceId() {
        return draw.at("instance").at(++ids).hex(8);
    }

    Optional<URI> newBoltUri(String instanceId) {
        return backing.apply(instanceId);
    }

    String newSnapshotId(InstanceState instance, Instant timestamp, String suffix) {
        ids++;
        if (quirks().has(Quirk.SnapshotIds.UUIDS)) {
            return draw.at("snapshot").at(ids).uuid().toString();
        }
        String id = Json.timeStamp(timestamp, Quirk.TimeStamps.SECONDS) + suffix;
        return instance.snapshot(id) == null ? id : id + "-" + ids;
    }

    String newUploadId() {
        return draw.at("upload").at(uploads.size()).uuid().toString();
    }

    Duration duration(OperationKind kind, int gigabytes) {
        return settings.times()
                .of(kind, gigabytes, draw.at("duration").at(++draws).fraction());
    }

    InstanceState add(InstanceSpec spec, Instant now) {
        String id = spec.id().orElseGet(this::newInstanceId);
        if (instances.containsKey(id)) {
            throw new IllegalArgumentException("there is already an instance " + id);
        }
        InstanceState instance = new InstanceState(id, spec, spec.createdAt().orElse(now));
        instances.put(id, instance);
        return instance;
    }

    long living() {
        return instances.values().stream().filter(instance -> !instance.deleted).count();
    }
}
