package dev.restore4j.it.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restore4j.RestorePlan;
import dev.restore4j.admin.AdminDatabase;
import dev.restore4j.admin.Neo4jAdmin;
import dev.restore4j.aura.AuraClient;
import dev.restore4j.aura.AuraTarget;
import dev.restore4j.aura.AuraTargetBuilder;
import dev.restore4j.error.Neo4jAdminException;
import dev.restore4j.error.RestoreException;
import dev.restore4j.error.RestoreRejectedException;
import dev.restore4j.event.RestoreEvent;
import dev.restore4j.event.RestoreEvent.Progressed;
import dev.restore4j.journal.FileJournal;
import dev.restore4j.operation.DatabaseLogin;
import dev.restore4j.operation.RestoreResult;
import dev.restore4j.spi.RestoreTarget;
import dev.restore4j.testkit.FakeAura;
import dev.restore4j.testkit.FakeInstance;
import dev.restore4j.testkit.ReceivedImport;
import dev.restore4j.testkit.admin.AdminCall;
import dev.restore4j.testkit.admin.AdminFault;
import dev.restore4j.testkit.admin.FakeNeo4jAdmin;
import dev.restore4j.testkit.admin.StoreSpec;
import dev.restore4j.testkit.admin.ToolCommand;
import dev.restore4j.testkit.fault.Fault;
import dev.restore4j.testkit.fault.FaultRule;
import dev.restore4j.testkit.http.FakeAuraServer;
import dev.restore4j.testkit.model.OperationKind;
import dev.restore4j.testkit.model.OperationTimes;
import dev.restore4j.testkit.model.Overwrite;
import dev.restore4j.testkit.time.ScaledTime;
import dev.restore4j.time.TimeSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A database, a tool of its own, and an instance to upload into; and what became of them. */
final class AdminWorld {

    private static final int AT_ONCE = 6;

    /** Twenty seconds of the machine's. */
    private static final Duration PATIENT = Duration.ofMinutes(5);

    private final Loopback loopback;
    private final Path directory;
    private final FakeInstance instance;
    private final FakeNeo4jAdmin tool;
    private final List<RestoreEvent> events = new CopyOnWriteArrayList<>();
    private final CountedTime looks;

    private AdminWorld(Loopback loopback, Path directory, FakeInstance instance, FakeNeo4jAdmin tool) {
        this.loopback = loopback;
        this.directory = directory;
        this.instance = instance;
        this.tool = tool;
        this.looks = new CountedTime(loopback.time());
    }

    /** An Aura on loopback, in which a minute takes four seconds. */
    record Loopback(FakeAura aura, FakeAuraServer server, ScaledTime time) implements AutoCloseable {

        static Loopback open() {
            ScaledTime time = ScaledTime.times(15).startingAt(Instant.now());
            FakeAura aura = FakeAura.builder()
                    .time(time)
                    .operationTimes(
                            OperationTimes.fixed(Duration.ofSeconds(90))) // somebody must see it: 6 of the machine's
                    .build();
            return new Loopback(aura, aura.serve(), time);
        }

        @Override
        public void close() {
            aura.close();
        }
    }

    /** A world with a database {@code neo4j} and a tool, in a directory of that name. */
    static AdminWorld in(Loopback loopback, Path parent, String name) {
        Path directory = made(parent.resolve(name));
        FakeNeo4jAdmin tool = FakeNeo4jAdmin.in(directory.resolve("neo4j"))
                .addDatabase("neo4j", StoreSpec.of("the orders of " + name).lastTransaction(42))
                .uploadsTo(loopback.server().baseUri())
                .pollsEvery(Duration.ofMillis(100));
        return new AdminWorld(loopback, directory, loopback.aura().addInstance(spec -> spec.name(name)), tool);
    }

    /** {@return a world with the same tool, and everything else of its own} */
    AdminWorld beside(String name) {
        Path own = made(directory.resolveSibling(name));
        return new AdminWorld(loopback, own, loopback.aura().addInstance(spec -> spec.name(name)), tool);
    }

