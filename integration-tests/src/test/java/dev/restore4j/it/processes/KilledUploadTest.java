package dev.restore4j.it.processes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restore4j.journal.FileJournal;
import dev.restore4j.testkit.FakeAura;
import dev.restore4j.testkit.FakeInstance;
import dev.restore4j.testkit.ReceivedImport;
import dev.restore4j.testkit.RecordedRequest;
import dev.restore4j.testkit.admin.SampleDump;
import dev.restore4j.testkit.model.OperationTimes;
import dev.restore4j.testkit.store.StoreCall;
import dev.restore4j.testkit.store.StoreRequest;
import dev.restore4j.testkit.store.StoreSettings;
import dev.restore4j.testkit.time.ScaledTime;
import dev.restore4j.time.TimeSource;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A program that uploads a file is killed somewhere on the way, and started again: what had arrived is not sent again, the bytes
 * are right, and Aura is asked to load them once.
 */
class KilledUploadTest {

    private static final int KILLS = Boolean.getBoolean("restore4j.thorough") ? 200 : 20;
    private static final int AT_A_TIME = 8;
    private static final int SIZE = 4 << 20;
    private static final int PART = 64 << 10;

    /** What a session like Google's keeps whole, and throws away when it is cut. */
    private static final int BLOCK = 256 << 10;

    @TempDir
    static Path directory;

    /** So long that a load does not end before somebody has seen it. */
    private static final Duration LOAD = Duration.ofHours(2);

    /** The whole file, at the store's rate, many times over. */
    private static final Duration ON_ITS_WAY = Duration.ofSeconds(20);

    private static Path file;

    @BeforeAll
    static void write() throws IOException {
        byte[] store = new byte[SIZE];
        new Random(7).nextBytes(store);
        file = SampleDump.write(directory.resolve("orders.dump"), store);
    }

    private static FakeAura aura(ScaledTime time) {
        return FakeAura.builder()
                .time(time)
                .operationTimes(OperationTimes.fixed(LOAD))
                .stores(StoreSettings.defaults()
                        .partBytes(PART)
                        .bytesPerSecond(3 << 20)
                        .latency(Duration.ofMillis(60)))
                .build();
    }

    /** What became of one seed: how much the store had, in steps of a quarter, when the program was killed. */
    private record Life(String end, int quarter) {}

