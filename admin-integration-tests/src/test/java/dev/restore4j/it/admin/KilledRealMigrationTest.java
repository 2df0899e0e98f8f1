package dev.restore4j.it.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restore4j.embedded.RealNeo4jAdmin;
import dev.restore4j.embedded.SelfManagedNeo4j;
import dev.restore4j.testkit.FakeAura;
import dev.restore4j.testkit.FakeInstance;
import dev.restore4j.testkit.ReceivedImport;
import dev.restore4j.testkit.console.ConsoleProxy;
import dev.restore4j.testkit.http.FakeAuraServer;
import dev.restore4j.testkit.model.OperationTimes;
import dev.restore4j.testkit.store.ArchiveFile;
import dev.restore4j.testkit.store.StoreSettings;
import dev.restore4j.time.TimeSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A program is killed while the real tool dumps, checks and uploads for it, and is started again: one import at most, none of the
 * tool's processes left over, and what the end says is true of the bytes that arrived. {@link KilledMigrationTest} has more
 * moments, of a tool that starts sooner.
 */
class KilledRealMigrationTest {

    private static final int ROUNDS = Boolean.getBoolean("restore4j.thorough") ? 5 : 1;
    private static final int AT_A_TIME = 4;

    /** How long a request to the store takes: between what is announced and what is asked for lie two of them. */
    private static final Duration STORE = Duration.ofMillis(700);

    /** Long enough for a program to be started and to see it. */
    private static final Duration IMPORT = Duration.ofSeconds(10);

    @TempDir
    private static Path directory;

    private static SelfManagedNeo4j neo4j;
    private static FakeAura aura;
    private static FakeAuraServer server;
    private static ConsoleProxy proxy;

    @BeforeAll
    static void start() {
        neo4j = Stores.withOrders(directory.resolve("source"));
        aura = FakeAura.builder()
                .time(TimeSource.system())
                .operationTimes(OperationTimes.fixed(IMPORT))
                .stores(StoreSettings.defaults().latency(STORE))
                .build();
        server = aura.serve();
        proxy = ConsoleProxy.to(server.baseUri());
    }

    @AfterAll
    static void close() {
        proxy.close();
        aura.close();
        neo4j.close();
    }

    /** When a program is killed. */
    private enum Moment {
        /** While the tool dumps. */
        DUMP,
        /** While the tool checks the dump. */
        CHECK,
        /** While the tool uploads, before it has asked for the import. */
        SENDING,
        /** While the tool uploads, after the import was taken over. */
        TAKEN_OVER
    }