    private static Path made(Path directory) {
        try {
            return Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    FakeInstance instance() {
        return instance;
    }

    FakeNeo4jAdmin tool() {
        return tool;
    }

    List<RestoreEvent> events() {
        return events;
    }

    Path dumps() {
        return directory.resolve("dumps");
    }

    /** Makes the next upload stop in its midst, until {@link #letGoOn()}. */
    void holdUpload() {
        tool.next(ToolCommand.UPLOAD, AdminFault.waitsFor(directory.resolve("gate")));
    }

    void letGoOn() throws IOException {
        Files.createFile(directory.resolve("gate"));
    }

    Path journal() {
        return directory.resolve("journal");
    }

    Neo4jAdmin admin() {
        return Neo4jAdmin.builder()
                .executable(tool.executable())
                .home(tool.home())
                .build();
    }

    AdminDatabase source() {
        return admin().database("neo4j").dumpsIn(dumps());
    }

    DatabaseLogin login() {
        return DatabaseLogin.of(instance.user(), instance.password());
    }

    AuraTargetBuilder targetAt(URI bolt) {
        return AuraTarget.builder(bolt, this::login)
                .console(loopback.server().baseUri())
                .exchangeTimeout(PATIENT)
                .journal(FileJournal.at(journal()))
                .time(looks)
                .listener(events::add);
    }

    URI bolt() {
        return URI.create("neo4j+s://" + instance.id() + ".databases.neo4j.io");
    }

    AuraTarget target() {
        return targetAt(bolt()).build();
    }

    RestorePlan plan(AdminDatabase source, RestoreTarget target) {
        return RestorePlan.from(source).into(target).named("MIGRATION");
    }

    /** {@return a client with an API key of the account} */
    AuraClient client() {
        return AuraClient.builder()
                .credentials(loopback.aura().clientId(), loopback.aura().clientSecret())
                .baseUrl(loopback.server().baseUri())
                .console(loopback.server().baseUri())
                .exchangeTimeout(PATIENT)
                .journal(FileJournal.at(journal()))
                .time(looks)
                .listener(events::add)
                .build();
    }

    /** {@return a plan for a client of {@link #client()}} */
    RestorePlan plan(AuraClient client) {
        return plan(source(), client.instance(instance.id()).withLogin(this::login));
    }

    /** Puts a fault on a request for this instance, whose id is the first star of the path. */
    FaultRule fault(String method, String path, Fault fault) {
        return loopback.aura().faults().next(fault).on(method, path.replaceFirst("\\*", instance.id()));
    }

    /** Waits until whoever drives has looked again, twice, so that one whole look lies in the present. */
    void lookedAgain() throws InterruptedException {
        long now = looks.waits();
        await("another look", () -> looks.waits() >= now + 2);
    }

    /** What became of it. */
    record End(@Nullable RestoreResult result, @Nullable RestoreException error) {

        /** {@return the state, whether it was overwritten, and the code or the kind of error} */
        @Override
        public String toString() {
            if (error == null) {
                return result.state() + " " + result.overwritten() + " "
                        + result.proof().orElseThrow();
            }
            return error.state() + " " + error.overwritten() + " " + code();
        }

        private String code() {
            if (error instanceof RestoreRejectedException rejected) {
                return rejected.code();
            }
            return error instanceof Neo4jAdminException failed
                    ? failed.code()
                    : error.getClass().getSimpleName();
        }

        String message() {
            return error == null ? "" : error.getMessage();
        }
    }

    /** Assesses, confirms and executes. */
    End run() {
        try (AuraTarget target = target()) {
            return run(() -> plan(source(), target).confirm().execute());
        }
    }

    static End run(Callable<RestoreResult> work) {
        try {
            return new End(work.call(), null);
        } catch (RestoreException e) {
            return new End(null, e);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** {@return how often the instance's data was replaced} */
    int imports() {
        return received().stream().mapToInt(ReceivedImport::completions).sum();
    }

    /** {@return what has overwritten the instance, in that order} */
    List<OperationKind> overwrites() {
        return loopback.aura().overwrites().stream()
                .filter(each -> each.target().equals(instance.id()))
                .map(Overwrite::kind)
                .toList();
    }

    /** {@return what was announced for the instance} */
    List<ReceivedImport> received() {
        return loopback.aura().imports().stream()
                .filter(each -> each.instance().equals(instance.id()))
                .toList();
    }

    /** {@return whether listeners have heard that so much is with the store} */
    boolean hasUploaded(double fraction) {
        return events.stream()
                .filter(Progressed.class::isInstance)
                .map(event -> ((Progressed) event).progress())
                .anyMatch(progress ->
                        progress.phase().equals("upload") && progress.fraction().orElse(-1) == fraction);
    }

    /** {@return the calls of the tool that upload to the instance} */
    List<AdminCall> uploads() {
        return tool.calls(ToolCommand.UPLOAD).stream() // worlds may share a tool
                .filter(call -> call.arguments().stream()
                        .anyMatch(argument -> argument.startsWith("--to-uri=") && argument.contains(instance.id())))
                .toList();
    }

    /**
     * {@return the names of the files that are left beside the journal, without those of the tool, and without what it printed of
     * which nobody knows what it proves}
     */
    List<String> left() throws IOException {
        if (!Files.exists(dumps())) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(dumps())) {
            return files.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .filter(name -> !name.startsWith("printed.upload-"))
                    .toList();
        }
    }

    /** {@return the processes that run and have to do with what was made here} */
    List<ProcessHandle> running() {
        return ProcessHandle.allProcesses()
                .filter(ProcessHandle::isAlive)
                .filter(process -> process.info()
                        .commandLine()
                        .filter(line -> line.contains(directory + "/"))
                        .isPresent())
                .toList();
    }

    /**
     * Checks an end in which nobody was asked to upload anything, and the data is what it was.
     *
     * @param left the files that are there: none, unless named
     */
    void mustBeRefused(End end, String expected, String... left) throws IOException {
        String where = expected + ": " + end.message();
        assertThat(end).as(where).hasToString(expected);
        assertThat(end.message()).as(where).doesNotContain(instance.password());
        assertThat(uploads()).as(where).isEmpty();
        assertThat(received()).as(where).isEmpty();
        assertThat(running()).as(where).isEmpty();
        assertThat(left()).as(where).containsExactly(left);
    }

    static void await(String what, BooleanSupplier so) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!so.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("it never came to it: " + what);
            }
            TimeSource.system().sleep(Duration.ofMillis(10));
        }
    }

    /** Runs all, some at a time, and tells everything that failed. */
    static void together(List<Callable<Void>> works) throws InterruptedException {
        ExecutorService pool = Executors.newFixedThreadPool(AT_ONCE);
        AssertionError all = new AssertionError("some failed");
        try {
            List<Future<Void>> futures = new ArrayList<>();
            works.forEach(work -> futures.add(pool.submit(work)));
            for (Future<Void> future : futures) {
                try {
                    future.get();
                } catch (ExecutionException e) {
                    all.addSuppressed(e.getCause());
                }
            }
        } finally {
            pool.shutdownNow();
        }
        if (all.getSuppressed().length > 0) {
            throw all;
        }
    }
}