    @Test
    void whatHadArrivedIsNotSentAgainAndItIsCompletedOnce() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(AT_A_TIME);
        Map<Integer, Integer> quarters = new HashMap<>();
        try {
            List<Future<Life>> lives = IntStream.rangeClosed(1, KILLS)
                    .mapToObj(seed -> pool.submit(() -> life(seed)))
                    .toList();
            for (Future<Life> each : lives) {
                Life life = each.get();
                assertThat(life.end()).isEqualTo("RESULT COMPLETED YES");
                quarters.merge(life.quarter(), 1, Integer::sum);
            }
        } finally {
            pool.shutdownNow();
        }
        System.out.println(KILLS + " uploads were killed; quarters that had arrived by then: " + quarters);
        assertThat(quarters.keySet())
                .as("killed in their midst")
                .containsAnyOf(1, 2)
                .hasSizeGreaterThan(1);
    }

    private static Life life(int seed) throws Exception {
        String cloud = seed % 2 == 0 ? "aws" : "gcp";
        ScaledTime time = ScaledTime.times(1);
        try (FakeAura aura = aura(time)) {
            FakeInstance instance =
                    aura.addInstance(spec -> spec.name("seed" + seed).region(cloud, "here"));
            URI console = aura.serve().baseUri();
            Path journal = directory.resolve("journal" + seed);
            int quarter;
            try (Child first = start(console, instance, journal)) {
                first.await("PROGRESS upload");
                // spread over the file, so that few seeds meet all of its parts
                long wanted = (long) ((seed - new Random(seed).nextDouble()) * Files.size(file) / KILLS);
                while (first.isAlive() && Math.max(arrived(aura), told(first)) < wanted) {
                    TimeSource.system().sleep(Duration.ofMillis(20));
                }
                first.kill();
                if (cloud.equals("gcp")) {
                    awaitTheRest(aura);
                }
                quarter = (int) (4 * arrived(aura) / Files.size(file));
            }
            int before = aura.requests().size();
            Set<Integer> there = kept(aura).keySet();
            try (Child second = start(console, instance, journal)) {
                while (second.isAlive() && !isLoadSeen(aura, before)) {
                    TimeSource.system().sleep(Duration.ofMillis(20));
                }
                time.advance(LOAD);
                String end = second.awaitLine(line -> line.startsWith("RESULT") || line.startsWith("ERROR"))
                        .orElseThrow(() -> new AssertionError(second.toString()));
                second.exit();
                mustBeTrue(aura, journal, there, cloud + " " + second);
                return new Life(end, quarter);
            }
        }
    }

    /** Whether somebody has looked at the load, after so many requests. */
    private static boolean isLoadSeen(FakeAura aura, int before) {
        List<RecordedRequest> all = aura.requests();
        int completed = all.stream()
                .filter(request -> request.path().endsWith("/import/upload-complete"))
                .mapToInt(RecordedRequest::ordinal)
                .max()
                .orElse(Integer.MAX_VALUE);
        return all.stream()
                .filter(request -> request.path().endsWith("/import/status"))
                .anyMatch(request -> request.ordinal() > Math.max(completed, before));
    }

    private static Child start(URI console, FakeInstance instance, Path journal) {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-Xmx64m",
                UploadProcess.class.getName(),
                file.toString(),
                journal.toString(),
                console.toString(),
                instance.id());
        builder.environment().put("CLASSPATH", World.classPath());
        builder.environment().put("IT_PASSWORD", instance.password());
        return Child.start(builder);
    }

    /**
     * A session is one request, and what of it was on its way when the program was killed arrives later: only then has it a length
     * to which whoever goes on can be held. A request that had not left its program never comes.
     */
    private static void awaitTheRest(FakeAura aura) throws InterruptedException {
        long end = TimeSource.system().nanoTime() + ON_ITS_WAY.toNanos();
        while (TimeSource.system().nanoTime() < end
                && aura.stores().requests().stream().noneMatch(each -> each.call() == StoreCall.SESSION_BYTES)) {
            TimeSource.system().sleep(Duration.ofMillis(20));
        }
    }

    private static long arrived(FakeAura aura) {
        return aura.stores().requests().stream().mapToLong(StoreRequest::length).sum();
    }

    /** {@return how far the program has said to be: what is sent at once arrives at its end, as the store tells it} */
    private static long told(Child program) {
        return program.lines().stream()
                .filter(line -> line.startsWith("PROGRESS upload "))
                .mapToLong(line -> Long.parseLong(line.split(" ", -1)[2]))
                .max()
                .orElse(0);
    }

    /** {@return how often the store has taken each part} */
    private static Map<Integer, Integer> kept(FakeAura aura) {
        Map<Integer, Integer> kept = new HashMap<>();
        aura.stores().requests().stream()
                .filter(request ->
                        request.call() == StoreCall.PART && request.status().orElse(0) == 200)
                .forEach(request -> kept.merge(request.part().orElseThrow(), 1, Integer::sum));
        return kept;
    }

    /** What was under way when its program was killed may still be taken, after the next one has asked what is there. */
    private static void mustBeTrue(FakeAura aura, Path journal, Set<Integer> there, String where) throws IOException {
        List<ReceivedImport> imports = aura.imports();
        assertThat(imports).as(where).hasSize(1);
        assertThat(imports.get(0).completions()).as(where).isOne();
        assertThat(imports.get(0).file().orElseThrow()).as(where).hasSameBinaryContentAs(file);
        long again = imports.get(0).received() - Files.size(file);
        if (where.startsWith("gcp")) {
            assertThat(again).as(where + ": bytes that were sent again").isBetween(0L, (long) BLOCK);
        } else {
            Map<Integer, Integer> kept = kept(aura);
            assertThat(kept).as(where).hasSize((int) ((Files.size(file) + PART - 1) / PART));
            assertThat(kept.entrySet())
                    .as(where + ": a part that was there is not sent again")
                    .allMatch(part -> part.getValue() <= (there.contains(part.getKey()) ? 1 : 2));
            assertThat(again).as(where + ": bytes that were sent again").isLessThanOrEqualTo(16L * PART);
        }
        assertThat(FileJournal.at(journal).privateNotes().orElseThrow().names())
                .as(where)
                .noneMatch(name -> name.startsWith("upload-"));
    }
}
