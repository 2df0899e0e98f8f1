package dev.restore4j;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.restore4j.error.AccessException;
import dev.restore4j.error.OutcomeUnknownException;
import dev.restore4j.error.RestoreCancelledException;
import dev.restore4j.error.RestoreRejectedException;
import dev.restore4j.error.UnavailableException;
import dev.restore4j.error.WaitInterruptedException;
import dev.restore4j.fixture.Keeper;
import dev.restore4j.fixture.ManualTime;
import dev.restore4j.fixture.Script;
import dev.restore4j.fixture.World;
import dev.restore4j.journal.JournalEntry;
import dev.restore4j.journal.JournalEntry.Effect;
import dev.restore4j.operation.Cancellation;
import dev.restore4j.operation.Finding;
import dev.restore4j.operation.OperationId;
import dev.restore4j.operation.Overwritten;
import dev.restore4j.operation.RestoreResult;
import dev.restore4j.operation.RestoreState;
import dev.restore4j.operation.SafetySnapshot;
import dev.restore4j.spi.Safeguard.Begun;
import dev.restore4j.spi.Safeguard.Condition;
import dev.restore4j.spi.TargetView.Exposure;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the target has is kept before it is overwritten. */
class SafetySnapshotTest {

    private final World world = new World();
    private final Keeper keeper = new Keeper();

    SafetySnapshotTest() {
        world.script().keptBy(keeper).looks(Script.RESTORING, Script.RUNNING);
    }

    @Test
    void itIsAskedForOnceAndWaitedForBeforeAnythingIsSent() {
        keeper.whenLookedAt(Optional::empty, () -> Optional.of(Keeper.kept(Condition.PENDING)), () -> {
            assertThat(world.script().submissions()).isEmpty();
            return Optional.of(Keeper.kept(Condition.COMPLETE));
        });

        RestoreResult result = run(SafetySnapshot.required());

        assertThat(keeper.asked()).isEqualTo(1);
        assertThat(world.script().submissions()).containsExactly(result.id());
        assertThat(world.journal().types(result.id()))
                .startsWith("confirmed", "safeguarding", "safety-started", "safeguarded", "submitting");
        assertThat(result.warnings()).isEmpty();
    }

    @Test
    void theAssessmentSaysHowLongItIsKeptAndWhatTakesTheRestoreBack() {
        RestorePlan plan = world.plan().keepPresent(SafetySnapshot.within(Duration.ofMinutes(20)));
        keeper.keepsFor(Duration.ofDays(7));

        assertThat(plan.orRollBack().assess().toString())
                .contains(
                        "present:   kept by a safety snapshot, waited for up to 20 min",
                        "without it, it is overwritten nevertheless; Aura keeps it for about 7 d",
                        "rollback:  by itself, from the safety snapshot, if it fails or a check proves wrong data");
        assertThat(world.script().submissions())
                .as("before anything is confirmed")
                .isEmpty();
        assertThat(keeper.asked()).isZero();
        assertThat(plan.assess().toString()).doesNotContain("rollback:");
        assertThat(world.plan().assess().toString()).doesNotContain("present:", "rollback:");
    }

    @Test
    void nobodySaysHowLongItIsKeptWhoDoesNotKnow() {
        assertThat(world.plan().keepPresent(SafetySnapshot.required()).assess().toString())
                .contains("without it nothing is overwritten")
                .doesNotContain("keeps it for");
    }

    @Test
    void sourceAndTargetAreReadAgainAfterIt() {
        keeper.whenLookedAt(() -> {
            assertThat(world.script().checked()).as("for the assessment").isEqualTo(1);
            return Optional.of(Keeper.kept(Condition.COMPLETE));
        });

        run(SafetySnapshot.required());

        assertThat(world.script().checked()).isEqualTo(2);
    }

    @Test
    void whatChangedWhileItWasTakenIsNotOverwritten() {
        world.script().whenChecked(() -> Script.preflight("Production"), () -> Script.preflight("Renamed"));

        RestoreRejectedException refused = refused(SafetySnapshot.required());

        assertThat(refused.code()).isEqualTo("changed-since-assessment");
        assertThat(world.script().submissions()).isEmpty();
    }

