package dev.restore4j;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.restore4j.error.OutcomeUnknownException;
import dev.restore4j.error.RestoreException;
import dev.restore4j.error.RestoreFailedException;
import dev.restore4j.error.RestoreRejectedException;
import dev.restore4j.fixture.ManualTime;
import dev.restore4j.fixture.Mark;
import dev.restore4j.fixture.Probe;
import dev.restore4j.fixture.Script;
import dev.restore4j.fixture.World;
import dev.restore4j.operation.Actor;
import dev.restore4j.operation.Attestation;
import dev.restore4j.operation.Ending;
import dev.restore4j.operation.Finding;
import dev.restore4j.operation.OperationId;
import dev.restore4j.operation.Overwritten;
import dev.restore4j.operation.Proof;
import dev.restore4j.operation.RestoreResult;
import dev.restore4j.operation.RestoreState;
import dev.restore4j.spi.Evidence;
import dev.restore4j.spi.Observation.Condition;
import dev.restore4j.spi.TargetView.Exposure;
import dev.restore4j.verify.Marker.Sighting;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A mark in the present data settles what a status cannot tell. */
class MarkerTest {

    private final World world = new World();
    private final Mark mark = new Mark();

    MarkerTest() {
        world.script().looks(Script.RESTORING, Script.RUNNING);
    }

    @Test
    void itIsPlacedAfterTheCheckAndBeforeTheRequest() {
        world.script().whenSubmitted(() -> {
            assertThat(mark.calls()).containsExactly("remove", "place");
            assertThat(world.script().checked()).isEqualTo(2);
            mark.isSeen(Sighting.GONE);
            return Script.ACCEPTED;
        });

        RestoreResult result = run();

        assertThat(result.proof()).contains(Proof.MARKER_GONE);
        assertThat(world.journal().types(result.id()))
                .containsExactly(
                        "confirmed", "noted", "noted", "noted", "submitting", "accepted", "change-seen", "completed");
    }

    @Test
    void whereItCannotBePlacedNothingIsSentAndWhatWasBegunIsRemoved() {
        mark.whenPlaced(() -> {
            throw new IllegalStateException("read-only");
        });

        RestoreRejectedException refused = catchThrowableOfType(RestoreRejectedException.class, this::run);

        assertThat(refused.code()).isEqualTo("marker-not-placed");
        assertThat(refused).hasMessageContaining("read-only");
        assertThat(world.script().submissions()).isEmpty();
        assertThat(mark.calls()).containsExactly("remove", "place", "remove");
        assertThat(refused.result().orElseThrow().warnings()).isEmpty();
    }

    @Test
    void placingItHasItsTime() {
        mark.whenPlaced(this::hang);

        assertThat(catchThrowableOfType(RestoreRejectedException.class, this::run)
                        .code())
                .isEqualTo("marker-not-placed");

        assertThat(world.time().now()).isEqualTo(ManualTime.START.plusSeconds(20));
        assertThat(world.script().submissions()).isEmpty();
    }

    @Test
    void whereCheckingAndPlacingTookTooLongBothAreDoneAgainBeforeAnythingIsSent() {
        world.script()
                .whenChecked(
                        () -> Script.preflight("Production"),
                        () -> {
                            world.time().jump(ofSeconds(20));
                            return Script.preflight("Production");
                        },
                        () -> Script.preflight("Production"));
        mark.whenPlaced(
                () -> {
                    world.time().jump(ofSeconds(15));
                    return true;
                },
                () -> true);
        replacedWhenSent();

        RestoreResult result = run();

        assertThat(world.script().checked()).isEqualTo(3);
        assertThat(mark.calls()).startsWith("remove", "place", "remove", "place");
        assertThat(world.journal().types(result.id())).doesNotContain("not-taken-over");
    }

    @Test
    void aLostAnswerIsSettledAsSoonAsItIsGone() {
        world.script().looks(Script.RUNNING).whenSubmitted(() -> {
            mark.isSeen(Sighting.GONE);
            return Script.LOST;
        });

        RestoreResult result = run();

        assertThat(result.proof()).contains(Proof.MARKER_GONE);
        assertThat(result.overwritten()).isEqualTo(Overwritten.YES);
        assertThat(world.time().now()).isBefore(ManualTime.START.plusSeconds(10));
    }

