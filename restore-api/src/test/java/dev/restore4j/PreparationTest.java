package dev.restore4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.restore4j.error.AccessException;
import dev.restore4j.error.Neo4jAdminException;
import dev.restore4j.error.RestoreCancelledException;
import dev.restore4j.error.RestoreRejectedException;
import dev.restore4j.error.UnavailableException;
import dev.restore4j.error.WaitInterruptedException;
import dev.restore4j.event.Progress;
import dev.restore4j.event.RestoreEvent;
import dev.restore4j.event.RestoreEvent.StateChanged;
import dev.restore4j.fixture.Keeper;
import dev.restore4j.fixture.Script;
import dev.restore4j.fixture.Workshop;
import dev.restore4j.fixture.World;
import dev.restore4j.operation.Actor;
import dev.restore4j.operation.Overwritten;
import dev.restore4j.operation.RestoreResult;
import dev.restore4j.operation.RestoreState;
import dev.restore4j.operation.SafetySnapshot;
import dev.restore4j.spi.Workbench;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is made before the request is made once, kept up with, and found again. */
class PreparationTest {

    private final World world = new World();
    private final Workshop workshop = new Workshop();

    PreparationTest() {
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
    void itIsDoneBeforeWhatIsThereIsKeptAndBeforeTheRequest() {
        world.script().keptBy(new Keeper());

        RestoreResult result = world.plan()
                .keepPresent(SafetySnapshot.within(Duration.ofMinutes(5)))
                .confirm()
                .execute();

        assertThat(result.state()).isEqualTo(RestoreState.COMPLETED);
        assertThat(world.heard(StateChanged.class).stream().map(StateChanged::to))
                .containsSubsequence(
                        RestoreState.PREPARING,
                        RestoreState.SAFEGUARDING,
                        RestoreState.SUBMITTING,
                        RestoreState.RESTORING,
                        RestoreState.COMPLETED);
        assertThat(workshop.worked()).isEqualTo(1);
    }

    @Test
    void aConfirmationDoesNotExpireForIt() {
        workshop.does(bench -> {
            waits(bench, Duration.ofHours(7));
            return "dumped";
        });

        assertThat(start().await().state()).isEqualTo(RestoreState.COMPLETED);
        assertThat(world.script().submissions()).hasSize(1);
    }

    @Test
    void aConfirmationExpiresOnceNobodyWorks() {
        workshop.does(bench -> {
            waits(bench, Duration.ofHours(2));
            throw new AccessException("wrong password", null, null, null);
        });
        RestoreOperation first = start();
        assertThat(catchThrowableOfType(AccessException.class, first::await)).isNotNull();

        workshop.does(bench -> "made");
        world.time().jump(Duration.ofMinutes(16));

        try (World again = world.again()) {
            RestoreOperation watched = again.operations().attach(first.id());
            RestoreRejectedException late = catchThrowableOfType(RestoreRejectedException.class, watched::await);
            assertThat(late.code()).isEqualTo("confirmation-expired");
        }
        assertThat(world.script().submissions()).isEmpty();
    }

    @Test
    void aMachineThatStoodStillDidNotWork() {
        workshop.does(bench -> {
            waits(bench, Duration.ofMinutes(5));
            world.time().jump(Duration.ofDays(3));
            waits(bench, Duration.ofMinutes(5));
            return "made";
        });

        RestoreRejectedException late =
                catchThrowableOfType(RestoreRejectedException.class, () -> start().await(Duration.ofDays(7)));

        assertThat(late.code()).isEqualTo("confirmation-expired");
        assertThat(world.script().submissions()).isEmpty();
    }

    @Test
    void theLossOfAnUploadEndsWhenItWasTakenOver() {
        workshop.leavesTrace();
        workshop.sends(bench -> {
            waits(bench, Duration.ofHours(2));
            return Script.ACCEPTED;
        });

        RestoreResult result = start().await();

        assertThat(result.replayWindow().orElseThrow().until())
                .isAfterOrEqualTo(result.timeline().submitted().plus(Duration.ofHours(2)));
    }

    @Test
    void afterACrashItIsDoneAgainAndTheRequestIsSentOnce() {
        workshop.does(bench -> {
            waits(bench, Duration.ofHours(1));
            world.close();
            waits(bench, Duration.ofSeconds(1));
            return "never";
        });
        RestoreOperation left = start();
        assertThat(catchThrowableOfType(WaitInterruptedException.class, left::await))
                .isNotNull();
        workshop.does(bench -> "made");

        try (World again = world.again()) {
            RestoreResult result = again.plan().named("INC-1").confirm().execute();

            assertThat(result.id()).isEqualTo(left.id());
            assertThat(result.state()).isEqualTo(RestoreState.COMPLETED);
        }
        assertThat(workshop.worked()).isEqualTo(2);
        assertThat(world.script().submissions()).hasSize(1);
    }

    @Test
    void aCrashOnFridayIsNotGoneOnWithOnMonday() {
        workshop.does(bench -> {
            waits(bench, Duration.ofHours(1));
            world.close();
            waits(bench, Duration.ofSeconds(1));
            return "never";
        });
        RestoreOperation left = start();
        assertThat(catchThrowableOfType(WaitInterruptedException.class, left::await))
                .isNotNull();
        world.time().jump(Duration.ofDays(3));
        workshop.does(bench -> "made");

        try (World again = world.again()) {
            RestoreOperation watched = again.operations().attach(left.id());
            RestoreRejectedException late = catchThrowableOfType(RestoreRejectedException.class, watched::await);

            assertThat(late.code()).isEqualTo("confirmation-expired");
            assertThat(late.overwritten()).isEqualTo(Overwritten.NO);
        }
        assertThat(world.script().submissions()).isEmpty();
    }

    @Test
    void itIsCancelledWhereItStands() {
        AtomicReference<RestoreOperation> operation = new AtomicReference<>();
        CompletableFuture<RestoreOperation> begun = new CompletableFuture<>();
        workshop.does(bench -> {
            begun.join().cancel(Actor.named("carol"));
            waits(bench, Duration.ofHours(1));
            return "never";
        });
        operation.set(start());
        begun.complete(operation.get());

        RestoreCancelledException cancelled = catchThrowableOfType(
                RestoreCancelledException.class, () -> operation.get().await());

        assertThat(cancelled.overwritten()).isEqualTo(Overwritten.NO);
        assertThat(cancelled).hasMessageContaining("carol");
        assertThat(world.script().submissions()).isEmpty();
    }

    @Test
    void whatCannotBeMadeEndsItWithItsOwnCode() {
        workshop.does(bench -> {
            throw new Neo4jAdminException("database-in-use", "Stop database neo4j and try again.", 1, "");
        });

        RestoreRejectedException no = catchThrowableOfType(RestoreRejectedException.class, start()::await);

        assertThat(no.code()).isEqualTo("database-in-use");
        assertThat(no).hasMessageContaining("Stop database neo4j");
        assertThat(world.script().submissions()).isEmpty();
    }

    @Test
    void whatCannotBeMadeForNowIsTriedAgain() {
        List<RuntimeException> troubles = new java.util.concurrent.CopyOnWriteArrayList<>(
                List.of(new UnavailableException("busy", Duration.ofSeconds(5), null)));
        workshop.does(bench -> {
            if (!troubles.isEmpty()) {
                throw troubles.remove(0);
            }
            return "made";
        });

        assertThat(start().await().state()).isEqualTo(RestoreState.COMPLETED);
        assertThat(workshop.worked()).isEqualTo(2);
    }

    @Test
    void aConfirmationThatExpiresSaysWhatWasInTheWay() {
        workshop.does(bench -> {
            throw new UnavailableException("console.neo4j.io does not answer.", Duration.ofMinutes(4), null);
        });

        RestoreRejectedException late = catchThrowableOfType(RestoreRejectedException.class, start()::await);

        assertThat(late.code()).isEqualTo("confirmation-expired");
        assertThat(late).hasMessageContaining("What was in the way: console.neo4j.io does not answer.");
    }

    @Test
    void whatIsOutOfTheWayIsNotToldAsInTheWay() {
        List<RuntimeException> troubles = new java.util.concurrent.CopyOnWriteArrayList<>(
                List.of(new UnavailableException("console.neo4j.io does not answer.", Duration.ofSeconds(5), null)));
        workshop.does(bench -> {
            if (!troubles.isEmpty()) {
                throw troubles.remove(0);
            }
            world.time().jump(Duration.ofHours(20));
            return "made";
        });

        RestoreRejectedException late = catchThrowableOfType(RestoreRejectedException.class, start()::await);

        assertThat(late.code()).isEqualTo("confirmation-expired");
        assertThat(late).hasMessageNotContaining("in the way");
    }

    @Test
    void whatAToolPrintedAtLastIsTold() {
        workshop.does(bench -> {
            throw new Neo4jAdminException(
                    "tool-failed", "neo4j-admin dump failed.", 1, "first\nsecond\n\nthird\nfourth");
        });

        RestoreRejectedException no = catchThrowableOfType(RestoreRejectedException.class, start()::await);

        assertThat(no).hasMessageContaining("neo4j-admin dump failed. It printed at last: second / third / fourth");
    }

    @Test
    void listenersHearHowFarItIs() {
        workshop.does(bench -> {
            bench.report(Progress.ofBytes("upload", 50, 200, 10));
            return "made";
        });
        start().await();

        assertThat(world.heard(RestoreEvent.Progressed.class)).singleElement().satisfies(event -> {
            assertThat(event.progress().fraction()).hasValue(0.25);
            assertThat(event.progress().left()).contains(Duration.ofSeconds(15));
            assertThat(event.progress()).hasToString("upload 25 %");
        });
    }
}
