package dev.restore4j.it.processes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restore4j.it.fixture.Production;
import dev.restore4j.testkit.model.Overwrite;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real JVM is killed at seeded moments of its restore and started again until it ends: at most one overwrite, and the
 * reported end is the truth. Half of the moments are exact: the process stands still there until it is dead.
 */
class KilledProcessTest {

    private static final int KILLS = Boolean.getBoolean("restore4j.thorough") ? 200 : 20;
    private static final int STARTS = 6;
    private static final int AT_A_TIME = 4;

    @TempDir
    Path directory;

    /** What became of one seed. */
    private record Life(String killedAt, String end, int starts) {}

    @Test
    void atMostOneOverwriteAndTheTruthWheneverTheProcessIsKilled() throws Exception {
        int steps = steps();
        assertThat(steps).as("steps of a whole restore").isGreaterThan(40);
        ExecutorService pool = Executors.newFixedThreadPool(AT_A_TIME);
        List<Future<Life>> lives = new ArrayList<>();
        for (int seed = 1; seed <= KILLS; seed++) {
            lives.add(pool.submit(life(seed, steps)));
        }
        Map<String, Integer> ends = new TreeMap<>();
        Map<String, Integer> kills = new TreeMap<>();
        for (Future<Life> each : lives) {
            Life life = each.get(5, TimeUnit.MINUTES);
            ends.merge(life.end().split(" ", -1)[1], 1, Integer::sum);
            kills.merge(life.killedAt(), 1, Integer::sum);
        }
        pool.shutdownNow();
        System.out.println(KILLS + " JVMs were killed at " + kills + "; the restores ended " + ends);
        assertThat(kills.getOrDefault("never", 0)).as("lived to its end").isLessThan(KILLS / 4);
        assertThat(ends.getOrDefault("COMPLETED", 0)).isGreaterThan(KILLS / 3);
    }

    /** {@return how many steps a process takes that nobody kills} */
    private int steps() throws InterruptedException {
        try (World world = new World(directory.resolve("whole"), 20, World.LONG, UnaryOperator.identity())) {
            Child child = world.restore("INC-4711");
            world.finishOnceSeen(child);
            assertThat(child.await("RESULT")).contains("COMPLETED");
            assertThat(child.exit()).isZero();
            world.production().assertRestoredOnce();
            return (int) child.lines().stream()
                    .filter(line -> line.startsWith("STEP"))
                    .count();
        }
    }

    private Callable<Life> life(int seed, int steps) {
        return () -> {
            Random random = new Random(seed);
            // spread over the restore, so that few seeds meet all of its parts
            int step = 1 + (int) ((seed - 1 + random.nextDouble()) * steps / KILLS);
            try (World world = world("seed" + seed)) {
                String killedAt = killed(world, step, seed % 2 == 0);
                if (seed % 5 == 0) {
                    world.time().advance(Duration.ofMinutes(20));
                }
                for (int start = 2; start <= STARTS; start++) {
                    Child child = world.restore("INC-4711");
                    String end = end(child);
                    mustBeTrue(end, world.production(), "seed " + seed + " at " + killedAt + ": " + child);
                    if (!end.contains("WaitInterrupted") && !end.contains("Unavailable")) {
                        return new Life(killedAt, end, start);
                    }
                }
                throw new AssertionError("seed " + seed + ": no end after " + STARTS + " starts");
            }
        };
    }

    /** {@return at which step the first process was killed} */
    private static String killed(World world, int step, boolean exactly) throws InterruptedException {
        String[] options = exactly ? new String[] {World.pausingAt(step)} : new String[0];
        Child first = world.restore("INC-4711", options);
        String wanted = exactly ? "PAUSED " : "STEP " + step + " ";
        String reached = first.awaitLine(line -> line.startsWith(wanted)).orElse("never");
        first.kill();
        boolean ended = first.lines().stream().anyMatch(line -> line.startsWith("RESULT") || line.startsWith("ERROR"));
        return ended ? "never" : reached.substring(wanted.length()).replaceAll("/v1/.*", "");
    }

    /** {@return what the process has told, without the word that says whether it is an error} */
    private static String end(Child child) throws InterruptedException {
        String told = child.awaitLine(line -> line.startsWith("RESULT") || line.startsWith("ERROR"))
                .orElseThrow(() -> new AssertionError("it told nothing: " + child));
        assertThat(child.exit()).as(child.toString()).isEqualTo(told.startsWith("RESULT") ? 0 : 1);
        if (told.startsWith("RESULT")) {
            return told;
        }
        String[] words = told.split(" ", 6);
        return "ERROR " + words[3] + " " + words[4] + " " + words[1] + " " + words[2];
    }

    private static void mustBeTrue(String end, Production production, String where) {
        List<Overwrite> acts = production.acts();
        assertThat(acts).as(where).hasSizeLessThanOrEqualTo(1);
        assertThat(acts)
                .as(where)
                .allSatisfy(act -> assertThat(act.sourceSnapshot())
                        .contains(production.snapshot().id()));
        boolean done = acts.stream().anyMatch(act -> act.outcome() == Overwrite.Outcome.SUCCEEDED);
        String[] words = end.split(" ", -1);
        switch (words[1]) {
            case "COMPLETED" -> assertThat(done).as(where).isTrue();
            case "REJECTED", "CANCELLED", "PLANNED", "CONFIRMED" ->
                assertThat(acts).as(where).isEmpty();
            case "OUTCOME_UNKNOWN" -> assertThat(words[2]).as(where).isEqualTo("UNKNOWN");
            default -> throw new AssertionError("no end: " + where);
        }
        if (words[2].equals("NO")) {
            production.assertUntouched();
        }
    }

    private World world(String name) {
        return new World(directory.resolve(name), 20, Duration.ofSeconds(60), UnaryOperator.identity());
    }
}
