package dev.restore4j.testkit.admin;

import dev.restore4j.testkit.admin.Terminal.Stream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The process behind {@link FakeNeo4jAdmin}. It uses the JDK only, so that it starts in a tenth of a second. */
final class FakeTool {

    /** After it, the newer line writes all details of a failure to a file, the command line among them. */
    private static final Duration QUICK = Duration.ofSeconds(3);

    private static final String RULE = "-".repeat(53);
    private static final Set<String> SUBCOMMANDS = new TreeSet<>(Set.of("check", "dump", "info", "load", "upload"));

    private final ToolRun run;
    private final List<String> arguments;

    private FakeTool(ToolRun run, List<String> arguments) {
        this.run = run;
        this.arguments = arguments;
    }

    /**
     * Runs the tool.
     *
     * @param all the directory of its state, then the arguments of the caller
     */
    public static void main(String[] all) {
        Path state = Path.of(all[0]);
        List<String> arguments = Arrays.asList(all).subList(1, all.length);
        CallLog log = new CallLog(state);
        int ordinal = log.begin(arguments, System.getenv());
        ToolState tool = ToolState.read(state);
        Terminal terminal = new Terminal();
        Mischief mischief = new Mischief(tool.rule(ToolCommand.of(arguments), ordinal), terminal, state);
        int exitCode = new FakeTool(new ToolRun(tool, terminal, mischief, System.getenv()), arguments).exitCode();
        log.end(exitCode);
        // Not exit(): a hook of this run may wait for ever.
        Runtime.getRuntime().halt(exitCode);
    }

    private int exitCode() {
        try {
            checkHome();
            run.mischief().atStart();
            return dispatch();
        } catch (ToolFailure failure) {
            report(failure);
            return failure.exitCode();
        }
    }

    private void checkHome() {
        String home = run.environment().get("NEO4J_HOME");
        if (home == null || home.isEmpty()) {
            throw ToolFailure.plain(ToolFailure.USAGE, "Required environment variable 'NEO4J_HOME' is not set");
        }
        if (!Files.isDirectory(Path.of(home))) {
            throw ToolFailure.plain(ToolFailure.USAGE, "NEO4J_HOME path doesn't exist or not a directory: " + home);
        }
    }

    private int dispatch() {
        if (arguments.isEmpty()) {
            run.terminal().out("Usage: neo4j-admin [-hV] [--expand-commands] [--verbose] [COMMAND]");
            return ToolFailure.USAGE;
        }
        ToolCommand command = ToolCommand.spoken(arguments);
        if (command == ToolCommand.OTHER) {
            return other();
        }
        run.mischiefBeforeResult(ToolCommand.of(arguments));
        if (command == ToolCommand.VERSION) {
            run.terminal()
                    .out((arguments.get(0).equals("version") ? "neo4j " : "")
                            + run.line().version());
            return 0;
        }
        Usage usage = Usage.of(command, run.line());
        Arguments parsed = Arguments.of(usage, arguments.subList(2, arguments.size()));
        if (parsed.flag("--help") || parsed.flag("-h")) {
            run.terminal().out("\n" + usage.text(run.environment()));
            return 0;
        }
        usage.check(parsed, run.environment());
        prepare(parsed);
        switch (command) {
            case INFO -> new InfoCommand(run).run(parsed);
            case DUMP -> new DumpCommand(run).run(parsed);
            case CHECK -> new CheckCommand(run).run(parsed);
            case UPLOAD -> new UploadCommand(run).run(parsed);
            default -> new LoadCommand(run).run(parsed);
        }
        return 0;
    }

    private void prepare(Arguments parsed) {
        if (parsed.flag("--verbose")) {
            run.terminal()
                    .out("neo4j " + run.line().version() + "\nVM Name: " + System.getProperty("java.vm.name")
                            + "\nVM Vendor: " + System.getProperty("java.vendor")
                            + "\nConfiguration files used (ordered by priority):\n--------------------");
        }
        parsed.option("--additional-config")
                .filter(file -> !Files.exists(Path.of(file)))
                .ifPresent(file -> {
                    throw ToolFailure.of("File " + file + " does not exist");
                });
    }

    private int other() {
        String first = arguments.get(0);
        if (!first.equals("database")) {
            throw ToolFailure.plain(ToolFailure.UNKNOWN_COMMAND, "Unmatched argument at index 0: '" + first + "'");
        }
        if (arguments.size() == 1) {
            throw ToolFailure.plain(
                    ToolFailure.UNKNOWN_COMMAND,
                    "Missing required subcommand\nUsage: neo4j-admin database [COMMAND]\nCommands:\n  "
                            + String.join("\n  ", SUBCOMMANDS));
        }
        List<String> rest = arguments.subList(1, arguments.size());
        String quoted = rest.stream().map(word -> "'" + word + "'").collect(Collectors.joining(", "));
        String which = rest.size() == 1 ? "Unmatched argument at index 1: " : "Unmatched arguments from index 1: ";
        // What else it offers depends on the word; this is what it offers for a backup.
        throw ToolFailure.plain(
                ToolFailure.UNKNOWN_COMMAND, which + quoted + "\nDid you mean: database check or database upload?");
    }

    private void report(ToolFailure failure) {
        if (!failure.isWrapped()) {
            if (!failure.text(run.line()).isEmpty()) {
                run.terminal().err(failure.text(run.line()));
            }
            return;
        }
        boolean verbose = arguments.contains("--verbose");
        String text = failure.text(run.line());
        if (run.line() == AdminLine.V5) {
            run.terminal()
                    .err(verbose ? trace(text) : text + "\nRun with '--verbose' for a more detailed error message.");
            return;
        }
        if (verbose || run.terminal().elapsed().compareTo(QUICK) > 0) {
            text += "\n\nFull exception details written to: " + details(text)
                    + "\nPlease provide this file if requesting neo4j support";
        }
        run.terminal()
                .print(
                        Stream.ERR,
                        (verbose ? trace(text) + "\n" : "") + RULE + "\nCommand Failed\n" + text + "\n" + RULE + "\n");
    }

    private static String trace(String text) {
        return "org.neo4j.cli.CommandFailedException: " + text
                + "\n\tat org.neo4j.cli.AbstractCommand.call(AbstractCommand.java:92)";
    }

    /** As the real one does, with the command line as it was given: a password that is an argument is in it. */
    private Path details(String text) {
        Path file = run.home()
                .resolve("logs/neo4j-admin-exception-trace-"
                        + run.terminal().logTime().replaceAll("[ :]", ".").substring(0, 19) + ".log");
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, "neo4j-admin " + String.join(" ", arguments) + "\n" + trace(text) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file;
    }
}
