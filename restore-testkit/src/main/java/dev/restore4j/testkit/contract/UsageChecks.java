package dev.restore4j.testkit.contract;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Wrong usage, of upload too: which of it ends with what, and which of it prints the password. */
final class UsageChecks {

    private static final String PASSWORD = "contract-of-neo4j-admin";
    private static final Map<String, String> CREDENTIALS =
            Map.of("NEO4J_USERNAME", "neo4j", "NEO4J_PASSWORD", PASSWORD);
    private static final String URI = "--to-uri=neo4j+s://abcd1234.databases.neo4j.io";

    private final ToolRunner tool;
    private final String database;

    UsageChecks(ToolRunner tool) {
        this.tool = tool;
        this.database = tool.target().database();
    }

    List<Check> all() {
        return List.of(
                new Check("an unknown option like another ends with 64, and names the other", this::option),
                new Check("a missing or wrong name of a database ends with 64", this::name),
                new Check("an unknown command ends with 2", this::command),
                new Check("no command ends with 64", this::nothing),
                new Check("a home that is missing ends with 64", this::home),
                new Check("a missing option of upload prints the password", this::leak),
                new Check("upload refuses a URI of another form", this::uri),
                new Check("upload wants a directory with an archive", this::source),
                new Check("upload refuses what is no archive before it sends anything", this::junk),
                new Check("upload without a password asks the terminal, and there is none", this::prompt));
    }

    private void option() throws Exception {
        ToolRunner.Outcome outcome = tool.run("database", "dump", "--to-pth=x", database)
                .ended(64)
                .saysNothing()
                .complains("Unknown option: '--to-pth=x'\nPossible solutions: --to-path, --to-stdout");
        Check.that(!outcome.mentions("USAGE"), "there should be no usage: " + outcome);
        tool.run("database", "dump", "--bogus", database)
                .ended(64)
                .complains("Unknown option: '--bogus'\n")
                .complains("\nUSAGE\n");
    }

    private void name() throws Exception {
        tool.run("database", "dump").ended(64).complains("Missing required parameter: '<database>'\n");
        tool.run("database", "dump", "a b!")
                .ended(64)
                .complains(
                        "Invalid value for positional parameter at index 0 (<database>): Invalid database name 'a b!'.");
    }

    private void command() throws Exception {
        tool.run("database", "backup", database)
                .ended(2)
                .saysNothing()
                .complains("Unmatched arguments from index 1: 'backup', '" + database + "'\n");
        tool.run("database").ended(2).complains("Missing required subcommand\n");
    }

    private void nothing() throws Exception {
        tool.run().ended(64).says("Usage: neo4j-admin ");
    }

    private void home() throws Exception {
        Path nowhere = tool.target().work().resolve("nowhere");
        tool.run(nowhere, Map.of(), "database", "info", database)
                .ended(64)
                .complains("NEO4J_HOME path doesn't exist or not a directory: " + nowhere + "\n");
    }

    private ToolRunner.Outcome upload(Map<String, String> environment, String... arguments) throws Exception {
        String[] all = new String[arguments.length + 3];
        all[0] = "database";
        all[1] = "upload";
        System.arraycopy(arguments, 0, all, 2, arguments.length);
        all[all.length - 1] = database;
        return tool.run(tool.target().home(), environment, all);
    }

    private void leak() throws Exception {
        upload(CREDENTIALS, "--from-path=" + tool.directory(StoreChecks.DUMPS))
                .ended(64)
                .complains("Missing required option: '--to-uri=<uri>'\n")
                .complains("  Default: " + PASSWORD + "\n");
    }

    private void uri() throws Exception {
        upload(CREDENTIALS, "--from-path=" + tool.directory(StoreChecks.DUMPS), "--to-uri=http://abcd1234")
                .ended(1)
                .saysNothing()
                .complains("Invalid Bolt URI 'http://abcd1234'");
    }

    private void source() throws Exception {
        upload(CREDENTIALS, "--from-path=" + tool.target().work().resolve("nowhere"), URI)
                .ended(1)
                .complains("The provided source directory '");
        upload(CREDENTIALS, "--from-path=" + tool.directory("without"), URI)
                .ended(1)
                .complains("Could not find any archive files");
    }

    private void junk() throws Exception {
        Path directory = tool.directory("junk-to-upload");
        Files.write(
                directory.resolve(database + ".dump"),
                "this is no archive ".repeat(20).getBytes(StandardCharsets.UTF_8));
        upload(CREDENTIALS, "--from-path=" + directory, URI)
                .ended(1)
                .says("Detected source dump file at: " + directory.resolve(database + ".dump") + "\n")
                .complains(
                        tool.isOlder()
                                ? "Unable to check size of archive backup."
                                : "Unsupported format backup format: [116, 104, 105, 115]");
    }

    private void prompt() throws Exception {
        upload(Map.of("NEO4J_USERNAME", "neo4j"), "--from-path=" + tool.directory(StoreChecks.DUMPS), URI)
                .ended(1)
                .complains(
                        "Cannot invoke \"java.io.Console.readPassword(String, Object[])\" because the return value of"
                                + " \"java.lang.System.console()\" is null");
    }
}
