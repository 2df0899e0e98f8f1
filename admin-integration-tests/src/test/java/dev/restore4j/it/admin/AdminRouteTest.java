package dev.restore4j.it.admin;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import dev.restore4j.Assessment;
import dev.restore4j.RestoreOperation;
import dev.restore4j.admin.AdminDatabase;
import dev.restore4j.admin.Neo4jAdmin;
import dev.restore4j.aura.AuraTarget;
import dev.restore4j.event.Progress;
import dev.restore4j.event.RestoreEvent.Progressed;
import dev.restore4j.event.RestoreEvent.StateChanged;
import dev.restore4j.it.admin.AdminWorld.End;
import dev.restore4j.operation.RestoreState;
import dev.restore4j.report.RestoreReport;
import dev.restore4j.testkit.admin.AdminCall;
import dev.restore4j.testkit.admin.AdminFault;
import dev.restore4j.testkit.admin.AdminLine;
import dev.restore4j.testkit.admin.ToolCommand;
import dev.restore4j.testkit.admin.UploadStep;
import dev.restore4j.testkit.model.AuraModel;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** A restore through the tool as a listener hears it, and what nobody may ever read of it. */
class AdminRouteTest extends OnLoopback {

    @TempDir
    static Path directory;

    private static final Queue<String> LOGGED = new ConcurrentLinkedQueue<>();
    /** Users and passwords as they are in a header. */
    private static final Queue<String> BASICS = new ConcurrentLinkedQueue<>();

    private static final Recorder RECORDER = new Recorder();
    private static final Logger ROOT = (Logger) LoggerFactory.getLogger("dev.restore4j");

    private static Level before;

    /** Keeps what is logged, of every level. */
    private static final class Recorder extends AppenderBase<ILoggingEvent> {
        @Override
        protected void append(ILoggingEvent event) {
            String error =
                    event.getThrowableProxy() == null ? "" : ThrowableProxyUtil.asString(event.getThrowableProxy());
            LOGGED.add(event.getLevel() + " " + event.getFormattedMessage() + " " + event.getMDCPropertyMap() + error);
        }
    }

    @BeforeAll
    static void record() {
        before = ROOT.getLevel();
        RECORDER.setContext(ROOT.getLoggerContext());
        RECORDER.start();
        ROOT.addAppender(RECORDER);
        ROOT.setLevel(Level.TRACE);
        ROOT.setAdditive(false);
    }

    @AfterAll
    static void recordNoMore() {
        ROOT.detachAppender(RECORDER);
        ROOT.setLevel(before);
        ROOT.setAdditive(true);
    }

    @Test
    void listenersHearHowFarItIsAndTheJournalKnowsTheChild() throws Exception {
        AdminWorld world = AdminWorld.in(loopback, directory, "heard");
        try (AuraTarget target = world.target()) {
            Assessment assessment = world.plan(world.source(), target).assess();
            assertThat(assessment.toString()).contains("no-api-key", "dump-stays", "last transaction 42");

            End end = AdminWorld.run(() -> assessment.confirm().execute());

            assertThat(end).as(end.message()).hasToString("COMPLETED YES ACCEPTED_AND_SEEN");
        }
        assertThat(states(world))
                .containsExactly(
                        RestoreState.PREPARING,
                        RestoreState.CONFIRMED,
                        RestoreState.SUBMITTING,
                        RestoreState.RESTORING,
                        RestoreState.COMPLETED);
        List<Progress> heard = world.events().stream()
                .filter(Progressed.class::isInstance)
                .map(event -> ((Progressed) event).progress())
                .toList();
        assertThat(heard.stream().map(Progress::phase).distinct()).startsWith("dump", "check", "upload");
        for (String phase : List.of("dump", "check", "upload")) {
            List<Double> fractions = heard.stream()
                    .filter(each -> each.phase().equals(phase))
                    .flatMap(each -> each.fraction().stream().boxed())
                    .toList();
            assertThat(fractions).as(phase).isNotEmpty().isSorted().allMatch(each -> each >= 0 && each <= 1);
            assertThat(fractions.get(fractions.size() - 1)).as(phase).isEqualTo(1);
        }
        AdminCall upload = world.uploads().get(0);
        assertThat(upload.hadPassword(world.instance().password())).isTrue();
        assertThat(world.tool().calls().stream()
                        .filter(call -> call.passwordHash().isPresent()))
                .as("calls with the password")
                .containsExactly(upload);
        // pid, start, boot, family
        assertThat(journal(world))
                .containsPattern("upload-run.1\",\"text\":\"" + upload.pid() + ":[tm]\\d+:[0-9a-f-]*:[0-9a-f]{8,}");
    }

    private static List<RestoreState> states(AdminWorld world) {
        return world.events().stream()
                .filter(StateChanged.class::isInstance)
                .map(event -> ((StateChanged) event).to())
                .distinct()
                .toList();
    }

    private static String journal(AdminWorld world) throws IOException {
        StringBuilder text = new StringBuilder();
        try (Stream<Path> files = Files.walk(world.journal())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                text.append(file).append('\n');
                text.append(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
            }
        }
        return text.toString();
    }

    @Test
    void thePasswordIsInNothingThatAnybodyReads() throws Exception {
        AdminWorld.together(List.of(
                quiet("verbose", AdminLine.V5, AdminFault.slow(java.time.Duration.ofMillis(300)), "COMPLETED YES"),
                quiet("verboseNewer", AdminLine.V2026, AdminFault.killed(), "COMPLETED YES"),
                quiet("echoed", AdminLine.V5, null, "OUTCOME_UNKNOWN UNKNOWN"),
                usage(),
                running()));
        assertThat(LOGGED).anyMatch(line -> line.contains("neo4j-admin"));
        assertThat(LOGGED).noneMatch(line -> line.contains(AuraModel.SECRET_MARKER));
        assertThat(BASICS).hasSizeGreaterThan(2);
        assertThat(LOGGED).noneMatch(line -> BASICS.stream().anyMatch(line::contains));
    }

