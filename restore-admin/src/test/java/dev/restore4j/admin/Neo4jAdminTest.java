package dev.restore4j.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.restore4j.admin.process.Waiting;
import dev.restore4j.error.Neo4jAdminException;
import dev.restore4j.time.TimeSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The tool itself: where it is, which it is, what it is given. */
class Neo4jAdminTest {

    private static final String SIXTY_THREE = "a23456789b123456789c123456789d123456789e123456789f123456789g123";

    @TempDir
    Path directory;

    private ShellTool tool;

    @BeforeEach
    void make() {
        tool = new ShellTool(directory.resolve("home"));
    }

    private static String code(Runnable call) {
        return catchThrowableOfType(Neo4jAdminException.class, call::run).code();
    }

    private static Terms terms() {
        return Terms.of(Waiting.on(TimeSource.system()), Duration.ofSeconds(30), step -> {});
    }

    @Test
    void isFoundInTheHomeOfTheEnvironmentOrElseInThePath() {
        Map<String, String> both = Map.of(
                "NEO4J_HOME",
                tool.home().toString(),
                "PATH",
                "/usr/bin:" + tool.executable().getParent());

        assertThat(ToolLocation.find(both)).isEqualTo(tool.executable());
        assertThat(ToolLocation.find(
                        Map.of("PATH", "/usr/bin:" + tool.executable().getParent())))
                .isEqualTo(tool.executable());
        assertThatThrownBy(() -> ToolLocation.find(Map.of("NEO4J_HOME", "/no/home", "PATH", "/no/bin::/no/bin")))
                .isInstanceOf(Neo4jAdminException.class)
                .hasMessageContaining("[/no/home/bin/neo4j-admin, /no/bin/neo4j-admin]")
                .hasMessageContaining("Set NEO4J_HOME or PATH");
    }

    @Test
    void whatIsNoToolIsRefusedAtOnce() throws IOException {
        Path text = Files.writeString(directory.resolve("text"), "x");

        assertThat(code(() -> Neo4jAdmin.at(directory.resolve("nothing")))).isEqualTo("tool-not-found");
        assertThat(code(() -> Neo4jAdmin.home(directory))).isEqualTo("tool-not-found");
        assertThat(code(() -> Neo4jAdmin.at(directory))).isEqualTo("tool-not-found");
        assertThatThrownBy(() -> Neo4jAdmin.home(directory))
                .hasMessageContaining(directory + " has no bin/neo4j-admin. Name the directory of a Neo4j");
        assertThatThrownBy(() -> Neo4jAdmin.at(directory)).hasMessageContaining(directory + " is a directory.");
        assertThat(code(() -> Neo4jAdmin.at(text))).isEqualTo("tool-not-executable");
        text.toFile().setExecutable(true);
        Files.writeString(text, "#!/no/such/interpreter\n");
        assertThat(code(() -> Neo4jAdmin.at(text).version())).isEqualTo("tool-not-executable");
    }

    @Test
    void asksForItsVersionOnce() {
        Neo4jAdmin admin = tool.admin();

        assertThat(admin.version().line()).isEqualTo(AdminVersion.Line.V5);
        assertThat(admin.version().text()).isEqualTo("5.26.30");
        assertThat(tool.read("calls")).isEqualTo("--version");
        assertThat(admin).hasToString("neo4j-admin at " + tool.executable() + ", 5.26.30");
    }

    @ParameterizedTest
    @CsvSource({"2026.08.1, V2025_ON", "2025.01.0, V2025_ON", "neo4j 5.26.30, V5", "5.12.0, V5"})
    void tellsTheLinesApart(String printed, AdminVersion.Line line) {
        tool.on("version", "echo " + printed);

        assertThat(tool.admin().version().line()).isEqualTo(line);
    }

    @ParameterizedTest
    @ValueSource(strings = {"4.4.44", "6.0.0", "nothing", "2024.1"})
    void anotherLineIsRefused(String printed) {
        tool.on("version", "echo " + printed);

        assertThat(code(() -> tool.admin().version())).isEqualTo("tool-version-unknown");
    }

    @Test
    void onlyAVersionWhoseOrderIsKnownIsFollowed() {
        assertThat(AdminVersion.parse("5.26.0").tellsItsUpload()).isTrue();
        assertThat(AdminVersion.parse("2026.08.1").tellsItsUpload()).isTrue();
        assertThat(AdminVersion.parse("5.25.1").tellsItsUpload()).isFalse();
    }

    @Test
    void knowsWhichCommandsItHas() throws Exception {
        Neo4jAdmin admin = tool.admin();

        assertThat(admin.has(AdminCommand.UPLOAD, terms())).isTrue();
        assertThat(admin.has(AdminCommand.UPLOAD, terms())).isTrue();
        assertThat(tool.read("calls").lines()).containsExactly("database upload --restore4j-asks");
        tool.on("database upload", "echo \"Unmatched argument at index 1: 'upload'\" >&2; exit 2");
        assertThat(tool.admin().has(AdminCommand.UPLOAD, terms())).isFalse();
        tool.on("database upload", "echo odd >&2; exit 9");
        assertThat(catchThrowableOfType(
                                Neo4jAdminException.class, () -> tool.admin().has(AdminCommand.UPLOAD, terms()))
                        .code())
                .isEqualTo("tool-failed");
    }

