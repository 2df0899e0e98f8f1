package dev.restore4j.admin;

import dev.restore4j.admin.process.ChildResult;
import dev.restore4j.admin.process.Family;
import dev.restore4j.admin.process.Waiting;
import dev.restore4j.error.Neo4jAdminException;
import dev.restore4j.event.Progress;
import dev.restore4j.journal.FileJournal;
import dev.restore4j.time.TimeSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * The user's own {@code neo4j-admin}: its commands as typed calls.
 *
 * <pre>{@code
 * Neo4jAdmin admin = Neo4jAdmin.fromEnvironment();
 * DatabaseInfo info = admin.info("neo4j");
 * Dump dump = admin.dump("neo4j").into(Path.of("/backups")).run();
 * }</pre>
 *
 * <p>Each call starts the tool as a process of its own, which gets of this program's environment what it needs to find Java and
 * Neo4j, no input, and never a password. Both of its streams are read, whatever it prints; the ends of them are kept, without
 * secrets. When its time is up, or the calling thread is interrupted, the tool is ended with all that it started: SIGTERM, ten
 * seconds, SIGKILL. What it reports as a failure, in whichever words, is a {@link Neo4jAdminException}.
 *
 * <p>{@code upload} is not here: it overwrites an instance, and is reachable through a plan only.
 *
 * <p>Immutable and thread-safe. Measured on neo4j-admin 5.26.30 and 2026.08.1, on Linux; on other POSIX systems, children of the
 * tool that outlive a tool that was killed are not found. Nothing is claimed for Windows.
 */
public final class Neo4jAdmin {

    private final Tool tool;
    private final TimeSource time;
    private final Duration limit;
    private final Path scratch;
    private final AtomicReference<AdminVersion> version = new AtomicReference<>();
    private final AtomicReference<Optional<StoreLayout>> layout = new AtomicReference<>();
    private final Map<AdminCommand, Boolean> commands = new ConcurrentHashMap<>();

    Neo4jAdmin(Tool tool, TimeSource time, Duration limit, Path scratch) {
        this.tool = tool;
        this.time = time;
        this.limit = limit;
        this.scratch = scratch;
    }

    /**
     * {@return the tool in {@code NEO4J_HOME/bin}, or else the first one in {@code PATH}}
     *
     * @throws Neo4jAdminException if there is none, or it is not executable
     */
    public static Neo4jAdmin fromEnvironment() {
        return builder().build();
    }

    /**
     * {@return the tool of a Neo4j}
     *
     * @param home the directory with {@code bin/neo4j-admin}; it is the tool's {@code NEO4J_HOME} as well
     * @throws Neo4jAdminException if there is none, or it is not executable
     */
    public static Neo4jAdmin home(Path home) {
        return builder().executable(ToolLocation.in(home)).home(home).build();
    }

    /**
     * {@return the tool of this path}
     *
     * @param executable the executable itself
     * @throws Neo4jAdminException if there is none, or it is not executable
     */
    public static Neo4jAdmin at(Path executable) {
        return builder().executable(executable).build();
    }

    /** {@return a builder, for whatever else is to be set} */
    public static Neo4jAdminBuilder builder() {
        return new Neo4jAdminBuilder(System.getenv());
    }

    /**
     * {@return which version it is; the tool is asked once}
     *
     * @throws Neo4jAdminException if it cannot be run, or is of a line that is not supported
     */
    public AdminVersion version() {
        return call(limit, step -> {}, this::version);
    }

    /**
     * {@return what the tool says of the store of a stopped database}
     *
     * @param database its name
     * @throws IllegalArgumentException if no database can be called so
     * @throws Neo4jAdminException if it runs, does not exist, or cannot be read
     */
    public DatabaseInfo info(String database) {
        String name = DatabaseNames.check(database);
        return call(limit, step -> {}, terms -> info(name, terms));
    }

    /**
     * {@return what the tool says of the store in a dump}
     *
     * <p>A dump's header does not tell the format of its store. So the dump is loaded into an empty home in the scratch directory,
     * looked at, and deleted there. It must fit into that directory, unpacked. The {@link DatabaseInfo#name() name} is one that it
     * got there: a dump is named by its file alone.
     *
     * @param dump the file, {@code *.dump}
     * @throws Neo4jAdminException if it cannot be loaded, as where it is damaged, or newer than the tool
     */
    public DatabaseInfo infoOfDump(Path dump) {
        return call(limit, step -> {}, terms -> infoOfDump(dump, terms));
    }

    /**
     * {@return a request for a dump of a stopped database; runs nothing}
     *
     * @param database its name
     * @throws IllegalArgumentException if no database can be called so
     */
    public DumpRequest dump(String database) {
        return new DumpRequest(this, DatabaseNames.check(database));
    }

    /**
     * {@return a request for a check of a stopped database; runs nothing}
     *
     * @param database its name
     * @throws IllegalArgumentException if no database can be called so
     */
    public CheckRequest check(String database) {
        return new CheckRequest(this, DatabaseNames.check(database), null);
    }

    /**
     * {@return a request for a check of a dump; runs nothing}
     *
     * @param dump the file, {@code *.dump}
     */
    public CheckRequest check(Path dump) {
        return new CheckRequest(this, null, dump);
    }