    static Stream<Arguments> hindrances() {
        return Stream.of(
                Arguments.of("no-quota", keeperThat(keeper -> keeper.whenAsked(() -> Keeper.refused("no-quota")))),
                Arguments.of("safety-snapshot-late", keeperThat(keeper -> keeper.whenAsked(() -> Keeper.notNow(null)))),
                Arguments.of(
                        "safety-snapshot-late",
                        keeperThat(keeper -> keeper.whenLookedAt(() -> Optional.of(Keeper.kept(Condition.PENDING))))),
                Arguments.of("safety-snapshot-late", keeperThat(keeper -> keeper.whenLookedAt(Optional::empty))),
                Arguments.of(
                        "safety-snapshot-late",
                        keeperThat(keeper -> keeper.whenAsked(() -> {
                                    throw new UnavailableException("gateway", (Duration) null, null);
                                })
                                .whenSearched(() -> {
                                    throw new UnavailableException("gateway", (Duration) null, null);
                                }))),
                Arguments.of(
                        "safety-snapshot-failed",
                        keeperThat(keeper -> keeper.whenLookedAt(() -> Optional.of(Keeper.kept(Condition.FAILED))))),
                Arguments.of(
                        "safety-snapshot-refused",
                        keeperThat(
                                keeper -> keeper.whenSearched(Optional::empty).whenAsked(() -> {
                                    throw new AccessException("no permission", null, null, null);
                                }))));
    }

    private static Keeper keeperThat(java.util.function.UnaryOperator<Keeper> does) {
        return does.apply(new Keeper());
    }