    @Test
    void aRunningThatIsStaleIsNotTakenForTheEnd() {
        world.script().whenLookedAt(() -> Script.RESTORING, () -> Script.RUNNING, () -> Script.RUNNING, () -> {
            mark.isSeen(world.time().now().isAfter(ManualTime.START.plusSeconds(60)) ? Sighting.GONE : Sighting.THERE);
            return Script.RUNNING;
        });

        RestoreResult result = run();

        assertThat(result.proof()).contains(Proof.MARKER_GONE);
        assertThat(world.time().now()).isAfter(ManualTime.START.plusSeconds(60));
    }

    @Test
    void dataThatCannotBeReadYetIsWaitedForToo() {
        world.script().whenLookedAt(() -> Script.RESTORING, () -> {
            mark.isSeen(
                    world.time().now().isAfter(ManualTime.START.plusSeconds(60)) ? Sighting.GONE : Sighting.UNREADABLE);
            return Script.RUNNING;
        });

        assertThat(run().proof()).contains(Proof.MARKER_GONE);
    }

    @Test
    void whereDataCannotBeReadAtAllTheStatusDecides() {
        world.script().whenLookedAt(() -> Script.RESTORING, () -> {
            mark.isSeen(Sighting.UNREADABLE);
            return Script.RUNNING;
        });

        RestoreResult result = run();

        assertThat(result.proof()).contains(Proof.ACCEPTED_AND_SEEN);
        assertThat(world.time().now()).isAfter(ManualTime.START.plusSeconds(90));
    }

    @Test
    void whereItIsStillThereTheOutcomeIsUnknownWhateverWasAnswered() {
        world.script().looks(Script.RESTORING, Script.RUNNING);

        OutcomeUnknownException unknown = catchThrowableOfType(OutcomeUnknownException.class, this::run);

        assertThat(unknown.result().orElseThrow().ending().code()).isEqualTo("marker-still-there");
        assertThat(world.script().submissions()).hasSize(1);
        assertThat(mark.calls()).as("it settles this later").endsWith("look");
    }

    @Test
    void aLaterLookThatFindsItGoneSettlesThat() {
        OperationId id = leaveUnknown();
        mark.isSeen(Sighting.GONE);

        RestoreResult result = plan(world.again()).confirm().execute();

        assertThat(result.id()).isEqualTo(id);
        assertThat(result.proof()).contains(Proof.MARKER_GONE);
    }

    @Test
    void whoeverCannotLookForItTakesNoStatusForTheEnd() {
        assertThat(catchThrowableOfType(OutcomeUnknownException.class, this::run))
                .isNotNull();
        OperationId id = world.operations().named("INC-1").orElseThrow().id();

        OutcomeUnknownException unknown = catchThrowableOfType(
                OutcomeUnknownException.class,
                () -> world.again().operations().attach(id).await());

        assertThat(unknown.result().orElseThrow().ending().code()).isEqualTo("marker-still-there");
        assertThat(world.journal().types(id)).as("it was seen changing").contains("change-seen");
    }

    @Test
    void itIsLookedForNowAndThenOnly() {
        leaveUnknown();

        assertThat(mark.calls().stream().filter("look"::equals).count()).isBetween(9L, 12L);
    }

    @Test
    void itIsRemovedWhereTheRequestWasRefused() {
        world.script().answers(Script.refused("no"));

        RestoreRejectedException refused = catchThrowableOfType(RestoreRejectedException.class, this::run);

        assertThat(refused.code()).isEqualTo("no");
        assertThat(mark.calls()).containsExactly("remove", "place", "remove");
        assertThat(refused.result().orElseThrow().warnings()).isEmpty();
    }

    @Test
    void whereItCannotBeRemovedTheResultSaysSoNowAndLater() {
        world.script().answers(Script.refused("no"));
        mark.whenRemoved(() -> true, this::hang);

        RestoreException refused = catchThrowableOfType(RestoreException.class, this::run);

        assertThat(codes(refused.result().orElseThrow())).containsExactly("marker-left");
        assertThat(codes(recorded(refused.operationId().orElseThrow()))).containsExactly("marker-left");
    }

    @Test
    void whereLoadingFailedTheResultSaysThatItMayBeThere() {
        world.script().looks(Script.RESTORING, Script.seen(Condition.FAILED, Evidence.NONE, "loading failed"));

        RestoreFailedException failed = catchThrowableOfType(RestoreFailedException.class, this::run);

        assertThat(codes(failed.result().orElseThrow())).containsExactly("marker-left");
    }

