package dev.restore4j;

import static dev.restore4j.Rollbacks.failed;
import static dev.restore4j.Rollbacks.plan;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.restore4j.error.RestoreException;
import dev.restore4j.error.RestoreFailedException;
import dev.restore4j.error.RestoreRejectedException;
import dev.restore4j.error.UnavailableException;
import dev.restore4j.error.VerificationFailedException;
import dev.restore4j.error.WaitInterruptedException;
import dev.restore4j.fixture.Keeper;
import dev.restore4j.fixture.Probe;
import dev.restore4j.fixture.Script;
import dev.restore4j.fixture.World;
import dev.restore4j.operation.Finding;
import dev.restore4j.operation.OperationId;
import dev.restore4j.operation.RestoreReason;
import dev.restore4j.operation.RestoreResult;
import dev.restore4j.operation.RestoreState;
import dev.restore4j.operation.Rollback;
import dev.restore4j.operation.SafetySnapshot;
import dev.restore4j.spi.Evidence;
import dev.restore4j.spi.Observation.Condition;
import dev.restore4j.spi.Preflight;
import dev.restore4j.spi.TargetView;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** A restore is taken back by itself where the plan says so and there is positive evidence, once. */
class RollbackTest {

    private static final String KEPT =
            "What the target had before is in its safety snapshot " + Keeper.SNAPSHOT + ": RestorePlan.undoing";

    private final World world = new World();

    RollbackTest() {
        world.script().keptBy(new Keeper()).looks(Script.RESTORING, Script.RUNNING, Script.RESTORING, Script.RUNNING);
    }

    @Test
    void aCheckThatProvesWrongDataTakesItBackFromTheSafetySnapshot() {
        VerificationFailedException failed = failed(world, Probe.failing("orders"));

        RestoreResult back = failed.result().orElseThrow().rollback().orElseThrow();
        OperationId id = failed.operationId().orElseThrow();
        assertThat(back.state()).isEqualTo(RestoreState.COMPLETED);
        assertThat(back.name()).contains("rollback-of-" + id);
        assertThat(world.script().submissions()).containsExactly(id, back.id());
        assertThat(failed)
                .hasMessageContaining("It was taken back by operation " + back.id() + ": COMPLETED")
                .hasMessageNotContaining(KEPT);
        assertThat(source(back.id())).isEqualTo(World.TARGET + "/" + Keeper.SNAPSHOT);
    }

    @Test
    void soDoesARestoreThatFails() {
        world.script()
                .whenChecked(
                        () -> Script.preflight("Production"),
                        () -> Script.preflight("Production"),
                        RollbackTest::loadFailed)
                .looks(
                        Script.RESTORING,
                        Script.seen(Condition.FAILED, Evidence.NONE, "loading failed"),
                        Script.RESTORING,
                        Script.RUNNING);

        RestoreFailedException failed = catchThrowableOfType(
                RestoreFailedException.class,
                () -> plan(world, Probe.passing("a")).confirm().execute());

        assertThat(failed.result().orElseThrow().rollback().orElseThrow().state())
                .isEqualTo(RestoreState.COMPLETED);
        assertThat(world.script().submissions()).hasSize(2);
    }

    private static Preflight loadFailed() {
        Preflight plain = Script.preflight("Production");
        TargetView target = plain.target();
        return new Preflight(
                plain.source(),
                new TargetView(
                        target.name(), target.description(), target.fingerprint(), target.exposure(), Condition.FAILED),
                List.of());
    }

    @Test
    void aCheckThatCouldNotTellStartsNone() {
        RestoreResult result = plan(world, Probe.helpless("orders"), Probe.hanging("users"))
                .confirm()
                .execute();

        assertThat(result.rollback()).isEmpty();
        assertThat(world.script().submissions()).hasSize(1);
    }

    @Test
    void norDoesOneThatSpeaksOfTheServiceAndNotOfTheData() {
        VerificationFailedException failed =
                failed(world, Probe.failing("writable").ofService(), Probe.helpless("orders"));

        assertThat(failed.result().orElseThrow().rollback()).isEmpty();
        assertThat(world.script().submissions()).hasSize(1);
    }

    @Test
    void withoutTheRuleNothingIsTakenBack() {
        VerificationFailedException failed = catchThrowableOfType(
                VerificationFailedException.class,
                () -> world.plan()
                        .keepPresent(SafetySnapshot.required())
                        .verify(Probe.failing("orders"))
                        .confirm()
                        .execute());

        assertThat(failed.result().orElseThrow().rollback()).isEmpty();
        assertThat(world.script().submissions()).hasSize(1);
        assertThat(failed).hasMessageContaining(KEPT);
    }

