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
        return Verification.of(java.util.Arrays.stream(verdicts)
                .map(verdict -> new CheckResult(
                        "orders are back", CheckLevel.STANDARD, CheckSubject.DATA, verdict, Duration.ofSeconds(3)))
                .toList());
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
                .containsPattern("orders are back +PASSED orders are back: orders = 1204, 3000 ms")
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
        RestoreResult back = builder(RestoreState.COMPLETED).build();
        RestoreResult.Builder failed = builder(RestoreState.VERIFICATION_FAILED)
                .verification(verification(Verdict.failed("There are none.", "orders = 0")));
        assertThat(RestoreReport.of(failed.build()).toText()).contains("Keep traffic away");
        assertThat(RestoreReport.of(failed.rollback(back).build()).toText())
                .contains("Taken back")
                .contains("has again what it had before");
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