    /** With {@code --verbose}, and, where there is no other trouble, with a tool that prints what it was given. */
    private static Callable<Void> quiet(String name, AdminLine line, AdminFault fault, String expected) {
        return () -> {
            AdminWorld world = AdminWorld.in(loopback, directory, name);
            String password = world.instance().password();
            String basic = Base64.getEncoder()
                    .encodeToString((world.instance().user() + ":" + password).getBytes(StandardCharsets.UTF_8));
            BASICS.add(basic);
            world.tool().line(line);
            for (int nth = 1; nth <= (fault == null ? 5 : 1); nth++) {
                world.tool()
                        .nth(
                                nth,
                                ToolCommand.UPLOAD,
                                fault != null
                                        ? fault
                                        : AdminFault.says(
                                                "I was given " + password + "\nAuthorization: Basic " + basic, 1));
            }
            AdminDatabase source = verbose(world).database("neo4j").dumpsIn(world.dumps());
            try (AuraTarget target = world.target()) {
                Assessment assessment = world.plan(source, target).assess();
                End end = AdminWorld.run(() -> assessment.confirm().execute());
                assertThat(end.toString()).as(end.message()).startsWith(expected);
                mustBeSilent(world, end, assessment, basic);
            }
            return null;
        };
    }

    private static Neo4jAdmin verbose(AdminWorld world) {
        return Neo4jAdmin.builder()
                .executable(world.tool().executable())
                .home(world.tool().home())
                .verbose()
                .build();
    }

    /** The tool was exchanged after it had been asked what it can: it prints its usage, with the password as the default. */
    private static Callable<Void> usage() {
        return () -> {
            AdminWorld world = AdminWorld.in(loopback, directory, "usage");
            world.tool().line(AdminLine.V2026);
            try (AuraTarget target = world.targetAt(URI.create("neo4j+s://abcd1234.instances.neo4j.io"))
                    .database(world.instance().id())
                    .build()) {
                Assessment assessment = world.plan(
                                verbose(world).database("neo4j").dumpsIn(world.dumps()), target)
                        .assess();
                world.tool().line(AdminLine.V5);
                End end = AdminWorld.run(() -> assessment.confirm().execute());
                assertThat(end).as(end.message()).hasToString("REJECTED NO usage");
                assertThat(end.message()).contains("Unknown option: '--to-dbid=");
                mustBeSilent(world, end, assessment, world.instance().password());
            }
            return null;
        };
    }

    private static void mustBeSilent(AdminWorld world, End end, Assessment assessment, String other)
            throws IOException {
        List<String> texts = new ArrayList<>(List.of(journal(world), assessment.toString(), assessment.toToken()));
        texts.add(String.valueOf(end.result()));
        if (end.result() != null) {
            texts.add(RestoreReport.of(end.result()).toString());
        }
        if (end.error() != null) {
            StringWriter trace = new StringWriter();
            end.error().printStackTrace(new PrintWriter(trace));
            texts.add(trace.toString());
            end.error().result().ifPresent(result -> texts.add(result.toString()));
        }
        world.events().forEach(event -> texts.add(event.toString()));
        world.tool().calls().forEach(call -> texts.add(call.arguments() + " " + call.javaOptions()));
        assertThat(world.left()).containsExactly("neo4j.dump");
        try (Stream<Path> files = Files.walk(world.dumps())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                texts.add(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
            }
        }
        assertThat(texts)
                .hasSizeGreaterThan(10)
                .allSatisfy(text ->
                        assertThat(text).doesNotContain(AuraModel.SECRET_MARKER, AuraModel.TOKEN_MARKER, other));
    }

    /** While it runs: the list of processes tells no secret, and only the owner may read what it prints. */
    private static Callable<Void> running() {
        return () -> {
            AdminWorld world = AdminWorld.in(loopback, directory, "running");
            world.tool().next(ToolCommand.UPLOAD, AdminFault.hangsAt(UploadStep.PUT));
            try (AuraTarget target = world.target()) {
                RestoreOperation operation =
                        world.plan(world.source(), target).confirm().start();
                AdminWorld.await("it uploads", () -> world.hasUploaded(0.5));
                ProcessHandle child =
                        ProcessHandle.of(world.uploads().get(0).pid()).orElseThrow();

                assertThat(child.info().commandLine().orElseThrow())
                        .contains("--to-uri=" + world.bolt())
                        .doesNotContain(AuraModel.SECRET_MARKER);
                assertThat(Files.readString(Path.of("/proc/" + child.pid() + "/cmdline")))
                        .contains("--to-user=neo4j")
                        .doesNotContain(AuraModel.SECRET_MARKER);
                Path own = world.dumps().resolve(operation.id().value());
                assertThat(permissions(own)).isEqualTo("rwx------");
                try (Stream<Path> files = Files.list(own)) {
                    assertThat(files.filter(
                                    file -> file.getFileName().toString().startsWith(".upload-")))
                            .singleElement()
                            .satisfies(spool -> assertThat(permissions(spool)).isEqualTo("rw-------"));
                }
                child.destroyForcibly();
                End end = AdminWorld.run(operation::await);
                assertThat(end).as(end.message()).hasToString("COMPLETED YES ACCEPTED_AND_SEEN");
            }
            return null;
        };
    }

    private static String permissions(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