    @Test
    void whatFailedNamesTheSafetySnapshotWhereNothingWasTakenBack() {
        world.script().looks(Script.RESTORING, Script.seen(Condition.FAILED, Evidence.NONE, "loading failed"));

        assertThat(catchThrowableOfType(
                        RestoreFailedException.class,
                        () -> world.plan()
                                .named("kept")
                                .keepPresent(SafetySnapshot.required())
                                .confirm()
                                .execute()))
                .hasMessageContaining(KEPT);
    }

    @Test
    void withoutASafetySnapshotItIsRefusedWhenItIsPlanned() {
        assertThat(catchThrowableOfType(
                                RestoreRejectedException.class,
                                () -> world.plan().orRollBack().assess())
                        .code())
                .isEqualTo("rollback-without-safety-snapshot");
        assertThat(world.script().checked()).isZero();
    }

    @Test
    void aSecurityIncidentIsNotTakenBackUnlessAskedForByName() {
        RestorePlan incident =
                plan(world, Probe.failing("orders")).because(RestoreReason.SECURITY_INCIDENT, "stolen credentials");

        assertThat(catchThrowableOfType(RestoreRejectedException.class, incident::assess)
                        .code())
                .isEqualTo("rollback-after-incident");
        RestorePlan asked = incident.orRollBack(Rollback.ON_WRONG_DATA_EVEN_AFTER_AN_INCIDENT);
        assertThat(catchThrowableOfType(
                                VerificationFailedException.class,
                                () -> asked.confirm().execute())
                        .result()
                        .orElseThrow()
                        .rollback())
                .isPresent();
    }

    @Test
    void withoutTheSnapshotThatWasToBeKeptNothingIsTakenBackAndTheResultSaysSo() {
        world.script().keptBy(new Keeper().whenAsked(() -> Keeper.refused("no-quota")));

        VerificationFailedException failed = catchThrowableOfType(
                VerificationFailedException.class,
                () -> plan(world, Probe.failing("orders"))
                        .keepPresent(SafetySnapshot.within(ofMinutes(3)))
                        .confirm()
                        .execute());

        assertThat(codes(failed)).containsExactlyInAnyOrder("not-taken-back", "no-safety-snapshot");
        assertThat(world.script().submissions()).hasSize(1);
    }

    @Test
    void twoWhoFollowStartOne() {
        RestoreOperation driving =
                plan(world, Probe.failing("orders")).named("INC-1").confirm().start();
        World other = world.again();
        RestoreOperation following =
                plan(other, Probe.passing("orders")).named("INC-1").confirm().start();

        RestoreResult one = backOf(driving);
        RestoreResult two = backOf(following);

        assertThat(following.id()).isEqualTo(driving.id());
        assertThat(two.id()).isEqualTo(one.id());
        assertThat(world.script().submissions()).containsExactly(driving.id(), one.id());
    }

    @Test
    void whoeverFollowsWithoutThePlanStartsItTooSinceTheJournalSaysSo() {
        OperationId id = endWithoutRollback();

        RestoreResult back = backOf(world.again().operations().attach(id));

        assertThat(back.state()).isEqualTo(RestoreState.COMPLETED);
        assertThat(world.script().submissions()).containsExactly(id, back.id());
    }

    @Test
    void aProgramThatIsStartedAgainWithinAQuarterOfAnHourTakesItBack() {
        OperationId id = endWithoutRollback();
        world.time().jump(ofMinutes(14));
        World other = world.again();

        VerificationFailedException failed = failed(other, Probe.passing("orders"));

        assertThat(failed.operationId()).contains(id);
        assertThat(failed.result().orElseThrow().rollback()).isPresent();
        assertThat(world.script().submissions()).hasSize(2);
    }

    @Test
    void laterNobodyButAPersonDecides() {
        endWithoutRollback();
        world.time().jump(ofMinutes(15));
        World other = world.again();

        VerificationFailedException failed = failed(other, Probe.passing("orders"));

        assertThat(failed.result().orElseThrow().rollback()).isEmpty();
        assertThat(codes(failed)).containsExactly("not-taken-back");
        assertThat(world.script().submissions()).hasSize(1);
    }

    @Test
    void oneThatWasBegunIsGoneOnWithHoweverLate() {
        world.script().looks(Script.RESTORING, Script.RUNNING, Script.RESTORING);
        RestoreOperation operation =
                plan(world, Probe.failing("orders")).named("INC-1").confirm().start();
        assertThat(catchThrowableOfType(RestoreException.class, () -> operation.await(ofMinutes(2))))
                .isNotNull();
        world.close();
        assertThat(catchThrowableOfType(VerificationFailedException.class, operation::await))
                .isNotNull();
        world.time().jump(ofMinutes(60));
        world.script().looks(Script.RUNNING);

        RestoreResult back = failed(world.again(), Probe.passing("orders"))
                .result()
                .orElseThrow()
                .rollback()
                .orElseThrow();

        assertThat(back.state()).isEqualTo(RestoreState.COMPLETED);
        assertThat(world.script().submissions()).hasSize(2);
    }

