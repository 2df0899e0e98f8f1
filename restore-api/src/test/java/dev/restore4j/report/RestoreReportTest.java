package dev.restore4j.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.restore4j.operation.DataLoss;
import dev.restore4j.operation.Ending;
import dev.restore4j.operation.Finding;
import dev.restore4j.operation.OperationId;
import dev.restore4j.operation.Overwritten;
import dev.restore4j.operation.Proof;
import dev.restore4j.operation.RecoveryObjectives;
import dev.restore4j.operation.ReplayWindow;
import dev.restore4j.operation.RestoreResult;
import dev.restore4j.operation.RestoreResult.Timeline;
import dev.restore4j.operation.RestoreState;
import dev.restore4j.operation.Verification;
import dev.restore4j.verify.CheckLevel;
import dev.restore4j.verify.CheckResult;
import dev.restore4j.verify.CheckSubject;
import dev.restore4j.verify.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One model, three ways to write it down. */
class RestoreReportTest {

    private static final Instant START = Instant.parse("2026-03-01T15:00:00Z");
    private static final OperationId ID = new OperationId("0123456789abcdef");

    private static RestoreResult.Builder builder(RestoreState state) {
        return RestoreResult.builder(ID, state)
                .name("INC-4711")
                .between("snapshot s1", "instance 2f49c2b3 'Pro*duction'")
                .overwritten(Overwritten.YES, Proof.ACCEPTED_AND_SEEN)
                .ending(new Ending("completed", "The target runs again.", Ending.Kind.NONE, "req-1"))
                .dataLoss(new DataLoss(START.minus(Duration.ofHours(4)), START))
                .objectives(RecoveryObjectives.rpo(Duration.ofHours(2)).rto(Duration.ofHours(1)))
                .warnings(List.of(Finding.warning("hook-failed", "The step failed.")))
                .timeline(new Timeline(
                        START,
                        START.plusSeconds(10),
                        START.plusSeconds(14),
                        START.plusSeconds(130),
                        START.plusSeconds(190)));
    }

    private static Verification verification(Verdict... verdicts) {
        return verification(CheckSubject.DATA, verdicts);
    }

    private static Verification verification(CheckSubject subject, Verdict... verdicts) {
        return Verification.of(java.util.Arrays.stream(verdicts)
                .map(verdict -> new CheckResult(
                        "orders are back", CheckLevel.STANDARD, subject, verdict, Duration.ofSeconds(3)))
                .toList());
    }

    private static String next(RestoreResult result) {
        String text = RestoreReport.of(result).toText();
        return text.substring(text.indexOf("What to do now"));
    }

    @Test
    void textSaysWhatWasProvenHowLongItTookAndWhatToDo() {
        String text = RestoreReport.of(builder(RestoreState.COMPLETED)
                        .verification(verification(Verdict.passed("orders = 1204")))
                        .build())
                .toText();
        assertThat(text)
                .startsWith("Restore 0123456789abcdef 'INC-4711': COMPLETED\n")
                .containsPattern("Proof +ACCEPTED_AND_SEEN")
                .containsPattern("X-Request-Id +req-1")
                .containsPattern("Lost +4 h 0 min")
                .containsPattern("RPO +2 h 0 min, missed")
                .containsPattern("RTO +1 h 0 min, kept")
                .containsPattern("Until submitted +10 s")
                .containsPattern("Restoring +2 min 0 s")
                .containsPattern("Verifying +1 min 0 s")
                .containsPattern("Away at most +2 min 0 s")
                .containsPattern("Check 1 +PASSED orders are back: orders = 1204, 3000 ms")
                .containsPattern("hook-failed +The step failed.")
                .containsPattern("1 +Release traffic.");
    }

    @Test
    void whatWasNotVerifiedIsNotReleased() {
        String text = RestoreReport.of(builder(RestoreState.COMPLETED).build()).toText();
        assertThat(text).contains("NOT_VERIFIED", "the data itself").doesNotContain("Release traffic");
    }

    @Test
    void aFailureSaysWhetherItWasTakenBack() {
        RestoreResult back = builder(RestoreState.COMPLETED)
                .dataLoss(new DataLoss(START, START.plusSeconds(360)))
                .build();
        RestoreResult.Builder failed = builder(RestoreState.VERIFICATION_FAILED)
                .verification(verification(Verdict.failed("There are none.", "orders = 0")));
        assertThat(RestoreReport.of(failed.build()).toText()).contains("Keep traffic away");
        assertThat(RestoreReport.of(failed.rollback(back).build()).toText())
                .contains("Taken back")
                .contains("has again what it had when the safety snapshot was taken")
                .containsPattern("Lost +6 min 0 s")
                .containsPattern("Not lost +what was there when the safety snapshot was taken")
                .doesNotContain("Lost  4 h", "kept")
                .contains("not judged: it was not completed");
    }

