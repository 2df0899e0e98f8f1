package dev.restore4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.restore4j.error.AccessException;
import dev.restore4j.error.OutcomeUnknownException;
import dev.restore4j.error.RestoreRejectedException;
import dev.restore4j.fixture.Script;
import dev.restore4j.fixture.World;
import dev.restore4j.operation.Finding;
import dev.restore4j.operation.OperationId;
import dev.restore4j.operation.Overwritten;
import dev.restore4j.operation.RestoreResult;
import dev.restore4j.operation.RestoreState;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** The same program again, in this process or another, overwrites nothing again. */
class IdempotenceTest {

    private final World world = new World();

    IdempotenceTest() {
        restoresAtOnce();
    }

    @Test
    void aConfirmationIsUsedOnce() {
        ConfirmedRestore confirmed = world.plan().confirm();
        confirmed.execute();

        assertThatThrownBy(confirmed::start)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("used");
        assertThatThrownBy(confirmed::execute).isInstanceOf(IllegalStateException.class);

        assertThat(world.script().submissions()).hasSize(1);
    }

    @Test
    void aNamedPlanThatHasEndedReturnsItsRecordedResult() {
        RestoreResult first = world.plan().named("INC-1").confirm().execute();
        for (World client : new World[] {world, world.again()}) {
            Assessment again = client.plan().named("INC-1").assess();
            RestoreResult second = again.confirm().execute();

            assertThat(again.continues()).contains(first.id());
            assertThat(second.toString()).isEqualTo(first.toString());
            assertThat(second.timeline()).isEqualTo(first.timeline());
        }
        assertThat(world.script().submissions()).hasSize(1);
    }

    @Test
    void twoConfirmationsUnderOneNameAreOneOperation() {
        ConfirmedRestore one = world.plan().named("INC-1").confirm();
        ConfirmedRestore other = world.again().plan().named("INC-1").confirm();

        assertThat(one.execute().id()).isEqualTo(other.execute().id());

        assertThat(world.script().submissions()).hasSize(1);
    }

    @Test
    void aNameBelongsToItsSourceAndTargetForEver() {
        OperationId id = world.plan().named("INC-1").confirm().execute().id();

        for (RestorePlan other : new RestorePlan[] {world.plan("test:11111111/s2"), world.planFor("test:22222222")}) {
            RestoreRejectedException refused = catchThrowableOfType(
                    RestoreRejectedException.class, () -> other.named("INC-1").assess());

            assertThat(refused.code()).isEqualTo("name-used");
            assertThat(refused).hasMessageContainingAll("'INC-1'", id.value(), "Nothing was sent");
        }
        assertThat(world.script().submissions()).hasSize(1);
    }

    @Test
    void aNameBelongsToTheSourceAsItWas() {
        OperationId id = world.plan().named("INC-1").confirm().execute().id();
        world.script().sourceChanged("size was '1' and is '2'");

        RestoreRejectedException refused = catchThrowableOfType(
                RestoreRejectedException.class,
                () -> world.again().plan().named("INC-1").assess());

        assertThat(refused.code()).isEqualTo("name-used");
        assertThat(refused)
                .hasMessageContainingAll(
                        "'INC-1'",
                        id.value(),
                        "COMPLETED",
                        "snapshot s1 of 11111111",
                        "its size was '1' and is '2'",
                        "Nothing was sent");
        assertThat(world.script().submissions()).hasSize(1);
    }

    @Test
    void aNameThatWasUsedUpAfterTheConfirmationBelongsToTheSourceAsItWas() {
        ConfirmedRestore late = world.again().plan().named("INC-1").confirm();
        OperationId id = world.plan().named("INC-1").confirm().execute().id();
        world.script().sourceChanged("size was '1' and is '2'");

        assertThatThrownBy(late::execute)
                .isInstanceOf(RestoreRejectedException.class)
                .hasMessageContainingAll("'INC-1'", id.value());

        assertThat(world.script().submissions()).containsExactly(id);
    }

    @Test
    void whatIsStillUnderWayIsGoneOnWithWhateverHasBecomeOfItsSource() {
        OperationId open = leaveUnknown("INC-1");
        restoresAtOnce();
        world.script().sourceChanged("size was '1' and is '2'");

        Assessment again = world.again().plan().named("INC-1").assess();

        assertThat(again.continues()).contains(open);
    }

    @Test
    void aNameThatWasTakenAfterTheConfirmationIsRefused() {
        ConfirmedRestore other = world.planFor("test:22222222").named("INC-1").confirm();
        OperationId id = world.plan().named("INC-1").confirm().execute().id();

        assertThatThrownBy(other::execute)
                .isInstanceOf(RestoreRejectedException.class)
                .hasMessageContainingAll("'INC-1'", id.value());

        assertThat(world.script().submissions()).containsExactly(id);
    }

    @Test
    void anUnfinishedOperationOnTheTargetIsNamedAndBlocksEveryOtherPlan() {
        OperationId open = leaveUnknown("INC-1");

        Assessment assessment =
                world.again().plan("test:11111111/s2").named("INC-2").assess();

        assertThat(assessment.blocking()).extracting(Finding::code).containsExactly("unfinished-operation");
        assertThatThrownBy(assessment::confirm)
                .isInstanceOf(RestoreRejectedException.class)
                .hasMessageContaining(open.value());
        assertThat(world.plan().assess().blocking()).extracting(Finding::code).containsExactly("unfinished-operation");
        assertThat(world.script().submissions()).containsExactly(open);
    }

