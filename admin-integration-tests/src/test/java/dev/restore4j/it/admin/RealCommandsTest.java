package dev.restore4j.it.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restore4j.admin.CheckReport;
import dev.restore4j.admin.DatabaseInfo;
import dev.restore4j.admin.Dump;
import dev.restore4j.admin.LoadResult;
import dev.restore4j.admin.Neo4jAdmin;
import dev.restore4j.embedded.RealNeo4jAdmin;
import dev.restore4j.embedded.SelfManagedNeo4j;
import dev.restore4j.error.Neo4jAdminException;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The typed commands on the real tool: what it does, and what becomes of what it refuses. */
class RealCommandsTest {

    @TempDir
    private static Path directory;

    private static SelfManagedNeo4j neo4j;
    private static Neo4jAdmin admin;
    private static Dump dump;

    @BeforeAll
    static void aDump() {
        neo4j = Stores.withOrders(directory.resolve("home"));
        admin = Neo4jAdmin.builder()
                .executable(neo4j.admin().executable())
                .home(neo4j.home())
                .build();
        dump = admin.dump("neo4j").into(make("dumps")).run();
    }

    @AfterAll
    static void close() {
        neo4j.close();
    }

    private static Path make(String name) {
        try {
            return Files.createDirectories(directory.resolve(name));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static String code(ThrowingCallable call) {
        Throwable thrown = org.assertj.core.api.Assertions.catchThrowable(call);
        return thrown instanceof Neo4jAdminException error ? error.code() : String.valueOf(thrown);
    }

    @Test
    void aDumpIsCheckedAndItsStoreIsKnown() throws IOException {
        assertThat(admin.version().text()).startsWith("5.26");
        assertThat(dump.path()).exists();
        assertThat(dump.size()).isEqualTo(Files.size(dump.path()));
        assertThat(dump.verification().consistent()).isTrue();
        DatabaseInfo info = admin.info("neo4j");
        assertThat(admin.infoOfDump(dump.path()).storeFormat()).isEqualTo(info.storeFormat());
        assertThat(admin.check(dump.path()).run().consistent()).isTrue();
        assertThat(admin.check("neo4j").run().consistent()).isTrue();
    }

    @Test
    void aLoadKeepsTheOldStore() {
        LoadResult loaded = admin.load(dump.path()).into("neo4j").run();

        assertThat(loaded.keptStore().orElseThrow()).isDirectory();
        assertThat(admin.info("neo4j").lastTransaction())
                .isEqualTo(loaded.info().lastTransaction());
    }

    @Test
    void whatItRefusesHasACodeOfItsOwn() throws IOException {
        Map<String, String> codes = new TreeMap<>();
        codes.put("info of nothing", code(() -> admin.info("nope")));
        codes.put(
                "dump of nothing",
                code(() -> admin.dump("nope").into(make("none")).run()));
        codes.put("check of nothing", code(() -> admin.check("nope").run()));
        codes.put(
                "dump into nothing",
                code(() -> admin.dump("neo4j")
                        .into(directory.resolve("no").resolve("such"))
                        .run()));
        codes.put(
                "dump over another",
                code(() -> admin.dump("neo4j").into(dump.path().getParent()).run()));
        codes.put(
                "load of nothing",
                code(() ->
                        admin.load(directory.resolve("gone.dump")).into("other").run()));
        byte[] whole = Files.readAllBytes(dump.path());
        codes.put("load of junk", load("junk", "no archive at all".getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        codes.put("load of nought", load("empty", new byte[0]));
        codes.put("load of a half", load("half", java.util.Arrays.copyOf(whole, whole.length / 2)));
        byte[] flipped = whole.clone();
        flipped[whole.length / 2] ^= 4;
        codes.put("load of a flipped bit", load("flipped", flipped));

        assertThat(codes)
                .containsExactlyInAnyOrderEntriesOf(Map.ofEntries(
                        Map.entry("info of nothing", "database-missing"),
                        Map.entry("dump of nothing", "database-missing"),
                        Map.entry("check of nothing", "database-missing"),
                        Map.entry("dump into nothing", "directory-missing"),
                        Map.entry("dump over another", "archive-exists"),
                        Map.entry("load of nothing", "archive-missing"),
                        Map.entry("load of junk", "archive-invalid"),
                        Map.entry("load of nought", "archive-invalid"),
                        Map.entry("load of a half", "archive-invalid"),
                        Map.entry("load of a flipped bit", "archive-invalid")));
        assertThat(code(() -> admin.info("other"))).as("nothing was loaded").isEqualTo("database-missing");
    }

    private static String load(String name, byte[] content) throws IOException {
        Path file = Files.write(directory.resolve(name + ".dump"), content);
        return code(() -> admin.load(file).into("other").run());
    }

    @Test
    void anInconsistentStoreIsReportedAndBecomesNoDump() throws Exception {
        RealNeo4jAdmin tool =
                RealNeo4jAdmin.installIn(Stores.damaged(Stores.copied(neo4j, directory.resolve("damaged"))));
        Neo4jAdmin damaged = Neo4jAdmin.builder()
                .executable(tool.executable())
                .home(tool.home())
                .build();
        Path reports = make("reports");

        CheckReport report = damaged.check("neo4j").reportInto(reports).run();
        assertThat(report.consistent()).isFalse();
        assertThat(report.findings()).contains("ERROR The target node is not in use.", "target=16777215");
        assertThat(report.file().orElseThrow()).hasParent(reports).isNotEmptyFile();

        Path dumps = make("dumps of the damaged");
        assertThat(code(() -> damaged.dump("neo4j").into(dumps).run())).isEqualTo("inconsistent");
        assertThat(dumps).isEmptyDirectory();

        // the tool itself makes it, says that all is well, and would load it anywhere
        run(tool, "dump", "--to-path=" + dumps, "neo4j");
        Path archive = dumps.resolve("neo4j.dump");
        assertThat(admin.check(archive).run().consistent()).isFalse();
        assertThat(code(() -> admin.load(archive).into("another").run())).isEqualTo("inconsistent");
        assertThat(code(() -> admin.info("another"))).isEqualTo("database-missing");
    }

    private static void run(RealNeo4jAdmin tool, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(tool.executable().toString(), "database"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(Redirect.DISCARD).redirectError(Redirect.DISCARD);
        builder.environment().put("NEO4J_HOME", tool.home().toString());
        assertThat(builder.start().waitFor()).isZero();
    }

    @Test
    void aDatabaseThatRunsIsLeftAlone() {
        neo4j.resume();
        try {
            assertThat(code(() -> admin.info("neo4j"))).isEqualTo("database-in-use");
            assertThat(code(() -> admin.check("neo4j").run())).isEqualTo("database-in-use");
            assertThat(code(() -> admin.dump("neo4j").into(make("running")).run()))
                    .isEqualTo("database-in-use");
            assertThat(code(() -> admin.load(dump.path()).into("neo4j").run())).isEqualTo("database-in-use");
        } finally {
            neo4j.stop();
        }
    }
}
