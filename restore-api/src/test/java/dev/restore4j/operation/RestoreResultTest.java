package dev.restore4j.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.restore4j.operation.RestoreResult.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RestoreResultTest {

    private static final OperationId ID = new OperationId("0123456789abcdef");
    private static final Instant START = Instant.parse("2026-03-01T15:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);

    @Test
    void itsTextSaysWhatWasProvenAndWhatWasNotChecked() {
        RestoreResult result = RestoreResult.builder(ID, RestoreState.COMPLETED)
                .name("INC-4711")
                .between("snapshot s1", "Production (11111111)")
                .overwritten(Overwritten.YES, Proof.ACCEPTED_AND_SEEN)
                .dataLoss(new DataLoss(START.minus(HOUR), START))
                .timeline(new Timeline(START, START.plusSeconds(1), START.plusSeconds(3), null, START.plusSeconds(601)))
                .ending(new Ending("completed", "The target runs again.", Ending.Kind.NONE, null))
                .warnings(List.of(Finding.warning("journal-torn", "Line 3 is torn.")))
                .build();

        assertThat(result).hasToString("""
                        COMPLETED restore 0123456789abcdef 'INC-4711': snapshot s1 over Production (11111111)
                          overwritten:  YES
                          proof:        ACCEPTED_AND_SEEN
                          verification: NOT_VERIFIED, not checked: connectivity over Bolt, writability,\
                         that the database is not empty, the data itself
                          data loss:    1 h 0 min (2026-03-01 14:00Z to 2026-03-01 15:00Z)
                          took:         10 min 1 s
                          The target runs again.
                          WARNING journal-torn: Line 3 is torn.""");
    }

    @Test
    void whatIsNotKnownIsNotSaid() {
        RestoreResult result =
                RestoreResult.builder(ID, RestoreState.SUBMITTING).build();

        assertThat(result.overwritten()).as("nobody knows").isEqualTo(Overwritten.UNKNOWN);
        assertThat(result.name()).isEmpty();
        assertThat(result.proof()).isEmpty();
        assertThat(result.createdInstance()).isEmpty();
        assertThat(result.dataLoss()).isEmpty();
        assertThat(result.withinRpo()).isEmpty();
        assertThat(result.withinRto()).isEmpty();
        assertThat(result.warnings()).isEmpty();
        assertThat(result.timeline().total()).isEmpty();
        assertThat(result.timeline().downtime()).isEmpty();
        assertThat(result.toString()).doesNotContain("null", "proof", "data loss", "took");
    }

    @Test
    void objectivesAreMetUpToTheirLastMoment() {
        assertThat(took(HOUR).withinRto()).contains(true);
        assertThat(took(HOUR.plusNanos(1)).withinRto()).contains(false);
        assertThat(lost(HOUR).withinRpo()).contains(true);
        assertThat(lost(HOUR.plusNanos(1)).withinRpo()).contains(false);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "COMPLETED")
    void whatWasNotCompletedMetNoTime(RestoreState state) {
        assertThat(timed(RestoreResult.builder(ID, state), HOUR).withinRto()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"FAILED", "VERIFICATION_FAILED"})
    void whatFailedKeptNoData(RestoreState state) {
        assertThat(losing(RestoreResult.builder(ID, state), HOUR).withinRpo()).isEmpty();
    }

    @Test
    void whereItWasTakenBackWhatIsGoneIsWhatTheRollbackTook() {
        RestoreResult back = losing(RestoreResult.builder(ID, RestoreState.COMPLETED), Duration.ofMinutes(6));
        RestoreResult.Builder failed = RestoreResult.builder(ID, RestoreState.VERIFICATION_FAILED)
                .dataLoss(new DataLoss(START, START.plus(HOUR)))
                .replayWindow(new ReplayWindow(START, START.plus(HOUR)));

        RestoreResult takenBack = failed.rollback(back).build();
        RestoreResult notTakenBack = failed.rollback(
                        RestoreResult.builder(ID, RestoreState.FAILED).build())
                .build();

        assertThat(takenBack.isTakenBack()).isTrue();
        assertThat(takenBack.dataLoss()).isEqualTo(back.dataLoss()).isNotEmpty();
        assertThat(takenBack.replayWindow()).isEqualTo(back.replayWindow()).isNotEmpty();
        assertThat(notTakenBack.isTakenBack()).isFalse();
        assertThat(notTakenBack.dataLoss()).contains(new DataLoss(START, START.plus(HOUR)));
        assertThat(notTakenBack.replayWindow()).contains(new ReplayWindow(START, START.plus(HOUR)));
    }

    @Test
    void theDowntimeCountsFromTheSubmission() {
        Timeline timeline = new Timeline(START, START.plusSeconds(10), null, null, START.plusSeconds(70));

        assertThat(timeline.total()).contains(Duration.ofSeconds(70));
        assertThat(timeline.downtime()).contains(Duration.ofSeconds(60));
    }

    @Test
    void warningsAreCopied() {
        List<Finding> warnings = new ArrayList<>();
        RestoreResult result = RestoreResult.builder(ID, RestoreState.COMPLETED)
                .warnings(warnings)
                .build();
        warnings.add(Finding.warning("x", "y"));

        assertThat(result.warnings()).isEmpty();
    }

    @Test
    void aResultHasAnOperationAndAState() {
        assertThatThrownBy(() -> RestoreResult.builder(null, RestoreState.COMPLETED))
                .isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> RestoreResult.builder(ID, null)).isInstanceOf(NullPointerException.class);
    }

    @Test
    void aStatusSaysWhereAnOperationStands() {
        RestoreStatus status = new RestoreStatus(
                ID, RestoreState.RESTORING, Overwritten.YES, START, "restoring", Duration.ofMinutes(2), "All is well.");
        RestoreStatus unread =
                new RestoreStatus(ID, RestoreState.CONFIRMED, Overwritten.NO, START, null, Duration.ofSeconds(2), "");

        assertThat(status)
                .hasToString("0123456789abcdef RESTORING since 2026-03-01T15:00:00Z, target says 'restoring',"
                        + " overwritten: YES, 2 min 0 s after the confirmation: All is well.");
        assertThat(status.targetWord()).contains("restoring");
        assertThat(unread.targetWord()).isEmpty();
        assertThat(unread.toString()).doesNotContain("target says", "null");
    }

    private static RestoreResult took(Duration duration) {
        return timed(RestoreResult.builder(ID, RestoreState.COMPLETED), duration);
    }

    private static RestoreResult lost(Duration duration) {
        return losing(RestoreResult.builder(ID, RestoreState.COMPLETED), duration);
    }

    private static RestoreResult timed(RestoreResult.Builder result, Duration duration) {
        return result.objectives(RecoveryObjectives.none().rto(HOUR))
                .timeline(new Timeline(START, START, null, null, START.plus(duration)))
                .build();
    }

    private static RestoreResult losing(RestoreResult.Builder result, Duration duration) {
        return result.objectives(RecoveryObjectives.rpo(HOUR))
                .dataLoss(new DataLoss(START, START.plus(duration)))
                .replayWindow(new ReplayWindow(START, START.plus(duration)))
                .build();
    }
}
