package dev.restore4j.examples.operator;

import dev.restore4j.aura.AuraClient;
import dev.restore4j.error.RestoreException;
import dev.restore4j.error.RestoreRejectedException;
import dev.restore4j.operation.RestoreResult;
import dev.restore4j.operation.RestoreState;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/**
 * Restores by hand. Configured by the environment variables of {@link AuraClient#fromEnvironment()}; ends with an
 * {@link ExitCode}.
 */
@Command(
        name = "restore4j",
        mixinStandardHelpOptions = true,
        version = "restore4j operator's program",
        description = "Restores Neo4j Aura instances from their snapshots. Start with 'snapshots', then 'assess'.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Needs AURA_CLIENT_ID and AURA_CLIENT_SECRET. The journal is in RESTORE4J_STATE_DIR; what is in it survives.",
            "Exit codes: 0 done, 2 usage, 3 restored but not verified, 4 failed, 5 outcome unknown, 6 nothing overwritten,",
            "7 access, 8 unavailable, 9 still running, 10 journal, 11 protocol, 12 verification failed, 1 bug.",
            "See docs/at-3am.md."
        })
public final class Operator {

    private final Console console;

    @Option(names = "--debug", scope = ScopeType.INHERIT, description = "Show where an error comes from.")
    private boolean debug;

    Operator(Console console) {
        this.console = console;
    }

    /**
     * Runs one command and ends the process.
     *
     * @param args the command line
     */
    public static void main(String[] args) {
        Console console = new Console(Terminal.ofProcess(), AuraClient::fromEnvironment, System.getenv());
        System.exit(new Operator(console).run(args));
    }

    int run(String... args) {
        return new CommandLine(this)
                .addSubcommand(new SnapshotsCommand(console))
                .addSubcommand(new AssessCommand(console))
                .addSubcommand(new RestoreCommand(console))
                .addSubcommand(new ListCommand(console))
                .addSubcommand(new StatusCommand(console))
                .addSubcommand(new ResumeCommand(console))
                .addSubcommand(new CancelCommand(console))
                .addSubcommand(new SettleCommand(console))
                .addSubcommand(new EndUnverifiedCommand(console))
                .addSubcommand(new UndoCommand(console))
                .addSubcommand(new ReportCommand(console))
                .addSubcommand(new AnnounceCommand(console))
                .addSubcommand(new BaselineCommand(console))
                .addSubcommand(new RehearseCommand(console))
                .addSubcommand(new LeftoversCommand(console))
                .setOut(console.terminal().out())
                .setErr(console.terminal().err())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(
                        (error, command, parsed) -> report(error).number())
                .execute(args);
    }

    private ExitCode report(Exception error) {
        if (debug) {
            error.printStackTrace(console.terminal().err());
        }
        if (error instanceof RestoreException known) {
            return report(known);
        }
        boolean usage = error instanceof IllegalArgumentException;
        console.note("restore4j: " + (usage ? error.getMessage() : "a bug, " + error + "; see it with --debug"));
        return usage ? ExitCode.USAGE : ExitCode.BUG;
    }

    private ExitCode report(RestoreException error) {
        ExitCode code = ExitCode.of(error);
        boolean stoppedWaiting = code == ExitCode.STILL_RUNNING && !(error instanceof RestoreRejectedException);
        console.note(
                "restore4j: " + (stoppedWaiting ? "Not at its end yet. The restore goes on." : error.getMessage()));
        error.result().filter(result -> !stoppedWaiting && hasMore(result)).ifPresent(console::say);
        error.operationId().ifPresent(id -> console.note("operation: " + id + ", " + error.state()));
        console.note("overwritten: " + error.overwritten());
        error.result()
                .flatMap(code::next)
                .or(() -> error.operationId().flatMap(id -> code.next(id, error.state())))
                .ifPresent(console::note);
        return code;
    }

    /** Whether more became of it than fits into a message. */
    private static boolean hasMore(RestoreResult result) {
        return result.state() == RestoreState.VERIFICATION_FAILED
                || result.rollback().isPresent();
    }
}
