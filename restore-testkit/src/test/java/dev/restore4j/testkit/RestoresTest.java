package dev.restore4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.restore4j.testkit.model.FakeSnapshot;
import dev.restore4j.testkit.model.Limits;
import dev.restore4j.testkit.model.OperationKind;
import dev.restore4j.testkit.model.Overwrite;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RestoresTest {

    @Test
    void aRestoreAnswersTheWholeInstanceAndReplacesTheContentAtItsEnd() throws Exception {
        Scenario.play(s -> {
            var reply = s.client.post(s.restorePath);
            assertThat(reply.status()).isEqualTo(202);
            assertThat(reply.data().get("status").asText()).isEqualTo("restoring");
            assertThat(reply.data().get("name").asText()).isEqualTo("Production");
            s.pass(Duration.ofMinutes(2));
            assertThat(s.instance.content()).isNotEqualTo(s.snapshot.content());
            s.pass(Duration.ofMinutes(1));
            assertThat(s.instance.content()).isEqualTo(s.snapshot.content());
            assertThat(s.status()).isEqualTo("running");
        });
    }

    @Test
    void theTruthIsLogged() throws Exception {
        Scenario.play(s -> {
            s.client.post(s.restorePath);
            Overwrite open = s.aura.overwrites().get(0);
            assertThat(open.kind()).isEqualTo(OperationKind.RESTORE);
            assertThat(open.target()).isEqualTo(s.instance.id());
            assertThat(open.sourceSnapshot()).contains(s.snapshot.id());
            assertThat(open.requestOrdinal()).hasValue(2);
            assertThat(open.endedAt()).isEmpty();
            assertThat(open.outcome()).isEqualTo(Overwrite.Outcome.UNDER_WAY);
            s.pass(Duration.ofMinutes(3));
            Overwrite closed = s.aura.overwrites().get(0);
            assertThat(closed.outcome()).isEqualTo(Overwrite.Outcome.SUCCEEDED);
            assertThat(closed.endedAt()).contains(open.acceptedAt().plus(Duration.ofMinutes(3)));
            assertThat(s.aura.requests().get(1).line()).endsWith("/restore -> 202");
        });
    }

    @Test
    void everythingElseIsRefusedMeanwhile() throws Exception {
        Scenario.play(s -> {
            s.client.post(s.restorePath);
            for (String action : new String[] {"/pause", "/snapshots"}) {
                assertThat(s.client.post(s.path + action).reason()).isEqualTo("ongoing-database-operation");
            }
            var second = s.client.post(s.restorePath);
            assertThat(second.status()).isEqualTo(409);
            assertThat(second.message()).contains("restoring");
            assertThat(s.aura.overwrites()).hasSize(1);
        });
    }

    @Test
    void onlyOwnSnapshotsAreRestoredInPlace() throws Exception {
        Scenario.play(s -> {
            FakeInstance other = s.aura.addInstance(i -> i.name("Other"));
            FakeSnapshot foreign = other.addSnapshot(s.snapshot.timestamp());
            assertThat(s.client
                            .post(s.path + "/snapshots/" + foreign.id() + "/restore")
                            .reason())
                    .isEqualTo("snapshot-not-found");
            assertThat(s.client.post("/instances/ffffffff/snapshots/x/restore").reason())
                    .isEqualTo("db-not-found");
        });
    }

    @Test
    void anOverwriteByASnapshotTakesItsContent() throws Exception {
        Scenario.play(s -> {
            FakeInstance target = s.aura.addInstance(i -> i.name("Staging").memory("8GB"));
            var reply = s.client.post("/instances/" + target.id() + "/overwrite", source(s, s.snapshot.id()));
            assertThat(reply.status()).isEqualTo(202);
            assertThat(reply.data().get("status").asText()).isEqualTo("overwriting");
            s.pass(Duration.ofMinutes(3));
            assertThat(target.content()).isEqualTo(s.snapshot.content());
            assertThat(s.aura.overwrites()).singleElement().satisfies(overwrite -> {
                assertThat(overwrite.kind()).isEqualTo(OperationKind.OVERWRITE);
                assertThat(overwrite.sourceInstance()).contains(s.instance.id());
            });
        });
    }

    @Test
    void anOverwriteWithoutASnapshotTakesANewOneOfTheSource() throws Exception {
        Scenario.play(s -> {
            FakeInstance target = s.aura.addInstance(i -> i.name("Staging").memory("8GB"));
            s.instance.write("present");
            s.client.post("/instances/" + target.id() + "/overwrite", present(s));
            s.instance.write("later");
            assertThat(s.instance.snapshots()).hasSize(2);
            s.pass(Duration.ofMinutes(6));
            assertThat(target.content()).isEqualTo("present");
        });
    }

    @Test
    void whatWaitsForANewSnapshotTakesAsMuchLonger() throws Exception {
        Scenario.play(s -> {
            FakeInstance target = s.aura.addInstance(i -> i.name("Staging").memory("8GB"));
            s.instance.write("present");
            s.client.post("/instances/" + target.id() + "/overwrite", present(s));
            s.pass(Duration.ofMinutes(4));
            assertThat(s.client.post("/instances", cloning(s)).status()).isEqualTo(202);
            s.pass(Duration.ofMinutes(1));
            assertThat(target.content()).isNotEqualTo("present");
            assertThat(target.status()).isEqualTo("overwriting");
            s.pass(Duration.ofMinutes(1));
            assertThat(target.content()).isEqualTo("present");
            s.pass(Duration.ofMinutes(3));
            String created = s.aura.overwrites().get(1).target();
            assertThat(s.aura.instance(created).status()).isEqualTo("creating");
            s.pass(Duration.ofMinutes(1));
            assertThat(s.aura.instance(created).status()).isEqualTo("running");
            assertThat(s.aura.instance(created).content()).isEqualTo("present");
        });
    }

    @Test
    void noNewSnapshotIsTakenOfWhatIsBusyOrPaused() throws Exception {
        Scenario.play(s -> {
            FakeInstance target = s.aura.addInstance(i -> i.name("Staging").memory("8GB"));
            String overwrite = "/instances/" + target.id() + "/overwrite";

            s.client.post(s.path + "/snapshots");
            var underWay = s.client.post(overwrite, present(s));
            assertThat(underWay.status()).isEqualTo(409);
            assertThat(underWay.message()).contains("operation: snapshot");
            s.pass(Duration.ofMinutes(3));

            s.client.post(s.restorePath);
            assertThat(s.client.post(overwrite, present(s)).message()).contains("operation: restoring");
            assertThat(s.client.post("/instances", cloning(s)).message()).contains("operation: restoring");
            s.pass(Duration.ofMinutes(3));

            s.client.post(s.path + "/pause");
            s.pass(Duration.ofMinutes(3));
            assertThat(s.client.post(overwrite, present(s)).reason()).isEqualTo("instance-action-unavailable");
            assertThat(s.client.post("/instances", cloning(s)).reason()).isEqualTo("instance-action-unavailable");
            assertThat(s.instance.snapshots()).hasSize(2);
            assertThat(s.aura.overwrites()).hasSize(1);
        });
    }

    @Test
    void overwritesHaveTheirOwnRefusals() throws Exception {
        Scenario.play(s -> {
            FakeInstance small = s.aura.addInstance(i -> i.name("Small").memory("4GB"));
            FakeInstance free = s.aura.addInstance(i -> i.type("free-db").memory("8GB"));
            FakeInstance staging = s.aura.addInstance(i -> i.name("Staging").memory("8GB"));
            FakeSnapshot differential = s.instance.addDifferentialSnapshot(s.snapshot.timestamp());
            String overwrite = "/instances/" + staging.id() + "/overwrite";
            var disparity = s.client.post("/instances/" + small.id() + "/overwrite", source(s, s.snapshot.id()));
            assertThat(disparity.status()).isEqualTo(500);
            assertThat(disparity.message())
                    .isEqualTo(
                            "Cannot clone database " + s.instance.id() + " into smaller database " + small.id() + ".");
            assertThat(s.client
                            .post("/instances/" + free.id() + "/overwrite", source(s, s.snapshot.id()))
                            .status())
                    .isEqualTo(420);
            assertThat(s.client.post(overwrite, "{}").status()).isEqualTo(400);
            assertThat(s.client.post(overwrite, source(s, "none")).reason()).isEqualTo("snapshot-not-found");
            assertThat(s.client
                            .post(overwrite, "{\"source_instance_id\":\"none\"}")
                            .reason())
                    .isEqualTo("db-not-found");
            assertThat(s.client.post(overwrite, source(s, differential.id())).message())
                    .contains("not exportable");
            assertThat(s.client
                            .post("/instances/none/overwrite", source(s, s.snapshot.id()))
                            .status())
                    .isEqualTo(404);
            s.client.post(overwrite, source(s, s.snapshot.id()));
            assertThat(s.client.post(overwrite, source(s, s.snapshot.id())).status())
                    .isEqualTo(409);
            assertThat(s.aura.overwrites()).hasSize(1);
        });
    }

    @Test
    void aNewInstanceComesFromASnapshotAndShowsItsPasswordOnce() throws Exception {
        Scenario.play(s -> {
            var reply = s.client.post("/instances", creation(s, s.snapshot.id()));
            assertThat(reply.status()).isEqualTo(202);
            JsonNode data = reply.data();
            assertThat(data.get("username").asText()).isEqualTo("neo4j");
            assertThat(data.get("password").asText()).isNotEmpty();
            String id = data.get("id").asText();
            assertThat(s.client.get("/instances/" + id).data().get("status").asText())
                    .isEqualTo("creating");
            assertThat(s.client.get("/instances/" + id).data().has("password")).isFalse();
            s.pass(Duration.ofMinutes(3));
            assertThat(s.aura.instance(id).status()).isEqualTo("running");
            assertThat(s.aura.instance(id).content()).isEqualTo(s.snapshot.content());
            assertThat(s.aura.overwrites()).singleElement().satisfies(overwrite -> {
                assertThat(overwrite.kind()).isEqualTo(OperationKind.CREATE);
                assertThat(overwrite.target()).isEqualTo(id);
            });
            assertThat(s.client.post("/instances/" + id + "/snapshots").reason())
                    .isEqualTo("snapshot-not-allowed");
        });
    }

    @Test
    void badCreationsAreRefused() throws Exception {
        Scenario.play(s -> {
            String good = creation(s, s.snapshot.id());
            assertThat(s.client.post("/instances", "{}").status()).isEqualTo(400);
            assertThat(s.client
                            .post("/instances", good.replace("Copy", "x".repeat(31)))
                            .status())
                    .isEqualTo(400);
            assertThat(s.client
                            .post("/instances", good.replace("professional-db", "toy"))
                            .status())
                    .isEqualTo(400);
            assertThat(s.client.post("/instances", good.replace("8GB", "4GB")).reason())
                    .isEqualTo("invalid-memory-size");
            assertThat(s.client.post("/instances", good.replace("8GB", "some")).reason())
                    .isEqualTo("invalid-memory-size");
            assertThat(s.client
                            .post("/instances", good.replace(s.aura.tenantId(), "t"))
                            .reason())
                    .isEqualTo("tenant-not-found");
            assertThat(s.client
                            .post("/instances", good.replace(s.snapshot.id(), "t"))
                            .reason())
                    .isEqualTo("snapshot-not-found");
            assertThat(s.client
                            .post("/instances", good.replace("source_instance_id", "x"))
                            .status())
                    .isEqualTo(400);
            s.aura.withdrawBilling();
            assertThat(s.client.post("/instances", good).reason()).isEqualTo("missing-billing-details");
            assertThat(s.aura.overwrites()).isEmpty();
        });
    }

    @Test
    void theLimitOfInstancesIsRefusedWith405() throws Exception {
        Scenario.play(
                aura -> aura.limits(new Limits(125, 1, 10)),
                s -> assertThat(s.client
                                .post("/instances", creation(s, s.snapshot.id()))
                                .status())
                        .isEqualTo(405));
    }

    /** What the source has now. */
    private static String present(Scenario s) {
        return "{\"source_instance_id\":\"" + s.instance.id() + "\"}";
    }

    private static String source(Scenario s, String snapshotId) {
        return "{\"source_instance_id\":\"" + s.instance.id() + "\",\"source_snapshot_id\":\"" + snapshotId + "\"}";
    }

    /** A new instance with what the source has now. */
    private static String cloning(Scenario s) {
        return creation(s, "").replace("source_snapshot_id", "no_snapshot_id");
    }

    static String creation(Scenario s, String snapshotId) {
        return """
                {"version":"5","region":"europe-west1","memory":"8GB","name":"Copy","type":"professional-db",
                "cloud_provider":"gcp","tenant_id":"%s","source_instance_id":"%s","source_snapshot_id":"%s"}""".formatted(s.aura.tenantId(), s.instance.id(), snapshotId);
    }
}
