package dev.restore4j.it.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restore4j.testkit.FakeAura;
import dev.restore4j.testkit.FakeInstance;
import dev.restore4j.testkit.ReceivedImport;
import dev.restore4j.testkit.admin.AdminCall;
import dev.restore4j.testkit.admin.AdminFault;
import dev.restore4j.testkit.admin.FakeNeo4jAdmin;
import dev.restore4j.testkit.admin.StoreSpec;
import dev.restore4j.testkit.admin.ToolCommand;
import dev.restore4j.testkit.http.FakeAuraServer;
import dev.restore4j.testkit.model.OperationTimes;
import dev.restore4j.time.TimeSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real JVM is killed at seeded moments of dump, check and upload, while its tool lives on, and is started again: one import at
 * most, no process left over, and the end is the truth.
 */
class KilledMigrationTest {

    private static final int KILLS = Boolean.getBoolean("restore4j.thorough") ? 200 : 20;
    private static final int AT_A_TIME = 6;

    /** So much later than the tool began, at most. The tool stands still in its midst meanwhile, and goes on after the kill. */
    private static final int LATEST_MILLIS = 1500;

    private static final List<ToolCommand> KILLED = List.of(ToolCommand.DUMP, ToolCommand.CHECK, ToolCommand.UPLOAD);

    @TempDir
    Path directory;

    private FakeAura aura;
    private FakeAuraServer server;

    @BeforeEach
    void anAura() {
        aura = FakeAura.builder()
                .time(TimeSource.system())
                .operationTimes(OperationTimes.fixed(Duration.ofSeconds(8)))
                .build();
        server = aura.serve();
    }

    @AfterEach
    void close() {
        aura.close();
    }

    /** What became of one seed. */
    private record Life(ToolCommand killedIn, String end) {}

    @Test
    void oneImportAtMostAndTheTruthWheneverTheProgramIsKilled() throws Exception {
        List<ToolCommand> calls = whole();
        assertThat(calls).containsAll(KILLED).endsWith(ToolCommand.UPLOAD);
        ExecutorService pool = Executors.newFixedThreadPool(AT_A_TIME);
        List<Future<Life>> lives = Stream.iterate(1, seed -> seed <= KILLS, seed -> seed + 1)
                .map(seed -> pool.submit(() -> life(seed, calls)))
                .toList();
        Map<ToolCommand, Integer> killed = new EnumMap<>(ToolCommand.class);
        Map<String, Integer> ends = new TreeMap<>();
        for (Future<Life> each : lives) {
            Life life = each.get(5, TimeUnit.MINUTES);
            killed.merge(life.killedIn(), 1, Integer::sum);
            ends.merge(life.end(), 1, Integer::sum);
        }
        pool.shutdownNow();
        System.out.println(KILLS + " programs were killed in " + killed + " and ended " + ends);
        assertThat(killed).containsOnlyKeys(KILLED);
        assertThat(ends.getOrDefault("COMPLETED", 0)).isGreaterThan(KILLS / 2);
    }

    /** {@return what a program asks of the tool that nobody kills} */
    private List<ToolCommand> whole() throws Exception {
        Trial trial = new Trial("whole");
        assertThat(trial.start().end()).isEqualTo("RESULT COMPLETED YES");
        trial.mustBeTrue("RESULT COMPLETED YES");
        return trial.tool.calls().stream().map(AdminCall::command).toList();
    }