    @Test
    void oneImportAtMostAndTheTruthWheneverTheProgramIsKilled() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(AT_A_TIME);
        List<Future<String>> lives = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            for (Moment moment : Moment.values()) {
                int seed = round;
                lives.add(pool.submit(() -> life(moment, seed)));
            }
        }
        List<String> ends = new ArrayList<>();
        try {
            for (Future<String> each : lives) {
                ends.add(each.get(15, TimeUnit.MINUTES));
            }
        } finally {
            pool.shutdownNow();
            // whoever runs on would miss the fake
            pool.awaitTermination(1, TimeUnit.MINUTES);
        }
        System.out.println("programs with a real tool were killed and ended " + ends);
        assertThat(ends).hasSize(ROUNDS * Moment.values().length);
        assertThat(ends.stream().filter(end -> end.contains("COMPLETED")).count())
                .isGreaterThan(ends.size() / 2);
    }

    private String life(Moment moment, int seed) throws Exception {
        Trial trial = new Trial(moment.name().toLowerCase(Locale.ROOT) + seed);
        Program first = trial.start();
        first.runUntil(() -> trial.isIn(moment));
        // the first round strikes at once; the others, anywhere in what follows
        first.runFor(Duration.ofMillis(seed == 0 ? 0 : new Random(seed).nextInt(1_000)));
        assertThat(first.kill()).as(trial.name + " was killed: " + first).isTrue();
        int orphans = trial.tools("").size();
        String end = trial.start().end();
        trial.mustBeTrue(end);
        return moment + " (" + orphans + " lived on): " + end.split(" ", 3)[1];
    }

    /** An instance, a copy of the store with a tool, and a program that brings one to the other. */
    private static final class Trial {

        private final String name;
        private final Path home;
        private final RealNeo4jAdmin tool;
        private final FakeInstance instance;

        Trial(String name) throws IOException {
            this.name = name;
            this.home = Files.createDirectory(directory.resolve(name));
            this.instance = aura.addInstance(spec -> spec.name(name));
            this.tool = RealNeo4jAdmin.installIn(Stores.copied(neo4j, home.resolve("neo4j")));
        }

        Program start() throws IOException {
            return Program.start(
                    proxy.javaOptions(),
                    instance.password(),
                    tool.executable(),
                    tool.home(),
                    home,
                    server.baseUri(),
                    instance.id());
        }

        boolean isIn(Moment moment) {
            return switch (moment) {
                case DUMP -> isMade("dump") && !tools(" database dump ").isEmpty();
                case CHECK -> isMade("unpacked") && !tools(" database check ").isEmpty();
                case SENDING -> !received().isEmpty();
                case TAKEN_OVER -> imports() > 0;
            };
        }

        /** {@return whether the directory for that work is there, which is known sooner than who runs} */
        private boolean isMade(String work) {
            if (!Files.exists(home.resolve("dumps"))) {
                return false;
            }
            try (Stream<Path> made = Files.walk(home.resolve("dumps"))) {
                return made.anyMatch(path -> path.endsWith(work));
            } catch (IOException | UncheckedIOException e) {
                return false; // gone meanwhile
            }
        }

        private List<ReceivedImport> received() {
            return aura.imports().stream()
                    .filter(each -> each.instance().equals(instance.id()))
                    .toList();
        }

        private int imports() {
            return received().stream().mapToInt(ReceivedImport::completions).sum();
        }

        /** {@return the command lines of what runs for this program and has that text} */
        private List<String> tools(String text) {
            return ProcessHandle.allProcesses()
                    .map(ProcessHandle::info)
                    .flatMap(info -> info.commandLine().stream())
                    .filter(line -> line.contains(home + "/") && line.contains(text))
                    .toList();
        }

        void mustBeTrue(String end) throws IOException {
            String where = name + ": " + end;
            String[] words = end.split(" ", 4);
            assertThat(imports()).as(where).isLessThanOrEqualTo(1);
            switch (words[1]) {
                case "COMPLETED" -> assertArrived(where);
                case "REJECTED" -> assertThat(imports()).as(where).isZero();
                case "OUTCOME_UNKNOWN" -> assertThat(words[2]).as(where).isEqualTo("UNKNOWN");
                default -> throw new AssertionError("no end: " + where);
            }
            assertThat(tools("")).as(where).isEmpty();
            assertThat(dumps()).as(where).hasSize(1);
        }

        /** The bytes of the dump are the instance's data. */
        private void assertArrived(String where) throws IOException {
            long crc32 = ArchiveFile.crc32(dumps().get(0));
            assertThat(received().stream().filter(each -> each.completions() == 1))
                    .as(where)
                    .singleElement()
                    .satisfies(each -> assertThat(each.crc32()).hasValue(crc32));
            assertThat(instance.content()).as(where).isEqualTo("import:%08x".formatted(crc32));
        }

        /** {@return the dumps that are left; beside them may be what an upload has printed of which nobody knows what it proves} */
        private List<Path> dumps() throws IOException {
            try (Stream<Path> left = Files.walk(home.resolve("dumps"))) {
                List<Path> files = left.filter(Files::isRegularFile).toList();
                assertThat(files)
                        .as(name)
                        .allMatch(file -> file.getFileName().toString().matches("neo4j\\.dump|printed\\.upload-.*"));
                return files.stream()
                        .filter(file -> file.endsWith("neo4j.dump"))
                        .toList();
            }
        }
    }
}
