package dev.restore4j.it.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restore4j.Assessment;
import dev.restore4j.RestorePlan;
import dev.restore4j.admin.Neo4jAdmin;
import dev.restore4j.admin.ToolUpload;
import dev.restore4j.aura.AuraTarget;
import dev.restore4j.embedded.SelfManagedNeo4j;
import dev.restore4j.event.RestoreEvent;
import dev.restore4j.it.admin.AdminWorld.End;
import dev.restore4j.journal.FileJournal;
import dev.restore4j.operation.DatabaseLogin;
import dev.restore4j.report.RestoreReport;
import dev.restore4j.testkit.FakeAura;
import dev.restore4j.testkit.FakeInstance;
import dev.restore4j.testkit.console.ConsoleProxy;
import dev.restore4j.testkit.fault.Fault;
import dev.restore4j.testkit.http.FakeAuraServer;
import dev.restore4j.testkit.model.AuraModel;
import dev.restore4j.testkit.model.OperationTimes;
import dev.restore4j.testkit.time.ScaledTime;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whole restores with the real tool, as talkative as it can be: the password, the token and the addresses that are as good as one are
 * in nothing that anybody reads. That the tool itself prints some of them is shown as well.
 */
@EnabledOnOs(value = OS.LINUX, disabledReason = "processes are looked at as Linux has them")
class RealSecretsTest {

    private static final String MARKED = AuraModel.SECRET_MARKER;
    /** Has what is written in other ways in an address, in JSON, and in a shell. */
    private static final String PASSWORD = MARKED + "a/b+c&d=e%f'g\"h$i";

    private static final String BASIC =
            Base64.getEncoder().encodeToString(("neo4j:" + PASSWORD).getBytes(StandardCharsets.UTF_8));
    private static final String ENCODED =
            URLEncoder.encode(PASSWORD.substring(MARKED.length()), StandardCharsets.UTF_8);

    @TempDir
    private static Path directory;

    private static SelfManagedNeo4j neo4j;
    private static Path executable;
    private static FakeAura aura;
    private static FakeAuraServer server;
    private static ScaledTime time;
    private static ConsoleProxy proxy;

    private final Queue<RestoreEvent> events = new ConcurrentLinkedQueue<>();

