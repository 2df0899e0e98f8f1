package dev.restore4j;

import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.restore4j.error.AccessException;
import dev.restore4j.error.RestoreRejectedException;
import dev.restore4j.error.UnavailableException;
import dev.restore4j.error.VerificationFailedException;
import dev.restore4j.error.WaitInterruptedException;
import dev.restore4j.fixture.Keeper;
import dev.restore4j.fixture.ManualTime;
import dev.restore4j.fixture.Mark;
import dev.restore4j.fixture.Probe;
import dev.restore4j.fixture.Script;
import dev.restore4j.fixture.World;
import dev.restore4j.operation.Finding;
import dev.restore4j.operation.Overwritten;
import dev.restore4j.operation.RestoreResult;
import dev.restore4j.operation.RestoreState;
import dev.restore4j.operation.SafetySnapshot;
import dev.restore4j.report.RestoreReport;
import dev.restore4j.spi.Disposal.Disposed;
import dev.restore4j.spi.Evidence;
import dev.restore4j.spi.Observation;
import dev.restore4j.spi.Observation.Condition;
import dev.restore4j.spi.SubmissionAnswer.Accepted;
import dev.restore4j.spi.TargetView.Exposure;
import dev.restore4j.verify.Verdict;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The same source and checks over a test instance, which is deleted afterwards. */
class RehearsalTest {

    private static final String CREATED = "22222222";

    private final World world = new World();

    RehearsalTest() {
        world.script()
                .whenChecked(() -> Script.preflight("Drill", Exposure.NEW))
                .answers(new Accepted("creating", CREATED, null))
                .looks(
                        new Observation(Condition.BUSY, Evidence.RESTORE, "creating", CREATED, null),
                        new Observation(Condition.READY, Evidence.RESTORE, "running", CREATED, null));
    }

    @Test
    void theNewInstanceIsDeletedOnceItsDataWasLookedAt() {
        Probe probe = Probe.of("check", context -> {
            assertThat(context.target()).isEqualTo(CREATED);
            assertThat(world.script().deleted()).isEmpty();
            return Verdict.passed("");
        });

        RestoreResult result = rehearsal(world, probe).confirm().execute();

        assertThat(result.isVerified()).isTrue();
        assertThat(result.overwritten()).isEqualTo(Overwritten.NO);
        assertThat(result.createdInstance()).contains(CREATED);
        assertThat(world.script().deleted()).containsExactly(CREATED);
    }

    @Test
    void theResultSaysThatItIsDeleted() {
        RestoreResult result =
                rehearsal(world, Probe.passing("check")).confirm().execute();

        assertThat(result.isRehearsal()).isTrue();
        assertThat(result.isCreatedInstanceDeleted()).isTrue();
        assertThat(RestoreReport.of(recorded(result)).toText())
                .containsPattern("Created instance +22222222\n +Which was +deleted again")
                .contains("The rehearsal went well")
                .doesNotContain("Release traffic", "Delete instance");
    }

    @Test
    void theResultSaysThatItIsNot() {
        RestoreResult kept = rehearsal(world, Probe.passing("check"))
                .keepInstance()
                .confirm()
                .execute();

        assertThat(kept.isRehearsal()).isTrue();
        assertThat(kept.isCreatedInstanceDeleted()).isFalse();
        assertThat(RestoreReport.of(recorded(kept)).toText())
                .contains("not deleted: it costs money")
                .containsPattern("1 +Delete instance 22222222")
                .doesNotContain("Release traffic");
    }

