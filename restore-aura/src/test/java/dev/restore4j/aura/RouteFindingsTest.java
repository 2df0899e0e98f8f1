package dev.restore4j.aura;

import static dev.restore4j.aura.Routes.SID;
import static dev.restore4j.aura.Routes.SOURCE;
import static dev.restore4j.aura.Routes.TARGET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.restore4j.catalog.Snapshot;
import dev.restore4j.operation.Finding;
import dev.restore4j.spi.Observation.Condition;
import dev.restore4j.spi.Preflight;
import dev.restore4j.spi.RestoreRoute;
import dev.restore4j.spi.TargetView.Exposure;
import dev.restore4j.spi.Urgency;
import dev.restore4j.spi.Urgency.Rank;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the three routes see before anything is sent. */
class RouteFindingsTest {

    private final ScriptedApi api = Routes.api();
    private AuraClientBuilder builder = api.builder();

    private RestoreRoute inPlace() {
        return Routes.inPlace(builder.build());
    }

    private RestoreRoute overwrite() {
        return Routes.overwrite(builder.build());
    }

    private RestoreRoute create() {
        AuraClient client = builder.build();
        return Routes.snapshot(client).to(client.newInstance("rehearsal").credentialsTo(credentials -> {}));
    }

    private static Preflight look(RestoreRoute route) throws InterruptedException {
        return route.look(Urgency.of(Rank.INTERACTIVE));
    }

    private static List<String> codes(Preflight seen) {
        return seen.findings().stream()
                .map(finding -> (finding.isBlocking() ? "!" : "") + finding.code())
                .toList();
    }

    @Test
    void inPlaceWithoutFindings() throws InterruptedException {
        api.time.run(() -> {
            RestoreRoute route = inPlace();
            Preflight seen = look(route);
            assertThat(route.kind()).isEqualTo("snapshot-in-place");
            assertThat(route.sourceReference()).isEqualTo("aura:2f49c2b3/snapshot/3e5e6e27");
            assertThat(route.target().reference()).isEqualTo("aura:2f49c2b3");
            assertThat(seen.findings()).isEmpty();
            assertThat(seen.target().name()).isEqualTo("Production");
            assertThat(seen.target().description()).contains("2f49c2b3").contains("8GB");
            assertThat(seen.target().exposure()).isEqualTo(Exposure.OVERWRITTEN);
            assertThat(seen.target().fingerprint().fields().keySet())
                    .containsExactly(
                            "cloud_provider",
                            "connection_url",
                            "created_at",
                            "id",
                            "memory",
                            "name",
                            "region",
                            "status",
                            "storage",
                            "tenant_id",
                            "type");
            assertThat(seen.source().restorePoint()).isEqualTo(Instant.parse("2026-03-10T08:00:00Z"));
            assertThat(seen.source().description()).contains(SID).contains(SOURCE);
            assertThat(seen.source().fingerprint().fields().keySet())
                    .containsExactly("instance_id", "snapshot_id", "status", "timestamp");
        });
    }

