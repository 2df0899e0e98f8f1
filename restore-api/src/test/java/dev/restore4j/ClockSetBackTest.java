package dev.restore4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.restore4j.error.AccessException;
import dev.restore4j.error.RestoreRejectedException;
import dev.restore4j.error.UnavailableException;
import dev.restore4j.fixture.ManualTime;
import dev.restore4j.fixture.Script;
import dev.restore4j.fixture.World;
import dev.restore4j.operation.OperationId;
import dev.restore4j.operation.RestoreResult;
import dev.restore4j.operation.RestoreState;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** A clock that is set back prolongs no confirmation and hides no operation. */
class ClockSetBackTest {

    private final World world = new World();

    ClockSetBackTest() {
        world.script().looks(Script.RESTORING, Script.RUNNING);
    }

    @Test
    void whatWasSubmittedSinceTheConfirmationIsNoticed() {
        completed("INC-1");
        ConfirmedRestore late = world.plan("test:11111111/s2").confirm();
        setBack(Duration.ofHours(1));
        OperationId second = completed("INC-2");

        RestoreRejectedException refused = catchThrowableOfType(RestoreRejectedException.class, late::execute);

        assertThat(refused.code()).isEqualTo("changed-since-assessment");
        assertThat(refused).hasMessageContaining(second.value());
        assertThat(world.script().submissions()).hasSize(2);
    }

    @Test
    void whatWasSubmittedSinceTheTokenIsNoticed() {
        completed("INC-1");
        String token = world.plan("test:11111111/s2").assess().toToken();
        setBack(Duration.ofSeconds(50));
        completed("INC-2");

        RestorePlan plan = world.again().plan("test:11111111/s2");

        assertThat(catchThrowableOfType(RestoreRejectedException.class, () -> plan.assess(token))
                        .code())
                .isEqualTo("changed-since-assessment");
    }

    @Test
    void aConfirmationThatWaitsToBeUsedIsNotProlonged() {
        ConfirmedRestore late = world.plan().confirm();
        world.time().jump(Duration.ofMinutes(10));
        setBack(Duration.ofMinutes(9));
        world.time().jump(Duration.ofMinutes(6));

        assertExpired(late);
    }

    @Test
    void aConfirmationThatWaitsForAuraIsNotProlonged() {
        ConfirmedRestore waiting = world.plan().confirm();
        world.script().whenChecked(() -> {
            assertThat(world.script().checked()).as("it waits for ever").isLessThan(500);
            world.time().setWall(ManualTime.START);
            throw new UnavailableException("down", null, null, null);
        });
        long began = world.time().nanoTime();

        assertExpired(waiting);

        assertThat(Duration.ofNanos(world.time().nanoTime() - began))
                .isBetween(Duration.ofMinutes(15), Duration.ofMinutes(16));
    }

    @Test
    void inTheSameProcessTheClockDoesNotMatter() {
        ConfirmedRestore confirmed = world.plan().confirm();
        setBack(Duration.ofDays(400));

        assertThat(confirmed.execute().state()).isEqualTo(RestoreState.COMPLETED);
    }

    @Test
    void anotherProcessDoesNotSendWhatItsClockSaysIsConfirmedInTheFuture() {
        leaveConfirmed();
        world.time().setWall(ManualTime.START.minusSeconds(61));
        ConfirmedRestore again = world.again().plan().named("INC-1").confirm();

        RestoreRejectedException refused = assertExpired(again);

        assertThat(refused)
                .hasMessageContainingAll(
                        "the clock was set back", "is behind what the journal has", "2026-03-01T15:00:00Z");
    }

    @Test
    void whatTheJournalHasLaterCountsToo() {
        OperationId left = leaveConfirmed();
        world.time().setWall(ManualTime.START.plus(Duration.ofMinutes(14)));
        world.script().whenChecked(() -> {
            throw new AccessException("wrong secret", null, null, null);
        });
        assertThatThrownBy(() -> world.again().plan().named("INC-1").confirm().execute())
                .isInstanceOf(AccessException.class);
        world.script().whenChecked(() -> Script.preflight("Production"));
        world.time().setWall(ManualTime.START.plus(Duration.ofMinutes(1)));

        RestoreRejectedException refused =
                assertExpired(world.again().plan().named("INC-1").confirm());

        assertThat(refused.operationId()).contains(left);
    }

    @Test
    void clocksOfTwoMachinesMayDifferALittle() {
        OperationId left = leaveConfirmed();
        world.time().setWall(ManualTime.START.minusSeconds(60));

        RestoreResult result = world.again().plan().named("INC-1").confirm().execute();

        assertThat(result.id()).isEqualTo(left);
    }

    @Test
    void aTokenOfTheFutureConfirmsNothing() {
        String token = world.plan().assess().toToken();
        world.time().setWall(ManualTime.START.minusSeconds(60));
        assertThat(world.again().plan().assess(token)).isNotNull();
        world.time().setWall(ManualTime.START.minusSeconds(61));
        RestorePlan plan = world.again().plan();

        RestoreRejectedException refused =
                catchThrowableOfType(RestoreRejectedException.class, () -> plan.assess(token));

        assertThat(refused.code()).isEqualTo("confirmation-expired");
        assertThat(refused).hasMessageContaining("the clock was set back");
    }

    private RestoreRejectedException assertExpired(ConfirmedRestore confirmed) {
        int before = world.script().submissions().size();
        RestoreRejectedException refused = catchThrowableOfType(RestoreRejectedException.class, confirmed::execute);
        assertThat(refused).isNotNull();
        assertThat(refused.code()).isEqualTo("confirmation-expired");
        assertThat(world.script().submissions()).hasSize(before);
        return refused;
    }

    private void setBack(Duration by) {
        Instant now = world.time().now();
        world.time().setWall(now.minus(by));
    }

    private OperationId completed(String name) {
        world.script().looks(Script.RESTORING, Script.RUNNING);
        return world.plan().named(name).confirm().execute().id();
    }

    private OperationId leaveConfirmed() {
        world.script().whenChecked(() -> Script.preflight("Production"), () -> {
            throw new AccessException("wrong secret", null, null, null);
        });
        RestoreOperation left = world.plan().named("INC-1").confirm().start();
        assertThatThrownBy(left::await).isInstanceOf(AccessException.class);
        world.script().whenChecked(() -> Script.preflight("Production"));
        return left.id();
    }
}