    @Test
    void aSecondNightIsToldThatNothingIsDone() {
        RestoreResult first = rehearsal(world, Probe.passing("check")).confirm().execute();

        Assessment second = rehearsal(world, Probe.passing("check")).assess();

        assertThat(second.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo("rehearsed-before");
            assertThat(finding.message()).contains(first.id().value(), "NOTHING IS RESTORED");
        });
        assertThat(second.toString()).contains("rehearsed-before");
        assertThat(second.confirm().execute().id()).isEqualTo(first.id());
        Assessment named = rehearsal(world, Probe.passing("check"))
                .named("drill of 2026-03-02")
                .assess();
        assertThat(named.findings()).isEmpty();
        assertThat(named.continues()).isEmpty();
    }

    private RestoreResult recorded(RestoreResult result) {
        return world.operations().find(result.id()).orElseThrow().result().orElseThrow();
    }

    @Test
    void itIsDeletedWithoutChecksToo() {
        elsewhere(world).rehearsal(world.target()).confirm().execute();

        assertThat(world.script().deleted()).containsExactly(CREATED);
    }

    @Test
    void itIsDeletedWhereACheckFailsToo() {
        assertThat(catchThrowableOfType(
                        VerificationFailedException.class,
                        () -> rehearsal(world, Probe.failing("check")).confirm().execute()))
                .isNotNull();

        assertThat(world.script().deleted()).containsExactly(CREATED);
    }

    @Test
    void itIsKeptWhereThePlanSaysSo() {
        rehearsal(world, Probe.passing("check")).keepInstance().confirm().execute();

        assertThat(world.script().deleted()).isEmpty();
    }

    @Test
    void aTestInstanceThatWasThereBeforeIsNotDeleted() {
        world.script()
                .whenChecked(() -> Script.preflight("Staging"))
                .answers(Script.ACCEPTED)
                .looks(Script.RESTORING, Script.RUNNING);

        rehearsal(world, Probe.passing("check")).confirm().execute();

        assertThat(world.script().deleted()).isEmpty();
    }

    @Test
    void itIsDeletedAfterACrashToo() {
        for (String last : new String[] {"accepted", "verifying", "concluding"}) {
            World here = new RehearsalTest().world;
            here.journal().afterAppend(entry -> {
                if (entry.type().equals(last)) {
                    here.close();
                }
            });
            assertThat(catchThrowableOfType(
                            WaitInterruptedException.class,
                            () -> rehearsal(here, Probe.passing("check"))
                                    .confirm()
                                    .execute()))
                    .as(last)
                    .isNotNull();
            assertThat(here.script().deleted()).isEmpty();
            here.journal().afterAppend(entry -> {});

            RestoreResult result =
                    rehearsal(here.again(), Probe.passing("check")).confirm().execute();

            assertThat(result.isVerified()).as(last).isTrue();
            assertThat(here.script().deleted()).as(last).containsExactly(CREATED);
        }
    }

    @Test
    void deletingIsTriedAgainUntilItIsGone() {
        world.script()
                .whenDeleted(
                        () -> Disposed.NOT_YET,
                        () -> {
                            throw new UnavailableException("gateway", (Duration) null, null);
                        },
                        () -> Disposed.GONE);

        RestoreResult result =
                rehearsal(world, Probe.passing("check")).confirm().execute();

        assertThat(world.script().deleted()).hasSize(3);
        assertThat(result.warnings()).isEmpty();
    }

    @Test
    void oneThatCannotBeDeletedIsToldNowAndLater() {
        world.script().whenDeleted(() -> {
            throw new AccessException("not allowed", null, null, null);
        });

        RestoreResult result =
                rehearsal(world, Probe.passing("check")).confirm().execute();

        assertThat(result.state()).isEqualTo(RestoreState.COMPLETED);
        assertThat(result.warnings()).singleElement().satisfies(warning -> {
            assertThat(warning.code()).isEqualTo("leftover");
            assertThat(warning.message()).contains(CREATED, "not allowed", "costs money");
        });
        assertThat(world.operations()
                        .find(result.id())
                        .orElseThrow()
                        .result()
                        .orElseThrow()
                        .warnings())
                .extracting(Finding::code)
                .containsExactly("leftover");
        assertThat(world.time().now()).isAfter(ManualTime.START.plus(ofMinutes(15)));
    }

    @Test
    void oneWhoseDeletionIsRefusedForGoodIsToldAtOnce() {
        world.script().whenDeleted(() -> {
            throw new RestoreRejectedException("not-created-by-operation", "It was renamed.", null, null);
        });

        RestoreResult result =
                rehearsal(world, Probe.passing("check")).confirm().execute();

        assertThat(result.warnings()).extracting(Finding::code).containsExactly("leftover");
        assertThat(world.script().deleted()).hasSize(1);
    }

    @Test
    void whatIsForTheRealTargetIsLeftOut() {
        Keeper keeper = new Keeper();
        Mark mark = new Mark();
        world.script().keptBy(keeper);

        Assessment assessment = elsewhere(world)
                .named("INC-1")
                .keepPresent(SafetySnapshot.required())
                .orRollBack()
                .markedBy(mark)
                .survey(() -> java.util.List.of(Finding.warning("found", "something")))
                .afterRestore(aftermath -> world.script().whenDeleted(() -> Disposed.NOT_YET))
                .rehearsal(world.target())
                .assess();
        RestoreResult result = assessment.confirm().execute();

        assertThat(assessment.findings()).isEmpty();
        assertThat(result.name()).contains("INC-1-rehearsal");
        assertThat(keeper.asked()).isZero();
        assertThat(mark.calls()).isEmpty();
        assertThat(world.script().deleted()).hasSize(1);
    }

    private static RestorePlan rehearsal(World where, Probe probe) {
        return elsewhere(where).named("INC-1").verify(probe).rehearsal(where.target());
    }

    /** {@return a plan for the real target; a rehearsal of it goes elsewhere} */
    private static RestorePlan elsewhere(World where) {
        return where.planFor("test:22222222");
    }

    @Test
    void itDoesNotGoOverThePlansOwnTarget() {
        assertThatThrownBy(() -> world.plan().rehearsal(world.target()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the plan's own target");
    }
}