    @Test
    void whatIsWrongIsTakenBackFromASafetySnapshotOnly() {
        RestoreResult.Builder failed = builder(RestoreState.VERIFICATION_FAILED)
                .verification(verification(Verdict.failed("There are none.", "orders = 0")));
        assertThat(next(failed.build()))
                .contains("Keep traffic away", "cannot be undone")
                .doesNotContain("or undo", "RestorePlan", "(operation)");
        assertThat(next(failed.safetySnapshot("k1").build()))
                .contains("or undo this restore: safety snapshot k1")
                .doesNotContain("RestorePlan", "cannot be undone");
        assertThat(next(builder(RestoreState.FAILED).build())).contains("may be gone", "cannot be undone");
    }

    @Test
    void whatDoesNotServeIsNoProofOfWrongData() {
        RestoreResult result = builder(RestoreState.VERIFICATION_FAILED)
                .safetySnapshot("k1")
                .verification(verification(CheckSubject.SERVICE, Verdict.failed("503", "")))
                .build();
        assertThat(next(result))
                .contains("no check proved wrong data")
                .doesNotContain("undo", "not what it should be", "another snapshot");
    }

    @ParameterizedTest
    @EnumSource(
            value = RestoreState.class,
            names = {"COMPLETED", "VERIFICATION_FAILED", "FAILED"})
    void aRehearsalReleasesNothingAndIsCleanedUp(RestoreState state) {
        RestoreResult.Builder drill = builder(state)
                .rehearsal()
                .overwritten(Overwritten.NO, null)
                .createdInstance("22222222")
                .verification(verification(
                        state == RestoreState.COMPLETED ? Verdict.passed("") : Verdict.failed("wrong", "")));
        assertThat(next(drill.warnings(List.of(Finding.warning("leftover", "Not deleted.")))
                        .build()))
                .containsPattern("1 +Delete instance 22222222 in the Aura Console now");
        assertThat(next(drill.warnings(List.of()).build()))
                .containsPattern("1 +Delete instance 22222222 in the Aura Console when nobody needs it")
                .doesNotContain("Release traffic", "Keep traffic away", "undo", "Restart");
        assertThat(next(drill.createdInstanceDeleted().build())).doesNotContain("22222222");
        assertThat(RestoreReport.of(drill.build()).toText()).containsPattern("Which was +deleted again");
    }

    @Test
    void whatWasNotCompletedKeptNothing() {
        RestoreResult rejected = builder(RestoreState.REJECTED)
                .overwritten(Overwritten.NO, null)
                .dataLoss(null)
                .build();
        assertThat(RestoreReport.of(rejected).toText())
                .containsPattern("RTO +1 h 0 min, not judged: it was not completed")
                .doesNotContain("kept");
    }

    @Test
    void integrationsAreToldFromWhenToWhen() throws Exception {
        RestoreResult result = builder(RestoreState.COMPLETED)
                .replayWindow(new ReplayWindow(START.minus(Duration.ofHours(4)), START.plusMillis(10_500)))
                .build();
        JsonNode json = new ObjectMapper().readTree(RestoreReport.of(result).toJson());
        assertThat(json.at("/data/replay").asText())
                .isEqualTo("what was processed from 2026-03-01T11:00:00Z to 2026-03-01T15:00:10Z");
    }

    @Test
    void programsFindWarningsByTheirCodes() throws Exception {
        RestoreResult result = builder(RestoreState.COMPLETED)
                .warnings(List.of(
                        Finding.warning("hook-failed", "The first step failed."),
                        Finding.warning("leftover", "Instance 2."),
                        Finding.warning("hook-failed", "The second step failed.")))
                .build();
        JsonNode json = new ObjectMapper().readTree(RestoreReport.of(result).toJson());
        assertThat(json.at("/warnings/hook-failed").asText()).isEqualTo("The first step failed.");
        assertThat(json.at("/warnings/hook-failed-2").asText()).isEqualTo("The second step failed.");
        assertThat(json.at("/warnings/leftover").asText()).isEqualTo("Instance 2.");
    }

    @Test
    void namesDoNotBecomeMarkup() {
        String markdown =
                RestoreReport.of(builder(RestoreState.COMPLETED).build()).toMarkdown();
        assertThat(markdown)
                .startsWith("# Restore 0123456789abcdef 'INC-4711': COMPLETED\n")
                .contains("- **Target:** instance 2f49c2b3 'Pro\\*duction'\n");
    }

    @Test
    void jsonHasStableKeys() throws Exception {
        JsonNode json = new ObjectMapper()
                .readTree(RestoreReport.of(builder(RestoreState.COMPLETED).build())
                        .toJson());
        assertThat(json.at("/outcome/state").asText()).isEqualTo("COMPLETED");
        assertThat(json.at("/restore/operation").asText()).isEqualTo(ID.value());
        assertThat(json.at("/times/downtime").asText()).isEqualTo("2 min 0 s");
        assertThat(json.at("/verification/status").asText()).isEqualTo("NOT_VERIFIED");
    }

    @ParameterizedTest
    @EnumSource
    void everyStateHasSomethingToDo(RestoreState state) {
        RestoreReport report = RestoreReport.of(builder(state).build());
        assertThat(report.sections())
                .filteredOn(section -> section.key().equals("next"))
                .hasSize(1);
    }
}
