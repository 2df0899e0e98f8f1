package dev.restore4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.restore4j.error.AccessException;
import dev.restore4j.error.JournalException;
import dev.restore4j.error.RestoreCancelledException;
import dev.restore4j.error.UnavailableException;
import dev.restore4j.fixture.ManualTime;
import dev.restore4j.fixture.Script;
import dev.restore4j.fixture.World;
import dev.restore4j.journal.JournalEntry;
import dev.restore4j.journal.JournalEntry.Effect;
import dev.restore4j.journal.JournalLog;
import dev.restore4j.operation.Actor;
import dev.restore4j.operation.Cancellation;
import dev.restore4j.operation.Ending;
import dev.restore4j.operation.OperationId;
import dev.restore4j.operation.Overwritten;
import dev.restore4j.operation.RestoreState;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** A request to cancel and the intent to submit compete for one place in the journal. */
class CancelTest {

    private final World world = new World();
    private final CompletableFuture<RestoreOperation> operation = new CompletableFuture<>();
    private final AtomicReference<Cancellation> answer = new AtomicReference<>();

    CancelTest() {
        world.script().looks(Script.RESTORING, Script.RUNNING);
    }

    @Test
    void itComesInTimeWhileSourceAndTargetAreRead() {
        whileChecking(() -> operation.join().cancel(Actor.named("carol")));

        assertCancelled(world.plan().confirm().start());
    }

    @Test
    void itComesInTimeFromAnotherProcess() {
        whileChecking(
                () -> world.again().operations().attach(operation.join().id()).cancel(Actor.named("carol")));

        assertCancelled(world.plan().confirm().start());
    }

    @Test
    void itComesInTimeUntilTheVeryMomentInWhichTheIntentIsWritten() {
        world.journal().beforeAppend(entry -> {
            if (entry.type().equals("submitting")) {
                answer.compareAndSet(null, operation.join().cancel(Actor.named("carol")));
            }
        });

        assertCancelled(world.plan().confirm().start());
    }

    @Test
    void itIsTooLateFromTheVeryMomentInWhichTheIntentIsWritten() {
        world.journal().afterAppend(entry -> {
            if (entry.type().equals("submitting")) {
                answer.set(operation.join().cancel());
            }
        });
        RestoreOperation started = world.plan().confirm().start();
        operation.complete(started);

        assertThat(started.await().state()).isEqualTo(RestoreState.COMPLETED);
        assertThat(answer).hasValue(Cancellation.TOO_LATE);
        assertThat(world.journal().types(started.id())).doesNotContain("cancel-requested");
    }

    @Test
    void itIsTooLateWhileTheRequestIsUnderWayAndAfterwards() {
        world.script().whenSubmitted(() -> {
            answer.set(world.again().operations().attach(operation.join().id()).cancel());
            return Script.ACCEPTED;
        });
        RestoreOperation started = world.plan().confirm().start();
        operation.complete(started);

        assertThat(started.await().state()).isEqualTo(RestoreState.COMPLETED);
        assertThat(answer).hasValue(Cancellation.TOO_LATE);
        assertThat(started.cancel()).isEqualTo(Cancellation.TOO_LATE);
    }

    @Test
    void itComesInTimeAfterAnAnswerThatProvesThatNothingWasTakenOver() {
        world.script().answers(Script.notTakenOver(Ending.Kind.UNAVAILABLE, Duration.ofMinutes(2)));
        RestoreOperation started = world.plan().confirm().start();
        sleep(Duration.ofSeconds(5));
        answer.set(started.cancel(Actor.named("carol")));

        assertThat(catchThrowableOfType(RestoreCancelledException.class, started::await)
                        .overwritten())
                .isEqualTo(Overwritten.NO);
        assertThat(answer).hasValue(Cancellation.BEFORE_SUBMISSION);
        assertThat(world.script().submissions()).hasSize(1);
    }

