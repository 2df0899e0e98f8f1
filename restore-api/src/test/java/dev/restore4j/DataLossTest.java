package dev.restore4j;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.restore4j.error.VerificationFailedException;
import dev.restore4j.fixture.Keeper;
import dev.restore4j.fixture.ManualTime;
import dev.restore4j.fixture.Probe;
import dev.restore4j.fixture.Script;
import dev.restore4j.fixture.World;
import dev.restore4j.operation.DataLoss;
import dev.restore4j.operation.RecoveryObjectives;
import dev.restore4j.operation.ReplayWindow;
import dev.restore4j.operation.RestoreResult;
import dev.restore4j.operation.SafetySnapshot;
import dev.restore4j.spi.Safeguard.Condition;
import dev.restore4j.spi.SourceView.Origin;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is gone ends where the request was submitted, however long ago somebody looked. */
class DataLossTest {

    private final World world = new World();

    DataLossTest() {
        world.script().looks(Script.RESTORING, Script.RUNNING, Script.RESTORING, Script.RUNNING);
    }

    @Test
    void whatIsWrittenWhileTheSafetySnapshotIsTakenIsLostToo() {
        world.script()
                .keptBy(new Keeper()
                        .whenLookedAt(
                                () -> {
                                    world.time().sleep(ofMinutes(45));
                                    return Optional.of(Keeper.kept(Condition.PENDING));
                                },
                                () -> Optional.of(Keeper.kept(Condition.COMPLETE))));
        Assessment assessment = world.plan()
                .named("INC-1")
                .objectives(RecoveryObjectives.rpo(ofHours(4).plusMinutes(10)))
                .keepPresent(SafetySnapshot.within(ofHours(1)))
                .assess();

        RestoreResult result = assessment.confirm().execute();

        Instant submitted = result.timeline().submitted();
        assertThat(submitted).isAfterOrEqualTo(ManualTime.START.plus(ofMinutes(45)));
        assertThat(assessment.dataLoss()).contains(new DataLoss(Script.RESTORE_POINT, ManualTime.START));
        assertThat(assessment.toString()).contains("and what is written until the safety snapshot is complete");
        assertThat(result.dataLoss()).contains(new DataLoss(Script.RESTORE_POINT, submitted));
        assertThat(result.replayWindow()).contains(new ReplayWindow(Script.RESTORE_POINT, submitted));
        assertThat(result.withinRpo()).contains(false);
        assertThat(recorded().dataLoss()).isEqualTo(result.dataLoss());
        assertThat(recorded().replayWindow()).isEqualTo(result.replayWindow());
        assertThat(recorded().safetySnapshot()).contains(Keeper.SNAPSHOT);
    }

    @Test
    void theJournalKnowsOfTheRollbackToo() {
        world.script().keptBy(new Keeper());
        VerificationFailedException failed = Rollbacks.failed(world, Probe.failing("orders"));

        RestoreResult result = failed.result().orElseThrow();
        RestoreResult back = result.rollback().orElseThrow();
        assertThat(result.isTakenBack()).isTrue();
        assertThat(result.dataLoss()).isEqualTo(back.dataLoss()).isNotEmpty();
        assertThat(recorded().rollback().orElseThrow().id()).isEqualTo(back.id());
        assertThat(recorded().isTakenBack()).isTrue();
        assertThat(recorded().dataLoss()).isEqualTo(result.dataLoss());
    }

    @ParameterizedTest
    @EnumSource(
            value = Origin.class,
            names = {"UNKNOWN", "ELSEWHERE"})
    void whereTheSourceMayBeAnotherDatabaseEverythingIsLost(Origin origin) {
        world.script().whenChecked(() -> Script.preflight(origin));
        Assessment assessment = world.plan().named("INC-1").assess();

        RestoreResult result = assessment.confirm().execute();

        DataLoss loss = result.dataLoss().orElseThrow();
        assertThat(loss.extent()).isEqualTo(DataLoss.Extent.EVERYTHING);
        assertThat(assessment.dataLoss().orElseThrow().extent()).isEqualTo(DataLoss.Extent.EVERYTHING);
        assertThat(assessment.toString())
                .contains("data loss: everything that the target has and the source has not; the source is as of"
                        + " 2026-03-01 11:00Z, 4 h 0 min before");
        assertThat(recorded().dataLoss()).contains(loss);
        // what another database has never processed cannot be repeated there
        assertThat(result.replayWindow().isPresent()).isEqualTo(origin == Origin.UNKNOWN);
        assertThat(recorded().replayWindow()).isEqualTo(result.replayWindow());
    }

    @Test
    void whereNobodyCanTellHowOldTheSourceIsTheRpoIsNotJudged() {
        world.script().whenChecked(() -> Script.preflight(Origin.UNDATED));
        Assessment assessment = world.plan()
                .named("INC-1")
                .objectives(RecoveryObjectives.rpo(ofMinutes(1)))
                .assess();

        RestoreResult result = assessment.confirm().execute();

        assertThat(assessment.toString())
                .contains(
                        "how old the source is, is not known (its file is of 2026-03-01 11:00Z), so that nobody can tell"
                                + " whether it meets the RPO of 1 min 0 s");
        assertThat(assessment.findings()).noneMatch(finding -> finding.code().equals("rpo-exceeded"));
        assertThat(result.withinRpo()).isEmpty();
        assertThat(result.replayWindow()).isEmpty();
        assertThat(recorded().dataLoss().orElseThrow().isDated()).isFalse();
    }

    private RestoreResult recorded() {
        return world.operations()
                .named("INC-1")
                .flatMap(OperationSummary::result)
                .orElseThrow();
    }
}
