package dev.restore4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.restore4j.error.AccessException;
import dev.restore4j.error.OutcomeUnknownException;
import dev.restore4j.error.ProtocolException;
import dev.restore4j.error.RestoreException;
import dev.restore4j.error.RestoreRejectedException;
import dev.restore4j.error.UnavailableException;
import dev.restore4j.error.WaitInterruptedException;
import dev.restore4j.error.WaitTimeoutException;
import dev.restore4j.fixture.ManualTime;
import dev.restore4j.fixture.Script;
import dev.restore4j.fixture.World;
import dev.restore4j.operation.DataLoss;
import dev.restore4j.operation.Finding;
import dev.restore4j.operation.Overwritten;
import dev.restore4j.operation.RestoreResult;
import dev.restore4j.operation.RestoreState;
import dev.restore4j.operation.RestoreStatus;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Waiting, giving up waiting, and looks that fail: none of it changes the restore. */
class WaitTest {

    private final World world = new World();

    @Test
    void aWaitThatIsTooShortSaysWhereItStandsAndTheRestoreGoesOn() {
        restoresFor(Duration.ofMinutes(20));
        RestoreOperation operation = world.plan().confirm().start();

        WaitTimeoutException timeout =
                catchThrowableOfType(WaitTimeoutException.class, () -> operation.await(Duration.ofMinutes(10)));

        assertThat(timeout.state()).isEqualTo(RestoreState.RESTORING);
        assertThat(timeout.overwritten()).isEqualTo(Overwritten.YES);
        assertThat(timeout.operationId()).contains(operation.id());
        assertThat(timeout)
                .hasMessageContainingAll("10 min 0 s", "goes on", operation.id().value(), "restoring");
        RestoreResult soFar = timeout.result().orElseThrow();
        assertThat(soFar.timeline().confirmed()).isEqualTo(ManualTime.START);
        assertThat(soFar.timeline().ended()).isNull();
        assertThat(soFar.dataLoss()).contains(new DataLoss(Script.RESTORE_POINT, ManualTime.START));
        assertThat(operation.await().state()).isEqualTo(RestoreState.COMPLETED);
    }

    @Test
    void aPlanMayWaitForLessThanADay() {
        restoresFor(Duration.ofMinutes(20));
        ConfirmedRestore confirmed =
                world.plan().waitAtMost(Duration.ofMinutes(5)).confirm();

        assertThatThrownBy(confirmed::execute)
                .isInstanceOf(WaitTimeoutException.class)
                .hasMessageContaining("5 min 0 s");
    }

    @Test
    void aWaitThatEndsBeforeAnythingWasSentSaysThatNothingIsLost() {
        world.script().whenChecked(() -> Script.preflight("Production"), () -> {
            throw new UnavailableException("down", Duration.ofMinutes(10), null);
        });
        RestoreOperation operation = world.plan().confirm().start();

        WaitTimeoutException timeout =
                catchThrowableOfType(WaitTimeoutException.class, () -> operation.await(Duration.ofMinutes(5)));

        assertThat(timeout.state()).isEqualTo(RestoreState.CONFIRMED);
        assertThat(timeout.overwritten()).isEqualTo(Overwritten.NO);
        assertThat(timeout.result().orElseThrow().dataLoss()).isEmpty();
    }

    @Test
    void aWaitForEverIsAWait() {
        restoresFor(Duration.ofMinutes(20));
        RestoreOperation operation = world.plan().confirm().start();

        assertThat(operation.await(ChronoUnit.FOREVER.getDuration()).state()).isEqualTo(RestoreState.COMPLETED);
    }

    @Test
    void anInterruptedWaitLeavesTheFlagAndTheRestore() {
        restoresFor(Duration.ofMinutes(20));
        RestoreOperation operation = world.plan().confirm().start();
        Thread.currentThread().interrupt();

        WaitInterruptedException interrupted = catchThrowableOfType(WaitInterruptedException.class, operation::await);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(interrupted.operationId()).contains(operation.id());
        assertThat(operation.await().state()).isEqualTo(RestoreState.COMPLETED);
    }

    @Test
    void aFutureEndsWithWhatWaitingEndsWith() {
        world.time().disown();
        world.script().looks(Script.RESTORING, Script.RUNNING);
        assertThat(world.plan().confirm().start().completion().join().state()).isEqualTo(RestoreState.COMPLETED);

        world.script().answers(Script.LOST).looks(Script.RUNNING);
        RestoreOperation unknown = world.plan("test:11111111/s2").confirm().start();
        assertThatThrownBy(() -> unknown.completion().join())
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(OutcomeUnknownException.class);
    }

    @Test
    void cancellingAFutureStopsThatFutureAlone() {
        world.time().disown();
        restoresFor(Duration.ofMinutes(20));
        RestoreOperation operation = world.plan().confirm().start();
        CompletableFuture<RestoreResult> cancelled = operation.completion();
        cancelled.cancel(true);

        assertThatThrownBy(cancelled::join).isInstanceOf(CancellationException.class);
        assertThat(operation.completion().join().state()).isEqualTo(RestoreState.COMPLETED);
    }

    @Test
    void eachWaitThrowsAnErrorOfItsOwn() {
        world.script().answers(Script.LOST);
        RestoreOperation operation = world.plan().confirm().start();

        RestoreException one = catchThrowableOfType(RestoreException.class, operation::await);
        RestoreException other = catchThrowableOfType(RestoreException.class, operation::await);

        assertThat(one).isNotSameAs(other).hasSameClassAs(other).hasMessage(other.getMessage());
    }

