package dev.restore4j;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.restore4j.error.RestoreFailedException;
import dev.restore4j.error.RestoreRejectedException;
import dev.restore4j.error.VerificationFailedException;
import dev.restore4j.event.Aftermath;
import dev.restore4j.event.RestoreHook;
import dev.restore4j.fixture.ManualTime;
import dev.restore4j.fixture.Probe;
import dev.restore4j.fixture.Script;
import dev.restore4j.fixture.World;
import dev.restore4j.operation.Finding;
import dev.restore4j.operation.ReplayWindow;
import dev.restore4j.operation.RestoreResult;
import dev.restore4j.operation.RestoreState;
import dev.restore4j.spi.Evidence;
import dev.restore4j.spi.Observation.Condition;
import dev.restore4j.verify.Verdict;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** The program's own steps that follow a restore. */
class StepsTest {

    private final World world = new World();
    private final List<String> told = new CopyOnWriteArrayList<>();
    private final List<Aftermath> aftermaths = new CopyOnWriteArrayList<>();

    StepsTest() {
        world.script().looks(Script.RESTORING, Script.RUNNING);
    }

    @Test
    void theyFollowInTheirOrderWhereAllIsWell() {
        RestoreResult result = all().verify(Probe.of("check", context -> {
                    told.add("check");
                    return Verdict.passed("");
                }))
                .confirm()
                .execute();

        assertThat(told).containsExactly("restored 1", "restored 2", "check", "verified");
        assertThat(result.warnings()).isEmpty();
        assertThat(result.isVerified()).isTrue();
    }

    @Test
    void whatIsNotVerifiedReleasesNothing() {
        all().verify(Probe.helpless("check")).confirm().execute();

        assertThat(told).containsExactly("restored 1", "restored 2");
    }

    @Test
    void withoutChecksNothingIsVerifiedEither() {
        all().confirm().execute();

        assertThat(told).containsExactly("restored 1", "restored 2");
    }

    @Test
    void afterAFailedCheckThoseForThatFollow() {
        assertThat(catchThrowableOfType(
                        VerificationFailedException.class,
                        () -> all().verify(Probe.failing("check")).confirm().execute()))
                .isNotNull();

        assertThat(told).containsExactly("restored 1", "restored 2", "failed");
    }

    @Test
    void afterAFailedRestoreThoseForThatFollowAlone() {
        world.script().looks(Script.RESTORING, Script.seen(Condition.FAILED, Evidence.NONE, "loading failed"));

        assertThat(catchThrowableOfType(
                        RestoreFailedException.class,
                        () -> all().verify(Probe.passing("check")).confirm().execute()))
                .isNotNull();

        assertThat(told).containsExactly("failed");
        assertThat(aftermaths.get(0).result().state()).isEqualTo(RestoreState.FAILED);
    }

    @Test
    void noneFollowWhereNothingWasDone() {
        world.script().answers(Script.refused("no"));

        assertThat(catchThrowableOfType(
                        RestoreRejectedException.class, () -> all().confirm().execute()))
                .isNotNull();

        assertThat(told).isEmpty();
    }

    @Test
    void aStepIsToldWhatIsKnownAndWhatMustBeReplayed() {
        all().verify(Probe.passing("check")).confirm().execute();

        assertThat(aftermaths.get(0).result().state()).isEqualTo(RestoreState.VERIFYING);
        assertThat(aftermaths.get(2).result().isVerified()).isTrue();
        assertThat(aftermaths)
                .extracting(Aftermath::replay)
                .containsOnly(Optional.of(new ReplayWindow(Script.RESTORE_POINT, ManualTime.START)));
    }

    @Test
    void oneThatThrowsIsToldAndHarmsNothing() {
        RestoreResult result = all().afterRestore(aftermath -> {
                    throw new java.io.IOException("cache is down");
                })
                .verify(Probe.passing("check"))
                .confirm()
                .execute();

        assertThat(told).containsExactly("restored 1", "restored 2", "verified");
        assertThat(result.isVerified()).isTrue();
        assertThat(result.warnings()).singleElement().satisfies(warning -> {
            assertThat(warning.code()).isEqualTo("hook-failed");
            assertThat(warning.message()).contains("after-restore.3", "cache is down");
        });
    }

    @Test
    void oneThatNeverEndsIsLeftBehindAfterItsTime() {
        RestoreResult result = world.plan()
                .afterRestore(hanging())
                .afterRestore(step("restored"))
                .hooksWithin(ofSeconds(30))
                .confirm()
                .execute();

        assertThat(told).containsExactly("restored");
        assertThat(result.warnings()).extracting(Finding::code).containsExactly("hook-failed");
        assertThat(world.time().now()).isBetween(ManualTime.START.plusSeconds(30), ManualTime.START.plusSeconds(50));
    }

    @Test
    void itsTimeIsFiveMinutesUnlessSaidOtherwise() {
        world.plan().afterRestore(hanging()).confirm().execute();

        assertThat(world.time().now())
                .isBetween(
                        ManualTime.START.plus(ofMinutes(5)),
                        ManualTime.START.plus(ofMinutes(5)).plusSeconds(20));
    }

    @Test
    void howAStepWentIsInTheJournal() {
        RestoreResult result = all().verify(Probe.passing("check")).confirm().execute();

        assertThat(world.journal().read(result.id()).orElseThrow().entries())
                .filteredOn(entry -> entry.type().equals("noted"))
                .extracting(
                        entry -> entry.data().get("key") + " " + entry.data().get("text"))
                .containsExactly(
                        "hook.after-restore.1 done", "hook.after-restore.2 done", "hook.after-verified.1 done");
    }

    @Test
    void aClosedClientIsNotKeptWaitingByAStepThatNeverEnds() throws InterruptedException {
        RestoreOperation operation =
                world.plan().afterRestore(hanging()).confirm().start();
        while (operation.status().state() != RestoreState.VERIFYING) {
            world.time().sleep(ofSeconds(1));
        }
        world.time().sleep(ofSeconds(1));
        world.close();

        assertThat(catchThrowableOfType(
                                dev.restore4j.error.WaitInterruptedException.class,
                                () -> operation.await(ofSeconds(10)))
                        .state())
                .isEqualTo(RestoreState.VERIFYING);

        assertThat(world.journal().tryLease(World.TARGET)).as("it has let go").isPresent();
    }

    private RestoreHook hanging() {
        return aftermath -> world.time().await(new CompletableFuture<>(), Long.MAX_VALUE / 2);
    }

    private RestorePlan all() {
        return world.plan()
                .afterRestore(step("restored 1"))
                .afterRestore(step("restored 2"))
                .afterVerified(step("verified"))
                .afterFailed(step("failed"));
    }

    private RestoreHook step(String name) {
        return aftermath -> {
            told.add(name);
            aftermaths.add(aftermath);
        };
    }
}
