package dev.restore4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.restore4j.error.RestoreRejectedException;
import dev.restore4j.error.WaitInterruptedException;
import dev.restore4j.error.WaitTimeoutException;
import dev.restore4j.fixture.Script;
import dev.restore4j.fixture.Workshop;
import dev.restore4j.fixture.World;
import dev.restore4j.operation.Ending;
import dev.restore4j.operation.RestoreState;
import dev.restore4j.spi.SubmissionAnswer;
import dev.restore4j.spi.Workbench;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of a request whose sender died, of what was made for it, and of the time that it took. */
class PreparationTraceTest {

    private final World world = new World();
    private final Workshop workshop = new Workshop();

    PreparationTraceTest() {
        world.script().preparedBy(workshop).looks(Script.RESTORING, Script.RUNNING);
    }

    @AfterEach
    void closes() {
        world.close();
    }

    private RestoreOperation start() {
        return world.plan().named("INC-1").confirm().start();
    }

    private static void waits(Workbench bench, Duration duration) throws InterruptedException {
        bench.await(new CompletableFuture<Void>(), bench.time().nanoTime() + duration.toNanos());
    }

    @Test
    void aRequestThatGoesOnWithoutThisProcessIsFollowedByItsTraceAndNotSentAgain() {
        workshop.leavesTrace();
        crashWhileSending();
        workshop.finds(bench -> Script.ACCEPTED);

        try (World again = world.again()) {
            assertThat(again.plan().named("INC-1").confirm().execute().state()).isEqualTo(RestoreState.COMPLETED);
        }
        assertThat(workshop.recovered()).isEqualTo(1);
        assertThat(world.script().submissions()).hasSize(1);
    }

    @Test
    void aTraceThatProvesThatNothingWasTakenOverAllowsASecondRequest() {
        workshop.leavesTrace();
        crashWhileSending();
        workshop.sends(bench -> Script.ACCEPTED)
                .finds(bench -> new SubmissionAnswer.NotTakenOver(
                        new Ending("upload-died", "It died before.", Ending.Kind.UNAVAILABLE, null), Duration.ZERO));

        try (World again = world.again()) {
            assertThat(again.plan().named("INC-1").confirm().execute().state()).isEqualTo(RestoreState.COMPLETED);
        }
        assertThat(world.script().submissions()).hasSize(2);
    }

    @Test
    void theTimeOfARequestThatWasNotTakenOverDoesNotCountEither() {
        List<SubmissionAnswer> answers =
                new java.util.concurrent.CopyOnWriteArrayList<>(List.of(new SubmissionAnswer.NotTakenOver(
                        new Ending("transfer-failed", "It broke.", Ending.Kind.UNAVAILABLE, null), Duration.ZERO)));
        workshop.sends(bench -> {
            waits(bench, Duration.ofHours(1));
            return answers.isEmpty() ? Script.ACCEPTED : answers.remove(0);
        });

        assertThat(start().await().state()).isEqualTo(RestoreState.COMPLETED);
        assertThat(world.script().submissions()).hasSize(2);
    }

    @Test
    void aMachineThatStoodStillWhileItSentDidNotWork() {
        workshop.sends(bench -> {
            world.time().jump(Duration.ofHours(3));
            return new SubmissionAnswer.NotTakenOver(
                    new Ending("transfer-failed", "It broke.", Ending.Kind.UNAVAILABLE, null), Duration.ZERO);
        });

        RestoreRejectedException late = catchThrowableOfType(RestoreRejectedException.class, start()::await);

        assertThat(late.code()).isEqualTo("confirmation-expired");
        assertThat(world.script().submissions()).hasSize(1);
    }

    @Test
    void whoHasNoPlanLeavesTheTraceToWhoHasIt() {
        workshop.leavesTrace();
        RestoreOperation left = crashWhileSending();
        workshop.finds(bench -> Script.ACCEPTED);

        try (World watching = world.again();
                World again = world.again()) {
            RestoreOperation watched = watching.operations().attach(left.id());
            assertThat(catchThrowableOfType(WaitTimeoutException.class, () -> watched.await(Duration.ofHours(1))))
                    .isNotNull();
            assertThat(watched.status().message()).contains("run its own program again");
            again.plan().named("INC-1").confirm().execute();

            assertThat(watched.await().state()).isEqualTo(RestoreState.COMPLETED);
        }
    }

    @Test
    void withoutATraceItsEffectIsLookedForAlsoByWhoHasNoPlan() {
        RestoreOperation left = crashWhileSending();

        try (World watching = world.again()) {
            assertThat(watching.operations().attach(left.id()).await().state()).isEqualTo(RestoreState.COMPLETED);
        }
        assertThat(workshop.recovered()).isZero();
        assertThat(world.script().submissions()).hasSize(1);
    }

    @Test
    void whatMadeSomethingHearsOfTheEnd() {
        RestoreOperation good = start();
        good.await();

        assertThat(workshop.ended()).containsExactly(good.id());
    }

    @Test
    void whatMadeSomethingHearsOfTheEndOfWhatWasRefused() {
        workshop.does(bench -> {
            throw new RestoreRejectedException("file-damaged", "Take another copy.", null, null);
        });
        RestoreOperation refused = start();
        assertThat(catchThrowableOfType(RestoreRejectedException.class, refused::await))
                .isNotNull();

        assertThat(workshop.ended()).containsExactly(refused.id());
    }

    @Test
    void whatMadeSomethingDoesNotHearOfAnEndThatIsNone() {
        crashWhileSending();

        assertThat(workshop.ended()).isEmpty();
    }

    private RestoreOperation crashWhileSending() {
        workshop.sends(bench -> {
            world.close();
            return new SubmissionAnswer.Unfinished("the client was closed");
        });
        RestoreOperation left = start();
        assertThat(catchThrowableOfType(WaitInterruptedException.class, left::await))
                .isNotNull();
        assertThat(left.status().state()).isEqualTo(RestoreState.SUBMITTING);
        return left;
    }
}
