package dev.restore4j.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restore4j.testkit.FakeAura;
import dev.restore4j.testkit.FakeInstance;
import dev.restore4j.testkit.http.FakeAuraServer;
import dev.restore4j.testkit.model.FakeSnapshot;
import dev.restore4j.testkit.model.Limits;
import dev.restore4j.testkit.model.OperationKind;
import dev.restore4j.time.TimeSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The demo's program in a JVM of its own, killed at seeded moments and started again, against a fake that lives on: each
 * instance is overwritten once, and what the program reports is what happened. All share one journal.
 */
class KilledProgramTest {

    private static final int KILLS = 20;
    private static final int AT_A_TIME = 10;

    /** Long enough for a JVM that is started again to see the restore, on a machine that is busy. */
    private static final Duration RESTORE = Duration.ofSeconds(15);

    private static final Duration SNAPSHOT = Duration.ofSeconds(2);

    @TempDir
    private Path directory;

    @Test
    void isKilledAndGoesOn() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(AT_A_TIME);
        try (FakeAura fake = FakeAura.builder()
                        .time(TimeSource.system())
                        .operationTimes((kind, gigabytes, draw) -> kind == OperationKind.SNAPSHOT ? SNAPSHOT : RESTORE)
                        .limits(new Limits(100_000, 1_000, 1_000)) // the processes do not know of each other's requests
                        .build();
                FakeAuraServer server = fake.serve()) {
            List<Future<?>> victims = new ArrayList<>();
            for (int seed = 1; seed <= KILLS; seed++) {
                Victim victim = new Victim(seed, fake, server, directory);
                victims.add(pool.submit(() -> {
                    victim.isKilledAndGoesOn();
                    return true;
                }));
            }
            for (Future<?> victim : victims) {
                victim.get();
            }
        } finally {
            pool.shutdownNow();
        }
    }

    /** One instance and the program that restores it. */
    private static final class Victim {

        private final int seed;
        private final Random random;
        private final FakeAura fake;
        private final FakeAuraServer server;
        private final FakeInstance instance;
        private final FakeSnapshot snapshot;
        private final RestoreOrder order;
        private final Path directory;

        Victim(int seed, FakeAura fake, FakeAuraServer server, Path directory) {
            this.seed = seed;
            this.random = new Random(seed);
            this.fake = fake;
            this.server = server;
            this.directory = directory;
            this.instance = fake.addInstance(spec -> spec.name("Production " + seed));
            Instant incident = Instant.now();
            this.snapshot = instance.addSnapshot(incident.minus(Duration.ofHours(4)));
            this.order = new RestoreOrder(instance.id(), instance.name(), incident, "INC-" + seed);
            instance.write("damaged");
        }

        void isKilledAndGoesOn() throws Exception {
            // the first requests of a run are token, instance, days of snapshots; then come those of the safety
            // snapshot; the
            // restore is about the thirteenth
            int requests = 1 + random.nextInt(16);
            int millis = random.nextInt(200);
            Process first = start();
            while (requestsOfMine() < requests && first.isAlive()) {
                first.waitFor(2, TimeUnit.MILLISECONDS);
            }
            first.waitFor(millis, TimeUnit.MILLISECONDS);
            assertThat(first.isAlive())
                    .as("seed %d is alive when it is killed", seed)
                    .isTrue();
            first.destroyForcibly().waitFor();

            Process second = start();
            assertThat(second.waitFor(4, TimeUnit.MINUTES))
                    .as("seed %d ended", seed)
                    .isTrue();
            judge(second.exitValue(), Files.readString(file("out")), Files.readString(file("err")));
        }

        private void judge(int code, String out, String err) {
            String what = "seed " + seed + ":\n" + out + err;
            long overwrites = fake.overwrites().stream()
                    .filter(overwrite -> overwrite.target().equals(instance.id()))
                    .count();
            if (code == 0) {
                assertThat(out).as(what).contains("'INC-" + seed + "': COMPLETED");
                assertThat(overwrites).as(what).isEqualTo(1);
                assertThat(instance.content()).as(what).isEqualTo(snapshot.content());
            } else {
                // killed between the intent and the sending, or unseen: it says that it cannot tell
                assertThat(err).as(what).contains("OutcomeUnknownException");
                assertThat(overwrites).as(what).isLessThanOrEqualTo(1);
            }
        }

        private long requestsOfMine() {
            return fake.requests().stream()
                    .filter(request -> request.path().contains(instance.id()))
                    .count();
        }

        private Process start() throws IOException {
            ProcessBuilder builder = new ProcessBuilder(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:TieredStopAtLevel=1",
                    "-Xmx128m",
                    "-classpath",
                    System.getProperty("java.class.path"),
                    RestoreProgram.class.getName());
            builder.environment().putAll(order.toEnvironment());
            builder.environment()
                    .putAll(Map.of(
                            "AURA_API_URL", server.baseUri().toString(),
                            "AURA_CLIENT_ID", fake.clientId(),
                            "AURA_CLIENT_SECRET", fake.clientSecret(),
                            "AURA_REQUESTS_PER_MINUTE", "100000",
                            "RESTORE4J_STATE_DIR", directory.resolve("state").toString()));
            return builder.redirectOutput(file("out").toFile())
                    .redirectError(file("err").toFile())
                    .start();
        }

        private Path file(String stream) {
            return directory.resolve(seed + "." + stream);
        }
    }
}
