package dev.restore4j.testkit.admin;

import dev.restore4j.testkit.admin.StoreSpec.Lock;
import dev.restore4j.testkit.admin.ToolState.Rule;
import dev.restore4j.time.TimeSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A {@code neo4j-admin} that is none: an executable {@code bin/neo4j-admin} in a directory that is fit to be
 * {@code NEO4J_HOME}. Each run is a child process, which prints what the real tool prints, on the same streams, and ends with
 * the same exit codes. No Neo4j is needed.
 *
 * <pre>{@code
 * FakeNeo4jAdmin fake = FakeNeo4jAdmin.in(directory);
 * fake.addDatabase("neo4j", StoreSpec.of("1000 orders"));
 * fake.next(ToolCommand.DUMP, AdminFault.diskFull());
 * }</pre>
 *
 * <p>It has {@code --version}, {@code database info}, {@code dump}, {@code check}, {@code load} and {@code upload} as the
 * community edition does, on the line of 5.26 or of 2026, with texts measured on 5.26.30 and 2026.08.1. Databases are in
 * {@code data/databases} and {@code data/transactions} of the home that {@code NEO4J_HOME} names, and can be moved like real
 * ones; without that variable, of the directory that it was installed in. Dumps have the format of real ones, not compressed.
 *
 * <p>An upload goes by a script, which begins with success and is changed by faults, or, after {@link #uploadsTo}, to a
 * Console on loopback.
 *
 * <p>What it does not do:
 * <ul>
 *   <li>It reads no configuration, but for checking that the file of {@code --additional-config} exists.
 *   <li>It reads no dumps of a real tool, and what is in its own is no store that Neo4j could open.
 *   <li>It finds no inconsistent store: {@code check} fails only over archives.
 *   <li>{@code load} takes one name, no pattern; {@code dump} takes both.
 *   <li>Its usage says which options there are, and the password where the real one says it, but not what each is for.
 *   <li>There are no {@code .backup} and {@code .tar} files for an upload, no prompt, and no other commands.
 *   <li>It does not run on Windows.
 * </ul>
 *
 * <p>Everything is in files: changes count from the next run on. Thread-safe as far as one test is: do not change it while
 * other threads start runs.
 */
public final class FakeNeo4jAdmin {

    private static final String SCRIPT = """
            #!/bin/sh
            NEO4J_HOME="${NEO4J_HOME-%1$s}"
            export NEO4J_HOME
            exec "%2$s/bin/java" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xshare:auto $JAVA_OPTS \\
                -cp "%3$s" dev.restore4j.testkit.admin.FakeTool "%4$s" "$@"
            """;

    private final Path home;
    private final Path state;
    private final CallLog log;

    private FakeNeo4jAdmin(Path home) {
        this.home = home;
        this.state = home.resolve(".fake");
        this.log = new CallLog(state);
    }

    /**
     * Installs a tool of the line 5.26, without databases and faults.
     *
     * @param directory where; created if absent
     * @return the tool
     */
    public static FakeNeo4jAdmin in(Path directory) {
        FakeNeo4jAdmin fake = new FakeNeo4jAdmin(directory.toAbsolutePath());
        fake.install();
        return fake;
    }

    private void install() {
        String classPath = location(FakeNeo4jAdmin.class) + ":" + location(TimeSource.class);
        String script = SCRIPT.formatted(
                quoted(home.toString()),
                quoted(System.getProperty("java.home")),
                quoted(classPath),
                quoted(state.toString()));
        try {
            Files.createDirectories(state);
            Files.createDirectories(executable().getParent());
            ToolState.fresh().write(state);
            Files.writeString(executable(), script);
            Files.setPosixFilePermissions(executable(), PosixFilePermissions.fromString("rwxr-xr-x"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String location(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String quoted(String text) {
        return text.replaceAll("([\\\\\"$`])", "\\\\$1");
    }

    /** {@return the directory, fit to be {@code NEO4J_HOME}} */
    public Path home() {
        return home;
    }

    /** {@return the program} */
    public Path executable() {
        return home.resolve("bin/neo4j-admin");
    }

    /**
     * Makes it a tool of another line.
     *
     * @param line which
     * @return this
     */
    public FakeNeo4jAdmin line(AdminLine line) {
        current().with(line).write(state);
        return this;
    }

    /**
     * Lets uploads really go to a Console, instead of by a script. The URI that the tool is given is checked as the real one
     * checks it, and only the database id is taken from it.
     *
     * @param console scheme, host and port, such as {@code http://127.0.0.1:8080}
     * @return this
     * @throws IllegalArgumentException if it is not on loopback: a fake has no business elsewhere
     */
    public FakeNeo4jAdmin uploadsTo(URI console) {
        String host = console.getHost();
        if (!List.of("127.0.0.1", "localhost", "[::1]").contains(host)) {
            throw new IllegalArgumentException("A fake uploads to loopback only, not to " + console);
        }
        current().with(console).write(state);
        return this;
    }

    /**
     * Sets how long an upload waits between two looks at the target, and before it tries again: two seconds unless set, as
     * with the real one.
     *
     * @param pause at least a millisecond
     * @return this
     */
    public FakeNeo4jAdmin pollsEvery(Duration pause) {
        current().with(pause).write(state);
        return this;
    }

    /**
     * Puts a database into the home, in the place of one that was there.
     *
     * @param name its name
     * @param store what it is
     * @return this
     */
    public FakeNeo4jAdmin addDatabase(String name, StoreSpec store) {
        new Stores(home).write(name, store);
        return this;
    }

    /**
     * Starts the server, so to say: the database is in use.
     *
     * @param name of a database
     */
    public void start(String name) {
        new Stores(home).lock(name, Lock.IN_USE);
    }

    /**
     * Stops it again.
     *
     * @param name of a database
     */
    public void stop(String name) {
        new Stores(home).lock(name, Lock.FREE);
    }

    /**
     * {@return what is in the home under that name now}
     *
     * @param name of a database
     */
    public Optional<StoreSpec> database(String name) {
        return databaseIn(home, name);
    }

    /**
     * {@return what is in another home, into which the tool has loaded}
     *
     * @param otherHome the {@code NEO4J_HOME} of that run
     * @param name of a database
     */
    public static Optional<StoreSpec> databaseIn(Path otherHome, String name) {
        return new Stores(otherHome).find(name);
    }

    /**
     * Puts a fault on the next run of that command. What restore4j asks the tool before its work, is {@link ToolCommand#PROBE}, and
     * no run of another command.
     *
     * @param command which
     * @param fault what
     * @return this
     * @throws IllegalArgumentException if it could change nothing there, as {@link AdminFault#cutArchive} of an upload, or an
     *     answer in the script where uploads go {@linkplain #uploadsTo to a Console}
     */
    public FakeNeo4jAdmin next(ToolCommand command, AdminFault fault) {
        return nth(1, command, fault);
    }

    /**
     * Puts a fault on one of the next runs of that command.
     *
     * @param ordinal 1 for the next
     * @param command which
     * @param fault what
     * @return this
     * @throws IllegalArgumentException as {@link #next} does
     */
    public FakeNeo4jAdmin nth(int ordinal, ToolCommand command, AdminFault fault) {
        return with(new Rule(command, log.count(command) + ordinal, fault));
    }

    /**
     * Puts a fault on every run of that command that has no other.
     *
     * @param command which
     * @param fault what
     * @return this
     * @throws IllegalArgumentException as {@link #next} does
     */
    public FakeNeo4jAdmin always(ToolCommand command, AdminFault fault) {
        return with(new Rule(command, 0, fault));
    }

    private FakeNeo4jAdmin with(Rule rule) {
        ToolState now = current();
        if (!rule.fault().suits(rule.command())) {
            throw new IllegalArgumentException(
                    rule.fault() + " changes nothing in a run of " + rule.command() + ". Put it on another command.");
        }
        if (rule.fault().isScripted() && now.console().isPresent()) {
            throw new IllegalArgumentException(rule.fault() + " is of scripted uploads, and these go to "
                    + now.console().get() + ". Put a fault on its requests.");
        }
        now.with(rule).write(state);
        return this;
    }

    /** Takes all faults away. */
    public void clearFaults() {
        current().withoutRules().write(state);
        log.clear();
    }

    /**
     * Checks that every fault has changed a run at least once: one that never did was put on a run that did not come, or not so
     * far, and the test shows less than it says. What {@link #clearFaults()} took away is not asked about.
     *
     * @throws AssertionError naming the faults that never struck
     */
    public void assertAllStruck() {
        List<String> idle = neverStruck();
        if (!idle.isEmpty()) {
            throw new AssertionError("never struck: " + String.join("; ", idle) + ". It was run as "
                    + calls().stream().map(AdminCall::command).toList());
        }
    }

    /** {@return the faults that have changed no run until now} */
    List<String> neverStruck() {
        return current().rules().stream()
                .filter(rule -> !log.hasStruck(rule))
                .map(Rule::toString)
                .toList();
    }

    /** {@return all runs until now, the oldest first, those that are under way included} */
    public List<AdminCall> calls() {
        return List.copyOf(log.calls());
    }

    /**
     * {@return the runs of one command}
     *
     * @param command which
     */
    public List<AdminCall> calls(ToolCommand command) {
        return calls().stream().filter(call -> call.command() == command).toList();
    }

    /** {@return the ids of the processes that {@link AdminFault#leavesGrandchild} has left behind, alive or not} */
    public Set<Long> grandchildren() {
        Path file = state.resolve(Mischief.GRANDCHILDREN);
        try {
            Set<Long> ids = new LinkedHashSet<>();
            if (Files.exists(file)) {
                Files.readAllLines(file).forEach(line -> ids.add(Long.valueOf(line)));
            }
            return ids;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ToolState current() {
        return ToolState.read(state);
    }

    @Override
    public String toString() {
        return "FakeNeo4jAdmin[" + home + ", " + current().line().version() + "]";
    }
}
