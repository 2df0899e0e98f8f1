package dev.restore4j.testkit.model;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.restore4j.testkit.wire.AuraAnswer;
import java.util.List;

/** Tenants, which the Console calls projects. */
final class TenantEndpoints {

    private static final List<Integer> SIZES = List.of(1, 2, 4, 8, 16, 24, 32, 48, 64);

    private final World world;
    private final Refusals refusals;

    TenantEndpoints(World world) {
        this.world = world;
        this.refusals = new Refusals(world);
    }

    AuraAnswer list() {
        ArrayNode list = Json.array();
        world.tenants.forEach((id, name) -> list.addObject().put("id", id).put("name", name));
        return Answers.data(200, list);
    }

    AuraAnswer get(Call call) {
        String name = world.tenants.get(call.id(0));
        if (name == null) {
            return refusals.noTenant(call.id(0));
        }
        ObjectNode tenant = Json.object().put("id", call.id(0)).put("name", name);
        ArrayNode configurations = tenant.putArray("instance_configurations");
        for (int gigabytes : SIZES) {
            configurations
                    .addObject()
                    .put("region", "europe-west1")
                    .put("region_name", "Belgium (europe-west1)")
                    .put("type", "professional-db")
                    .put("memory", gigabytes + "GB")
                    .put("storage", 2 * gigabytes + "GB")
                    .put("version", "5")
                    .put("cloud_provider", "gcp");
        }
        return Answers.data(200, tenant);
    }
}