    @Test
    void anOutageIsWaitedOutHoweverLongItTakes() {
        outage(Duration.ofHours(3), new UnavailableException("down", null, "req-503", null));

        RestoreResult result = world.plan().confirm().execute();

        assertThat(result.state()).isEqualTo(RestoreState.COMPLETED);
        assertThat(result.timeline().total().orElseThrow()).isGreaterThan(Duration.ofHours(3));
    }

    @Test
    void anOutageIsNotTakenForTheTargetsWord() {
        AtomicReference<RestoreStatus> during = new AtomicReference<>();
        CompletableFuture<RestoreOperation> operation = new CompletableFuture<>();
        world.script()
                .whenLookedAt(
                        () -> Script.RESTORING,
                        () -> {
                            throw new UnavailableException("down", null, null, null);
                        },
                        () -> {
                            during.set(operation.join().status());
                            return Script.RUNNING;
                        });
        operation.complete(world.plan().confirm().start());
        operation.join().await();

        assertThat(during.get().targetWord()).contains("restoring");
        assertThat(during.get().message()).isEqualTo("The target cannot be read for now: unavailable.");
    }

    @Test
    void theServiceSaysHowLongToWaitBeforeTheNextLook() {
        world.script()
                .whenLookedAt(
                        () -> {
                            throw new UnavailableException("slow down", Duration.ofSeconds(41), "req-429");
                        },
                        () -> Script.RESTORING,
                        () -> Script.RUNNING);

        RestoreResult result = world.plan().confirm().execute();

        assertThat(result.timeline().changeSeen()).isEqualTo(ManualTime.START.plusSeconds(42));
    }

    @Test
    void credentialsThatStayWrongEndTheWatchAndNotTheRestore() {
        world.script().whenLookedAt(() -> Script.RESTORING, () -> {
            throw new AccessException("wrong secret", null, "req-401", null);
        });

        AccessException access = catchThrowableOfType(
                AccessException.class,
                () -> world.plan().named("INC-1").confirm().execute());

        assertThat(access.state()).isEqualTo(RestoreState.RESTORING);
        assertThat(access.overwritten()).isEqualTo(Overwritten.YES);
        assertThat(access.requestId()).contains("req-401");
        assertThat(access)
                .hasMessageContainingAll("not watched any more by this process", "run the same program again");
        assertThat(access.result().orElseThrow().warnings())
                .extracting(Finding::code)
                .containsExactly("look-failed");
        world.script().looks(Script.RUNNING);
        assertThat(world.again().plan().named("INC-1").confirm().execute().state())
                .isEqualTo(RestoreState.COMPLETED);
        assertThat(world.script().submissions()).hasSize(1);
    }

    @Test
    void credentialsThatWorkAgainInTimeAreLookedPast() {
        world.script().whenLookedAt(() -> Script.RESTORING, () -> {
            if (world.time().now().isBefore(ManualTime.START.plus(Duration.ofMinutes(13)))) {
                throw new AccessException("the secret is being rotated", null, null, null);
            }
            return Script.RUNNING;
        });

        assertThat(world.plan().confirm().execute().state()).isEqualTo(RestoreState.COMPLETED);
    }

    @Test
    void credentialsThatNeverWorkedAreToldSoon() {
        world.script().whenLookedAt(() -> {
            throw new AccessException("wrong secret", null, null, null);
        });

        AccessException access = catchThrowableOfType(
                AccessException.class, () -> world.plan().confirm().execute());

        assertThat(access.state()).isEqualTo(RestoreState.RESTORING);
        assertThat(world.script().looked()).isEqualTo(3);
        assertThat(world.time().now()).isBefore(ManualTime.START.plus(Duration.ofMinutes(1)));
    }

    @Test
    void aTargetThatThisClientMayNotReadIsRejectedAndTheRestoreGoesOn() {
        world.script().whenLookedAt(() -> Script.RESTORING, () -> {
            throw new RestoreRejectedException("not-allowed", "This client may not read it", null, null);
        });

        RestoreRejectedException rejected = catchThrowableOfType(
                RestoreRejectedException.class, () -> world.plan().confirm().execute());

        assertThat(rejected.code()).isEqualTo("not-allowed");
        assertThat(rejected.state()).isEqualTo(RestoreState.RESTORING);
        assertThat(rejected.overwritten()).isEqualTo(Overwritten.YES);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void answersThatMakeNoSenseOnceOrTwiceAreLookedPast(int senseless) {
        world.script().whenLookedAt(() -> {
            if (world.script().looked() <= senseless) {
                throw new ProtocolException("no JSON", null, null, null);
            }
            return world.script().looked() == senseless + 1 ? Script.RESTORING : Script.RUNNING;
        });

        assertThat(world.plan().confirm().execute().state()).isEqualTo(RestoreState.COMPLETED);
    }

    @Test
    void anAnswerThatMakesNoSenseAfterAnOutageIsTheFirstOfItsKind() {
        world.script().whenLookedAt(() -> {
            int look = world.script().looked();
            if (look <= 8) {
                throw new UnavailableException("down", null, null, null);
            }
            if (look == 9) {
                throw new ProtocolException("a gateway's page", null, null, null);
            }
            return look == 10 ? Script.RESTORING : Script.RUNNING;
        });

        assertThat(world.plan().confirm().execute().state()).isEqualTo(RestoreState.COMPLETED);
    }

    private void restoresFor(Duration duration) {
        world.script()
                .whenLookedAt(() -> world.time().now().isBefore(ManualTime.START.plus(duration))
                        ? Script.RESTORING
                        : Script.RUNNING);
    }

    private void outage(Duration duration, UnavailableException down) {
        world.script().whenLookedAt(() -> Script.RESTORING, () -> {
            if (world.time().now().isBefore(ManualTime.START.plus(duration))) {
                throw down;
            }
            return Script.RUNNING;
        });
    }
}
