package dev.restore4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.restore4j.testkit.model.InstanceSpec;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class InstancesTest {

    @Test
    void aNameThatAuraWouldRefuseIsRefused() {
        for (String name : new String[] {"", " ", "Production ", "x".repeat(31)}) {
            assertThatThrownBy(() -> new InstanceSpec().name(name))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("1 to 30 characters");
        }
        assertThat(new InstanceSpec().name("x".repeat(30))).isNotNull();
    }

    @Test
    void theListHasNoStatusAndCanBeFilteredByTenant() throws Exception {
        Scenario.play(s -> {
            s.aura.addInstance(i -> i.name("Elsewhere").tenant("other"));
            JsonNode all = s.client.get("/instances").data();
            assertThat(all).hasSize(2);
            assertThat(all.get(0).fieldNames())
                    .toIterable()
                    .containsExactlyInAnyOrder("id", "name", "tenant_id", "cloud_provider", "created_at");
            JsonNode own =
                    s.client.get("/instances?tenantId=" + s.aura.tenantId()).data();
            assertThat(own)
                    .singleElement()
                    .satisfies(each -> assertThat(each.get("id").asText()).isEqualTo(s.instance.id()));
        });
    }

    @Test
    void anInstanceHasTheDocumentedFields() throws Exception {
        Scenario.play(s -> {
            var reply = s.client.get(s.path);
            assertThat(reply.status()).isEqualTo(200);
            JsonNode data = reply.data();
            assertThat(data.get("id").asText()).matches("[0-9a-f]{8}").isEqualTo(s.instance.id());
            assertThat(data.get("status").asText()).isEqualTo("running");
            assertThat(data.get("memory").asText()).isEqualTo("8GB");
            assertThat(data.get("storage").asText()).isEqualTo("16GB");
            assertThat(data.get("type").asText()).isEqualTo("professional-db");
            assertThat(data.get("region").asText()).isEqualTo("europe-west1");
            assertThat(data.get("connection_url").asText())
                    .startsWith("neo4j+s://")
                    .contains(s.instance.id());
            assertThat(data.get("created_at").asText()).isEqualTo("2026-01-30T15:00:00Z");
            assertThat(reply.header("X-Request-Id")).matches("[0-9a-f]{32}/[0-9]+");
        });
    }

    @Test
    void aFreeInstanceHasNodeCountsButNoStorage() throws Exception {
        Scenario.play(s -> {
            FakeInstance free = s.aura.addInstance(i -> i.type("free-db").memory("1GB"));
            JsonNode data = s.client.get("/instances/" + free.id()).data();
            assertThat(data.has("storage")).isFalse();
            assertThat(data.get("graph_nodes").isTextual()).isTrue();
        });
    }

    @Test
    void anUnknownInstanceIsDbNotFound() throws Exception {
        Scenario.play(s -> {
            var reply = s.client.get("/instances/ffffffff");
            assertThat(reply.status()).isEqualTo(404);
            assertThat(reply.reason()).isEqualTo("db-not-found");
            assertThat(reply.message()).contains("ffffffff");
        });
    }

    @Test
    void aRenameAnswers200AtOnce() throws Exception {
        Scenario.play(s -> {
            var reply = s.client.patch(s.path, "{\"name\":\"Renamed\"}");
            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.data().get("name").asText()).isEqualTo("Renamed");
            assertThat(s.instance.name()).isEqualTo("Renamed");
        });
    }

    @Test
    void aResizeAnswers202AndEndsWithTheNewMemory() throws Exception {
        Scenario.play(s -> {
            assertThat(s.client.patch(s.path, "{\"memory\":\"16GB\"}").status()).isEqualTo(202);
            assertThat(s.status()).isEqualTo("updating");
            s.pass(Duration.ofMinutes(3));
            JsonNode data = s.client.get(s.path).data();
            assertThat(data.get("memory").asText()).isEqualTo("16GB");
            assertThat(data.get("status").asText()).isEqualTo("running");
        });
    }

    @Test
    void badChangesAreRefusedWith400() throws Exception {
        Scenario.play(s -> {
            assertThat(s.client.patch(s.path, "{}").status()).isEqualTo(400);
            assertThat(s.client.patch(s.path, "{\"memory\":\"much\"}").reason()).isEqualTo("invalid-memory-size");
            assertThat(s.client.patch(s.path, "{\"name\":\" x\"}").status()).isEqualTo(400);
            assertThat(s.client.patch(s.path, "[]").status()).isEqualTo(400);
            assertThat(s.client.patch(s.path, "{").status()).isEqualTo(400);
            assertThat(s.client.patch("/instances/ffffffff", "{\"name\":\"x\"}").status())
                    .isEqualTo(404);
        });
    }

    @Test
    void pausingAndResumingTakeTheirTimeAndHideTheUrlWhileResuming() throws Exception {
        Scenario.play(s -> {
            assertThat(s.client.post(s.path + "/pause").data().get("status").asText())
                    .isEqualTo("pausing");
            assertThat(s.client.post(s.path + "/pause").reason()).isEqualTo("ongoing-database-operation");
            s.pass(Duration.ofMinutes(3));
            assertThat(s.status()).isEqualTo("paused");
            assertThat(s.client.post(s.path + "/pause").reason()).isEqualTo("instance-action-unavailable");
            JsonNode resuming = s.client.post(s.path + "/resume").data();
            assertThat(resuming.get("status").asText()).isEqualTo("resuming");
            assertThat(resuming.get("connection_url").isNull()).isTrue();
            s.pass(Duration.ofMinutes(3));
            assertThat(s.status()).isEqualTo("running");
            assertThat(s.client.post(s.path + "/resume").status()).isEqualTo(409);
            assertThat(s.client.get(s.path).data().get("connection_url").isNull())
                    .isFalse();
        });
    }

    @Test
    void aDeletionOmitsTheMemoryAndEndsIn404() throws Exception {
        Scenario.play(s -> {
            var reply = s.client.delete(s.path);
            assertThat(reply.status()).isEqualTo(202);
            assertThat(reply.data().get("status").asText()).isEqualTo("destroying");
            assertThat(reply.data().has("memory")).isFalse();
            assertThat(s.client.delete(s.path).status()).isEqualTo(409);
            s.pass(Duration.ofMinutes(3));
            assertThat(s.client.get(s.path).reason()).isEqualTo("db-not-found");
            assertThat(s.client.delete(s.path).status()).isEqualTo(404);
            assertThat(s.client.get("/instances").data()).isEmpty();
        });
    }

    @Test
    void postsAndPatchesWithoutApplicationJsonAreRefusedWith415() throws Exception {
        Scenario.play(s -> {
            for (String action : new String[] {"/pause", "/resume", "/overwrite", "/snapshots"}) {
                HttpRequest post = s.client
                        .request(s.path + action)
                        .POST(BodyPublishers.noBody())
                        .build();
                assertThat(s.client.send(post).status()).as(action).isEqualTo(415);
            }
            HttpRequest patch = s.client
                    .request(s.path)
                    .header("Content-Type", "text/plain")
                    .method("PATCH", BodyPublishers.ofString("{\"name\":\"x\"}"))
                    .build();
            assertThat(s.client.send(patch).status()).isEqualTo(415);
        });
    }

    @Test
    void unknownPathsAre404AndOtherMethods405() throws Exception {
        Scenario.play(s -> {
            assertThat(s.client.get("/nothing").status()).isEqualTo(404);
            assertThat(s.client.get(s.path + "/").status()).isEqualTo(404);
            assertThat(s.client.delete("/instances").status()).isEqualTo(405);
        });
    }

    @Test
    void tenantsAreListedAndShowWhatTheyMayCreate() throws Exception {
        Scenario.play(s -> {
            JsonNode tenants = s.client.get("/tenants").data();
            assertThat(tenants.get(0).get("id").asText()).isEqualTo(s.aura.tenantId());
            JsonNode tenant = s.client.get("/tenants/" + s.aura.tenantId()).data();
            assertThat(tenant.get("instance_configurations"))
                    .isNotEmpty()
                    .allSatisfy(each -> assertThat(each.fieldNames())
                            .toIterable()
                            .contains(
                                    "region", "region_name", "type", "memory", "storage", "version", "cloud_provider"));
            assertThat(s.client.get("/tenants/none").reason()).isEqualTo("tenant-not-found");
        });
    }
}