    @ParameterizedTest
    @MethodSource("hindrances")
    void withoutOneNothingIsSentWhereThePlanSaysStop(String code, Keeper hindered) {
        world.script().keptBy(hindered);

        RestoreRejectedException refused =
                refused(SafetySnapshot.within(ofMinutes(3)).orStop());

        assertThat(refused.code()).isEqualTo(code);
        assertThat(refused.overwritten()).isEqualTo(Overwritten.NO);
        assertThat(refused).hasMessageContaining("Without it nothing is overwritten");
        assertThat(world.script().submissions()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("hindrances")
    void withoutOneItGoesOnAndSaysSoWhereThePlanSaysSo(String code, Keeper hindered) {
        world.script().keptBy(hindered);

        RestoreResult result = run(SafetySnapshot.within(ofMinutes(3)));

        assertThat(world.script().submissions()).hasSize(1);
        assertThat(result.warnings()).extracting(Finding::code).containsExactly("no-safety-snapshot");
        assertThat(world.journal().read(result.id()).orElseThrow().entries())
                .filteredOn(entry -> entry.type().equals("not-safeguarded"))
                .singleElement()
                .satisfies(entry -> assertThat(entry.value("code")).contains(code));
    }

    @Test
    void theWarningIsInTheRecordedResultToo() {
        keeper.whenAsked(() -> Keeper.refused("no-quota"));

        RestoreResult result = run(SafetySnapshot.within(ofMinutes(3)));

        assertThat(world.operations()
                        .find(result.id())
                        .orElseThrow()
                        .result()
                        .orElseThrow()
                        .warnings())
                .extracting(Finding::code)
                .containsExactly("no-safety-snapshot");
    }

    @Test
    void anotherOneUnderWayIsWaitedForAsLongAsAuraSays() {
        keeper.whenAsked(() -> Keeper.notNow(ofSeconds(100)), () -> new Begun.Started(Keeper.SNAPSHOT));

        run(SafetySnapshot.within(ofMinutes(3)));

        assertThat(keeper.asked()).isEqualTo(2);
        assertThat(world.time().now()).isAfter(ManualTime.START.plusSeconds(100));
    }

    @Test
    void aLostAnswerIsSettledByLookingForTheSnapshot() {
        keeper.whenAsked(() -> {
            keeper.whenSearched(() -> Optional.of(Keeper.kept(Condition.PENDING)));
            throw new UnavailableException("answer lost", (Duration) null, null);
        });

        RestoreResult result = run(SafetySnapshot.required());

        assertThat(keeper.asked()).isEqualTo(1);
        assertThat(result.warnings()).isEmpty();
    }

    @Test
    void aNewTargetHasNothingToKeepAndTheAssessmentSaysSo() {
        world.script().whenChecked(() -> Script.preflight("New", Exposure.NEW));

        Assessment assessment =
                world.plan().keepPresent(SafetySnapshot.required()).assess();

        assertThat(assessment.findings()).extracting(Finding::code).containsExactly("nothing-to-keep");
        assessment.confirm().execute();
        assertThat(keeper.asked()).isZero();
    }

    @Test
    void aTargetThatCannotBeKeptIsRefusedBeforeItIsConfirmed() {
        World other = new World();

        assertThat(other.plan().keepPresent(SafetySnapshot.required()).assess().blocking())
                .extracting(Finding::code)
                .containsExactly("no-safeguard");
    }

    @Test
    void theConfirmationIsValidForAsMuchLongerAsItMayTake() {
        keeper.whenLookedAt(() -> {
            world.time().jump(ofMinutes(30));
            return Optional.of(Keeper.kept(Condition.COMPLETE));
        });

        assertThat(run(SafetySnapshot.required()).state()).isEqualTo(RestoreState.COMPLETED);
        assertThat(world.plan()
                        .keepPresent(SafetySnapshot.required())
                        .named("a")
                        .assess()
                        .expiresAt())
                .isEqualTo(world.time().now().plus(ofMinutes(75)));
    }

    @Test
    void aRequestToCancelComesInTimeWhileItIsTaken() throws InterruptedException {
        keeper.whenLookedAt(() -> Optional.of(Keeper.kept(Condition.PENDING)));
        RestoreOperation operation =
                world.plan().keepPresent(SafetySnapshot.required()).confirm().start();
        while (operation.status().state() != RestoreState.SAFEGUARDING) {
            world.time().sleep(ofSeconds(1));
        }

        assertThat(operation.cancel()).isEqualTo(Cancellation.BEFORE_SUBMISSION);

        assertThat(catchThrowableOfType(RestoreCancelledException.class, operation::await))
                .isNotNull();
        assertThat(world.script().submissions()).isEmpty();
    }

    @Test
    void aClientThatIsClosedMeanwhileHasNotBeenRefusedASnapshot() {
        keeper.whenLookedAt(() -> {
            world.close();
            throw new WaitInterruptedException("The client was closed.", null, null, null);
        });
        RestoreOperation operation = world.plan()
                .named("INC-1")
                .keepPresent(SafetySnapshot.within(ofMinutes(3)))
                .confirm()
                .start();

        assertThat(catchThrowableOfType(WaitInterruptedException.class, operation::await)
                        .state())
                .isEqualTo(RestoreState.SAFEGUARDING);

        assertThat(world.journal().types(operation.id())).doesNotContain("not-safeguarded");
    }

    @Test
    void whatSomebodyElseSendsWhileItIsTakenIsNotSentHereToo() {
        keeper.whenLookedAt(
                () -> {
                    append("taken-over", Map.of("process", "1"));
                    append("submitting", Map.of("attempt", "1"));
                    return Optional.of(Keeper.kept(Condition.PENDING));
                },
                () -> Optional.of(Keeper.kept(Condition.COMPLETE)));
        world.script().looks(Script.RUNNING);

        assertThat(catchThrowableOfType(OutcomeUnknownException.class, () -> run(SafetySnapshot.required())))
                .isNotNull();

        assertThat(world.script().submissions()).isEmpty();
    }

    @Test
    void norIsWhatSomebodyElseSendsWhileNothingCanBeRead() {
        world.script()
                .whenChecked(
                        () -> Script.preflight("Production"),
                        () -> {
                            append("taken-over", Map.of("process", "1"));
                            append("submitting", Map.of("attempt", "1"));
                            throw new UnavailableException("gateway", (Duration) null, null);
                        },
                        () -> Script.preflight("Production"));
        world.script().looks(Script.RUNNING);

        assertThat(catchThrowableOfType(
                        OutcomeUnknownException.class,
                        () -> world.plan().confirm().execute()))
                .isNotNull();

        assertThat(world.script().submissions()).isEmpty();
    }

    private void append(String type, Map<String, String> data) {
        OperationId id = world.operations().list().get(0).id();
        assertThat(world.journal()
                        .append(
                                id,
                                world.journal().read(id).orElseThrow().head(),
                                new JournalEntry(type, world.time().now(), Effect.CONTINUES, data)))
                .isPresent();
    }

    private RestoreResult run(SafetySnapshot safety) {
        return world.plan().keepPresent(safety).confirm().execute();
    }

    private RestoreRejectedException refused(SafetySnapshot safety) {
        return catchThrowableOfType(RestoreRejectedException.class, () -> run(safety));
    }
}
