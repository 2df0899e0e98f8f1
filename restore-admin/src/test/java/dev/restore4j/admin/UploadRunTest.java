package dev.restore4j.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import dev.restore4j.admin.UploadRun.Outcome;
import dev.restore4j.admin.UploadTrace.Stage;
import dev.restore4j.admin.UploadTrace.Verdict;
import dev.restore4j.admin.process.Family;
import dev.restore4j.admin.process.ProcessIdentity;
import dev.restore4j.admin.process.Sh;
import dev.restore4j.admin.process.Waiting;
import dev.restore4j.error.Neo4jAdminException;
import dev.restore4j.time.TimeSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class UploadRunTest {

    private static final String PASSWORD = "hunter2-marked";
    private static final String AUTHENTICATED =
            "echo 'Successfully authenticated with Aura.'; echo 'Upload'; echo '..........  50%'\n";
    private static final String SENT = AUTHENTICATED + "echo 'Upload completed successfully'; echo\n";
    private static final String TAKEN_OVER = SENT
            + "echo 'We have received your export and it is currently being loaded into your Aura instance.'\n"
            + "echo 'Import progress (estimated)'\n";

    @TempDir
    Path directory;

    private final Family family = Family.fresh();
    private final List<String> steps = new ArrayList<>();
    private ShellTool tool;
    private Path spool;

    @BeforeEach
    void make() {
        tool = new ShellTool(directory.resolve("home"));
        spool = directory.resolve("spool");
    }

    @AfterEach
    void endAll() {
        Sh.alive(family).forEach(ProcessHandle::destroyForcibly);
    }

    private UploadOrder order() {
        return new UploadOrder(
                directory, "neo4j", "neo4j+s://x.databases.neo4j.io", Optional.empty(), "neo4j", PASSWORD);
    }

    private UploadRun start(String script) {
        return start(script, "5.26.30");
    }

    private UploadRun start(String script, String version) {
        tool.on("database upload", script);
        UploadRun.Words words =
                AdminVersion.parse(version).isMeasured() ? UploadRun.Words.MEASURED : UploadRun.Words.UNKNOWN;
        return UploadRun.start(tool.admin().tool(), words, order(), spool, family);
    }

    /** {@return all that was logged by this JVM so far} */
    private static List<String> logged() {
        Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
        ListAppender<?> recorded = (ListAppender<?>) root.getAppender("RECORDED");
        return List.copyOf(recorded.list).stream()
                .map(ILoggingEvent.class::cast)
                .map(event ->
                        event.getFormattedMessage() + " " + ThrowableProxyUtil.asString(event.getThrowableProxy()))
                .toList();
    }

    private static void make(Path file) {
        try {
            Files.writeString(file, "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean hasPrinted(String text) {
        try {
            return Files.exists(spool) && Files.readString(spool).contains(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Outcome follow(UploadRun run) throws InterruptedException {
        return run.follow(
                        Waiting.on(TimeSource.system()),
                        Sh.in(Duration.ofSeconds(30)),
                        step -> steps.add(step.toString()))
                .orElseThrow();
    }

    private Outcome outcome(String script) throws InterruptedException {
        return follow(start(script));
    }

    @Test
    void aGoodOneIsAcceptedWithoutAFailure() throws Exception {
        Path heard = directory.resolve("heard");
        UploadRun run = start(TAKEN_OVER + "while [ ! -e '" + heard + "' ]; do sleep 0.05; done\n"
                + "echo 'Your data was successfully pushed to Aura and is now running.'");
        // it goes on once its step was heard of, as it would be in minutes
        Outcome outcome = run.follow(Waiting.on(TimeSource.system()), Sh.in(Duration.ofSeconds(30)), step -> {
                    steps.add(step.toString());
                    if (step.toString().equals("import")) {
                        make(heard);
                    }
                })
                .orElseThrow();

        assertThat(outcome.verdict()).isEqualTo(Verdict.ACCEPTED);
        assertThat(outcome.failure()).isEmpty();
        assertThat(outcome.stage()).isEqualTo(Stage.DONE);
        assertThat(steps).contains("import");
    }

    @Test
    void whatEndedBetweenTwoLooksIsToldToItsEndAndNothingTwice() throws Exception {
        // one write, so that nobody can look between the lines
        UploadRun run = start("printf 'Successfully authenticated with Aura.\\nUpload\\n.....  50%%\\n"
                + "Upload completed successfully\\n"
                + "We have received your export and it is currently being loaded into your Aura instance.\\n'\n"
                + "sleep 0.3; exit 1");
        List<String> told = new ArrayList<>();
        TimeSource time = TimeSource.system();
        Optional<Outcome> outcome = Optional.empty();
        while (outcome.isEmpty()) {
            long slice = time.nanoTime() + Duration.ofMillis(20).toNanos();
            outcome = run.follow(Waiting.on(time), slice, step -> told.add(step.toString()));
        }

        assertThat(told).containsExactly("upload 100 %", "import");
        follow(UploadRun.adopt(run.identity(), spool, order().redaction(), UploadRun.Words.MEASURED));
        assertThat(steps).as("by one who has told nothing before").containsExactly("import");
    }

    @Test
    void anExitCodeOfZeroWithoutItsWordsIsNoSuccess() throws Exception {
        Outcome outcome = outcome("exit 0");

        assertThat(outcome.verdict()).isEqualTo(Verdict.UNKNOWN);
        assertThat(outcome.failure()).isPresent();
    }

    @Test
    void ofAVersionThatNobodyMeasuredAMissingLineProvesNothing() throws Exception {
        assertThat(follow(start(AUTHENTICATED + "kill -9 $$", "2031.01.0")).verdict())
                .isEqualTo(Verdict.UNKNOWN);
        Files.delete(spool);
        assertThat(follow(start(AUTHENTICATED + "kill -9 $$", "2026.08.1")).verdict())
                .isEqualTo(Verdict.NOT_SENT);
        Files.delete(spool);
        assertThat(follow(start(TAKEN_OVER + "exit 1", "2031.01.0")).verdict()).isEqualTo(Verdict.ACCEPTED);
    }

    @Test
    void aSpoolThatCannotBeReadProvesNothingAndNobodyRunsOn() throws Exception {
        UploadRun run = start(AUTHENTICATED + "sleep 60; exit 1");
        Sh.until(() -> run.identity().pid() > 0 && Sh.alive(family).findAny().isPresent());
        Files.delete(spool);

        assertThat(run.end(Sh.hurried()).verdict()).isEqualTo(Verdict.UNKNOWN);
        assertThat(Sh.alive(family)).isEmpty();
    }

    @Test
    void eachEndIsToldByWhatWasPrintedBefore() throws Exception {
        Outcome before = outcome(AUTHENTICATED + "kill -9 $$");
        assertThat(before.verdict()).isEqualTo(Verdict.NOT_SENT);
        assertThat(before.failure().orElseThrow().code()).isEqualTo("killed");

        Files.delete(spool);
        Outcome between = outcome(SENT + "echo 'Failed to trigger import, please contact' >&2; exit 1");
        assertThat(between.verdict()).isEqualTo(Verdict.UNKNOWN);
        assertThat(between.failure().orElseThrow().code()).isEqualTo("import-unconfirmed");

        Files.delete(spool);
        Outcome after = outcome(TAKEN_OVER + "echo 'Error: The store is corrupt. See: https://x.example' >&2; exit 1");
        assertThat(after.verdict()).isEqualTo(Verdict.ACCEPTED);
        assertThat(after.failure().orElseThrow().code()).isEqualTo("import-failed");
    }

    @Test
    void whatWasKilledIsJudgedByWhatIsMissingOnlyByWhoStartedIt() throws Exception {
        UploadRun run = start(AUTHENTICATED + "kill -9 $$");
        UploadRun adopted = UploadRun.adopt(run.identity(), spool, order().redaction(), UploadRun.Words.MEASURED);

        assertThat(follow(run).verdict()).isEqualTo(Verdict.NOT_SENT);
        assertThat(follow(adopted).verdict()).isEqualTo(Verdict.UNKNOWN);
    }

    @Test
    void anotherProgramGoesOnWithIt() throws Exception {
        String identity = start(TAKEN_OVER + "sleep 0.5; exit 1").identity().text();
        UploadRun adopted =
                UploadRun.adopt(ProcessIdentity.parse(identity), spool, order().redaction(), UploadRun.Words.MEASURED);

        assertThat(follow(adopted).verdict()).isEqualTo(Verdict.ACCEPTED);
    }

    @Test
    void ofOneThatWasNotedAndIsNotThereNothingIsKnown() throws Exception {
        dev.restore4j.admin.process.Spool.make(spool);
        UploadRun adopted =
                UploadRun.adopt(ProcessIdentity.expected(family), spool, order().redaction(), UploadRun.Words.MEASURED);

        assertThat(follow(adopted).verdict()).isEqualTo(Verdict.UNKNOWN);
    }

    @Test
    void afterANewStartOfTheMachineWhatIsMissingProvesNothing() throws Exception {
        outcome(AUTHENTICATED);
        ProcessIdentity before = new ProcessIdentity(1, "t1", "0123456789abcdef", family.mark());

        assertThat(follow(UploadRun.adopt(before, spool, order().redaction(), UploadRun.Words.MEASURED))
                        .verdict())
                .isEqualTo(Verdict.UNKNOWN);
    }

    @Test
    void endingItTellsHowFarItCame() throws Exception {
        UploadRun run = start(TAKEN_OVER + "exec sleep 60");
        Sh.until(() -> hasPrinted("Import progress (estimated)\n"));
        assertThat(run.follow(Waiting.on(TimeSource.system()), Sh.in(Duration.ofMillis(200)), step -> {}))
                .isEmpty();

        assertThat(run.end(Sh.hurried()).verdict()).isEqualTo(Verdict.ACCEPTED);
        assertThat(Sh.alive(family)).isEmpty();
    }

    @Test
    void thePasswordIsInTheEnvironmentOfTheChildAndNowhereElse() throws Exception {
        UploadRun run = start("echo \"  Default: $NEO4J_PASSWORD\" >&2; echo \"$NEO4J_PASSWORD\"; sleep 60; exit 64");
        Sh.until(() -> Sh.alive(family).count() >= 2 && hasPrinted("\n" + PASSWORD + "\n"));
        for (ProcessHandle each : Sh.alive(family).toList()) {
            assertThat(Files.readString(Path.of("/proc/" + each.pid() + "/cmdline")))
                    .doesNotContain(PASSWORD);
            assertThat(Files.readString(Path.of("/proc/" + each.pid() + "/environ")))
                    .contains(PASSWORD);
        }
        Outcome outcome = run.end(Sh.hurried());
        Neo4jAdminException failure = outcome.failure().orElseThrow();

        assertThat(failure.getMessage()).doesNotContain(PASSWORD);
        assertThat(failure.tail()).doesNotContain(PASSWORD).contains("(redacted)");
        assertThat(order().toString()).doesNotContain(PASSWORD);
        assertThat(order().arguments()).noneMatch(argument -> argument.contains(PASSWORD));
        assertThat(run.identity().text()).doesNotContain(PASSWORD);
        assertThat(logged()).isNotEmpty().noneMatch(line -> line.contains(PASSWORD));
    }

    @Test
    void aPasswordThatIsAWordOfTheToolHidesNothing() throws Exception {
        tool.on("database upload", SENT);
        UploadOrder careless = new UploadOrder(
                directory, "neo4j", "neo4j+s://x", Optional.empty(), "neo4j", "Upload completed successfully");

        assertThat(follow(UploadRun.start(tool.admin().tool(), UploadRun.Words.MEASURED, careless, spool, family))
                        .verdict())
                .isEqualTo(Verdict.UNKNOWN);
    }

    @Test
    void aPasswordThatIsAWordOfAFailureChangesNoCode() throws Exception {
        tool.on("database upload", AUTHENTICATED + "echo 'Connection reset' >&2; exit 1");
        UploadOrder careless =
                new UploadOrder(directory, "neo4j", "neo4j+s://x", Optional.empty(), "neo4j", "Connection");
        Neo4jAdminException failure = follow(
                        UploadRun.start(tool.admin().tool(), UploadRun.Words.MEASURED, careless, spool, family))
                .failure()
                .orElseThrow();

        assertThat(failure.code()).isEqualTo("transfer-failed");
        assertThat(failure.getMessage()).doesNotContain("Connection");
        assertThat(failure.tail()).doesNotContain("Connection");
    }

    @Test
    void whatCannotBeStartedLeavesNothingToWonderAbout() throws Exception {
        Files.writeString(tool.executable(), "#!/no/such/interpreter\n");

        assertThat(catchThrowableOfType(
                                Neo4jAdminException.class,
                                () -> UploadRun.start(
                                        tool.admin().tool(), UploadRun.Words.MEASURED, order(), spool, family))
                        .code())
                .isEqualTo("tool-not-executable");
        assertThat(spool).doesNotExist();
    }

    @Test
    void theToolGetsTimeOutsAndNeverSendsTwice() {
        assertThat(order().environment(java.util.Map.of("JAVA_OPTS", "-Xmx1g")).get("JAVA_OPTS"))
                .startsWith("-Xmx1g ")
                .contains("-Dsun.net.client.defaultConnectTimeout=30000")
                .contains("-Dsun.net.client.defaultReadTimeout=300000")
                .contains("-Dsun.net.http.retryPost=false");
        assertThat(order().arguments())
                .containsExactly(
                        "--from-path=" + directory,
                        "--to-uri=neo4j+s://x.databases.neo4j.io",
                        "--to-user=neo4j",
                        "--overwrite-destination=true",
                        "neo4j");
    }

    @Test
    void toolsThatCannotBeFollowedAreRefused() throws IOException {
        tool.on("version", "echo 5.12.0");
        assertThat(refusal()).isEqualTo("tool-version-unknown");
        tool.on("version", "echo 5.26.30")
                .on("database upload", "echo \"Unmatched argument at index 1: 'upload'\"; exit 2");
        assertThat(refusal()).isEqualTo("tool-without-upload");
    }

    private String refusal() {
        Terms terms = Terms.of(Waiting.on(TimeSource.system()), Duration.ofSeconds(30), step -> {});
        return catchThrowableOfType(Neo4jAdminException.class, () -> UploadRun.requireTool(tool.admin(), terms))
                .code();
    }
}
