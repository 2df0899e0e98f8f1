package dev.restore4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.restore4j.testkit.fault.Fault;
import dev.restore4j.testkit.model.FakeSnapshot;
import dev.restore4j.testkit.model.Limits;
import dev.restore4j.testkit.model.Quirk;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SnapshotsTest {

    @Test
    void theListIsThatOfOneDayInUtcAndOfTodayByDefault() throws Exception {
        Scenario.play(s -> {
            s.instance.addSnapshot(Instant.parse("2026-02-28T23:59:59Z"));
            s.instance.addSnapshot(Instant.parse("2026-03-01T00:00:00Z"));
            assertThat(times(s.client.get(s.path + "/snapshots").data()))
                    .containsExactly("2026-03-01T11:00:00Z", "2026-03-01T00:00:00Z");
            assertThat(times(s.client.get(s.path + "/snapshots?date=2026-02-28").data()))
                    .containsExactly("2026-02-28T23:59:59Z");
            assertThat(times(s.client.get(s.path + "/snapshots?date=2026-02-27").data()))
                    .isEmpty();
            assertThat(s.client.get(s.path + "/snapshots?date=yesterday").status())
                    .isEqualTo(400);
            assertThat(s.client.get("/instances/ffffffff/snapshots").reason()).isEqualTo("db-not-found");
        });
    }

    @Test
    void aSnapshotHasTheDocumentedFields() throws Exception {
        Scenario.play(s -> {
            var reply = s.client.get(s.path + "/snapshots/" + s.snapshot.id());
            assertThat(reply.status()).isEqualTo(200);
            JsonNode data = reply.data();
            assertThat(data.get("instance_id").asText()).isEqualTo(s.instance.id());
            assertThat(data.get("snapshot_id").asText()).isEqualTo(s.snapshot.id());
            assertThat(data.get("profile").asText()).isEqualTo("Scheduled");
            assertThat(data.get("status").asText()).isEqualTo("Completed");
            assertThat(data.get("exportable").asBoolean()).isTrue();
            assertThat(s.client.get(s.path + "/snapshots/none").reason()).isEqualTo("snapshot-not-found");
            assertThat(s.client.get("/instances/ffffffff/snapshots/none").reason())
                    .isEqualTo("db-not-found");
        });
    }

    @Test
    void aNewSnapshotAnswersOnlyItsIdAndIsExportableWhenCompleted() throws Exception {
        Scenario.play(s -> {
            s.instance.write("just now");
            var reply = s.client.post(s.path + "/snapshots");
            assertThat(reply.status()).isEqualTo(202);
            assertThat(reply.data()).hasSize(1);
            String one =
                    s.path + "/snapshots/" + reply.data().get("snapshot_id").asText();
            assertThat(s.client.get(one).data().get("status").asText()).isEqualTo("Pending");
            s.pass(Duration.ofMinutes(1));
            JsonNode running = s.client.get(one).data();
            assertThat(running.get("status").asText()).isEqualTo("InProgress");
            assertThat(running.get("exportable").asBoolean()).isFalse();
            assertThat(s.status()).isEqualTo("running");
            s.pass(Duration.ofMinutes(2));
            JsonNode done = s.client.get(one).data();
            assertThat(done.get("status").asText()).isEqualTo("Completed");
            assertThat(done.get("exportable").asBoolean()).isTrue();
            assertThat(done.get("profile").asText()).isEqualTo("AdHoc");
            assertThat(s.instance.snapshots()).extracting(FakeSnapshot::content).contains("just now");
        });
    }

    @Test
    void oneSnapshotIsTakenAtATime() throws Exception {
        Scenario.play(s -> {
            s.client.post(s.path + "/snapshots");
            var second = s.client.post(s.path + "/snapshots");
            assertThat(second.status()).isEqualTo(409);
            assertThat(second.reason()).isEqualTo("snapshot-not-allowed");
            s.pass(Duration.ofMinutes(3));
            assertThat(s.client.post(s.path + "/snapshots").status()).isEqualTo(202);
        });
    }

    @Test
    void aSnapshotOfAPausedOrBusyInstanceIsRefused() throws Exception {
        Scenario.play(s -> {
            s.client.post(s.path + "/pause");
            assertThat(s.client.post(s.path + "/snapshots").reason()).isEqualTo("ongoing-database-operation");
            s.pass(Duration.ofMinutes(3));
            assertThat(s.client.post(s.path + "/snapshots").reason()).isEqualTo("instance-action-unavailable");
            assertThat(s.client.post("/instances/ffffffff/snapshots").status()).isEqualTo(404);
        });
    }

    @Test
    void theQuotaOfSnapshotsIsRefusedWith402() throws Exception {
        Scenario.play(aura -> aura.limits(new Limits(125, 10, 1)), s -> {
            assertThat(s.client.post(s.path + "/snapshots").status()).isEqualTo(202);
            s.pass(Duration.ofMinutes(3));
            var second = s.client.post(s.path + "/snapshots");
            assertThat(second.status()).isEqualTo(402);
            assertThat(second.reason()).isEqualTo("quota-exceeded");
        });
    }

    @Test
    void faultsMakeASnapshotFailOrSlowOrRefused() throws Exception {
        Scenario.play(s -> {
            s.aura.faults().next(Fault.snapshotQuotaExceeded());
            assertThat(s.client.post(s.path + "/snapshots").reason()).isEqualTo("quota-exceeded");
            s.aura.faults().next(Fault.snapshotNotAllowed());
            assertThat(s.client.post(s.path + "/snapshots").reason()).isEqualTo("snapshot-not-allowed");
            assertThat(s.instance.snapshots()).hasSize(1);

            s.aura.faults().next(Fault.snapshotFailed());
            String failing = s.path + "/snapshots/"
                    + s.client
                            .post(s.path + "/snapshots")
                            .data()
                            .get("snapshot_id")
                            .asText();
            s.pass(Duration.ofMinutes(3));
            assertThat(s.client.get(failing).data().get("status").asText()).isEqualTo("Failed");
            assertThat(s.client.post(failing + "/restore").status()).isEqualTo(409);

            s.aura.faults().next(Fault.slowSnapshot(Duration.ofMinutes(50)));
            String slow = s.path + "/snapshots/"
                    + s.client
                            .post(s.path + "/snapshots")
                            .data()
                            .get("snapshot_id")
                            .asText();
            s.pass(Duration.ofMinutes(49));
            assertThat(s.client.get(slow).data().get("status").asText()).isEqualTo("InProgress");
            s.pass(Duration.ofMinutes(1));
            assertThat(s.client.get(slow).data().get("status").asText()).isEqualTo("Completed");
        });
    }

    @Test
    void idsAreOpaqueAndMayNeedEncoding() throws Exception {
        Scenario.with(Quirk.SnapshotIds.TIME_STAMPS, s -> {
            assertThat(s.snapshot.id()).isEqualTo("2026-03-01T11:00:00Z");
            String encoded = URLEncoder.encode(s.snapshot.id(), StandardCharsets.UTF_8);
            assertThat(s.client.get(s.path + "/snapshots/" + encoded).status()).isEqualTo(200);
            assertThat(s.client
                            .post(s.path + "/snapshots/" + encoded + "/restore")
                            .status())
                    .isEqualTo(202);
            s.pass(Duration.ofMinutes(4));
            assertThat(s.client
                            .post(s.path + "/snapshots")
                            .data()
                            .get("snapshot_id")
                            .asText())
                    .endsWith("Z-adhoc");
        });
    }

    @Test
    void aScheduledSnapshotKeepsTheClientFromTakingOne() throws Exception {
        Scenario.play(s -> {
            FakeSnapshot scheduled = s.instance.takeScheduledSnapshot();
            assertThat(scheduled.profile()).isEqualTo("Scheduled");
            assertThat(s.client.post(s.path + "/snapshots").reason()).isEqualTo("snapshot-not-allowed");
            s.pass(Duration.ofMinutes(3));
            assertThat(s.client.post(s.path + "/snapshots").status()).isEqualTo(202);
        });
    }

    @Test
    void aSnapshotOfTheFutureIsRefused() throws Exception {
        Scenario.play(s -> assertThatThrownBy(
                        () -> s.instance.addSnapshot(s.aura.time().now().plusSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class));
    }

    @Test
    void timeStampsAsIdsAreUnique() throws Exception {
        Scenario.with(Quirk.SnapshotIds.TIME_STAMPS, s -> {
            s.instance.addSnapshot(s.snapshot.timestamp());
            assertThat(s.instance.snapshots()).extracting(FakeSnapshot::id).doesNotHaveDuplicates();
        });
    }

    @Test
    void aSeriesIsAddedFromItsFirstToItsLast() throws Exception {
        Scenario.play(s -> assertThat(s.instance.addSnapshots(
                        Instant.parse("2026-02-20T03:00:00Z"),
                        Instant.parse("2026-02-23T02:00:00Z"),
                        Duration.ofDays(1)))
                .extracting(FakeSnapshot::timestamp)
                .containsExactly(
                        Instant.parse("2026-02-20T03:00:00Z"),
                        Instant.parse("2026-02-21T03:00:00Z"),
                        Instant.parse("2026-02-22T03:00:00Z")));
    }

    private static List<String> times(JsonNode list) {
        return list.findValuesAsText("timestamp");
    }
}
