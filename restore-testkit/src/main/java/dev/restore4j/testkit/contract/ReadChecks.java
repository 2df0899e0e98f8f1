package dev.restore4j.testkit.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;

/** Everything that only reads, and what is refused before anything is done. */
final class ReadChecks {

    private static final String NO_INSTANCE = "00000000";
    private static final String NO_ID = "00000000-0000-4000-8000-000000000000";

    private final Wire wire;

    ReadChecks(Wire wire) {
        this.wire = wire;
    }

    List<Check> all() {
        return List.of(
                new Check("tenants have an id and a name", this::tenants),
                new Check("a tenant lists what it may create", this::tenant),
                new Check("an unknown tenant is tenant-not-found", this::unknownTenant),
                new Check("instances are listed without their status", this::instances),
                new Check("instances can be listed by tenant", this::instancesOfTenant),
                new Check("an instance has its fields", this::instance),
                new Check("an unknown instance is db-not-found", this::unknownInstance),
                new Check("every authenticated answer has a request id", this::requestId),
                new Check("snapshots of today have their fields", this::snapshotsOfToday),
                new Check("snapshots of a date are of that date, give or take a time zone", this::snapshotsOfDates),
                new Check("an unknown snapshot is snapshot-not-found", this::unknownSnapshot),
                new Check("a POST without application/json is refused with 415", this::noType),
                new Check("a restore of an unknown instance is db-not-found", this::restoreOfNothing));
    }

    private void tenants() throws Exception {
        JsonNode data = ok("/tenants");
        Check.that(data.isArray() && !data.isEmpty(), "there should be tenants");
        for (JsonNode tenant : data) {
            texts(tenant, "id", "name");
        }
    }

    private void tenant() throws Exception {
        String id = ok("/tenants").path(0).path("id").asText();
        JsonNode tenant = ok("/tenants/" + id);
        Check.equal(id, tenant.path("id").asText(), "the id");
        JsonNode configurations = tenant.path("instance_configurations");
        Check.that(configurations.isArray(), "there should be configurations");
        for (JsonNode each : configurations) {
            texts(each, "region", "region_name", "type", "memory", "version", "cloud_provider");
        }
    }

    private void unknownTenant() throws Exception {
        wire.get("/tenants/" + NO_ID).isError(404, "tenant-not-found");
    }

    private void instances() throws Exception {
        for (JsonNode each : ok("/instances")) {
            texts(each, "id", "name", "tenant_id", "cloud_provider", "created_at");
            Check.that(!each.has("status"), "the list should not have a status");
        }
    }

    private void instancesOfTenant() throws Exception {
        String tenant = ok("/tenants").path(0).path("id").asText();
        for (JsonNode each : ok("/instances?tenantId=" + tenant)) {
            Check.equal(tenant, each.path("tenant_id").asText(), "the tenant");
        }
    }

    private void instance() throws Exception {
        String id = anInstance();
        JsonNode instance = ok("/instances/" + id);
        Check.equal(id, instance.path("id").asText(), "the id");
        texts(instance, "name", "status", "tenant_id", "cloud_provider", "region", "type", "created_at");
    }

    private void unknownInstance() throws Exception {
        wire.get("/instances/" + NO_INSTANCE).isError(404, "db-not-found");
    }

    private void requestId() throws Exception {
        Check.that(wire.get("/instances").hasRequestId(), "a success should have a request id");
        Check.that(wire.get("/instances/" + NO_INSTANCE).hasRequestId(), "a refusal should have a request id");
    }

    private void snapshotsOfToday() throws Exception {
        for (JsonNode each : ok("/instances/" + anInstance() + "/snapshots")) {
            texts(each, "instance_id", "snapshot_id", "profile", "status", "timestamp");
        }
    }

    private void snapshotsOfDates() throws Exception {
        String id = anInstance();
        LocalDate today = LocalDate.ofInstant(wire.target().time().now(), ZoneOffset.UTC);
        for (int back = 0; back < 3; back++) {
            LocalDate date = today.minusDays(back);
            Instant noon = date.atTime(12, 0).toInstant(ZoneOffset.UTC);
            for (JsonNode each : ok("/instances/" + id + "/snapshots?date=" + date)) {
                Instant at =
                        OffsetDateTime.parse(each.path("timestamp").asText()).toInstant();
                Duration apart = Duration.between(noon, at).abs();
                Check.that(apart.toHours() <= 26, "a snapshot of " + at + " is listed under " + date);
            }
        }
    }

    private void unknownSnapshot() throws Exception {
        wire.get("/instances/" + anInstance() + "/snapshots/" + NO_ID).isError(404, "snapshot-not-found");
    }

    private void noType() throws Exception {
        Check.equal(
                415,
                wire.postWithoutType("/instances/" + NO_INSTANCE + "/pause").status(),
                "the status");
    }

    private void restoreOfNothing() throws Exception {
        wire.post("/instances/" + NO_INSTANCE + "/snapshots/" + NO_ID + "/restore", "{}")
                .isError(404, "db-not-found");
    }

    private JsonNode ok(String path) throws Exception {
        Wire.Reply reply = wire.get(path);
        Check.equal(200, reply.status(), "the status of GET " + path);
        Check.that(reply.json().has("data"), "a success should be wrapped in data");
        return reply.data();
    }

    private String anInstance() throws Exception {
        JsonNode first = ok("/instances").path(0);
        Check.that(first.has("id"), "the account has no instance to look at");
        return first.path("id").asText();
    }

    private static void texts(JsonNode node, String... fields) {
        for (String field : fields) {
            Check.that(node.path(field).isTextual(), field + " should be a text in " + node);
        }
    }
}
