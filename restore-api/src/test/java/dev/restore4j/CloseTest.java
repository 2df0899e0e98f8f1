package dev.restore4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.restore4j.error.OutcomeUnknownException;
import dev.restore4j.error.WaitInterruptedException;
import dev.restore4j.fixture.Script;
import dev.restore4j.fixture.World;
import dev.restore4j.operation.Overwritten;
import dev.restore4j.operation.Proof;
import dev.restore4j.operation.RestoreResult;
import dev.restore4j.operation.RestoreState;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Closing a client detaches: restores go on, nothing is cancelled, and nothing new is sent. */
class CloseTest {

    private final World world = new World();

    @Test
    void waitingEndsAndTheRestoreGoesOnWithAnotherClient() throws InterruptedException {
        world.script().looks(Script.RESTORING);
        RestoreOperation operation = world.plan().named("INC-1").confirm().start();
        awaitState(operation, RestoreState.RESTORING);

        world.close();

        WaitInterruptedException stopped = catchThrowableOfType(WaitInterruptedException.class, operation::await);
        assertThat(stopped.state()).isEqualTo(RestoreState.RESTORING);
        assertThat(stopped.operationId()).contains(operation.id());
        assertThat(stopped).hasMessageContaining("run the same program again");
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
        assertThat(world.operations().find(operation.id()).orElseThrow().state())
                .isEqualTo(RestoreState.RESTORING);

        world.script().looks(Script.RESTORING, Script.RUNNING);
        RestoreResult result = world.again().plan().named("INC-1").confirm().execute();
        assertThat(result.id()).isEqualTo(operation.id());
        assertThat(result.proof()).contains(Proof.ACCEPTED_AND_SEEN);
        assertThat(world.script().submissions()).hasSize(1);
    }

    @Test
    void aRequestThatIsUnderWayIsAwaitedSoThatItsAnswerIsInTheJournal() throws InterruptedException {
        CountDownLatch sent = new CountDownLatch(1);
        CountDownLatch answered = new CountDownLatch(1);
        world.script().whenSubmitted(() -> {
            sent.countDown();
            answered.await();
            return Script.ACCEPTED;
        });
        RestoreOperation operation = world.plan().confirm().start();
        sent.await();
        Thread closer = new Thread(world::close);
        closer.start();
        while (!world.environment().isClosed() || closer.getState() == Thread.State.RUNNABLE) {
            Thread.onSpinWait();
        }
        assertThat(closer.isAlive()).isTrue();

        answered.countDown();
        closer.join();

        assertThat(world.journal().types(operation.id())).containsExactly("confirmed", "submitting", "accepted");
        assertThat(catchThrowableOfType(WaitInterruptedException.class, operation::await)
                        .state())
                .isEqualTo(RestoreState.RESTORING);
    }

    @Test
    void aClientThatIsClosedWhileItChecksSendsNothing() {
        world.script().whenChecked(() -> Script.preflight("Production"), () -> {
            world.close();
            return Script.preflight("Production");
        });

        WaitInterruptedException stopped = catchThrowableOfType(
                WaitInterruptedException.class, () -> world.plan().confirm().execute());

        assertThat(stopped.state()).isEqualTo(RestoreState.CONFIRMED);
        assertThat(stopped.overwritten()).isEqualTo(Overwritten.NO);
        assertThat(world.script().submissions()).isEmpty();
    }

    @Test
    void aClientThatIsClosedWhileTheIntentIsWrittenSendsNothingAndProvesIt() {
        world.journal().afterAppend(entry -> {
            if (entry.type().equals("submitting")) {
                world.journal().afterAppend(later -> {});
                world.close();
            }
        });
        RestoreOperation operation = world.plan().named("INC-1").confirm().start();

        WaitInterruptedException stopped = catchThrowableOfType(WaitInterruptedException.class, operation::await);

        assertThat(stopped.overwritten()).isEqualTo(Overwritten.NO);
        assertThat(world.script().submissions()).isEmpty();
        assertThat(world.journal().types(operation.id())).containsExactly("confirmed", "submitting", "not-taken-over");
        world.script().looks(Script.RESTORING, Script.RUNNING);
        assertThat(world.again().plan().named("INC-1").confirm().execute().state())
                .isEqualTo(RestoreState.COMPLETED);
    }

    @Test
    void aClosedClientStartsNothingAndSaysSo() {
        ConfirmedRestore confirmed = world.plan().confirm();
        world.close();

        assertThatThrownBy(confirmed::start)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");

        assertThat(world.script().submissions()).isEmpty();
        assertThat(world.journal().tryLease(World.TARGET)).isPresent();
        assertThat(world.operations().list()).as("nothing was written").isEmpty();
    }

    @Test
    void closingEndsAWaitForAnotherProcess() {
        world.script().answers(Script.LOST);
        RestoreOperation first = world.plan().confirm().start();
        assertThatThrownBy(first::await).isInstanceOf(OutcomeUnknownException.class);
        assertThat(world.journal().tryLease(World.TARGET))
                .as("somebody drives it")
                .isPresent();
        World other = world.again();
        RestoreOperation following = other.operations().attach(first.id());

        other.close();

        assertThat(catchThrowableOfType(WaitInterruptedException.class, following::await)
                        .overwritten())
                .isEqualTo(Overwritten.UNKNOWN);
    }

    @Test
    void closingTwiceIsAsClosingOnce() {
        world.close();
        world.close();

        assertThat(world.environment().isClosed()).isTrue();
    }

    private void awaitState(RestoreOperation operation, RestoreState state) throws InterruptedException {
        while (operation.status().state() != state) {
            world.time().sleep(Duration.ofSeconds(1));
        }
    }
}
