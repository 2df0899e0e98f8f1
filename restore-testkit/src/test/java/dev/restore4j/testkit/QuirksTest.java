package dev.restore4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.restore4j.testkit.fault.Fault;
import dev.restore4j.testkit.model.FakeSnapshot;
import dev.restore4j.testkit.model.Quirk;
import dev.restore4j.testkit.model.Quirks;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class QuirksTest {

    private static final Duration TEN_SECONDS = Duration.ofSeconds(10);

    @Test
    void seedsTurnEverySwitchIntoEveryPosition() {
        Set<Quirk> seen = new HashSet<>();
        for (long seed = 0; seed < 200; seed++) {
            Quirks quirks = Quirks.seeded(seed);
            assertThat(quirks).isEqualTo(Quirks.seeded(seed));
            for (List<Quirk> positions : Quirks.switches()) {
                positions.stream().filter(quirks::has).forEach(seen::add);
            }
        }
        assertThat(seen)
                .containsExactlyInAnyOrderElementsOf(
                        Quirks.switches().stream().flatMap(List::stream).toList());
        assertThat(Quirks.documented().with(Quirk.RestoreAnswer.SAYS_RUNNING))
                .hasToString("Quirks[RestoreAnswer.SAYS_RUNNING]")
                .isNotEqualTo(Quirks.documented());
    }

    @Test
    void the202MaySayRunning() throws Exception {
        Scenario.with(Quirk.RestoreAnswer.SAYS_RUNNING, s -> {
            assertThat(s.client.post(s.restorePath).data().get("status").asText())
                    .isEqualTo("running");
            assertThat(s.status()).isEqualTo("restoring");
        });
    }

    @Test
    void getMaySayRunningForAMinute() throws Exception {
        Scenario.with(Quirk.StaleRunning.A_MINUTE, s -> {
            s.client.post(s.restorePath);
            s.pass(Duration.ofSeconds(59));
            assertThat(s.status()).isEqualTo("running");
            s.pass(Duration.ofSeconds(2));
            assertThat(s.status()).isEqualTo("restoring");
        });
    }

    @Test
    void theWordsMayBeOthers() throws Exception {
        assertWords(Quirk.RestoreWords.LOADING, "loading", "running");
        assertWords(Quirk.RestoreWords.UPDATING, "updating", "running");
        assertWords(Quirk.RestoreWords.RESTORING_THEN_LOADING, "restoring", "loading", "running");
    }

    @Test
    void aRestoreMayBeTooFastToSeeOrHidden() throws Exception {
        assertWords(Quirk.RestoreVisibility.TOO_FAST_TO_SEE, "running");
        assertWords(Quirk.RestoreVisibility.HIDDEN, "running");
        Scenario.with(Quirk.RestoreVisibility.TOO_FAST_TO_SEE, s -> {
            s.client.post(s.restorePath);
            s.pass(Duration.ofSeconds(2));
            assertThat(s.instance.content()).isEqualTo(s.snapshot.content());
        });
        Scenario.with(Quirk.RestoreVisibility.HIDDEN, s -> {
            s.client.post(s.restorePath);
            s.pass(Duration.ofSeconds(170));
            assertThat(s.instance.content()).isNotEqualTo(s.snapshot.content());
            assertThat(s.client.post(s.restorePath).status()).isEqualTo(409);
        });
    }

    @Test
    void aPausedTargetMayBeRefusedInThreeWaysOrAccepted() throws Exception {
        assertThat(restoreOfPaused(Quirk.PausedTarget.ACTION_UNAVAILABLE)).isEqualTo("409 instance-action-unavailable");
        assertThat(restoreOfPaused(Quirk.PausedTarget.ONGOING_OPERATION)).isEqualTo("409 ongoing-database-operation");
        assertThat(restoreOfPaused(Quirk.PausedTarget.BAD_REQUEST)).isEqualTo("400 bad-request");
        assertThat(restoreOfPaused(Quirk.PausedTarget.ACCEPTED)).isEqualTo("202");
    }

    @Test
    void aDifferentialSnapshotMayRestoreOrNot() throws Exception {
        assertThat(restoreOfDifferential(Quirk.Differential.RESTORES)).isEqualTo(202);
        assertThat(restoreOfDifferential(Quirk.Differential.REFUSED_WITH_409)).isEqualTo(409);
        assertThat(restoreOfDifferential(Quirk.Differential.REFUSED_WITH_400)).isEqualTo(400);
    }

    @Test
    void anIncompleteSnapshotIsRefusedInThreeWays() throws Exception {
        assertThat(restoreOfIncomplete(Quirk.IncompleteSnapshot.REFUSED_WITH_409))
                .isEqualTo(409);
        assertThat(restoreOfIncomplete(Quirk.IncompleteSnapshot.REFUSED_WITH_404))
                .isEqualTo(404);
        assertThat(restoreOfIncomplete(Quirk.IncompleteSnapshot.REFUSED_WITH_400))
                .isEqualTo(400);
    }

    @Test
    void aSnapshotUnderWayMayBlockRestores() throws Exception {
        Scenario.with(Quirk.SnapshotUnderWay.BLOCKS_RESTORE, s -> {
            s.client.post(s.path + "/snapshots");
            assertThat(s.client.post(s.restorePath).status()).isEqualTo(409);
        });
        Scenario.with(Quirk.SnapshotUnderWay.ALLOWS_RESTORE, s -> {
            s.client.post(s.path + "/snapshots");
            assertThat(s.client.post(s.restorePath).status()).isEqualTo(202);
        });
    }

    @Test
    void aFailedRestoreMayLoseTheContent() throws Exception {
        Scenario.with(Quirk.ContentAfterFailure.AS_BEFORE, s -> {
            s.instance.write("before");
            failRestore(s);
            assertThat(s.instance.content()).isEqualTo("before");
        });
        Scenario.with(Quirk.ContentAfterFailure.LOST, s -> {
            failRestore(s);
            assertThat(s.instance.content()).isEqualTo("lost");
        });
    }

    @Test
    void aFailedInstanceMayBeRestoredAgainOrNot() throws Exception {
        Scenario.play(s -> {
            failRestore(s);
            assertThat(s.client.post(s.path + "/snapshots").reason()).isEqualTo("instance-action-unavailable");
            assertThat(s.client.post(s.restorePath).status()).isEqualTo(202);
        });
        Scenario.with(Quirk.RestoreAfterFailure.REFUSED_WITH_409, s -> {
            FakeInstance other = s.aura.addInstance(i -> i.name("Other").memory("8GB"));
            FakeSnapshot source = other.addSnapshot(Instant.parse("2026-03-01T11:00:00Z"));
            failRestore(s);
            assertThat(s.client.post(s.restorePath).reason()).isEqualTo("instance-action-unavailable");
            var overwrite = s.client.post(
                    s.path + "/overwrite",
                    "{\"source_instance_id\":\"" + other.id() + "\",\"source_snapshot_id\":\"" + source.id() + "\"}");
            assertThat(overwrite.status()).isEqualTo(409);
            assertThat(s.aura.overwrites()).hasSize(1);
        });
    }

    @Test
    void aConflictMayHaveAnEmptyReason() throws Exception {
        Scenario.with(Quirk.ConflictReason.EMPTY, s -> {
            s.client.post(s.restorePath);
            assertThat(s.client.post(s.restorePath).reason()).isEmpty();
        });
    }

    @Test
    void aSourceThatCannotBeExportedMayBeAConflict() throws Exception {
        assertThat(creationFromDifferential(Quirk.NotExportable.REFUSED_WITH_400))
                .isEqualTo(400);
        assertThat(creationFromDifferential(Quirk.NotExportable.REFUSED_WITH_409))
                .isEqualTo(409);
    }

    @Test
    void aDeletionDuringARestoreIsAcceptedAndAbandonsItOrIsRefused() throws Exception {
        Scenario.with(Quirk.DeleteDuringRestore.ACCEPTED, s -> {
            s.client.post(s.restorePath);
            assertThat(s.client.delete(s.path).status()).isEqualTo(202);
            assertThat(s.aura.overwrites().get(0).outcome()).hasToString("ABANDONED");
        });
        Scenario.with(Quirk.DeleteDuringRestore.REFUSED_WITH_409, s -> {
            s.client.post(s.restorePath);
            assertThat(s.client.delete(s.path).status()).isEqualTo(409);
        });
    }

    @Test
    void daysMayBeginElsewhere() throws Exception {
        Scenario.with(Quirk.DayBorder.EIGHT_HOURS_LATER, s -> {
            s.instance.addSnapshot(Instant.parse("2026-03-01T07:00:00Z"));
            assertThat(list(s, "2026-03-01")).containsExactly("2026-03-01T11:00:00Z");
            assertThat(list(s, "2026-02-28")).containsExactly("2026-03-01T07:00:00Z");
        });
        Scenario.with(Quirk.DayBorder.FIVE_AND_A_HALF_HOURS_EARLIER, s -> {
            s.instance.addSnapshot(Instant.parse("2026-02-28T18:30:00Z"));
            assertThat(list(s, "2026-03-01")).contains("2026-02-28T18:30:00Z");
        });
    }

    @Test
    void listsMayHaveAnotherOrder() throws Exception {
        Scenario.with(Quirk.SnapshotOrder.OLDEST_FIRST, s -> {
            s.instance.addSnapshot(Instant.parse("2026-03-01T12:00:00Z"));
            assertThat(list(s, "2026-03-01")).containsExactly("2026-03-01T11:00:00Z", "2026-03-01T12:00:00Z");
        });
        Scenario.with(Quirk.SnapshotOrder.BY_ID, s -> {
            s.instance.addSnapshots(
                    s.snapshot.timestamp(), s.snapshot.timestamp().plusSeconds(9), TEN_SECONDS.dividedBy(10));
            assertThat(s.client.get(s.path + "/snapshots").data().findValuesAsText("snapshot_id"))
                    .isSorted();
        });
    }

    @Test
    void exportableMayBeMissingOrNull() throws Exception {
        Scenario.with(
                Quirk.ExportableField.ABSENT,
                s -> assertThat(snapshot(s).has("exportable")).isFalse());
        Scenario.with(
                Quirk.ExportableField.NULL,
                s -> assertThat(snapshot(s).get("exportable").isNull()).isTrue());
    }

    @Test
    void aNewInstanceMayHaveNoSnapshotAndMayNotBeFoundAtFirst() throws Exception {
        Scenario.with(Quirk.InitialSnapshot.NOT_TAKEN, s -> {
            String id = create(s);
            s.pass(Duration.ofMinutes(3));
            assertThat(s.aura.instance(id).snapshots()).isEmpty();
        });
        Scenario.with(Quirk.CreateBlip.THIRTY_SECONDS, s -> {
            String id = create(s);
            assertThat(s.client.get("/instances/" + id).status()).isEqualTo(404);
            s.pass(Duration.ofSeconds(30));
            assertThat(s.client.get("/instances/" + id).status()).isEqualTo(200);
        });
    }

    @Test
    void aDeletedInstanceMayBeGone() throws Exception {
        Scenario.with(Quirk.Deleted.GONE, s -> {
            s.client.delete(s.path);
            s.pass(Duration.ofMinutes(3));
            assertThat(s.client.get(s.path).status()).isEqualTo(410);
            assertThat(s.client.get(s.path).reason()).isEqualTo("db-already-deleted");
        });
    }

    @Test
    void aResizeMayAnswerAnEmptyObjectAndShowAnotherWord() throws Exception {
        Scenario.with(
                Quirk.ResizeAnswer.EMPTY_OBJECT,
                s -> assertThat(s.client.patch(s.path, "{\"memory\":\"16GB\"}").json())
                        .isEmpty());
        Scenario.with(Quirk.ResizeWord.RESIZING, s -> {
            s.client.patch(s.path, "{\"memory\":\"16GB\"}");
            assertThat(s.status()).isEqualTo("resizing");
        });
    }

    @Test
    void aPausedInstanceMayHideItsMemory() throws Exception {
        Scenario.with(Quirk.PausedMemory.ABSENT, s -> {
            s.client.post(s.path + "/pause");
            assertThat(s.client.get(s.path).data().has("memory")).isTrue();
            s.pass(Duration.ofMinutes(3));
            assertThat(s.client.get(s.path).data().has("memory")).isFalse();
        });
    }

    @Test
    void theUrlMayBeNullDuringARestore() throws Exception {
        Scenario.with(Quirk.UrlDuringRestore.NULL, s -> {
            s.client.post(s.restorePath);
            assertThat(s.client.get(s.path).data().get("connection_url").isNull())
                    .isTrue();
        });
    }

    @Test
    void fieldsMayBeUnknownAndTimeStampsLaidOutOtherwise() throws Exception {
        Scenario.with(Quirk.UnknownFields.ADDED, s -> {
            assertThat(s.client.get(s.path).data().has("labels_preview")).isTrue();
            assertThat(snapshot(s).has("generation")).isTrue();
        });
        Scenario.with(
                Quirk.TimeStamps.NANOSECONDS,
                s -> assertThat(snapshot(s).get("timestamp").asText()).isEqualTo("2026-03-01T11:00:00.000000000Z"));
        Scenario.with(
                Quirk.TimeStamps.OFFSET,
                s -> assertThat(snapshot(s).get("timestamp").asText()).isEqualTo("2026-03-01T11:00:00+00:00"));
    }

    private static void assertWords(Quirk quirk, String... words) throws Exception {
        Scenario.with(quirk, s -> {
            s.client.post(s.restorePath);
            assertThat(s.poll(TEN_SECONDS, 30)).containsExactly(words);
            assertThat(s.instance.content()).isEqualTo(s.snapshot.content());
        });
    }

    private static String restoreOfPaused(Quirk quirk) throws Exception {
        StringBuilder answer = new StringBuilder();
        Scenario.with(quirk, s -> {
            s.instance.pause();
            s.pass(Duration.ofMinutes(3));
            assertThat(s.status()).isEqualTo("paused");
            var reply = s.client.post(s.restorePath);
            answer.append(reply.status()).append(reply.status() == 202 ? "" : " " + reply.reason());
        });
        return answer.toString();
    }

    private static int restoreOfDifferential(Quirk quirk) throws Exception {
        int[] status = new int[1];
        Scenario.with(quirk, s -> {
            FakeSnapshot differential = s.instance.addDifferentialSnapshot(Instant.parse("2026-03-01T12:00:00Z"));
            assertThat(s.client
                            .get(s.path + "/snapshots/" + differential.id())
                            .data()
                            .get("exportable")
                            .asBoolean())
                    .isFalse();
            status[0] = s.client
                    .post(s.path + "/snapshots/" + differential.id() + "/restore")
                    .status();
        });
        return status[0];
    }

    private static int restoreOfIncomplete(Quirk quirk) throws Exception {
        int[] status = new int[1];
        Scenario.play(
                aura -> aura.quirks(Quirks.documented().with(quirk, Quirk.SnapshotUnderWay.ALLOWS_RESTORE)), s -> {
                    String id = s.client
                            .post(s.path + "/snapshots")
                            .data()
                            .get("snapshot_id")
                            .asText();
                    status[0] = s.client
                            .post(s.path + "/snapshots/" + id + "/restore")
                            .status();
                });
        return status[0];
    }

    private static int creationFromDifferential(Quirk quirk) throws Exception {
        int[] status = new int[1];
        Scenario.with(quirk, s -> {
            FakeSnapshot differential = s.instance.addDifferentialSnapshot(s.snapshot.timestamp());
            status[0] = s.client
                    .post("/instances", RestoresTest.creation(s, differential.id()))
                    .status();
        });
        return status[0];
    }

    private static void failRestore(Scenario s) throws Exception {
        s.aura.faults().next(Fault.loadingFailed());
        s.client.post(s.restorePath);
        s.pass(Duration.ofMinutes(3));
        assertThat(s.status()).isEqualTo("loading failed");
    }

    private static List<String> list(Scenario s, String date) throws Exception {
        return s.client.get(s.path + "/snapshots?date=" + date).data().findValuesAsText("timestamp");
    }

    private static JsonNode snapshot(Scenario s) throws Exception {
        return s.client.get(s.path + "/snapshots/" + s.snapshot.id()).data();
    }

    private static String create(Scenario s) throws Exception {
        return s.client
                .post("/instances", RestoresTest.creation(s, s.snapshot.id()))
                .data()
                .get("id")
                .asText();
    }
}