    @Test
    void readsWhatItSaysOfAStore() {
        DatabaseInfo info = tool.admin().info("Neo4j");

        assertThat(info.name()).isEqualTo("neo4j");
        assertThat(info.storeFormat()).isEqualTo("record-aligned-1.1");
        assertThat(info.introducedIn()).isEqualTo("5.0.0");
        assertThat(info.supersededIn()).isEmpty();
        assertThat(info.lastTransaction()).hasValue(17);
        assertThat(info.needsRecovery()).isFalse();
        assertThat(info).hasToString("neo4j (record-aligned-1.1, since 5.0.0, last transaction 17, shut down cleanly)");
        assertThat(code(() -> tool.admin().info("nope"))).isEqualTo("database-missing");
        tool.on("database info", "echo '{\"odd\":1}'");
        assertThat(code(() -> tool.admin().info("neo4j"))).isEqualTo("output-unknown");
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "1ab", "a.b", "a-b", "abc-", SIXTY_THREE})
    void whatIsANameIs(String name) {
        assertThat(code(() -> tool.admin().info(name))).isEqualTo("database-missing");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-h",
                "--help",
                "a b",
                "abc*",
                "abc?",
                "a/b",
                "..",
                "a..b",
                "ab",
                ".abc",
                "a_b",
                "caf\u00e9",
                SIXTY_THREE + "a"
            })
    void whatIsNoNameIsNeverHandedToIt(String name) {
        Neo4jAdmin admin = tool.admin();

        assertThatThrownBy(() -> admin.info(name)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> admin.dump(name)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> admin.load(directory).into(name)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void getsWhatItNeedsAndNoPassword() {
        Map<String, String> own = Map.of(
                "PATH",
                "/p",
                "JAVA_HOME",
                "/j",
                "NEO4J_HOME",
                "/h",
                "NEO4J_PASSWORD",
                "s",
                "NEO4J_USERNAME",
                "u",
                "NEO4J_AUTH",
                "u/s",
                "AURA_CLIENT_SECRET",
                "s",
                "LC_ALL",
                "C.UTF-8");

        assertThat(ToolEnvironment.of(own, Map.of("X", "1")))
                .containsOnlyKeys("PATH", "JAVA_HOME", "NEO4J_HOME", "LC_ALL", "X");
        assertThatThrownBy(() -> Neo4jAdmin.builder().environment(Map.of("NEO4J_PASSWORD", "hunter2")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void settingsReachIt() {
        tool.on("database info", "env > $NEO4J_HOME/env; echo \"$*\" > $NEO4J_HOME/args; exit 64");
        Neo4jAdmin admin = tool.builder()
                .conf(directory)
                .javaOptions("-Xmx1g", "-Da=b")
                .additionalConfig(directory.resolve("more.conf"))
                .environment(Map.of("HEAP_SIZE", "1g", "MORE", "yes"))
                .verbose()
                .build();

        assertThat(code(() -> admin.info("neo4j"))).isEqualTo("usage");
        assertThat(tool.read("env").lines())
                .contains("NEO4J_CONF=" + directory, "JAVA_OPTS=-Xmx1g -Da=b", "MORE=yes")
                .noneMatch(line -> line.startsWith("HEAP_SIZE"));
        assertThat(tool.read("args"))
                .isEqualTo("database info --additional-config=" + directory.resolve("more.conf")
                        + " --verbose --format=json neo4j");
    }

    @Test
    void moreJavaOptionsKeepTheHeap() {
        assertThat(ToolEnvironment.withJavaOptions(Map.of("HEAP_SIZE", "2g"), "-Da=b"))
                .isEqualTo(Map.of("JAVA_OPTS", "-Xmx2g -Da=b"));
        assertThat(ToolEnvironment.withJavaOptions(Map.of("HEAP_SIZE", "2g", "JAVA_OPTS", "-Xmx1g"), "-Da=b"))
                .isEqualTo(Map.of("JAVA_OPTS", "-Xmx1g -Da=b"));
        assertThat(ToolEnvironment.withJavaOptions(Map.of(), "-Da=b")).isEqualTo(Map.of("JAVA_OPTS", "-Da=b"));
    }

    @Test
    void oneThatHangsIsEndedAndSaysForHowLong() {
        tool.on("database info", "exec sleep 60");

        assertThatThrownBy(() ->
                        tool.builder().timeLimit(Duration.ofMillis(300)).build().info("neo4j"))
                .isInstanceOf(Neo4jAdminException.class)
                .hasMessageContaining("did not end within 0 s and was ended")
                .extracting(error -> ((Neo4jAdminException) error).code())
                .isEqualTo("timed-out");
    }

    @Test
    void anInterruptIsAnErrorAndTheFlagStays() {
        tool.on("database info", "exec sleep 60");
        Neo4jAdmin admin = tool.admin();
        Thread.currentThread().interrupt();

        assertThat(code(() -> admin.info("neo4j"))).isEqualTo("interrupted");
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void whatItPrintsOfSecretsIsNotKept() {
        tool.on("database info", "echo '  Authorization: Basic SECRET'; echo '  Default: SECRET' >&2; exit 64");

        Neo4jAdminException error = catchThrowableOfType(
                Neo4jAdminException.class, () -> tool.admin().info("neo4j"));
        assertThat(error.tail()).contains("(redacted)").doesNotContain("SECRET");
        assertThat(error.getMessage()).doesNotContain("SECRET");
    }
}
