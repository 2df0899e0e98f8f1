package dev.restore4j;

import static java.time.Duration.ofHours;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.restore4j.error.RestoreRejectedException;
import dev.restore4j.error.WaitInterruptedException;
import dev.restore4j.fixture.ManualTime;
import dev.restore4j.fixture.Script;
import dev.restore4j.fixture.World;
import dev.restore4j.operation.Actor;
import dev.restore4j.operation.DataLoss;
import dev.restore4j.operation.Finding;
import dev.restore4j.operation.OperationId;
import dev.restore4j.operation.Overwritten;
import dev.restore4j.operation.RecoveryObjectives;
import dev.restore4j.operation.RestoreReason;
import dev.restore4j.operation.RestoreResult;
import dev.restore4j.operation.RestoreState;
import dev.restore4j.spi.SourceView.Origin;
import dev.restore4j.spi.TargetView.Exposure;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The dry run, and what it takes to confirm it. */
class AssessmentTest {

    private final World world = new World();

    AssessmentTest() {
        world.script().looks(Script.RESTORING, Script.RUNNING);
    }

    @Test
    void itReadsAndWritesNothing() {
        Assessment assessment = world.plan().assess();

        assertThat(assessment.source()).isEqualTo(Script.preflight("Production").source());
        assertThat(assessment.target()).isEqualTo(Script.preflight("Production").target());
        assertThat(assessment.dataLoss()).contains(new DataLoss(Script.RESTORE_POINT, ManualTime.START));
        assertThat(assessment.assessedAt()).isEqualTo(ManualTime.START);
        assertThat(assessment.expiresAt()).isEqualTo(ManualTime.START.plus(Duration.ofMinutes(15)));
        assertThat(assessment.continues()).isEmpty();
        assertThat(assessment.findings()).isEmpty();
        assertThat(world.operations().list()).isEmpty();
        assertThat(world.script().submissions()).isEmpty();
    }

    @Test
    void itsTextTellsPeopleWhatWouldHappen() {
        world.script()
                .whenChecked(() -> Script.preflight("Production", Finding.warning("cdc", "Consumers must be reset.")));

        assertThat(world.plan().objectives(RecoveryObjectives.rpo(ofHours(4))).assess())
                .hasToString("""
                        Restore snapshot s1 of 11111111
                           over Production (11111111)
                          data loss: 4 h 0 min (2026-03-01 11:00Z to 2026-03-01 15:00Z), within the RPO of 4 h 0 min
                          affected:  everything in the target is replaced; connections drop while it is restored;\
                         applications must reconnect and drop what they cached
                          seen:      2026-03-01T15:00:00Z, can be confirmed until 2026-03-01T15:15:00Z
                          WARNING cdc: Consumers must be reset.
                          nothing blocks it""");
    }

    @Test
    void aDataLossBeyondTheObjectiveIsAWarning() {
        Assessment assessment =
                world.plan().objectives(RecoveryObjectives.rpo(ofHours(3))).assess();

        assertThat(assessment.findings())
                .containsExactly(
                        Finding.warning("rpo-exceeded", "The data loss of 4 h 0 min exceeds the RPO of 3 h 0 min."));
        assertThat(assessment.toString()).contains("exceeds the RPO of 3 h 0 min");
        assertThat(assessment.blocking()).isEmpty();
    }

    @Test
    void aRestorePointInTheFutureIsAWarning() {
        world.time().setWall(Script.RESTORE_POINT.minusSeconds(1));

        assertThat(world.plan().assess().findings())
                .extracting(Finding::code)
                .containsExactly("restore-point-in-the-future");
    }

    @Test
    void aNewTargetLosesNothing() {
        world.script().whenChecked(() -> Script.preflight("Copy", Exposure.NEW));

        Assessment assessment = world.plan().assess();
        RestoreResult result = assessment.confirm().execute();

        assertThat(assessment.dataLoss()).isEmpty();
        assertThat(assessment.toString()).contains("data loss: none, the target is new");
        assertThat(result.state()).isEqualTo(RestoreState.COMPLETED);
        assertThat(result.overwritten()).isEqualTo(Overwritten.NO);
        assertThat(result.dataLoss()).isEmpty();
    }

    @Test
    void itTellsHowLongItMayTake() {
        assertThat(world.plan().assess().estimate()).isEmpty();
        assertThat(world.plan().assess().toString()).doesNotContain("takes:");
        world.script().whenChecked(() -> Script.preflight(Origin.UNKNOWN));

        Assessment assessment = world.plan().assess();

        assertThat(assessment.estimate().orElseThrow().duration()).isEqualTo(Duration.ofMinutes(20));
        assertThat(assessment.toString())
                .contains("\n  takes:     about 20 min 0 s: 15 min to send it; 5 min to load it");
    }

    @Test
    void blockingFindingsAreAllToldAndNotConfirmed() {
        world.script()
                .whenChecked(() -> Script.preflight(
                        "Production",
                        Finding.blocking("paused", "It is paused."),
                        Finding.blocking("free", "It is free.")));

        RestoreRejectedException rejected = catchThrowableOfType(
                RestoreRejectedException.class, () -> world.plan().confirm());

        assertThat(rejected).hasMessage("Nothing was sent. It is paused. It is free.");
        assertThat(rejected.code()).isEqualTo("paused");
        assertThat(rejected.findings()).extracting(Finding::code).containsExactly("paused", "free");
        assertThat(rejected.state()).isEqualTo(RestoreState.PLANNED);
        assertThat(rejected.overwritten()).isEqualTo(Overwritten.NO);
    }

