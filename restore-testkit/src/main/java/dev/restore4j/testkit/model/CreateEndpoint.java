package dev.restore4j.testkit.model;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.restore4j.testkit.wire.AuraAnswer;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Creates instances, empty or from a snapshot. */
final class CreateEndpoint {

    private static final List<String> REQUIRED =
            List.of("version", "region", "memory", "name", "type", "tenant_id", "cloud_provider");
    private static final List<String> TYPES = List.of(
            "enterprise-db", "enterprise-ds", "business-critical", "professional-db", "professional-ds", "free-db");

    private final World world;
    private final Operations operations;
    private final InstanceJson json;
    private final Refusals refusals;

    CreateEndpoint(World world, Operations operations) {
        this.world = world;
        this.operations = operations;
        this.json = new InstanceJson(world);
        this.refusals = new Refusals(world);
    }

    static boolean isName(String name) {
        return !name.isEmpty() && name.length() <= 30 && name.equals(name.strip());
    }

    AuraAnswer create(Call call, ObjectNode body) {
        Optional<AuraAnswer> refusal = account().or(() -> fields(body));
        if (refusal.isPresent()) {
            return refusal.get();
        }
        if (!world.tenants.containsKey(body.get("tenant_id").asText())) {
            return refusals.noTenant(body.get("tenant_id").asText());
        }
        if (!body.hasNonNull("source_instance_id")) {
            return accept(body, null, call.cause());
        }
        InstanceState source = refusals.find(body.get("source_instance_id").asText(), call.now());
        if (source == null) {
            return refusals.noInstance(body.get("source_instance_id").asText());
        }
        return clone(body, source, call.cause());
    }

    private AuraAnswer clone(ObjectNode body, InstanceState source, Cause cause) {
        if (gigabytes(body).orElseThrow() < source.gigabytes) {
            return Answers.invalid("memory", "invalid-memory-size", "Smaller than the source instance");
        }
        if (!body.hasNonNull("source_snapshot_id")) {
            return refusals.busyOrNotRunning(source, cause.now()).orElseGet(() -> {
                SnapshotState taken = operations.takeSnapshot(source, SnapshotState.AD_HOC, cause);
                return accept(body, taken, cause);
            });
        }
        String snapshotId = body.get("source_snapshot_id").asText();
        SnapshotState snapshot = source.snapshot(snapshotId);
        if (snapshot == null) {
            return refusals.noSnapshot(snapshotId);
        }
        return snapshot.isExportable(cause.now())
                ? accept(body, snapshot, cause)
                : RestoreEndpoints.notExportable(world, snapshotId);
    }

    private AuraAnswer accept(ObjectNode body, @Nullable SnapshotState source, Cause cause) {
        InstanceSpec spec = new InstanceSpec()
                .name(body.get("name").asText())
                .type(body.get("type").asText())
                .memory(body.get("memory").asText())
                .region(body.get("cloud_provider").asText(), body.get("region").asText())
                .tenant(body.get("tenant_id").asText());
        String id = world.newInstanceId();
        world.newBoltUri(id).ifPresent(spec::boltUri);
        InstanceState instance = world.add(spec.id(id), cause.now());
        instance.madeByClient = true;
        operations.create(instance, source, cause);
        return Answers.data(202, json.created(instance, instance.password(world)));
    }

    private Optional<AuraAnswer> account() {
        if (!world.billing) {
            return Optional.of(Answers.error(400, "missing-billing-details", "Billing details are missing"));
        }
        return world.living() >= world.settings.limits().instances()
                ? Optional.of(Answers.error(405, "instance-limit", "The limit of instances is reached"))
                : Optional.empty();
    }

    private Optional<AuraAnswer> fields(ObjectNode body) {
        for (String field : REQUIRED) {
            if (body.path(field).asText("").isEmpty()) {
                return Optional.of(Answers.invalid(field, "bad-request", field + " is missing"));
            }
        }
        if (!isName(body.get("name").asText())) {
            return Optional.of(Answers.invalid("name", "bad-request", "The name must have 1 to 30 characters"));
        }
        if (!TYPES.contains(body.get("type").asText())) {
            return Optional.of(Answers.invalid("type", "bad-request", "Not a type of instance"));
        }
        if (gigabytes(body).isEmpty()) {
            return Optional.of(Answers.invalid("memory", "invalid-memory-size", "Not a memory size"));
        }
        return body.hasNonNull("source_snapshot_id") && !body.hasNonNull("source_instance_id")
                ? Optional.of(Answers.invalid("source_instance_id", "bad-request", "The source instance is missing"))
                : Optional.empty();
    }

    private static Optional<Integer> gigabytes(ObjectNode body) {
        return InstanceSpec.gigabytes(body.get("memory").asText());
    }
}
