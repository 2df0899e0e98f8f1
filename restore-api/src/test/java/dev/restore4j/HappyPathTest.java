package dev.restore4j;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.restore4j.error.RestoreFailedException;
import dev.restore4j.event.RestoreEvent.Finished;
import dev.restore4j.event.RestoreEvent.Looked;
import dev.restore4j.event.RestoreEvent.RestoreStalled;
import dev.restore4j.event.RestoreEvent.StateChanged;
import dev.restore4j.fixture.ManualTime;
import dev.restore4j.fixture.Script;
import dev.restore4j.fixture.World;
import dev.restore4j.operation.Actor;
import dev.restore4j.operation.DataLoss;
import dev.restore4j.operation.Overwritten;
import dev.restore4j.operation.Proof;
import dev.restore4j.operation.RecoveryObjectives;
import dev.restore4j.operation.RestoreReason;
import dev.restore4j.operation.RestoreResult;
import dev.restore4j.operation.RestoreState;
import dev.restore4j.operation.RestoreStatus;
import dev.restore4j.spi.Evidence;
import dev.restore4j.spi.Observation.Condition;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** A restore that goes well, from the plan to the result. */
class HappyPathTest {

    private final World world = new World();

    HappyPathTest() {
        world.script().looks(Script.RUNNING, Script.RESTORING, Script.RESTORING, Script.RUNNING);
    }

    @Test
    void aRestoreIsSubmittedOnceAndWatchedToItsEnd() {
        RestoreResult result = world.plan().confirm().execute();

        assertThat(result.state()).isEqualTo(RestoreState.COMPLETED);
        assertThat(result.overwritten()).isEqualTo(Overwritten.YES);
        assertThat(result.proof()).contains(Proof.ACCEPTED_AND_SEEN);
        assertThat(result.warnings()).isEmpty();
        assertThat(world.script().submissions()).containsExactly(result.id());
        assertThat(world.journal().types(result.id()))
                .containsExactly("confirmed", "submitting", "accepted", "change-seen", "completed");
    }

    @Test
    void theResultHasWhatThePlanSaid() {
        RestoreResult result = world.plan()
                .named("INC-4711")
                .because(RestoreReason.ACCIDENTAL_DELETION, "DELETE without WHERE")
                .objectives(RecoveryObjectives.rpo(ofHours(4)).rto(ofSeconds(9)))
                .by(Actor.named("ann"))
                .confirm()
                .execute();

        assertThat(result.name()).contains("INC-4711");
        assertThat(result.source()).isEqualTo("snapshot s1 of 11111111");
        assertThat(result.target()).isEqualTo("Production (11111111)");
        assertThat(result.dataLoss()).contains(new DataLoss(Script.RESTORE_POINT, ManualTime.START));
        assertThat(result.withinRpo()).contains(true);
        assertThat(result.withinRto()).contains(false);
    }

    @Test
    void milestonesAreDatedAndLooksAreQuickBeforeTheChangeAndSteadyAfterIt() {
        RestoreResult result = world.plan().confirm().execute();

        Instant start = ManualTime.START;
        assertThat(result.timeline())
                .isEqualTo(new RestoreResult.Timeline(
                        start, start, start.plusSeconds(3), start.plusSeconds(11), start.plusSeconds(11)));
        assertThat(world.heard(Looked.class))
                .extracting(look -> look.word() + " after " + look.elapsed().toSeconds())
                .containsExactly("running after 1", "restoring after 3", "restoring after 7", "running after 11");
    }

    @Test
    void theRequestMustBeSentWhileTheCheckIsFresh() {
        world.script().whenChecked(() -> Script.preflight("Production"), () -> {
            world.time().jump(ofSeconds(12));
            return Script.preflight("Production");
        });
        long begun = world.time().nanoTime();

        world.plan().confirm().execute();

        assertThat(world.script().latestTimes())
                .containsExactly(begun + ofSeconds(30).toNanos());
    }

    @Test
    void theTargetIsReadAgainImmediatelyBeforeTheRequest() {
        world.plan().confirm().execute();

        assertThat(world.script().checked())
                .as("once to assess, once to submit")
                .isEqualTo(2);
    }

    @Test
    void eventsTellTheWholeStoryInOrder() {
        RestoreOperation operation = world.plan().confirm().start();
        RestoreResult result = operation.await();

        assertThat(world.heard(StateChanged.class))
                .extracting(event -> event.from() + " -> " + event.to() + " "
                        + event.requestId().orElse("-"))
                .containsExactly(
                        "CONFIRMED -> SUBMITTING -",
                        "SUBMITTING -> RESTORING req-202",
                        "RESTORING -> COMPLETED req-get");
        assertThat(world.heard(Finished.class)).singleElement().satisfies(finished -> {
            assertThat(finished.operation()).isEqualTo(operation.id());
            assertThat(finished.target()).isEqualTo(World.TARGET);
            assertThat(finished.result().toString()).isEqualTo(result.toString());
        });
        assertThat(world.heard(Looked.class))
                .extracting(Looked::estimate)
                .isSorted()
                .allSatisfy(estimate -> assertThat(estimate).isBetween(0.0, 0.98));
    }

    @Test
    void theStatusSaysWhereItStands() {
        RestoreOperation operation = world.plan().named("INC-1").confirm().start();
        operation.await();

        RestoreStatus status = operation.status();

        assertThat(operation.name()).contains("INC-1");
        assertThat(status.state()).isEqualTo(RestoreState.COMPLETED);
        assertThat(status.overwritten()).isEqualTo(Overwritten.YES);
        assertThat(status.targetWord()).contains("running");
        assertThat(status.elapsed()).isEqualTo(ofSeconds(11));
        assertThat(operation).hasToString(status.toString());
    }

    @Test
    void aLongRestoreTakesAsLongAsItTakesAndAStandstillIsToldOnceASpan() {
        world.script().whenLookedAt(() -> {
            boolean over = world.time().now().isAfter(ManualTime.START.plus(ofHours(4)));
            return over ? Script.RUNNING : Script.RESTORING;
        });

        RestoreResult result =
                world.plan().reportStallAfter(ofHours(1)).confirm().execute();

        assertThat(result.timeline().downtime().orElseThrow())
                .isBetween(ofHours(4), ofHours(4).plusSeconds(9));
        assertThat(world.heard(RestoreStalled.class))
                .hasSize(3)
                .allSatisfy(stalled -> assertThat(stalled.word()).isEqualTo("restoring"))
                .extracting(stalled -> stalled.unchangedFor().toHours())
                .containsExactly(1L, 2L, 3L);
    }

    @Test
    void aRestoreThatFailsIsToldWithWhatAuraSaid() {
        world.script().looks(Script.RESTORING, Script.seen(Condition.FAILED, Evidence.NONE, "loading failed"));

        RestoreOperation operation = world.plan().confirm().start();

        assertThat(catchThrowableOfType(RestoreFailedException.class, operation::await))
                .satisfies(failed -> {
                    assertThat(failed.overwritten()).isEqualTo(Overwritten.YES);
                    assertThat(failed.state()).isEqualTo(RestoreState.FAILED);
                    assertThat(failed.operationId()).contains(operation.id());
                    assertThat(failed.requestId()).contains("req-get");
                    assertThat(failed).hasMessageContainingAll("loading failed", "Production (11111111)", "req-get");
                });
    }
}