    @Test
    void aProtectedTargetIsToldFromTheAssessment() {
        Assessment open = world.plan().assess();
        world.script().whenChecked(() -> Script.preflight("Production", Exposure.PROTECTED));
        Assessment guarded = world.plan().assess();

        assertThat(open.needsTyping()).isFalse();
        assertThat(open.toString()).doesNotContain("protected");
        assertThat(guarded.needsTyping()).isTrue();
        assertThat(guarded.toString()).contains("\n  protected: type RESTORE and Production\n");
    }

    @Test
    void aProtectedTargetWantsTheWordAndItsNameExactly() {
        world.script().whenChecked(() -> Script.preflight("Production", Exposure.PROTECTED));
        Assessment assessment = world.plan().assess();

        for (Confirmation wrong : new Confirmation[] {
            Confirmation.byProgram(),
            Confirmation.typed("restore", "Production"),
            Confirmation.typed("RESTORE", "production"),
            Confirmation.typed("RESTORE", "Production "),
            Confirmation.typed("RESTORE ", "Production"),
            Confirmation.typed("RESTORE", ""),
        }) {
            RestoreRejectedException rejected =
                    catchThrowableOfType(RestoreRejectedException.class, () -> assessment.confirm(wrong));
            assertThat(rejected.code()).isEqualTo("typed-confirmation-needed");
            assertThat(rejected).hasMessageContaining("Nothing was sent");
        }
        assertThatThrownBy(() -> world.plan().confirm()).isInstanceOf(RestoreRejectedException.class);
        assertThat(assessment
                        .confirm(Confirmation.typed("RESTORE", "Production"))
                        .execute()
                        .state())
                .isEqualTo(RestoreState.COMPLETED);
    }

    @ParameterizedTest
    @CsvSource({
        "restore, Production, 'The word is not right: type RESTORE, exactly.'",
        "RESTORE, production, 'The name is not right: type Production, exactly.'",
        "yes, '', 'Neither the word nor the name is right: type RESTORE and Production, exactly.'",
    })
    void whoTypesIsToldWhichOfTheTwoWasWrong(String word, String name, String message) {
        world.script().whenChecked(() -> Script.preflight("Production", Exposure.PROTECTED));
        Assessment assessment = world.plan().assess();

        assertThatThrownBy(() -> assessment.confirm(Confirmation.typed(word, name)))
                .hasMessage("Nothing was sent. " + message);
    }

    @Test
    void aProgramIsToldThatItTakesAPerson() {
        world.script().whenChecked(() -> Script.preflight("Production", Exposure.PROTECTED));

        assertThatThrownBy(() -> world.plan().confirm())
                .hasMessage(
                        "Nothing was sent. The target, Production (11111111), is protected: a person must type RESTORE"
                                + " and Production, exactly. A program hands that over with Confirmation.typed.");
    }

    @Test
    void whatIsTypedIsCheckedWhereItIsNotWantedToo() {
        Assessment assessment = world.plan().assess();

        assertThatThrownBy(() -> assessment.confirm(Confirmation.typed("RESTORE", "Staging")))
                .isInstanceOf(RestoreRejectedException.class);
        assertThat(assessment.confirm(Confirmation.typed("RESTORE", "Production")))
                .isNotNull();
    }

    @Test
    void whoRequestsAndWhoConfirmsAreInTheJournal() {
        Assessment assessment = world.plan()
                .by(Actor.named("ann"))
                .because(RestoreReason.DRILL, "every quarter")
                .assess();

        OperationId one = assessment
                .confirm(Confirmation.byProgram().by(Actor.named("bob")))
                .execute()
                .id();

        assertThat(confirmedData(one))
                .containsEntry("consent.requestedBy", "ann")
                .containsEntry("consent.confirmedBy", "bob")
                .containsEntry("purpose.reason", "DRILL")
                .containsEntry("purpose.note", "every quarter");
    }

    @Test
    void whoRequestsConfirmsUnlessSomebodyElseDoes() {
        OperationId id = world.plan().by(Actor.named("ann")).confirm().execute().id();

        assertThat(confirmedData(id)).containsEntry("consent.confirmedBy", "ann");
    }

    @Test
    void aProtectedOperationThatWasConfirmedIsGoneOnWithWithoutTypingAgain() {
        world.script().whenChecked(() -> Script.preflight("Production", Exposure.PROTECTED));
        RestoreResult first = world.plan()
                .named("INC-1")
                .assess()
                .confirm(Confirmation.typed("RESTORE", "Production"))
                .execute();

        Assessment again = world.again().plan().named("INC-1").assess();
        assertThat(again.needsTyping()).isFalse();
        assertThat(again.toString()).doesNotContain("protected");
        assertThat(again.confirm().execute().id()).isEqualTo(first.id());
        assertThat(world.script().submissions()).hasSize(1);
    }

    @Test
    void anInterruptedAssessmentLeavesTheFlag() {
        world.script().whenChecked(() -> {
            throw new InterruptedException();
        });

        WaitInterruptedException interrupted = catchThrowableOfType(
                WaitInterruptedException.class, () -> world.plan().assess());

        assertThat(Thread.interrupted()).isTrue();
        assertThat(interrupted).hasMessageContaining("Nothing was sent");
    }

    private Map<String, String> confirmedData(OperationId id) {
        return world.journal().read(id).orElseThrow().entries().get(0).data();
    }
}
