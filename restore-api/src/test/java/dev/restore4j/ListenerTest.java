package dev.restore4j;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restore4j.event.RestoreEvent;
import dev.restore4j.event.RestoreEvent.Finished;
import dev.restore4j.event.RestoreListener;
import dev.restore4j.fixture.ManualTime;
import dev.restore4j.fixture.Script;
import dev.restore4j.fixture.World;
import dev.restore4j.operation.RestoreResult;
import dev.restore4j.operation.RestoreState;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Listeners hear everything, and whatever they do harms nobody. */
class ListenerTest {

    private final List<RestoreEvent> heard = new CopyOnWriteArrayList<>();

    static Stream<Throwable> everything() {
        return Stream.of(
                new IllegalStateException("a bug"),
                new NullPointerException(),
                new IOException("thrown past the compiler"),
                new AssertionError("a test's"),
                new NoClassDefFoundError("a missing jar"),
                new StackOverflowError());
    }

    @ParameterizedTest
    @MethodSource("everything")
    void aListenerThatThrowsHearsTheNextEventAllTheSame(Throwable thrown) {
        World world = World.heardBy(event -> {
            heard.add(event);
            ListenerTest.<RuntimeException>sneak(thrown);
        });

        RestoreResult result = run(world);

        assertThat(result.state()).isEqualTo(RestoreState.COMPLETED);
        assertThat(heard).hasSameSizeAs(world.heard(RestoreEvent.class)).hasSizeGreaterThan(5);
        assertThat(heard.get(heard.size() - 1)).isInstanceOf(Finished.class);
    }

    @Test
    void aListenerThatHangsHarmsNeitherTheRestoreNorOthers() {
        CountDownLatch released = new CountDownLatch(1);
        CompletableFuture<ManualTime> time = new CompletableFuture<>();
        World world = World.heardBy(event -> {
            heard.add(event);
            time.join().disown(); // its thread blocks on what is not time
            uninterruptibly(released);
        });
        time.complete(world.time());
        try {
            RestoreResult result = run(world);

            assertThat(result.state()).isEqualTo(RestoreState.COMPLETED);
            assertThat(result.timeline().total()).contains(Duration.ofSeconds(5));
            assertThat(world.time().now())
                    .as("it is given a moment to hear the end")
                    .isEqualTo(ManualTime.START.plusSeconds(6));
            assertThat(world.heard(Finished.class)).hasSize(1);
            assertThat(heard).hasSize(1);
        } finally {
            released.countDown();
        }
    }

    @Test
    void whatAListenerDoesNotHearInTimeIsDroppedFromTheFront() {
        CompletableFuture<ManualTime> time = new CompletableFuture<>();
        CountDownLatch released = new CountDownLatch(1);
        World world = World.heardBy(event -> {
            heard.add(event);
            if (heard.size() == 1) {
                time.join().disown();
                uninterruptibly(released);
            }
        });
        time.complete(world.time());
        world.script().whenLookedAt(() -> world.script().looked() < 1_500 ? Script.RESTORING : Script.RUNNING);
        world.plan().confirm().execute();
        released.countDown();
        while (!(heard.get(heard.size() - 1) instanceof Finished)) {
            Thread.onSpinWait();
        }

        assertThat(heard).hasSize(1 + 1_000);
    }

    @Test
    void theEndWasHeardWhenTheResultIsThere() {
        World world = World.heardBy(heard::add);
        run(world);

        assertThat(heard.get(heard.size() - 1)).isInstanceOf(Finished.class);
    }

    @Test
    void aPlansListenerHearsOfItsOwnOperationOnly() {
        World world = new World();
        RestoreListener listener = heard::add;
        world.script().looks(Script.RESTORING, Script.RUNNING);
        RestoreResult mine = world.plan().notify(listener).confirm().execute();
        world.script().looks(Script.RESTORING, Script.RUNNING);
        world.planFor("test:22222222").confirm().execute();

        assertThat(heard)
                .isNotEmpty()
                .allSatisfy(event -> assertThat(event.operation()).isEqualTo(mine.id()));
        assertThat(world.heard(Finished.class)).hasSize(2);
    }

    @Test
    void allListenersOfAPlanHear() {
        World world = new World();
        world.script().looks(Script.RESTORING, Script.RUNNING);
        List<RestoreEvent> others = new CopyOnWriteArrayList<>();

        world.plan().notify(heard::add).notify(others::add).confirm().execute();

        assertThat(heard).isNotEmpty().isEqualTo(others);
    }

    private static RestoreResult run(World world) {
        world.script().looks(Script.RESTORING, Script.RUNNING);
        return world.plan().confirm().execute();
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void sneak(Throwable thrown) throws T {
        throw (T) thrown;
    }

    private static void uninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