    @Test
    void itWakesADriverThatWaitsForAura() {
        world.script().whenChecked(() -> Script.preflight("Production"), () -> {
            throw new UnavailableException("down", Duration.ofMinutes(10), null);
        });
        RestoreOperation started = world.plan().confirm().start();
        sleep(Duration.ofSeconds(5));
        started.cancel();

        RestoreCancelledException cancelled = catchThrowableOfType(RestoreCancelledException.class, started::await);

        assertThat(cancelled.result().orElseThrow().timeline().ended()).isEqualTo(ManualTime.START.plusSeconds(5));
    }

    @Test
    void anOperationThatNobodyDrivesAnyMoreIsCancelledByWhoAttaches() {
        OperationId id = leaveConfirmed();
        RestoreOperation attached = world.again().operations().attach(id);

        assertThat(attached.cancel(Actor.named("carol"))).isEqualTo(Cancellation.BEFORE_SUBMISSION);

        assertThat(catchThrowableOfType(RestoreCancelledException.class, attached::await)
                        .state())
                .isEqualTo(RestoreState.CANCELLED);
        assertThat(world.script().submissions()).isEmpty();
    }

    @Test
    void itIsTooLateWhereTheIntentComesFirstByAHair() {
        OperationId id = leaveConfirmed();
        RestoreOperation attached = world.again().operations().attach(id);
        world.journal().beforeAppend(entry -> {
            world.journal().mend();
            JournalEntry intent = new JournalEntry("submitting", ManualTime.START, Effect.CONTINUES, Map.of());
            JournalLog log = world.journal().read(id).orElseThrow();
            assertThat(world.journal().append(id, log.head(), intent)).isPresent();
        });

        assertThat(attached.cancel()).isEqualTo(Cancellation.TOO_LATE);

        assertThat(world.journal().types(id)).doesNotContain("cancel-requested");
    }

    @Test
    void askingTwiceIsAsAskingOnce() {
        OperationId id = leaveConfirmed();
        RestoreOperation attached = world.again().operations().attach(id);
        attached.cancel();
        assertThatThrownBy(attached::await).isInstanceOf(RestoreCancelledException.class);

        assertThat(attached.cancel()).isEqualTo(Cancellation.BEFORE_SUBMISSION);
        assertThat(world.journal().types(id))
                .containsOnlyOnce("cancel-requested")
                .endsWith("cancelled");
    }

    @Test
    void whereTheJournalCannotSayTheErrorHasWhatIsKnown() {
        world.journal().failFrom("change-seen");
        RestoreOperation started = world.plan().confirm().start();
        started.await();
        world.journal().failReads();

        JournalException unreadable = catchThrowableOfType(JournalException.class, started::cancel);

        assertThat(unreadable.operationId()).contains(started.id());
        assertThat(unreadable.overwritten()).isEqualTo(Overwritten.YES);
    }

    private void whileChecking(Supplier<Cancellation> cancel) {
        world.script().whenChecked(() -> Script.preflight("Production"), () -> {
            answer.compareAndSet(null, cancel.get());
            return Script.preflight("Production");
        });
    }

    private void assertCancelled(RestoreOperation started) {
        operation.complete(started);

        RestoreCancelledException cancelled = catchThrowableOfType(RestoreCancelledException.class, started::await);

        assertThat(answer).hasValue(Cancellation.BEFORE_SUBMISSION);
        assertThat(cancelled)
                .hasMessageContainingAll("Cancelled by carol", started.id().value());
        assertThat(cancelled.state()).isEqualTo(RestoreState.CANCELLED);
        assertThat(cancelled.overwritten()).isEqualTo(Overwritten.NO);
        assertThat(world.script().submissions()).isEmpty();
        assertThat(world.journal().types(started.id())).startsWith("confirmed").endsWith("cancelled");
    }

    private OperationId leaveConfirmed() {
        world.script().whenChecked(() -> Script.preflight("Production"), () -> {
            throw new AccessException("wrong secret", null, null, null);
        });
        RestoreOperation started = world.plan().confirm().start();
        assertThatThrownBy(started::await).isInstanceOf(AccessException.class);
        return started.id();
    }

    private void sleep(Duration duration) {
        try {
            world.time().sleep(duration);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
