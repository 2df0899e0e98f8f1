package dev.restore4j.testkit.model;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/** Instances and snapshots as Aura writes them. */
final class InstanceJson {

    private final World world;

    InstanceJson(World world) {
        this.world = world;
    }

    /** One line of the list: no status. */
    ObjectNode summary(InstanceState instance) {
        return Json.object()
                .put("id", instance.id)
                .put("name", instance.name)
                .put("tenant_id", tenant(instance))
                .put("cloud_provider", instance.spec.cloudProvider())
                .put("created_at", timeStamp(instance.createdAt));
    }

    ObjectNode full(InstanceState instance, Instant now) {
        return full(instance, now, instance.status(now));
    }

    /** The whole instance, saying that it has this status. */
    ObjectNode full(InstanceState instance, Instant now, String status) {
        ObjectNode node = summary(instance)
                .put("status", status)
                .put("region", instance.spec.region())
                .put("type", instance.spec.type());
        if (hidesUrl(instance)) {
            node.putNull("connection_url");
        } else {
            node.put("connection_url", connectionUrl(instance));
        }
        if (!hidesMemory(instance, now)) {
            node.put("memory", instance.gigabytes + "GB");
            if (!instance.isFree()) {
                node.put("storage", 2 * instance.gigabytes + "GB");
            }
        }
        if (instance.isFree()) {
            node.put("graph_nodes", "1000").put("graph_relationships", "2000");
        }
        return withUnknown(node);
    }

    /** The answer to a creation: the only time that the password is shown. */
    ObjectNode created(InstanceState instance, String password) {
        return summary(instance)
                .put("connection_url", connectionUrl(instance))
                .put("username", "neo4j")
                .put("password", password)
                .put("region", instance.spec.region())
                .put("type", instance.spec.type());
    }

    ObjectNode snapshot(SnapshotState snapshot, Instant now) {
        ObjectNode node = Json.object()
                .put("instance_id", snapshot.instance.id)
                .put("snapshot_id", snapshot.id)
                .put("profile", snapshot.profile)
                .put("status", snapshot.status(now))
                .put("timestamp", timeStamp(snapshot.timestamp));
        switch (world.quirks().position(Quirk.ExportableField.class)) {
            case PRESENT -> node.put("exportable", snapshot.isExportable(now));
            case NULL -> node.putNull("exportable");
            case ABSENT -> {}
        }
        return withUnknown(node);
    }

    private ObjectNode withUnknown(ObjectNode node) {
        if (world.quirks().has(Quirk.UnknownFields.ADDED)) {
            node.putObject("labels_preview")
                    .put("tier", "t1")
                    .putArray("zones")
                    .add(1)
                    .addNull();
            node.put("generation", 7);
        }
        return node;
    }

    private boolean hidesUrl(InstanceState instance) {
        OperationKind kind = instance.operation == null ? null : instance.operation.kind;
        if (kind == OperationKind.RESUME) {
            return true;
        }
        return kind != null && kind.replacesData() && world.quirks().has(Quirk.UrlDuringRestore.NULL);
    }

    private boolean hidesMemory(InstanceState instance, Instant now) {
        if (instance.operation != null && instance.operation.kind == OperationKind.DELETE) {
            return true;
        }
        return instance.status(now).equals(InstanceState.PAUSED)
                && world.quirks().has(Quirk.PausedMemory.ABSENT);
    }

    private static String connectionUrl(InstanceState instance) {
        return instance.spec.boltUri().map(Object::toString).orElse("neo4j+s://" + instance.id + ".databases.neo4j.io");
    }

    private String tenant(InstanceState instance) {
        return instance.spec.tenant().orElse(world.firstTenant());
    }

    private String timeStamp(Instant instant) {
        return Json.timeStamp(instant, world.quirks().position(Quirk.TimeStamps.class));
    }
}