    /**
     * {@return a request for loading a dump into a self-managed database; runs nothing}
     *
     * @param dump the file, {@code *.dump}
     */
    public LoadRequest load(Path dump) {
        return new LoadRequest(this, dump);
    }

    /** {@return which Neo4j it works on: its home where that is known, else the executable} */
    String place() {
        return tool.environment().getOrDefault("NEO4J_HOME", tool.executable().toString());
    }

    /**
     * {@return a stopped database as something to restore from: {@code RestorePlan.from(admin.database("neo4j"))}; runs nothing}
     *
     * @param database its name
     * @throws IllegalArgumentException if no database can be called so
     */
    public AdminDatabase database(String database) {
        return new AdminDatabase(
                this,
                DatabaseNames.check(database),
                FileJournal.stateDirectory().resolve("dumps"));
    }

    Tool tool() {
        return tool;
    }

    TimeSource time() {
        return time;
    }

    Duration timeLimit() {
        return limit;
    }

    Path scratch() {
        return scratch;
    }

    AdminVersion version(Terms terms) throws InterruptedException {
        AdminVersion known = version.get();
        return known == null ? presentVersion(terms) : known;
    }

    /** {@return the version as it is now: another one may have been installed since} */
    AdminVersion presentVersion(Terms terms) throws InterruptedException {
        ChildResult result = tool.attempt(List.of("--version"), terms, Family.fresh());
        if (result.exitCode() != 0) {
            throw Tool.failure("neo4j-admin --version", result);
        }
        AdminVersion present = AdminVersion.parse(result.output());
        version.set(present);
        return present;
    }

    /**
     * {@return whether the tool has a command; it is asked once}
     *
     * <p>It is asked with an option that no version knows: exit code 2 and "Unmatched argument" say that it does not have the
     * command, 64 that it has (measured). The usage that it prints shows a default of the password, which it is not given.
     */
    boolean has(AdminCommand command, Terms terms) throws InterruptedException {
        Boolean known = commands.get(command);
        if (known == null) {
            List<String> words = List.of("database", command.word(), "--restore4j-asks");
            ChildResult result = tool.attempt(words, terms, Family.fresh());
            String code = KnownFailure.of(result.exitCode(), result.tail()).code();
            if (!code.equals("command-missing") && !code.equals("usage")) {
                throw Tool.failure("neo4j-admin database " + command.word(), result);
            }
            known = code.equals("usage");
            commands.put(command, known);
        }
        return known;
    }

    /** {@return where the tool has its databases, for what does not depend on it; it is asked once} */
    Optional<StoreLayout> layout(Terms terms) throws InterruptedException {
        Optional<StoreLayout> known = layout.get();
        if (known == null) {
            known = StoreLayout.ask(tool, terms);
            layout.set(known);
        }
        return known;
    }

    DatabaseInfo info(String database, Terms terms) throws InterruptedException {
        return DatabaseInfo.parse(tool.run(AdminCommand.INFO, List.of("--format=json", database), terms));
    }

    DatabaseInfo infoOfDump(Path dump, Terms terms) throws InterruptedException {
        Path file = DumpFile.require(dump);
        try (WorkDirectory work = WorkDirectory.in(scratch, time)) {
            Path home = work.make("home");
            Files.createDirectories(home.resolve("conf"));
            Map<String, String> environment = new java.util.TreeMap<>(tool.environment());
            environment.put("NEO4J_HOME", home.toString());
            environment.put("NEO4J_CONF", home.resolve("conf").toString());
            // the user's configuration says where the user's databases are
            Tool apart = new Tool(tool.executable(), Map.copyOf(environment), List.of());
            Path stage = work.stage(file, "staged");
            DumpFile.header(apart, stage, "staged", terms).requireSpace(work);
            apart.run(AdminCommand.LOAD, List.of("--from-path=" + stage, "staged"), terms, work.family());
            return DatabaseInfo.parse(apart.run(AdminCommand.INFO, List.of("--format=json", "staged"), terms));
        } catch (IOException e) {
            throw FileTrees.failed("The dump " + file + " cannot be looked at", e);
        }
    }

    ConsistencyCheck check(WorkDirectory work, Terms terms) throws InterruptedException {
        return new ConsistencyCheck(tool, version(terms).text(), work.make("report"));
    }

    /** What is done in the calling thread, for whoever has no use for checked exceptions. */
    <T> T call(Duration within, Consumer<Progress> progress, Action<T> action) {
        try {
            return action.run(Terms.of(Waiting.on(time), within, progress));
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    /** {@return the error of an interrupt; the flag is set again} */
    static Neo4jAdminException interrupted() {
        Thread.currentThread().interrupt();
        return new Neo4jAdminException(
                "interrupted",
                "The thread was interrupted. neo4j-admin was ended, and what was unfinished was undone. Run it again.",
                -1,
                "");
    }

    /** {@return where the tool is, and no more: the environment may hold what is nobody's business} */
    @Override
    public String toString() {
        return "neo4j-admin at " + tool.executable()
                + Optional.ofNullable(version.get()).map(known -> ", " + known).orElse("");
    }

    /** Something that takes its time. */
    @FunctionalInterface
    interface Action<T> {
        T run(Terms terms) throws InterruptedException;
    }
}