    @BeforeAll
    static void open() {
        neo4j = Stores.withOrders(directory.resolve("home"));
        executable = neo4j.admin().executable();
        // slow enough for a tool that takes its time, on a machine that has much else to do
        time = ScaledTime.times(4).startingAt(Instant.now());
        aura = FakeAura.builder()
                .time(time)
                .operationTimes(OperationTimes.fixed(Duration.ofSeconds(10)))
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

    @Test
    void aRestoreWithAStoreLikeGoogles() throws Exception {
        List<String> printed = run("google", "gcp", executable, "COMPLETED YES");

        assertThat(printed).as("the tool shows its session").anyMatch(text -> text.contains(MARKED));
    }

    @Test
    @EnabledIfSystemProperty(named = "restore4j.thorough", matches = "true")
    void aRestoreWithAStoreLikeAmazons() throws Exception {
        run("amazon", "aws", executable, "COMPLETED YES");
    }

    @Test
    @EnabledIfSystemProperty(named = "restore4j.thorough", matches = "true")
    void anUploadOfWhichNobodyKnowsKeepsWhatWasPrintedWithoutSecrets() throws Exception {
        aura.faults().next(Fault.serverError(500)).on("POST", "/databases/*/import/upload-complete");
        List<String> printed = run("unknown", "gcp", executable, "OUTCOME_UNKNOWN UNKNOWN");

        assertThat(printed).as("the tool shows its session").anyMatch(text -> text.contains(MARKED));
        try (Stream<Path> files = Files.walk(directory.resolve("unknown/dumps"))) {
            List<Path> kept = files.filter(file -> file.getFileName().toString().startsWith("printed.upload-"))
                    .toList();
            assertThat(kept).hasSize(1);
            assertThat(kept.get(0)).content().contains("Upload completed successfully", "(redacted)");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(kept.get(0))))
                    .isEqualTo("rw-------");
        }
    }

    /** An upload with an option that the tool does not have: its usage shows the password as the default of an option. */
    @Test
    void aUsageErrorOfAnUpload() throws Exception {
        Path leak = Files.createDirectory(directory.resolve("leak")).resolve("printed");
        Path launcher = Files.writeString(directory.resolve("mistaken"), """
                #!/bin/sh
                case "$*" in
                    *--to-uri=*)
                        printed=$('%s' "$@" --no-such-option 2>&1)
                        code=$?
                        printf '%%s\\n' "$printed" >'%s'
                        printf '%%s\\n' "$printed"
                        exit $code;;
                esac
                exec '%s' "$@"
                """.formatted(executable, leak, executable));
        Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwxr-xr-x"));

        run("usage", "gcp", launcher, "REJECTED NO usage");

        assertThat(Files.readString(leak)).contains("Unknown option: '--no-such-option'", PASSWORD);

        // the end of what it printed, which errors of commands have, and those of restores have not
        Neo4jAdmin admin =
                Neo4jAdmin.builder().executable(launcher).home(neo4j.home()).build();
        String tail = ToolUpload.failed(
                        admin, directory, "neo4j+s://abcd1234.databases.neo4j.io", DatabaseLogin.of("neo4j", PASSWORD))
                .failure()
                .tail();
        assertThat(tail).contains("Unknown option: '--no-such-option'", "Default: (redacted)");
        mustBeSilent(tail);
    }

    /** {@return what was seen in the files that the tool printed to} */
    private List<String> run(String name, String provider, Path tool, String expected) throws Exception {
        Path own = Files.createDirectory(directory.resolve(name));
        Path home = Stores.copied(neo4j, own.resolve("neo4j"));
        FakeInstance instance = aura.addInstance(
                spec -> spec.name(name).region(provider, "here").login("neo4j", PASSWORD));
        URI bolt = URI.create("neo4j+s://" + instance.id() + ".databases.neo4j.io");
        Neo4jAdmin admin = Neo4jAdmin.builder()
                .executable(tool)
                .home(home)
                .javaOptions(proxy.javaOptions().toArray(String[]::new))
                .verbose()
                .build();
        List<String> texts = new ArrayList<>();
        try (Recorded log = Recorded.fromNow();
                Watcher watcher = Watcher.of(own);
                AuraTarget target = AuraTarget.builder(bolt, () -> DatabaseLogin.of("neo4j", PASSWORD))
                        .console(server.baseUri())
                        .journal(FileJournal.at(own.resolve("journal")))
                        .time(time)
                        .listener(events::add)
                        .build()) {
            Assessment assessment = RestorePlan.from(admin.database("neo4j").dumpsIn(own.resolve("dumps")))
                    .into(target)
                    .named("MIGRATION")
                    .assess();
            End end = AdminWorld.run(() -> assessment.confirm().execute());
            assertThat(end.toString()).as(end.message()).startsWith(expected);
            texts.addAll(List.of(assessment.toString(), assessment.toToken(), admin.toString()));
            texts.addAll(textsOf(end));
            mustBeSeen(watcher);
            texts.addAll(watcher.commands());
            assertThat(log.lines()).anyMatch(line -> line.contains("neo4j-admin"));
            texts.addAll(log.lines());
            events.forEach(event -> texts.add(event.toString()));
            texts.addAll(contents(own));
            assertThat(texts).hasSizeGreaterThan(50).allSatisfy(RealSecretsTest::mustBeSilent);
            return List.copyOf(watcher.spools());
        }
    }

    /** The one upload is there with its arguments, and the password is in its environment and in nobody's else. */
    private static void mustBeSeen(Watcher watcher) {
        assertThat(watcher.commands()).anyMatch(line -> line.contains("database\0dump"));
        assertThat(watcher.commands())
                .anyMatch(line -> line.contains("database\0upload") && line.contains("--to-user=neo4j"));
        assertThat(watcher.environments())
                .filteredOn(each -> each.contains(PASSWORD))
                .isNotEmpty()
                .allMatch(each -> each.contains("database\0upload") && each.contains("--to-uri="));
    }

    private static void mustBeSilent(String text) {
        assertThat(text).doesNotContain(MARKED, AuraModel.TOKEN_MARKER, PASSWORD, BASIC, ENCODED);
    }

    private static List<String> textsOf(End end) {
        List<String> texts = new ArrayList<>();
        if (end.result() != null) {
            texts.add(end.result().toString());
            texts.add(RestoreReport.of(end.result()).toString());
        }
        if (end.error() != null) {
            StringWriter trace = new StringWriter();
            end.error().printStackTrace(new PrintWriter(trace));
            texts.add(trace.toString());
            end.error().result().ifPresent(result -> texts.add(RestoreReport.of(result) + " " + result));
        }
        return texts;
    }

    /** {@return all that is in the files that are left: journal, dumps, what the tool keeps in its home} */
    private static List<String> contents(Path tree) throws IOException {
        List<String> contents = new ArrayList<>();
        try (Stream<Path> files = Files.walk(tree)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                contents.add(file + "\n" + new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
            }
        }
        return contents;
    }
}
