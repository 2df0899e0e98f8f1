package dev.restore4j.testkit.model;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.restore4j.testkit.wire.AuraAnswer;
import java.time.Instant;
import java.util.Optional;

/** Looking at instances, and changing them in ways that leave their data alone. */
final class InstanceEndpoints {

    private final World world;
    private final Operations operations;
    private final InstanceJson json;
    private final Refusals refusals;

    InstanceEndpoints(World world, Operations operations) {
        this.world = world;
        this.operations = operations;
        this.json = new InstanceJson(world);
        this.refusals = new Refusals(world);
    }

    AuraAnswer list(Call call) {
        Optional<String> tenant = call.request().parameter("tenantId");
        ArrayNode list = Json.array();
        for (InstanceState instance : world.instances.values()) {
            String owner = instance.spec.tenant().orElse(world.firstTenant());
            if (!instance.deleted && (tenant.isEmpty() || tenant.get().equals(owner))) {
                list.add(json.summary(instance));
            }
        }
        return Answers.data(200, list);
    }

    AuraAnswer get(Call call) {
        InstanceState instance = refusals.find(call.id(0), call.now());
        return instance == null ? refusals.noInstance(call.id(0)) : Answers.data(200, json.full(instance, call.now()));
    }

    AuraAnswer patch(Call call, ObjectNode body) {
        InstanceState instance = refusals.find(call.id(0), call.now());
        if (instance == null) {
            return refusals.noInstance(call.id(0));
        }
        Optional<AuraAnswer> refusal = refusals.busyOrNotRunning(instance, call.now());
        if (refusal.isPresent()) {
            return refusal.get();
        }
        if (!body.has("name") && !body.has("memory")) {
            return Answers.error(400, "bad-request", "Neither name nor memory is given");
        }
        Optional<Integer> gigabytes = InstanceSpec.gigabytes(body.path("memory").asText(instance.gigabytes + "GB"));
        if (gigabytes.isEmpty()) {
            return Answers.invalid("memory", "invalid-memory-size", "Not a memory size of this type");
        }
        String name = body.path("name").asText(instance.name);
        if (!CreateEndpoint.isName(name)) {
            return Answers.invalid("name", "bad-request", "The name must have 1 to 30 characters");
        }
        instance.name = name;
        return gigabytes.get() == instance.gigabytes
                ? Answers.data(200, json.full(instance, call.now()))
                : resize(instance, gigabytes.get(), call.now());
    }

    private AuraAnswer resize(InstanceState instance, int gigabytes, Instant now) {
        startResize(instance, gigabytes, now);
        return world.quirks().has(Quirk.ResizeAnswer.EMPTY_OBJECT)
                ? AuraAnswer.json(202, "{}")
                : Answers.data(202, json.full(instance, now));
    }

    void startResize(InstanceState instance, int gigabytes, Instant now) {
        operations
                .begin(instance, OperationKind.RESIZE, now, at -> instance.gigabytes = gigabytes)
                .show(now, world.quirks().has(Quirk.ResizeWord.RESIZING) ? "resizing" : "updating");
    }

    AuraAnswer delete(Call call) {
        InstanceState instance = refusals.find(call.id(0), call.now());
        if (instance == null) {
            return refusals.noInstance(call.id(0));
        }
        boolean cutsRestore = instance.operation != null
                && instance.operation.kind.replacesData()
                && world.quirks().has(Quirk.DeleteDuringRestore.ACCEPTED);
        if (instance.operation != null && !cutsRestore) {
            return refusals.conflict(instance, instance.operation.kind.word());
        }
        world.ledger.abandon(instance.id, call.now());
        operations.begin(instance, OperationKind.DELETE, call.now(), at -> instance.deleted = true);
        return Answers.data(202, json.full(instance, call.now()));
    }

    AuraAnswer pause(Call call) {
        InstanceState instance = refusals.find(call.id(0), call.now());
        if (instance == null) {
            return refusals.noInstance(call.id(0));
        }
        Optional<AuraAnswer> refusal = refusals.busyOrNotRunning(instance, call.now());
        if (refusal.isPresent()) {
            return refusal.get();
        }
        startPause(instance, call.now());
        return Answers.data(202, json.full(instance, call.now()));
    }

    void startPause(InstanceState instance, Instant now) {
        operations.begin(instance, OperationKind.PAUSE, now, at -> instance.status = InstanceState.PAUSED);
    }

    AuraAnswer resume(Call call) {
        InstanceState instance = refusals.find(call.id(0), call.now());
        if (instance == null) {
            return refusals.noInstance(call.id(0));
        }
        if (instance.operation != null) {
            return refusals.conflict(instance, instance.operation.kind.word());
        }
        if (!instance.status.equals(InstanceState.PAUSED)) {
            return refusals.unavailable(instance, call.now());
        }
        operations.begin(instance, OperationKind.RESUME, call.now(), at -> {});
        return Answers.data(202, json.full(instance, call.now()));
    }
}
