package dev.restore4j.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restore4j.testkit.FakeInstance;
import dev.restore4j.testkit.model.FakeSnapshot;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The demo's program in a JVM of its own, killed at seeded moments and started again, against a fake that lives on: each
 * instance is overwritten once, and what the program reports is what happened. All of one clock share one journal.
 *
 * <p>Some run just as users run them. The others have a fast clock: where nobody can tell whether a submission arrived,
 * the program looks for a minute and a half.
 */
class KilledProgramTest {

    private static final boolean THOROUGH = Boolean.getBoolean("restore4j.thorough");
    private static final int KILLS = THOROUGH ? 100 : 8;
    private static final int KILLS_IN_REAL_TIME = THOROUGH ? 20 : 2;
    private static final int AT_A_TIME = 10;
    private static final double FASTER = 5;

    /**
     * The first requests of a run are token, instance, days of snapshots; then come those of the safety snapshot; the
     * restore is about the thirteenth.
     */
    private static final int REQUESTS = 16;

    /** Long enough for a JVM that is started again to see the restore, on a machine that is busy. */
    private static final Duration RESTORE = Duration.ofSeconds(10);

    @TempDir
    private Path directory;

    @Test
    void isKilledAndGoesOn() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(AT_A_TIME);
        try (ProgramWorld real = world("real", 1);
                ProgramWorld fast = world("fast", FASTER)) {
            Random random = new Random(1);
            List<Future<String>> ends = new ArrayList<>();
            for (int seed = 1; seed <= KILLS_IN_REAL_TIME; seed++) {
                Victim victim = new Victim(seed, moment(seed, KILLS_IN_REAL_TIME, random), random.nextInt(200), real);
                ends.add(pool.submit(victim::isKilledAndGoesOn));
            }
            for (int seed = 1; seed <= KILLS; seed++) {
                Victim victim = new Victim(seed, moment(seed, KILLS, random), random.nextInt(200), fast);
                ends.add(pool.submit(victim::isKilledAndGoesOn));
            }
            List<String> told = new ArrayList<>();
            for (Future<String> end : ends) {
                told.add(end.get());
            }
            System.out.println(
                    told.size() + " programs were killed after that many requests, and started again: " + told);
            assertThat(told).filteredOn(end -> end.endsWith("COMPLETED")).hasSizeGreaterThan(told.size() / 2);
        } finally {
            pool.shutdownNow();
        }
    }

    private ProgramWorld world(String name, double factor) throws Exception {
        Path place = Files.createDirectory(directory.resolve(name));
        return new ProgramWorld(place, factor, Duration.ofMillis((long) (RESTORE.toMillis() * factor)));
    }

    /** {@return after which request: spread over the run, so that few seeds meet all of its parts} */
    private static int moment(int seed, int seeds, Random random) {
        return 1 + (int) ((seed - 1 + random.nextDouble()) * REQUESTS / seeds);
    }

    /** One instance and the program that restores it. */
    private static final class Victim {

        private final String what;
        private final int requests;
        private final int millis;
        private final ProgramWorld world;
        private final FakeInstance instance;
        private final FakeSnapshot snapshot;
        private final RestoreOrder order;

        Victim(int seed, int requests, int millis, ProgramWorld world) {
            this.what = "seed " + seed + ", " + requests + " requests and " + millis + " ms";
            this.requests = requests;
            this.millis = millis;
            this.world = world;
            this.instance = world.fake().addInstance(spec -> spec.name("Production " + seed));
            Instant incident = world.fake().time().now();
            this.snapshot = instance.addSnapshot(incident.minus(Duration.ofHours(4)));
            this.order = new RestoreOrder(instance.id(), instance.name(), incident, "INC-" + seed);
            instance.write("damaged");
        }

        String isKilledAndGoesOn() throws Exception {
            Process first = world.program(order).start();
            while (requestsOfMine() < requests && first.isAlive()) {
                first.waitFor(10, TimeUnit.MILLISECONDS);
            }
            first.waitFor(millis, TimeUnit.MILLISECONDS);
            assertThat(first.isAlive())
                    .as(what + ": is alive when it is killed")
                    .isTrue();
            long killedAt = requestsOfMine();
            first.destroyForcibly().waitFor();

            Process second = world.program(order).start();
            assertThat(second.waitFor(4, TimeUnit.MINUTES)).as(what + ": ended").isTrue();
            return killedAt + " " + judge(second.exitValue());
        }

        private String judge(int code) throws Exception {
            String out = Files.readString(world.file(order, "out"));
            String err = Files.readString(world.file(order, "err"));
            String seen = what + ":\n" + out + err;
            long overwrites = world.fake().overwrites().stream()
                    .filter(overwrite -> overwrite.target().equals(instance.id()))
                    .count();
            if (code == 0) {
                assertThat(out).as(seen).contains("'" + order.planName() + "': COMPLETED");
                assertThat(overwrites).as(seen).isEqualTo(1);
                assertThat(instance.content()).as(seen).isEqualTo(snapshot.content());
                return "COMPLETED";
            }
            // killed between the intent and the sending, or unseen: it says that it cannot tell
            assertThat(err).as(seen).contains("OutcomeUnknownException");
            assertThat(overwrites).as(seen).isLessThanOrEqualTo(1);
            return "OUTCOME_UNKNOWN";
        }

        private long requestsOfMine() {
            return world.fake().requests().stream()
                    .filter(request -> request.path().contains(instance.id()))
                    .count();
        }
    }
}
