package dev.restore4j.aura;

import com.fasterxml.jackson.databind.JsonNode;
import dev.restore4j.aura.text.Sanitized;
import dev.restore4j.aura.wire.Json;
import dev.restore4j.catalog.Snapshot;
import dev.restore4j.catalog.SnapshotStatus;
import dev.restore4j.spi.RestoreRoute;
import dev.restore4j.spi.RestoreTarget;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A snapshot as an answer stated it.
 *
 * <p>Its place is the instance under which it was listed; the instance that it states itself is checked when it is restored.
 */
final class AuraSnapshot implements Snapshot {

    private final AuraAccount account;
    private final String place;
    private final Map<String, String> fields;
    private final Instant timestamp;

    private AuraSnapshot(AuraAccount account, String place, Map<String, String> fields, Instant timestamp) {
        this.account = account;
        this.place = place;
        this.fields = fields;
        this.timestamp = timestamp;
    }

    /** {@return the snapshot; empty where the entry has no id, status or time stamp} */
    static Optional<AuraSnapshot> of(AuraAccount account, String place, JsonNode entry) {
        Map<String, String> fields = new TreeMap<>();
        entry.fieldNames().forEachRemaining(name -> Json.text(entry, name).ifPresent(text -> fields.put(name, text)));
        boolean whole = fields.containsKey("snapshot_id") && fields.containsKey("status");
        return Optional.ofNullable(fields.get("timestamp"))
                .flatMap(TimeStamps::parse)
                .filter(at -> whole)
                .map(at -> new AuraSnapshot(account, place, Map.copyOf(fields), at));
    }

    /** {@return the fields that must not change until the snapshot is restored} */
    Map<String, String> identity() {
        Map<String, String> seen = new TreeMap<>(fields);
        seen.keySet().retainAll(java.util.Set.of("snapshot_id", "instance_id", "timestamp", "status"));
        return seen;
    }

    /** {@return the instance that the answer itself states; empty where it does not} */
    Optional<String> statedInstance() {
        return Optional.ofNullable(fields.get("instance_id"));
    }

    private SnapshotHandle handle() {
        return new SnapshotHandle(account, place, id(), timestamp);
    }

    /** {@return the snapshot in words} */
    String description() {
        return Sanitized.text("snapshot " + id() + " of instance " + place + " from " + timestamp + " (" + profile()
                + ", " + status() + ")");
    }

    @Override
    public String id() {
        return fields.getOrDefault("snapshot_id", "");
    }

    @Override
    public String instanceId() {
        return place;
    }

    @Override
    public Instant timestamp() {
        return timestamp;
    }

    @Override
    public SnapshotStatus status() {
        return new SnapshotStatus(fields.getOrDefault("status", ""));
    }

    @Override
    public String profile() {
        return fields.getOrDefault("profile", "profile not stated");
    }

    @Override
    public Optional<Boolean> exportable() {
        return Optional.ofNullable(fields.get("exportable")).map(Boolean::parseBoolean);
    }

    @Override
    public Optional<RestoreTarget> home() {
        return handle().home();
    }

    @Override
    public RestoreRoute to(RestoreTarget target) {
        return handle().to(target);
    }

    @Override
    public String toString() {
        return description();
    }
}