    @Test
    void anOperationThatWasLeftUnfinishedAfterTheConfirmationBlocksAsWell() {
        ConfirmedRestore late = world.plan("test:11111111/s2").named("INC-2").confirm();
        OperationId open = leaveUnknown("INC-1");

        assertThatThrownBy(late::execute)
                .isInstanceOf(RestoreRejectedException.class)
                .hasMessageContaining(open.value());

        assertThat(world.script().submissions()).containsExactly(open);
    }

    @Test
    void anUnfinishedOperationOnAnotherTargetBlocksNothing() {
        leaveUnknown("INC-1");
        restoresAtOnce();

        assertThat(world.planFor("test:22222222").confirm().execute().state()).isEqualTo(RestoreState.COMPLETED);
    }

    @Test
    void theSameRestoreWithoutANameIsRefused() {
        OperationId id = world.plan().confirm().execute().id();

        Assessment again = world.again().plan().assess();

        assertThat(again.continues()).isEmpty();
        assertThat(again.blocking()).extracting(Finding::code).containsExactly("same-restore-again");
        assertThatThrownBy(again::confirm).hasMessageContainingAll(id.value(), "named(");
        assertThat(world.script().submissions()).hasSize(1);
    }

    @Test
    void theSameRestoreUnderANameAndAnotherWithoutOneAreAllowed() {
        world.plan().confirm().execute();
        restoresAtOnce();
        world.plan().named("INC-2").confirm().execute();
        restoresAtOnce();
        world.plan("test:11111111/s2").confirm().execute();

        assertThat(world.script().submissions()).hasSize(3);
    }

    @Test
    void whatWasOverwrittenSinceTheConfirmationIsNotOverwrittenByIt() {
        ConfirmedRestore late = world.plan("test:11111111/s2").confirm();
        OperationId first = world.plan().confirm().execute().id();

        RestoreRejectedException refused = catchThrowableOfType(RestoreRejectedException.class, late::execute);

        assertThat(refused.code()).isEqualTo("changed-since-assessment");
        assertThat(refused).hasMessageContaining(first.value());
        assertThat(refused.overwritten()).isEqualTo(Overwritten.NO);
        assertThat(world.script().submissions()).containsExactly(first);
    }

    @Test
    void whatWasOverwrittenWhileItWasAssessedIsNotOverwrittenByIt() {
        world.script()
                .whenChecked(
                        () -> {
                            world.again().plan().confirm().execute();
                            return Script.preflight("Production");
                        },
                        () -> Script.preflight("Production"));
        ConfirmedRestore late = world.plan("test:11111111/s2").confirm();

        assertThat(catchThrowableOfType(RestoreRejectedException.class, late::execute)
                        .code())
                .isEqualTo("changed-since-assessment");

        assertThat(world.script().submissions()).hasSize(1);
    }

    @Test
    void anUnnamedPlanThatIsUnderWayIsGoneOnWith() throws InterruptedException {
        CountDownLatch sent = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        world.script().whenSubmitted(() -> {
            sent.countDown();
            goOn.await();
            return Script.ACCEPTED;
        });
        RestoreOperation first = world.plan().confirm().start();
        sent.await();

        Assessment assessment = world.again().plan().assess();
        RestoreOperation second = assessment.confirm().start();
        goOn.countDown();

        assertThat(assessment.continues()).contains(first.id());
        assertThat(assessment.toString()).startsWith("Goes on with operation " + first.id());
        assertThat(second.id()).isEqualTo(first.id());
        assertThat(second.await().state()).isEqualTo(RestoreState.COMPLETED);
        assertThat(first.await().state()).isEqualTo(RestoreState.COMPLETED);
        assertThat(world.script().submissions()).containsExactly(first.id());
    }

    @Test
    void aConfirmedOperationThatNobodyDroveInTimeMakesRoomForAnother() {
        world.script().whenChecked(() -> Script.preflight("Production"), () -> {
            throw new AccessException("wrong secret", null, null, null);
        });
        assertThatThrownBy(() -> world.plan().named("INC-1").confirm().execute())
                .hasMessageContaining("wrong secret");
        world.script().whenChecked(() -> Script.preflight("Production"));
        assertThat(world.plan().named("INC-2").assess().blocking()).hasSize(1);

        world.time().jump(Duration.ofMinutes(16));
        RestoreResult result = world.plan().named("INC-2").confirm().execute();

        assertThat(result.state()).isEqualTo(RestoreState.COMPLETED);
        assertThat(world.operations().named("INC-1").orElseThrow().state()).isEqualTo(RestoreState.REJECTED);
    }

    private OperationId leaveUnknown(String name) {
        world.script().answers(Script.LOST).looks(Script.RUNNING);
        OutcomeUnknownException unknown = catchThrowableOfType(
                OutcomeUnknownException.class,
                () -> world.plan().named(name).confirm().execute());
        return unknown.operationId().orElseThrow();
    }

    private void restoresAtOnce() {
        world.script().answers(Script.ACCEPTED).looks(Script.RESTORING, Script.RUNNING);
    }
}