    @Test
    void itIsLeftWhereTheRestoreTookPlace() {
        replacedWhenSent();

        plan(world)
                .verify(Probe.passing("orders"))
                .afterVerified(aftermath -> mark.isSeen(Sighting.GONE))
                .confirm()
                .execute();

        assertThat(mark.calls()).containsExactly("remove", "place", "look");
    }

    @Test
    void eachAttemptHasItsOwn() {
        world.script().whenSubmitted(() -> Script.notTakenOver(Ending.Kind.UNAVAILABLE, ofSeconds(5)), () -> {
            mark.isSeen(Sighting.GONE);
            return Script.ACCEPTED;
        });

        run();

        assertThat(mark.calls()).startsWith("remove", "place", "remove", "place");
    }

    @Test
    void oneThatWasNotPlacedForThisRequestProvesNothing() {
        world.journal().afterAppend(entry -> {
            if (entry.value("key").orElse("").equals("marking")) {
                world.close(); // it dies before the mark is committed
            }
        });
        assertThat(catchThrowableOfType(RestoreException.class, this::run)).isNotNull();
        world.journal().afterAppend(entry -> {});
        world.script().answers(Script.LOST).looks(Script.RUNNING);
        World unmarked = world.again(); // the same program, whose marker was taken out
        OutcomeUnknownException lost = catchThrowableOfType(
                OutcomeUnknownException.class,
                () -> unmarked.plan().named("INC-1").confirm().execute());
        assertThat(lost).isNotNull();

        assertThat(catchThrowableOfType(
                        OutcomeUnknownException.class,
                        () -> plan(world.again()).confirm().execute()))
                .isNotNull();

        assertThat(mark.calls()).doesNotContain("look");
    }

    @Test
    void whatAPersonSettlesAsNotOverwrittenIsUnmarkedWhereThereIsAMarker() {
        OperationId id = leaveUnknown();
        RestoreOperation operation = plan(world.again()).confirm().start();

        RestoreOperation settled = operation.settle(notOverwritten());

        RestoreException rejected = catchThrowableOfType(RestoreException.class, settled::await);
        assertThat(rejected.operationId()).contains(id);
        assertThat(rejected.state()).isEqualTo(RestoreState.REJECTED);
        assertThat(mark.calls()).endsWith("remove");
        assertThat(recorded(id).warnings()).isEmpty();
    }

    @Test
    void withoutAMarkerItIsSettledAllTheSameAndTheResultSaysWhatIsLeft() {
        OperationId id = leaveUnknown();

        RestoreOperation settled = world.again().operations().attach(id).settle(notOverwritten());

        assertThat(catchThrowableOfType(RestoreException.class, settled::await).state())
                .isEqualTo(RestoreState.REJECTED);
        assertThat(codes(recorded(id))).containsExactly("marker-left");
    }

    @Test
    void aNewTargetHasNoDataToMarkAndTheAssessmentSaysSo() {
        world.script().whenChecked(() -> Script.preflight("New", Exposure.NEW));

        Assessment assessment = plan(world).assess();
        assessment.confirm().execute();

        assertThat(assessment.findings()).extracting(Finding::code).containsExactly("nothing-to-mark");
        assertThat(mark.calls()).isEmpty();
    }

    private OperationId leaveUnknown() {
        world.script().looks(Script.RUNNING);
        OutcomeUnknownException unknown = catchThrowableOfType(OutcomeUnknownException.class, this::run);
        return unknown.operationId().orElseThrow();
    }

    private void replacedWhenSent() {
        world.script().whenSubmitted(() -> {
            mark.isSeen(Sighting.GONE);
            return Script.ACCEPTED;
        });
    }

    private boolean hang() throws InterruptedException {
        return world.time().await(new CompletableFuture<>(), Long.MAX_VALUE / 2);
    }

    private static Attestation notOverwritten() {
        return Attestation.notOverwritten(Actor.named("ann"), "the old orders are there");
    }

    private RestoreResult recorded(OperationId id) {
        return world.operations().find(id).orElseThrow().result().orElseThrow();
    }

    private static List<String> codes(RestoreResult result) {
        return result.warnings().stream().map(Finding::code).toList();
    }

    private RestoreResult run() {
        return plan(world).confirm().execute();
    }

    private RestorePlan plan(World where) {
        return where.plan().named("INC-1").markedBy(mark).waitAtMost(ofMinutes(60));
    }
}
