package dev.restore4j.testkit.contract;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The commands on a store that is stopped; the dump is what all later checks use. */
final class StoreChecks {

    static final String DUMPS = "dumps";

    private static final Pattern PROGRESS = Pattern.compile("(?m)^Files: \\d+/\\d+, data: +\\d+\\.\\d%$");

    private final ToolRunner tool;
    private final String database;

    StoreChecks(ToolRunner tool) {
        this.tool = tool;
        this.database = tool.target().database();
    }

    List<Check> all() {
        return List.of(
                new Check("--version prints the version alone", this::version),
                new Check("info says in JSON what it knows, all of it as text", this::json),
                new Check("info says the same in lines", this::lines),
                new Check("info of a missing database says which and where", this::infoOfNothing),
                new Check("a dump tells its progress in lines on standard output", this::dump),
                new Check("a dump does not overwrite, and the reason is on standard output", this::dumpExists),
                new Check("a dump that may overwrite does", this::dumpOverwrites),
                new Check("a dump of a missing database says so on standard output", this::dumpOfNothing),
                new Check("a pattern that matches nothing is a failure", this::pattern),
                new Check("a directory that is missing is named, by dump and load", this::noDirectory),
                new Check("load --info reads the header", this::header),
                new Check("load --info says nothing of an archive that is missing", this::headerOfNothing),
                new Check("a check of a dump unpacks it into the other directory and empties that", this::checkDump),
                new Check("a check of a store reads it", this::checkStore),
                new Check("a check of nothing ends with 70", this::checkNothing));
    }

    private void version() throws Exception {
        String version = tool.run("--version").ended(0).doesNotComplain().out();
        Check.that(version.matches("(5\\.26|20\\d\\d\\.\\d\\d)\\.\\d+\\n"), "an unknown line: " + version);
    }

    private void json() throws Exception {
        String json = tool.run("database", "info", "--format=json", database)
                .ended(0)
                .doesNotComplain()
                .out();
        Check.that(
                json.matches("\\{\"databaseName\":\"" + database
                        + "\",\"inUse\":\"false\",\"storeFormat\":\"[^\"]+\",\"storeFormatIntroduced\":\"[^\"]+\","
                        + "\"storeFormatSuperseded\":(null|\"[^\"]+\"),\"lastCommittedTransaction\":\"\\d+\","
                        + "\"recoveryRequired\":\"false\"}\\n"),
                "other JSON: " + json);
    }

    private void lines() throws Exception {
        String lines = tool.run("database", "info", database).ended(0).out();
        Check.that(
                lines.matches(
                        "Database name: +" + database + "\\nDatabase in use: +false\\nStore format version: +\\S+\\n"
                                + "Store format introduced in: +\\S+\\nLast committed transaction id:\\d+\\n"
                                + "Store needs recovery: +false\\n"),
                "other lines: " + lines);
    }

    private void infoOfNothing() throws Exception {
        tool.run("database", "info", "nope")
                .ended(1)
                .saysNothing()
                .complains("Database does not exist: 'nope'. Directory '"
                        + tool.target().home().resolve("data/databases/nope") + "' does not contain a database");
    }

    private void dump() throws Exception {
        Path dumps = tool.directory(DUMPS);
        String out = tool.run("database", "dump", "--to-path=" + dumps, database)
                .ended(0)
                .doesNotComplain()
                .says("INFO  [o.n.c.d.DumpCommand] Starting dump of database '" + database + "'\n\nFiles: ")
                .says(", data: 100.0%\nDone: ")
                .says("INFO  [o.n.c.d.DumpCommand] Dump completed successfully\n")
                .out();
        Matcher matcher = PROGRESS.matcher(out);
        Check.that(matcher.results().count() > 20, "little progress: " + out);
        byte[] head = Arrays.copyOf(Files.readAllBytes(dumps.resolve(database + ".dump")), 8);
        Check.equal("445a563128b52ffd", HexFormat.of().formatHex(head), "the first bytes");
    }

    private void dumpExists() throws Exception {
        Path dumps = tool.directory(DUMPS);
        tool.run("database", "dump", "--to-path=" + dumps, database)
                .ended(1)
                .says("ERROR [o.n.c.d.DumpCommand] Failed to dump database '" + database + "': Archive already exists: "
                        + dumps.resolve(database + ".dump"))
                .complains("Dump failed for databases: '" + database + "'");
    }

    private void dumpOverwrites() throws Exception {
        tool.run("database", "dump", "--to-path=" + tool.directory(DUMPS), "--overwrite-destination=true", database)
                .ended(0);
    }

    private void dumpOfNothing() throws Exception {
        tool.run("database", "dump", "--to-path=" + tool.directory(DUMPS), "nope")
                .ended(1)
                .says("Failed to dump database 'nope': Database does not exist: nope")
                .complains("Dump failed for databases: 'nope'");
    }

    private void pattern() throws Exception {
        tool.run("database", "dump", "--to-path=" + tool.directory(DUMPS), "zz*")
                .ended(1)
                .complains("Pattern 'zz*' did not match any database");
    }

    private void noDirectory() throws Exception {
        Path nowhere = tool.target().work().resolve("nowhere");
        tool.run("database", "dump", "--to-path=" + nowhere, database)
                .ended(1)
                .complains(nowhere + " is not an existing directory");
        tool.run("database", "load", "--from-path=" + nowhere, database)
                .ended(1)
                .complains(nowhere + " is not an existing directory");
    }

    private void header() throws Exception {
        String out = tool.run("database", "load", "--info", "--from-path=" + tool.directory(DUMPS), database)
                .ended(0)
                .doesNotComplain()
                .out();
        Check.that(
                out.matches(
                        "Database: " + database + "\\nFormat: Neo4j ZSTD Dump\\.\\nFiles: \\d+\\nBytes: \\d+\\n\\n"),
                "another header: " + out);
    }

    private void headerOfNothing() throws Exception {
        tool.run("database", "load", "--info", "--from-path=" + tool.directory(DUMPS), "nope")
                .ended(0)
                .saysNothing()
                .doesNotComplain();
    }

    private void checkDump() throws Exception {
        Path temporary = tool.directory("temporary");
        tool.run(
                        "database",
                        "check",
                        "--from-path=" + tool.directory(DUMPS),
                        "--temp-path=" + temporary,
                        "--report-path=" + tool.directory("reports"),
                        database)
                .ended(0)
                .doesNotComplain()
                .says("INFO  [o.n.d.a.CheckDump] Loading dump from: ")
                .says("\nConsistency check\n....................  10%\n")
                .says("\n.................... 100%\n");
        try (Stream<Path> left = Files.list(temporary)) {
            Check.that(left.findAny().isEmpty(), "something is left in " + temporary);
        }
    }

    private void checkStore() throws Exception {
        tool.run("database", "check", "--report-path=" + tool.directory("reports"), database)
                .ended(0)
                .doesNotComplain()
                .says("\nID Generator consistency check\n");
    }

    private void checkNothing() throws Exception {
        tool.run("database", "check", "nope")
                .ended(70)
                .saysNothing()
                .complains("Failed to prepare for consistency check")
                .complains("Could not find a valid database, or dump named 'nope' to check at databases path: ");
        tool.run("database", "check", "--from-path=" + tool.directory(DUMPS), "nope")
                .ended(70)
                .complains("Could not find a valid database, or dump named 'nope' to check at path: ");
    }
}