    /** Killed some moments after the last of its dumps, checks or uploads has begun. */
    private Life life(int seed, List<ToolCommand> calls) throws Exception {
        Trial trial = new Trial("seed" + seed);
        ToolCommand command = KILLED.get(seed % KILLED.size());
        int call = calls.lastIndexOf(command) + 1;
        Path gate = directory.resolve("gate" + seed);
        trial.tool.nth(Collections.frequency(calls, command), command, AdminFault.waitsFor(gate));
        Program first = trial.start();
        first.runUntil(() -> trial.tool.calls().size() >= call);
        first.runFor(Duration.ofMillis(new Random(seed).nextInt(LATEST_MILLIS)));
        assertThat(first.kill()).as("seed " + seed + " was killed").isTrue();
        ToolCommand killedIn = trial.lastCall();
        Files.createFile(gate);
        String end = trial.start().end();
        trial.mustBeTrue(end);
        String where = "seed " + seed + ", killed in " + killedIn + ": " + end;
        if (killedIn == ToolCommand.UPLOAD) {
            assertThat(trial.tool.calls(ToolCommand.DUMP)).as(where).hasSize(1);
        } else {
            assertThat(end).as(where).isEqualTo("RESULT COMPLETED YES");
        }
        return new Life(killedIn, end.split(" ", 3)[1]);
    }

    /** An instance, a tool of its own, and a program that brings one to the other. */
    private final class Trial {

        private final String name;
        private final Path home;
        private final FakeNeo4jAdmin tool;
        private final FakeInstance instance;

        Trial(String name) throws IOException {
            this.name = name;
            this.home = Files.createDirectory(directory.resolve(name));
            this.instance = aura.addInstance(spec -> spec.name(name));
            this.tool = FakeNeo4jAdmin.in(home.resolve("neo4j"))
                    .addDatabase("neo4j", StoreSpec.of("the orders of " + name).lastTransaction(42))
                    .uploadsTo(server.baseUri())
                    .pollsEvery(Duration.ofMillis(200));
        }

        Program start() throws IOException {
            return Program.start(
                    instance.password(), tool.executable(), tool.home(), home, server.baseUri(), instance.id());
        }

        private ToolCommand lastCall() {
            List<AdminCall> calls = tool.calls();
            return calls.get(calls.size() - 1).command();
        }

        void mustBeTrue(String end) throws IOException {
            String where = name + ": " + end;
            long imports = aura.imports().stream()
                    .filter(each -> each.instance().equals(instance.id()))
                    .mapToInt(ReceivedImport::completions)
                    .sum();
            assertThat(imports).as(where).isLessThanOrEqualTo(1);
            String[] words = end.split(" ", 4);
            switch (words[1]) {
                case "COMPLETED" -> itIsTheDumpThatWasImported(where);
                case "REJECTED" -> assertThat(imports).as(where).isZero();
                case "OUTCOME_UNKNOWN" -> assertThat(words[2]).as(where).isEqualTo("UNKNOWN");
                default -> throw new AssertionError("no end: " + where);
            }
            assertThat(orphans()).as(where).isEmpty();
            assertThat(tool.calls(ToolCommand.DUMP).size()).as(where).isLessThanOrEqualTo(2);
            nothingIsLeftButTheDump(where);
        }

        private void itIsTheDumpThatWasImported(String where) throws IOException {
            try (Stream<Path> left = Files.walk(home.resolve("dumps"))) {
                List<Path> dumps =
                        left.filter(file -> file.endsWith("neo4j.dump")).toList();
                assertThat(dumps).as(where).hasSize(1);
                CRC32 sum = new CRC32();
                sum.update(Files.readAllBytes(dumps.get(0)));
                assertThat(instance.content()).as(where).isEqualTo("import:%08x", sum.getValue());
            }
        }

        private List<String> orphans() {
            return ProcessHandle.allProcesses()
                    .map(ProcessHandle::info)
                    .flatMap(info -> info.commandLine().stream())
                    .filter(line -> line.contains(home + "/"))
                    .toList();
        }

        private void nothingIsLeftButTheDump(String where) throws IOException {
            try (Stream<Path> left = Files.walk(home.resolve("dumps"))) {
                assertThat(left.filter(Files::isRegularFile))
                        .as(where)
                        .allMatch(file -> file.getFileName().toString().matches("neo4j\\.dump|printed\\.upload-.*"));
            }
        }
    }
}
