package dev.restore4j;

import static dev.restore4j.Rollbacks.failed;
import static dev.restore4j.Rollbacks.plan;
import static java.time.Duration.ofHours;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.restore4j.error.RestoreFailedException;
import dev.restore4j.error.RestoreRejectedException;
import dev.restore4j.error.VerificationFailedException;
import dev.restore4j.error.WaitInterruptedException;
import dev.restore4j.fixture.Keeper;
import dev.restore4j.fixture.ManualTime;
import dev.restore4j.fixture.Probe;
import dev.restore4j.fixture.Script;
import dev.restore4j.fixture.World;
import dev.restore4j.operation.Finding;
import dev.restore4j.operation.RestoreResult;
import dev.restore4j.operation.RestoreState;
import dev.restore4j.spi.Evidence;
import dev.restore4j.spi.Observation.Condition;
import dev.restore4j.verify.Verdict;
import org.junit.jupiter.api.Test;

/** What is not taken back by itself, since somebody may have worked with it. */
class RollbackLimitsTest {

    private final World world = new World();

    RollbackLimitsTest() {
        world.script().keptBy(new Keeper()).looks(Script.RESTORING, Script.RUNNING, Script.RESTORING, Script.RUNNING);
    }

    @Test
    void aFailedOneThatSomebodyHasMendedIsNotTakenBack() {
        world.script()
                .looks(
                        Script.RESTORING,
                        Script.seen(Condition.FAILED, Evidence.NONE, "loading failed"),
                        Script.RUNNING);

        RestoreFailedException failed = catchThrowableOfType(
                RestoreFailedException.class,
                () -> plan(world, Probe.passing("a")).confirm().execute());

        assertThat(failed.result().orElseThrow().rollback()).isEmpty();
        assertThat(world.script().submissions()).hasSize(1);
    }

    private RestoreOperation leftByAProcessThatEndsWhileItChecks() {
        Probe dying = Probe.of("dies", context -> {
            world.close();
            return Verdict.passed("");
        });
        RestoreOperation left = plan(world, dying, Probe.passing("orders"))
                .named("INC-1")
                .confirm()
                .start();
        assertThat(catchThrowableOfType(WaitInterruptedException.class, left::await))
                .isNotNull();
        return left;
    }

    @Test
    void whatRanForLongBeforeAnybodyLookedAtItIsNotTakenBack() {
        RestoreOperation left = leftByAProcessThatEndsWhileItChecks();
        world.time().jump(ofHours(60));

        VerificationFailedException failed = failed(world.again(), Probe.failing("orders"));

        assertThat(failed.operationId()).contains(left.id());
        assertThat(failed.result().orElseThrow().rollback()).isEmpty();
        assertThat(failed.result().orElseThrow().warnings())
                .extracting(Finding::code)
                .contains("not-taken-back");
        assertThat(world.script().submissions()).hasSize(1);
        RestoreResult recorded =
                world.operations().find(left.id()).orElseThrow().result().orElseThrow();
        assertThat(recorded.warnings()).extracting(Finding::code).contains("not-taken-back");
    }

    @Test
    void aClockThatWasSetBackMakesNothingPromptAgain() {
        leftByAProcessThatEndsWhileItChecks();
        world.time().setWall(ManualTime.START.minus(ofHours(1)));

        VerificationFailedException failed = failed(world.again(), Probe.failing("orders"));

        assertThat(failed.result().orElseThrow().rollback()).isEmpty();
        assertThat(world.script().submissions()).hasSize(1);
    }

    @Test
    void whatCouldNotBeTakenBackMayBeUndoneByAPerson() {
        world.script()
                .looks(
                        Script.RESTORING,
                        Script.RUNNING,
                        Script.RESTORING,
                        Script.seen(Condition.FAILED, Evidence.NONE, "loading failed"));
        VerificationFailedException failed = failed(world, Probe.failing("orders"));
        assertThat(failed.result().orElseThrow().rollback().orElseThrow().state())
                .isEqualTo(RestoreState.FAILED);
        RestoreOperation ended = world.operations().attach(failed.operationId().orElseThrow());

        assertThat(RestorePlan.undoing(ended)).isNotNull();
    }

    @Test
    void whatWasTakenBackIsNotUndoneOnceMore() {
        VerificationFailedException failed = failed(world, Probe.failing("orders"));
        RestoreOperation ended = world.operations().attach(failed.operationId().orElseThrow());

        assertThat(catchThrowableOfType(RestoreRejectedException.class, () -> RestorePlan.undoing(ended)))
                .satisfies(e -> assertThat(e.code()).isEqualTo("already-taken-back"));
    }
}
