package dev.restore4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.restore4j.error.RestoreCancelledException;
import dev.restore4j.error.RestoreRejectedException;
import dev.restore4j.fixture.Keeper;
import dev.restore4j.fixture.Probe;
import dev.restore4j.fixture.Script;
import dev.restore4j.fixture.World;
import dev.restore4j.operation.Finding;
import dev.restore4j.operation.RestoreResult;
import dev.restore4j.operation.RestoreResult.Timeline;
import dev.restore4j.operation.RestoreState;
import dev.restore4j.operation.SafetySnapshot;
import dev.restore4j.spi.Safeguard.Condition;
import dev.restore4j.verify.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A person takes a restore back. */
class UndoingTest {

    private final World world = new World();

    UndoingTest() {
        world.script().keptBy(new Keeper()).looks(Script.RESTORING, Script.RUNNING);
    }

    @Test
    void whatItsSafetySnapshotKeptGoesOverTheSameTarget() {
        RestoreOperation operation = restored();

        RestoreResult undone = RestorePlan.undoing(operation).confirm().execute();

        assertThat(undone.state()).isEqualTo(RestoreState.COMPLETED);
        assertThat(undone.name()).contains("undo-of-" + operation.id());
        assertThat(world.script().submissions()).containsExactly(operation.id(), undone.id());
        assertThat(world.journal()
                        .read(undone.id())
                        .orElseThrow()
                        .entries()
                        .get(0)
                        .data())
                .containsEntry("source.reference", World.TARGET + "/" + Keeper.SNAPSHOT)
                .containsEntry("purpose.note", "takes back operation " + operation.id());
    }

    @Test
    void theAssessmentSaysSinceWhenWhatWasWrittenIsLost() throws InterruptedException {
        Probe slow = Probe.of("orders", context -> {
            context.time()
                    .await(
                            new CompletableFuture<>(),
                            context.time().nanoTime() + Duration.ofMinutes(3).toNanos());
            return Verdict.passed("all are there");
        });
        RestoreOperation operation = world.plan()
                .keepPresent(SafetySnapshot.required())
                .verify(slow)
                .verifyWithin(Duration.ofMinutes(5), Duration.ofMinutes(5))
                .confirm()
                .start();
        Timeline timeline = operation.await().timeline();
        Instant sent = timeline.submitted().truncatedTo(ChronoUnit.SECONDS);
        Instant ended = timeline.ended().truncatedTo(ChronoUnit.SECONDS);
        assertThat(ended).isAfterOrEqualTo(sent.plus(Duration.ofMinutes(3)));
        world.time().sleep(Duration.ofHours(2));

        assertThat(RestorePlan.undoing(operation).assess().findings())
                .filteredOn(finding -> finding.code().equals("undoing"))
                .singleElement()
                .satisfies(finding -> assertThat(finding.message())
                        .contains(
                                "takes back operation " + operation.id() + ", which ended as COMPLETED at " + ended,
                                "everything written since " + sent + " is lost",
                                "changesSince("));
    }

    @Test
    void anotherProcessCanDoItWithoutThePlan() {
        RestoreOperation operation = restored();

        RestoreOperation attached = world.again().operations().attach(operation.id());

        assertThat(RestorePlan.undoing(attached).confirm().execute().state()).isEqualTo(RestoreState.COMPLETED);
    }

    @Test
    void itIsDoneOnceHoweverOftenItIsAskedFor() {
        RestoreOperation operation = restored();
        RestoreResult first = RestorePlan.undoing(operation).confirm().execute();

        RestoreResult second = RestorePlan.undoing(operation).confirm().execute();

        assertThat(second.id()).isEqualTo(first.id());
        assertThat(world.script().submissions()).hasSize(2);
    }

    @Test
    void underAnotherNameItIsNotDoneOnceMore() {
        RestoreOperation operation = restored();
        RestoreResult first = RestorePlan.undoing(operation).confirm().execute();

        RestorePlan again = RestorePlan.undoing(operation).named("AGAIN");

        RestoreRejectedException rejected = catchThrowableOfType(RestoreRejectedException.class, again::confirm);
        assertThat(rejected.code()).isEqualTo("already-taken-back");
        assertThat(rejected).hasMessageContaining(first.id().value());
        assertThat(world.script().submissions()).hasSize(2);
    }

    @Test
    void anUndoThatDidNothingDoesNotStandInItsWay() {
        RestoreOperation operation = restored();
        world.script().answers(Script.refused("not-now"), Script.ACCEPTED);
        assertThat(catchThrowableOfType(
                        RestoreRejectedException.class,
                        () -> RestorePlan.undoing(operation).confirm().execute()))
                .isNotNull();

        RestoreResult undone =
                RestorePlan.undoing(operation).named("AGAIN").confirm().execute();

        assertThat(undone.state()).isEqualTo(RestoreState.COMPLETED);
    }

    @Test
    void whatHasNotEndedIsNotTakenBack() throws InterruptedException {
        world.script().looks(Script.RESTORING);
        RestoreOperation operation =
                world.plan().keepPresent(SafetySnapshot.required()).confirm().start();
        world.time().sleep(Duration.ofMinutes(1));

        assertThat(catchThrowableOfType(RestoreRejectedException.class, () -> RestorePlan.undoing(operation))
                        .code())
                .isEqualTo("not-ended");
    }

    @Test
    void whatHasNoSafetySnapshotIsNotTakenBack() {
        RestoreOperation operation = world.plan().confirm().start();
        operation.await();

        assertThat(catchThrowableOfType(RestoreRejectedException.class, () -> RestorePlan.undoing(operation))
                        .code())
                .isEqualTo("no-safety-snapshot");
    }

    @Test
    void aSafetySnapshotThatWasNeverCompleteIsNone() throws InterruptedException {
        world.script().keptBy(new Keeper().whenLookedAt(() -> Optional.of(Keeper.kept(Condition.PENDING))));
        RestoreOperation operation =
                world.plan().keepPresent(SafetySnapshot.required()).confirm().start();
        world.time().sleep(Duration.ofMinutes(1));
        operation.cancel();
        assertThat(catchThrowableOfType(RestoreCancelledException.class, operation::await))
                .isNotNull();

        assertThat(catchThrowableOfType(RestoreRejectedException.class, () -> RestorePlan.undoing(operation))
                        .code())
                .isEqualTo("no-safety-snapshot");
    }

    @Test
    void aSurveyThatCannotLookIsAWarning() {
        assertThat(world.plan()
                        .survey(() -> {
                            throw new java.io.IOException("no route");
                        })
                        .survey(() -> java.util.List.of(Finding.warning("found", "1,204 orders since")))
                        .assess()
                        .findings())
                .extracting(Finding::code)
                .containsExactly("survey-failed", "found");
    }

    private RestoreOperation restored() {
        RestoreOperation operation =
                world.plan().keepPresent(SafetySnapshot.required()).confirm().start();
        operation.await();
        world.script().looks(Script.RESTORING, Script.RUNNING);
        return operation;
    }
}