    @Test
    void oneThatWasRefusedIsBegunAgainWhileItIsPrompt() {
        world.script().answers(Script.ACCEPTED, Script.refused("ongoing-database-operation"), Script.ACCEPTED);

        VerificationFailedException failed = failed(world, Probe.failing("orders"));

        assertThat(failed.result().orElseThrow().rollback().orElseThrow().state())
                .isEqualTo(RestoreState.COMPLETED);
        assertThat(world.script().submissions()).hasSize(3).doesNotHaveDuplicates();
    }

    @Test
    void oneThatIsRefusedForGoodIsGivenUpAndNotBegunAgainLater() {
        world.script().answers(Script.ACCEPTED, Script.refused("no-way"));

        VerificationFailedException failed = failed(world, Probe.failing("orders"));
        assertThat(failed.result().orElseThrow().rollback().orElseThrow().state())
                .isEqualTo(RestoreState.REJECTED);
        int sent = world.script().submissions().size();
        assertThat(sent).isBetween(20, 32);
        world.time().jump(ofMinutes(16));
        failed(world.again(), Probe.passing("orders"));

        assertThat(world.script().submissions()).hasSize(sent);
    }

    @Test
    void whatSomebodyHasRestoredSinceIsNotOverwritten() {
        endWithoutRollback();
        world.script().looks(Script.RESTORING, Script.RUNNING);
        world.again().plan("test:11111111/s2").named("INC-2").confirm().execute();

        VerificationFailedException failed = failed(world.again(), Probe.passing("orders"));

        assertThat(failed.result().orElseThrow().rollback()).isEmpty();
        assertThat(codes(failed)).containsExactly("not-taken-back");
        assertThat(world.script().submissions()).hasSize(2);
    }

    @Test
    void whatStandsAgainstItNowIsWaitedFor() {
        world.script()
                .whenChecked(
                        () -> Script.preflight("Production"),
                        () -> Script.preflight("Production"),
                        () -> Script.preflight("Production", Finding.blocking("target-busy", "It is busy.")),
                        () -> {
                            throw new UnavailableException("gateway", (Duration) null, null);
                        },
                        () -> Script.preflight("Production"));

        assertThat(failed(world, Probe.failing("orders")).result().orElseThrow().rollback())
                .isPresent();
    }

    @Test
    void whatStandsAgainstItForAQuarterOfAnHourIsTold() {
        world.script()
                .whenChecked(
                        () -> Script.preflight("Production"),
                        () -> Script.preflight("Production"),
                        () -> Script.preflight("Production", Finding.blocking("target-busy", "It is busy.")));

        VerificationFailedException failed = failed(world, Probe.failing("orders"));

        assertThat(failed.result().orElseThrow().warnings()).singleElement().satisfies(warning -> {
            assertThat(warning.code()).isEqualTo("not-taken-back");
            assertThat(warning.message())
                    .contains("It is busy.", "decide whether to undo this restore")
                    .doesNotContain("RestorePlan");
        });
        assertThat(world.script().submissions()).hasSize(1);
    }

    @Test
    void theStepsForAFailureComeFirst() {
        List<Integer> submitted = new CopyOnWriteArrayList<>();
        RestoreOperation operation = plan(world, Probe.failing("orders"))
                .afterFailed(
                        aftermath -> submitted.add(world.script().submissions().size()))
                .confirm()
                .start();

        RestoreException failed = catchThrowableOfType(RestoreException.class, operation::await);

        assertThat(submitted).as("sent when the step ran, once").containsExactly(1);
        assertThat(codes(failed)).as("what the step found").isEmpty();
        assertThat(world.script().submissions()).hasSize(2);
    }

    private OperationId endWithoutRollback() {
        world.journal().afterAppend(entry -> {
            if (entry.type().equals("verification-failed")) {
                world.close();
            }
        });
        RestoreOperation operation =
                plan(world, Probe.failing("orders")).named("INC-1").confirm().start();
        RestoreException ended = catchThrowableOfType(RestoreException.class, operation::await);
        assertThat(ended).isNotInstanceOf(WaitInterruptedException.class);
        assertThat(ended.state()).isEqualTo(RestoreState.VERIFICATION_FAILED);
        assertThat(world.script().submissions()).hasSize(1);
        world.journal().afterAppend(entry -> {});
        world.script().looks(Script.RESTORING, Script.RUNNING);
        return operation.id();
    }

    private static RestoreResult backOf(RestoreOperation operation) {
        return catchThrowableOfType(VerificationFailedException.class, operation::await)
                .result()
                .orElseThrow()
                .rollback()
                .orElseThrow();
    }

    private static List<String> codes(RestoreException failed) {
        return failed.result().orElseThrow().warnings().stream()
                .map(Finding::code)
                .toList();
    }

    private String source(OperationId id) {
        return world.journal()
                .read(id)
                .orElseThrow()
                .entries()
                .get(0)
                .value("source.reference")
                .orElseThrow();
    }
}