    @Test
    void inPlaceDoesNotNeedAnExportableSnapshot() throws InterruptedException {
        api.snapshotIs(SID, SOURCE, "exportable", "false");
        api.time.run(() -> assertThat(look(inPlace()).findings()).isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Pending", "InProgress", "Failed", "Cancelled", "Odd"})
    void aSnapshotThatIsNotCompleted(String status) throws InterruptedException {
        api.snapshotIs(SID, SOURCE, "status", status);
        api.time.run(() -> {
            assertThat(codes(look(inPlace()))).containsExactly("!snapshot-not-completed");
            assertThat(codes(look(overwrite()))).contains("!snapshot-not-completed");
            assertThat(codes(look(create()))).contains("!snapshot-not-completed");
        });
    }

    @Test
    void aSnapshotThatSaysThatItIsOfAnotherInstance() throws InterruptedException {
        api.snapshotIs(SID, SOURCE, "instance_id", "deadbeef");
        api.time.run(() -> {
            assertThat(codes(look(inPlace()))).containsExactly("!snapshot-not-of-instance");
            assertThat(codes(look(overwrite()))).contains("!snapshot-not-of-instance");
        });
    }

    @ParameterizedTest
    @CsvSource({
        "paused,Resume it first",
        "pausing,It is busy",
        "resuming,It is busy",
        "restoring,It is busy",
        "resizing,It is busy",
        "creating,It is busy",
        "dreaming,It is busy",
        "suspended,Aura suspended it",
        "destroying,being deleted"
    })
    void aTargetThatDoesNotRun(String word, String advice) throws InterruptedException {
        api.instanceIs(SOURCE, "status", word).instanceIs(TARGET, "status", word, "memory", "16GB");
        api.time.run(() -> {
            Preflight seen = look(inPlace());
            assertThat(codes(seen)).containsExactly("!target-not-running");
            assertThat(seen.findings().get(0).message())
                    .contains("'" + word + "'")
                    .contains(advice);
            assertThat(codes(look(overwrite()))).contains("!target-not-running");
        });
    }

    @Test
    void aTargetWhoseLastLoadFailedMayBeMended() throws InterruptedException {
        api.instanceIs(SOURCE, "status", "loading failed")
                .instanceIs(TARGET, "status", "loading failed", "memory", "16GB");
        api.time.run(() -> {
            Preflight seen = look(inPlace());
            assertThat(codes(seen)).containsExactly("target-load-failed");
            assertThat(seen.findings().get(0).message()).contains("Whether Aura accepts a restore");
            assertThat(seen.target().condition()).isEqualTo(Condition.FAILED);
            assertThat(codes(look(overwrite()))).contains("target-load-failed").doesNotContain("!target-not-running");
        });
    }

    @Test
    void overwriteWithoutObstacles() throws InterruptedException {
        api.time.run(() -> {
            RestoreRoute route = overwrite();
            Preflight seen = look(route);
            assertThat(route.kind()).isEqualTo("snapshot-overwrite");
            assertThat(route.target().reference()).isEqualTo("aura:00000002");
            assertThat(codes(seen)).containsExactly("users-and-roles");
            assertThat(seen.target().name()).isEqualTo("Staging");
            assertThat(seen.source().fingerprint().fields()).containsEntry("exportable", "true");
        });
    }

    @Test
    void overwriteAndCreationNeedAnExportableSnapshot() throws InterruptedException {
        api.snapshotIs(SID, SOURCE, "exportable", "false");
        api.time.run(() -> {
            assertThat(codes(look(overwrite()))).containsExactly("!snapshot-not-exportable", "users-and-roles");
            assertThat(codes(look(create()))).containsExactly("!snapshot-not-exportable", "users-and-roles");
        });
        api.snapshotIs(SID, SOURCE, "exportable", null);
        api.time.run(() -> {
            assertThat(codes(look(overwrite()))).containsExactly("snapshot-exportable-unknown", "users-and-roles");
            assertThat(codes(look(create()))).containsExactly("snapshot-exportable-unknown", "users-and-roles");
        });
    }

    @Test
    void freeInstancesAreNotOverwritten() throws InterruptedException {
        api.instanceIs(TARGET, "type", "free-db", "memory", "16GB");
        api.time.run(() -> assertThat(codes(look(overwrite()))).containsExactly("!free-tier", "users-and-roles"));
    }

    @ParameterizedTest
    @CsvSource({
        "8GB,8GB,",
        "8GB,16GB,",
        "8GB,8192MB,",
        "8GB,4GB,!target-smaller-than-source",
        "8GB,8191MB,!target-smaller-than-source",
        "1.5GB,1GB,!target-smaller-than-source",
        "8GB,plenty,size-not-compared",
        "some,8GB,size-not-compared"
    })
    void sizesAreComparedAsTheyAreAllocated(String source, String target, String code) throws InterruptedException {
        api.instanceIs(SOURCE, "memory", source).instanceIs(TARGET, "memory", target);
        api.time.run(() -> {
            List<String> codes = codes(look(overwrite()));
            assertThat(codes).hasSize(code == null ? 1 : 2);
            assertThat(codes).contains(code == null ? "users-and-roles" : code);
        });
    }

    @Test
    void changeDataCapture() throws InterruptedException {
        api.instanceIs(SOURCE, "cdc_enrichment_mode", "FULL");
        api.time.run(() -> {
            Preflight seen = look(inPlace());
            assertThat(codes(seen)).containsExactly("cdc-enrichment-on");
            assertThat(seen.findings().get(0).message()).contains("must be reset");
        });
        api.instanceIs(SOURCE, "cdc_enrichment_mode", "OFF");
        api.time.run(() -> assertThat(look(inPlace()).findings()).isEmpty());
    }

    @Test
    void aNewInstanceIsLikeTheSource() throws InterruptedException {
        api.time.run(() -> {
            RestoreRoute route = create();
            Preflight seen = look(route);
            assertThat(route.kind()).isEqualTo("snapshot-new-instance");
            assertThat(route.target().reference()).isEqualTo("aura-new:default:rehearsal");
            assertThat(seen.target().exposure()).isEqualTo(Exposure.NEW);
            assertThat(seen.target().fingerprint().fields())
                    .containsEntry("name", "rehearsal")
                    .containsEntry("memory", "8GB")
                    .containsEntry("region", "europe-west1")
                    .containsEntry("type", "professional-db")
                    .containsEntry("tenant_id", "tenant-1")
                    .containsEntry("cloud_provider", "gcp")
                    .containsEntry("version", "5")
                    .hasSize(7);
            assertThat(codes(seen)).containsExactly("users-and-roles");
        });
    }

    @Test
    void aNewInstanceMustBeLargeEnoughAndComplete() throws InterruptedException {
        api.time.run(() -> {
            AuraClient client = builder.build();
            NewInstance small = client.newInstance("x").memory("4GB").credentialsTo(credentials -> {});
            assertThat(codes(look(Routes.snapshot(client).to(small))))
                    .containsExactly("!target-smaller-than-source", "users-and-roles");
        });
        api.instanceIs(SOURCE, "memory", null, "region", null);
        api.time.run(() -> {
            Preflight seen = look(create());
            assertThat(codes(seen)).containsExactly("!new-instance-incomplete", "users-and-roles");
            assertThat(seen.findings().get(0).message()).contains("region, memory");
        });
    }

    @Test
    void aCustomerManagedKeyIsNotCarriedOver() throws InterruptedException {
        api.instanceIs(SOURCE, "customer_managed_key_id", "key-1");
        api.time.run(() ->
                assertThat(codes(look(create()))).containsExactly("encryption-key-not-copied", "users-and-roles"));
    }

    @Test
    void aNewInstanceNeedsSomebodyWhoGetsItsPassword() {
        api.time.run(() -> {
            AuraClient client = builder.build();
            Snapshot snapshot = Routes.snapshot(client);
            assertThatThrownBy(() -> snapshot.to(client.newInstance("x")))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("credentialsTo");
        });
    }

    @Test
    void protectedTargets() throws InterruptedException {
        builder = api.builder()
                .protect(TARGET)
                .protect(instance -> instance.name().startsWith("Prod"));
        api.time.run(() -> {
            assertThat(look(inPlace()).target().exposure()).isEqualTo(Exposure.PROTECTED);
            assertThat(look(overwrite()).target().exposure()).isEqualTo(Exposure.PROTECTED);
            assertThat(look(create()).target().exposure()).isEqualTo(Exposure.NEW);
        });
        builder = api.builder().protect("deadbeef");
        api.time.run(() -> assertThat(look(inPlace()).target().exposure()).isEqualTo(Exposure.OVERWRITTEN));
    }

    @Test
    void aReadOnlyClientAssessesAndSaysThatItSendsNothing() throws InterruptedException {
        builder = api.builder().readOnly();
        api.time.run(() -> assertThat(codes(look(inPlace()))).containsExactly("!read-only"));
    }

    @Test
    void everyFindingSaysWhatToDo() throws InterruptedException {
        api.snapshotIs(SID, SOURCE, "status", "Failed", "exportable", "false", "instance_id", "deadbeef");
        api.instanceIs(TARGET, "type", "free-db", "memory", "1GB", "status", "paused", "cdc_enrichment_mode", "DIFF");
        api.time.run(() -> {
            List<Finding> findings = look(overwrite()).findings();
            assertThat(findings)
                    .hasSize(8)
                    .allSatisfy(finding ->
                            assertThat(finding.message()).endsWith(".").doesNotContain("null"));
        });
    }
}
