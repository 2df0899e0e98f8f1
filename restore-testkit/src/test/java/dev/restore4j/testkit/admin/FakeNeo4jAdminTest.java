package dev.restore4j.testkit.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
class FakeNeo4jAdminTest {

    private static final String SECRET = "swordfish-4711";

    @TempDir
    private Path directory;

    private FakeNeo4jAdmin fake;

    @BeforeEach
    void install() {
        fake = FakeNeo4jAdmin.in(directory.resolve("a home with $ and \" in it"))
                .addDatabase("neo4j", StoreSpec.of("1000 orders").lastTransaction(1017));
    }

    @Test
    void aDumpThatIsLoadedIntoAnotherHomeIsTheDatabase() throws Exception {
        assertThat(run(Map.of(), "database", "dump", "--to-path=" + directory, "neo4j")
                        .exitCode())
                .isZero();
        Path other = Files.createDirectories(directory.resolve("other"));
        FakeRun load =
                run(Map.of("NEO4J_HOME", other.toString()), "database", "load", "--from-path=" + directory, "neo4j");
        assertThat(load.exitCode()).isZero();
        StoreSpec loaded = FakeNeo4jAdmin.databaseIn(other, "neo4j").orElseThrow();
        assertThat(loaded.text()).isEqualTo("1000 orders");
        assertThat(loaded.lastTransaction()).isEqualTo(1017);
    }

    @Test
    void aDatabaseMovedAsideIsGoneAndMovedBackIsThere() throws IOException {
        Path store = fake.home().resolve("data/databases/neo4j");
        Files.move(store, store.resolveSibling("aside"));
        assertThat(fake.database("neo4j")).isEmpty();
        Files.move(store.resolveSibling("aside"), store);
        assertThat(fake.database("neo4j")).map(StoreSpec::text).contains("1000 orders");
    }

    @Test
    void aDumpGoesThroughPipesToo() throws Exception {
        FakeRun dump = run(Map.of(), "database", "dump", "--to-stdout", "neo4j");
        assertThat(dump.exitCode()).isZero();
        assertThat(dump.err()).contains("Dump completed successfully");
        ProcessBuilder load =
                new ProcessBuilder(fake.executable().toString(), "database", "load", "--from-stdin", "copy");
        load.environment().remove("NEO4J_HOME");
        Path archive = Files.write(
                directory.resolve("copy.dump"), DumpArchive.write(Stores.files(StoreSpec.of("from a pipe"))));
        assertThat(load.redirectInput(archive.toFile()).start().waitFor()).isZero();
        assertThat(fake.database("copy")).map(StoreSpec::text).contains("from a pipe");
    }

    @Test
    void callsTellArgumentsAndNamesAndNeverThePassword() throws Exception {
        FakeRun run = run(
                Map.of("NEO4J_PASSWORD", SECRET, "JAVA_OPTS", "-Da=b"), "database", "info", "--format=json", "neo4j");
        assertThat(run.exitCode()).isZero();
        AdminCall call = fake.calls().get(0);
        assertThat(call.command()).isEqualTo(ToolCommand.INFO);
        assertThat(call.arguments()).containsExactly("database", "info", "--format=json", "neo4j");
        assertThat(call.environment()).contains("NEO4J_PASSWORD", "NEO4J_HOME", "PATH");
        assertThat(call.home()).isEqualTo(fake.home().toString());
        assertThat(call.javaOptions()).isEqualTo("-Da=b");
        assertThat(call.hadPassword(SECRET)).isTrue();
        assertThat(call.hadPassword("another")).isFalse();
        assertThat(call.exitCode()).isEqualTo(OptionalInt.of(0));
        assertThat(call.pid()).isEqualTo(run.process().pid());
        try (Stream<Path> files = Files.walk(fake.home())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                        .as(file.toString())
                        .doesNotContain(SECRET);
            }
        }
    }

    @Test
    void aPasswordIsPrintedWhereTheRealToolPrintsIt() throws InterruptedException {
        Map<String, String> environment = Map.of("NEO4J_PASSWORD", SECRET);
        FakeRun help = run(environment, "database", "upload", "--help");
        assertThat(help.exitCode()).isZero();
        assertThat(help.out()).contains("Default: " + SECRET);
        FakeRun wrong = run(environment, "database", "upload", "neo4j");
        assertThat(wrong.exitCode()).isEqualTo(64);
        assertThat(wrong.err()).contains("Missing required options: '--from-path=<path>', '--to-uri=<uri>'\n", SECRET);
        assertThat(run(environment, "database", "dump").err()).doesNotContain(SECRET);
    }

    @Test
    void theNewerLineWritesTheCommandLineToAFileWhenItIsToldToBeVerbose() throws Exception {
        fake.line(AdminLine.V2026);
        FakeRun run = run(
                Map.of(),
                "database",
                "upload",
                "--verbose",
                "--from-path=" + directory,
                "--to-uri=bad",
                "--to-user=neo4j",
                "--to-password=" + SECRET,
                "neo4j");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("Full exception details written to: ").doesNotContain(SECRET);
        try (Stream<Path> logs = Files.list(fake.home().resolve("logs"))) {
            assertThat(logs.findAny().orElseThrow()).content().contains("--to-password=" + SECRET);
        }
    }

    @Test
    void patternsDumpSeveral() throws InterruptedException {
        fake.addDatabase("neo5j", StoreSpec.of("more"));
        FakeRun run = run(Map.of(), "database", "dump", "--to-path=" + directory, "neo?j");
        assertThat(run.exitCode()).isZero();
        assertThat(List.of("neo4j.dump", "neo5j.dump"))
                .allSatisfy(name -> assertThat(directory.resolve(name)).exists());
        fake.start("neo4j");
        FakeRun half =
                run(Map.of(), "database", "dump", "--to-path=" + directory, "--overwrite-destination=true", "neo?j");
        assertThat(half.exitCode()).isEqualTo(1);
        assertThat(half.err()).contains("Dump failed for databases: 'neo4j'\n");
    }

    @Test
    void severalArchivesAreAmbiguous() throws Exception {
        assertThat(run(Map.of(), "database", "dump", "--to-path=" + directory, "neo4j")
                        .exitCode())
                .isZero();
        Files.writeString(directory.resolve("neo4j-2026-01-01T00-00-00.backup"), "BZV1...");
        FakeRun load =
                run(Map.of(), "database", "load", "--from-path=" + directory, "--overwrite-destination=true", "neo4j");
        assertThat(load.exitCode()).isEqualTo(1);
        assertThat(load.err()).startsWith("Multiple archives match:\n").contains("neo4j.dump", "Remove ambiguity");
        assertThat(fake.database("neo4j")).isPresent();
    }

    @Test
    void anAdditionalConfigurationHasToExist() throws InterruptedException {
        FakeRun run = run(Map.of(), "database", "info", "--additional-config=/nope.conf", "neo4j");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).startsWith("File /nope.conf does not exist\n");
    }

    @Test
    void itUploadsNowhereButToThisMachine() {
        assertThatThrownBy(() -> fake.uploadsTo(URI.create("https://console.neo4j.io")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private FakeRun run(Map<String, String> environment, String... arguments) {
        return FakeRun.start(fake, environment, arguments);
    }
}
