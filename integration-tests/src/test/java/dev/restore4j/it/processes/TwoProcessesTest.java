package dev.restore4j.it.processes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restore4j.journal.FileJournal;
import dev.restore4j.journal.JournalEntry;
import dev.restore4j.testkit.fault.Fault;
import dev.restore4j.testkit.model.FakeSnapshot;
import dev.restore4j.time.TimeSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Two processes on one journal directory cannot drive one restore, nor two restores of one target. Two cases at a time. */
class TwoProcessesTest {

    private static ExecutorService pool;

    @TempDir
    static Path directory;

    @BeforeAll
    static void start() {
        pool = Executors.newFixedThreadPool(2);
    }

    @AfterAll
    static void stop() {
        pool.shutdownNow();
    }

    private interface Case {
        void run(World world) throws InterruptedException;
    }

    @TestFactory
    Stream<DynamicTest> processes() {
        Duration brief = Duration.ofSeconds(40);
        List<DynamicTest> tests = new ArrayList<>();
        tests.add(test("one named plan in both is one operation", World.LONG, TwoProcessesTest::onePlan));
        tests.add(test("two plans for one target: one is refused", World.LONG, TwoProcessesTest::twoPlans));
        tests.add(test("a killed driver is taken over", World.LONG, TwoProcessesTest::takenOver));
        tests.add(test("from outside it is listed, watched, not cancelled", World.LONG, TwoProcessesTest::fromOutside));
        tests.add(test("from outside it is cancelled before it is sent", brief, TwoProcessesTest::cancelled));
        tests.add(test("from outside an unknown outcome is settled", brief, TwoProcessesTest::settled));
        return tests.stream();
    }

    private static DynamicTest test(String name, Duration restore, Case check) {
        CompletableFuture<Void> done = CompletableFuture.runAsync(
                () -> {
                    Path journal = directory.resolve(Integer.toHexString(name.hashCode()));
                    try (World world = new World(journal, 15, restore, UnaryOperator.identity())) {
                        check.run(world);
                    } catch (InterruptedException e) {
                        throw new CompletionException(e);
                    }
                },
                pool);
        return DynamicTest.dynamicTest(name, () -> done.get(120, TimeUnit.SECONDS));
    }

    private static void onePlan(World world) throws InterruptedException {
        Child first = world.restore("INC-4711", World.waiting());
        Child second = world.restore("INC-4711", World.waiting());
        first.await("READY");
        second.await("READY");
        first.go();
        second.go();
        second.await("OPERATION");
        first.await("OPERATION");
        world.finishOnceSeen(first, second);
        String result = first.await("RESULT");
        assertThat(result).startsWith("RESULT COMPLETED YES ").endsWith(" ACCEPTED_AND_SEEN");
        assertThat(second.await("RESULT")).isEqualTo(result);
        assertThat(first.exit()).isZero();
        assertThat(second.exit()).isZero();
        world.production().assertRestoredOnce();
        assertThat(world.production().posts()).hasSize(1);
    }

    private static void twoPlans(World world) throws InterruptedException {
        FakeSnapshot older =
                world.production().instance().addSnapshot(world.time().now().minus(Duration.ofHours(30)));
        Child first = world.restore("INC-4711", World.waiting());
        Child second = world.restoreBefore(older.timestamp().plusSeconds(1), "INC-4712", World.waiting());
        first.await("READY");
        second.await("READY");
        first.go();
        second.go();
        // the one that is refused must find the other under way
        while (first.isAlive() && second.isAlive()) {
            TimeSource.system().sleep(Duration.ofMillis(20));
        }
        world.finishOnceSeen(first, second);
        int codes = first.exit() + second.exit();
        assertThat(codes).as("one of them failed: %s%n%s", first, second).isEqualTo(1);
        Child winner = first.exit() == 0 ? first : second;
        Child loser = winner == first ? second : first;
        String operation = winner.await("OPERATION").split(" ", -1)[1];
        assertThat(winner.await("RESULT")).contains("COMPLETED", operation);
        assertThat(loser.await("ERROR")).contains("RestoreRejectedException", "PLANNED NO", "Operation " + operation);
        assertThat(world.production().posts()).hasSize(1);
        assertThat(world.production().acts()).hasSize(1);
    }

    private static void takenOver(World world) throws InterruptedException {
        Child driver = world.restore("INC-4711");
        String operation = driver.await("OPERATION");
        assertThat(driver.awaitLine(line -> line.endsWith("after writing change-seen")))
                .isPresent();
        Child waiting = world.restore("INC-4711");
        assertThat(waiting.await("OPERATION")).isEqualTo(operation);
        driver.kill();
        world.finish();
        assertThat(driver.lines()).noneMatch(line -> line.startsWith("RESULT"));
        assertThat(waiting.await("RESULT")).startsWith("RESULT COMPLETED YES ").endsWith(" ACCEPTED_AND_SEEN");
        world.production().assertRestoredOnce();
        assertThat(world.production().posts()).hasSize(1);
        assertThat(FileJournal.at(world.journal()).list().get(0).entries())
                .extracting(JournalEntry::type)
                .contains("taken-over");
    }

    private static void fromOutside(World world) throws InterruptedException {
        Child driver = world.restore("INC-4711");
        String id = driver.await("OPERATION").split(" ", -1)[1];
        assertThat(driver.awaitLine(line -> line.endsWith("after writing accepted")))
                .isPresent();
        Child watch = world.command("attach", id);
        Child cancel = world.command("cancel", id);
        Child list = world.command("list");
        assertThat(cancel.await("CANCEL")).isEqualTo("CANCEL TOO_LATE");
        assertThat(list.await("LISTED")).contains(id, "INC-4711", "RESTORING");
        world.finish();
        assertThat(watch.await("RESULT")).isEqualTo(driver.await("RESULT")).contains("COMPLETED");
        world.production().assertRestoredOnce();
        assertThat(world.production().posts()).hasSize(1);
    }

    /** Aura cannot be read, so that the driver waits before it sends. */
    private static void cancelled(World world) throws InterruptedException {
        Child driver = world.restore("INC-4711", World.waiting());
        driver.await("READY");
        world.production().aura().faults().next(Fault.serverError(503)).every(1);
        driver.go();
        String id = driver.await("OPERATION").split(" ", -1)[1];
        assertThat(world.command("cancel", id).await("CANCEL")).isEqualTo("CANCEL BEFORE_SUBMISSION");
        assertThat(driver.await("ERROR")).contains("RestoreCancelledException", "CANCELLED NO", id, "another process");
        world.production().assertNothingSent();
    }

    /** Aura shows nothing of the restore that it does. */
    private static void settled(World world) throws InterruptedException {
        world.production().aura().faults().next(Fault.statesHidden());
        Child driver = world.restore("INC-4711");
        String id = driver.await("OPERATION").split(" ", -1)[1];
        assertThat(driver.await("ERROR")).contains("OutcomeUnknownException", "OUTCOME_UNKNOWN UNKNOWN", id);
        assertThat(driver.exit()).isEqualTo(1);
        String result = "RESULT COMPLETED YES " + id + " ATTESTED";
        assertThat(world.command("settle", id, "yes").await("RESULT")).isEqualTo(result);
        Child again = world.restore("INC-4711");
        assertThat(again.await("RESULT")).isEqualTo(result);
        assertThat(again.exit()).isZero();
        world.production().assertRestoredOnce();
        assertThat(world.production().posts()).hasSize(1);
    }
}
