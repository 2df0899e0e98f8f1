package dev.restore4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.restore4j.error.AccessException;
import dev.restore4j.error.OutcomeUnknownException;
import dev.restore4j.error.RestoreCancelledException;
import dev.restore4j.error.RestoreRejectedException;
import dev.restore4j.fixture.Script;
import dev.restore4j.fixture.World;
import dev.restore4j.operation.Actor;
import dev.restore4j.operation.Attestation;
import dev.restore4j.operation.Cancellation;
import dev.restore4j.operation.Ending;
import dev.restore4j.operation.Finding;
import dev.restore4j.operation.OperationId;
import dev.restore4j.operation.RestoreResult;
import dev.restore4j.operation.RestoreState;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A name belongs to what was done under it. Where nothing was, it is free again; later, for a person only. */
class FreedNameTest {

    private static final Confirmation TYPED = Confirmation.typed("RESTORE", "Production");

    private final World world = new World();

    @Test
    void whatHadChangedIsConfirmedAgainUnderItsNameByAPerson() {
        OperationId rejected = rejectedBeforeSubmission();

        Assessment again = world.again().plan().named("INC-1").assess();
        assertRefusedToPrograms(again);
        RestoreResult result = again.confirm(TYPED).execute();

        assertThat(again.continues()).isEmpty();
        assertThat(again.findings())
                .filteredOn(finding -> finding.code().equals("confirm-in-person"))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.isBlocking()).isFalse();
                    assertThat(finding.message()).contains(rejected.value(), "REJECTED", "'Staging'");
                });
        assertThat(result.id()).isNotEqualTo(rejected);
        assertThat(result.state()).isEqualTo(RestoreState.COMPLETED);
        assertThat(world.script().submissions()).containsExactly(result.id());
        assertThat(world.operations().named("INC-1").orElseThrow().id()).isEqualTo(result.id());
    }

    @Test
    void fromThenOnTheNameBelongsToWhatWasSent() {
        rejectedBeforeSubmission();
        OperationId sent =
                world.plan().named("INC-1").assess().confirm(TYPED).execute().id();

        Assessment again = world.again().plan().named("INC-1").assess();

        assertThat(again.continues()).contains(sent);
        assertThat(again.confirm().execute().id()).isEqualTo(sent);
        assertThat(world.script().submissions()).containsExactly(sent);
    }

    @Test
    void whatWasCancelledIsConfirmedAgainUnderItsNameByAPerson() {
        RestoreOperation left = leaveConfirmed();
        left.cancel();
        assertThatThrownBy(() -> world.operations().attach(left.id()).await())
                .isInstanceOf(RestoreCancelledException.class);
        assertThat(world.operations().named("INC-1").orElseThrow().state()).isEqualTo(RestoreState.CANCELLED);

        Assessment again = world.again().plan().named("INC-1").assess();
        assertRefusedToPrograms(again);
        RestoreResult result = again.confirm(TYPED).execute();

        assertThat(world.script().submissions()).containsExactly(result.id()).doesNotContain(left.id());
    }

    @Test
    void whatExpiredIsConfirmedAgainByAPersonHoweverOftenTheProgramIsStarted() {
        RestoreOperation left = leaveConfirmed();
        world.time().jump(Duration.ofHours(60));
        RestoreRejectedException expired = catchThrowableOfType(
                RestoreRejectedException.class,
                () -> world.again().plan().named("INC-1").confirm().execute());
        assertThat(expired.operationId()).contains(left.id());
        assertThat(world.script().submissions()).isEmpty();

        Assessment again = world.again().plan().named("INC-1").assess();
        assertRefusedToPrograms(again);
        assertRefusedToPrograms(world.again().plan().named("INC-1").assess());
        RestoreResult result = again.confirm(TYPED).execute();

        assertThat(world.script().submissions()).containsExactly(result.id());
    }

    @Test
    void anUnnamedPlanThatExpiredIsConfirmedAgainByAPersonOnly() {
        leaveConfirmed(world.plan());
        world.time().jump(Duration.ofHours(60));
        assertThatThrownBy(() -> world.again().plan().confirm().execute())
                .isInstanceOfSatisfying(
                        RestoreRejectedException.class,
                        e -> assertThat(e.code()).isEqualTo("confirmation-expired"));

        Assessment again = world.again().plan().assess();
        assertRefusedToPrograms(again);
        again.confirm(TYPED).execute();

        assertThat(world.script().submissions()).hasSize(1);
    }

    @Test
    void whatWasRefusedIsTriedAgainByAProgramWhileItsConfirmationIsValid() {
        world.script().answers(Script.refused("ongoing-database-operation"));
        assertThatThrownBy(() -> world.plan().named("INC-1").confirm().execute())
                .isInstanceOf(RestoreRejectedException.class);
        world.script().answers(Script.ACCEPTED);
        restoresAtOnce();

        Assessment again = world.again().plan().named("INC-1").assess();
        assertThat(again.findings()).extracting(Finding::code).containsExactly("tried-before");
        assertThat(again.needsTyping()).isFalse();
        assertThat(again.confirm().execute().state()).isEqualTo(RestoreState.COMPLETED);
        assertThat(world.script().submissions()).hasSize(2);
    }

    @Test
    void whatWasRefusedIsTriedAgainByAPersonLater() {
        world.script().answers(Script.refused("ongoing-database-operation"));
        assertThatThrownBy(() -> world.plan().named("INC-1").confirm().execute())
                .isInstanceOf(RestoreRejectedException.class);
        restoresAtOnce();
        world.time().jump(Duration.ofMinutes(16));

        assertRefusedToPrograms(world.again().plan().named("INC-1").assess());
    }

    @Test
    void aProgramThatTriesAgainAndAgainDoesNotRenewItsPermission() {
        world.script().answers(Script.refused("ongoing-database-operation"));
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(
                            () -> world.again().plan().named("INC-1").confirm().execute())
                    .isInstanceOf(RestoreRejectedException.class);
            world.time().jump(Duration.ofMinutes(6));
        }
        world.script().answers(Script.ACCEPTED);
        restoresAtOnce();

        assertRefusedToPrograms(world.again().plan().named("INC-1").assess());
        assertThat(world.script().submissions()).hasSize(3);
    }

    @Test
    void afterAPersonHasConfirmedAProgramMayTryAgainForAsLong() {
        OperationId first = rejectedBeforeSubmission();
        world.script().answers(Script.refused("ongoing-database-operation"));
        assertThatThrownBy(() ->
                        world.plan().named("INC-1").assess().confirm(TYPED).execute())
                .isInstanceOf(RestoreRejectedException.class);
        restoresAtOnce();

        Assessment again = world.again().plan().named("INC-1").assess();

        assertThat(again.needsTyping()).isFalse();
        assertThat(again.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo("tried-before");
            assertThat(finding.message()).doesNotContain(first.value());
        });
    }

    @Test
    void aConfirmationFromBeforeACancellationDoesNothing() {
        ConfirmedRestore held = world.again().plan().named("INC-1").confirm();
        RestoreOperation left = leaveConfirmed();
        left.cancel();
        assertThatThrownBy(() -> world.operations().attach(left.id()).await())
                .isInstanceOf(RestoreCancelledException.class);

        assertThatThrownBy(held::execute)
                .isInstanceOfSatisfying(
                        RestoreRejectedException.class,
                        e -> assertThat(e.code()).isEqualTo("changed-since-assessment"))
                .hasMessageContaining(left.id().value());
        assertThat(world.script().submissions()).isEmpty();
    }

    @Test
    void whoCancelsWhatWasRejectedIsNotPromisedAnything() {
        rejectedBeforeSubmission();

        assertThat(world.operations()
                        .attach(world.operations().named("INC-1").orElseThrow().id())
                        .cancel())
                .isEqualTo(Cancellation.TOO_LATE);
    }

    @Test
    void whatAPersonAttestedIsNotRepeatedByAnUnnamedPlan() {
        world.script().answers(Script.LOST).whenLookedAt(() -> Script.RUNNING);
        RestoreOperation unknown = world.plan().confirm().start();
        assertThatThrownBy(unknown::await).isInstanceOf(OutcomeUnknownException.class);
        unknown.settle(Attestation.notOverwritten(Actor.named("ann"), "looked"));

        assertThat(world.again().plan().assess().blocking())
                .extracting(Finding::code)
                .containsExactly("same-restore-again");
    }

    @Test
    void whatNobodyDroveInTimeFreesItsNameForAnotherPlan() {
        leaveConfirmed();
        world.time().jump(Duration.ofMinutes(16));
        world.plan().named("INC-2").confirm().execute();

        RestoreResult result = world.planFor("test:22222222")
                .named("INC-1")
                .assess()
                .confirm(TYPED)
                .execute();

        assertThat(result.name()).contains("INC-1");
        assertThat(world.script().submissions()).hasSize(2);
    }

    @Test
    void whatWasSentAndProvablyNotTakenOverFreesItsName() {
        world.script()
                .whenChecked(
                        () -> Script.preflight("Production"),
                        () -> Script.preflight("Production"),
                        () -> Script.preflight("Staging"))
                .answers(Script.notTakenOver(Ending.Kind.UNAVAILABLE, null));
        RestoreRejectedException rejected = catchThrowableOfType(
                RestoreRejectedException.class,
                () -> world.plan().named("INC-1").confirm().execute());
        assertThat(rejected.code()).isEqualTo("changed-since-assessment");

        Assessment again = world.again().plan().named("INC-1").assess();
        assertThat(again.continues()).isEmpty();
        assertRefusedToPrograms(again);
    }

    @Test
    void whoConfirmedToGoOnWithWhatIsThenCancelledDoesNotStartAnother() {
        RestoreOperation left = leaveConfirmed();
        ConfirmedRestore goingOn = world.again().plan().named("INC-1").confirm();
        left.cancel();
        assertThatThrownBy(() -> world.operations().attach(left.id()).await())
                .isInstanceOf(RestoreCancelledException.class);

        assertThatThrownBy(goingOn::execute).isInstanceOf(RestoreCancelledException.class);

        assertThat(world.script().submissions()).isEmpty();
    }

    @Test
    void aFreshPlanOfAFreshNameIsNotWarned() {
        assertThat(world.plan().named("INC-1").assess().findings())
                .extracting(Finding::code)
                .isEmpty();
    }

    private OperationId rejectedBeforeSubmission() {
        world.script().whenChecked(() -> Script.preflight("Production"), () -> Script.preflight("Staging"));
        RestoreRejectedException rejected = catchThrowableOfType(
                RestoreRejectedException.class,
                () -> world.plan().named("INC-1").confirm().execute());
        assertThat(rejected.code()).isEqualTo("changed-since-assessment");
        restoresAtOnce();
        return rejected.operationId().orElseThrow();
    }

    private static void assertRefusedToPrograms(Assessment again) {
        assertThat(again.needsTyping()).isTrue();
        assertThat(again.toString())
                .contains("in person: type RESTORE and " + again.target().name());
        assertThatThrownBy(again::confirm)
                .isInstanceOfSatisfying(
                        RestoreRejectedException.class,
                        e -> assertThat(e.code()).isEqualTo("typed-confirmation-needed"))
                .hasMessageContaining("has lapsed or was cancelled");
    }

    private RestoreOperation leaveConfirmed() {
        return leaveConfirmed(world.plan().named("INC-1"));
    }

    private RestoreOperation leaveConfirmed(RestorePlan plan) {
        world.script().whenChecked(() -> Script.preflight("Production"), () -> {
            throw new AccessException("wrong secret", null, null, null);
        });
        RestoreOperation left = plan.confirm().start();
        assertThatThrownBy(left::await).isInstanceOf(AccessException.class);
        restoresAtOnce();
        return left;
    }

    private void restoresAtOnce() {
        world.script().whenChecked(() -> Script.preflight("Production"));
        world.script()
                .whenLookedAt(
                        () -> Script.RESTORING, () -> Script.RUNNING, () -> Script.RESTORING, () -> Script.RUNNING);
    }
}
