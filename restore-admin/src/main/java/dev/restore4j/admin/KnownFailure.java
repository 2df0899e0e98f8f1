package dev.restore4j.admin;

import dev.restore4j.error.Neo4jAdminException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What the tool prints when it fails, and what to do then. Data: a text, the exit codes with which it counts, a code, an advice.
 * The first row that fits wins.
 *
 * <p>Measured on neo4j-admin 5.26.30 and 2026.08.1, except where a row says "read": those were read in the sources of that line.
 * The texts are looked for in both streams: for a dump, the reason is on standard output.
 *
 * @param text what is printed
 * @param exitCodes with which exit codes; empty for any other than 0
 * @param code the stable word for programs
 * @param advice what to do now
 */
record KnownFailure(Pattern text, Set<Integer> exitCodes, String code, String advice) {

    // what a log puts before each line; or the dots of a progress that was cut short
    private static final Pattern LOG = Pattern.compile("^(?:\\S+ \\S+ (?:ERROR|WARN|INFO) +\\[[^]]*] |\\.+(?=[^.]))");

    // whoever reads it in a restore has the first line of what it printed, and no more
    private static final String SEE = "Run the same command of neo4j-admin by hand to see all that it prints.";

    private static final String UNSUPPORTED =
            "This looks like a version of neo4j-admin that is not supported: take 5.26 or later.";

    /** What nobody knows is a failure all the same. */
    static final KnownFailure UNKNOWN = row("", "tool-failed", SEE);

    private static final List<KnownFailure> TOOL = List.of(
            row(
                    64,
                    "(?m)^(?:Unknown option|Missing required|Invalid value|Unmatched argument|Expected parameter)",
                    "usage",
                    UNSUPPORTED),
            row(
                    2,
                    "Unmatched arguments? (?:from|at) index|Missing required subcommand",
                    "command-missing",
                    "This neo4j-admin does not have the command; take the one of the Neo4j that the database belongs to."),
            row(
                    "Required environment variable 'NEO4J_(?:HOME|CONF)' is not set",
                    "home-invalid",
                    "Set NEO4J_HOME, or give the home to Neo4jAdmin.builder()."),
            row(
                    "NEO4J_(?:HOME|CONF) path doesn't exist or not a directory",
                    "home-invalid",
                    "Correct NEO4J_HOME, or give the home to Neo4jAdmin.builder()."),
            row(
                    "UnsupportedClassVersionError|class file version \\d",
                    "java-too-old",
                    "Set JAVA_HOME to JDK 21 or later for Neo4j 2025 and later, to JDK 17 or later for Neo4j 5."),
            row(
                    "(?i)java: (?:not found|command not found)|JAVA_HOME is (?:not set|incorrect)|Unable to find (?:any|a) "
                            + "(?:suitable )?(?:JRE|JVM|Java)",
                    "java-missing",
                    "Set JAVA_HOME in the environment of this program."),
            row(
                    "OutOfMemoryError|There is insufficient memory for the Java Runtime|not enough memory",
                    "out-of-memory",
                    "Give it more with javaOptions(\"-Xmx...\"), or free some."),
            row("File '?.*'? does not exist", "config-missing", "Correct the path of the additional configuration."),
            row(
                    "is a command, but config is not explicitly told to expand it|does not have the correct file permissions to "
                            + "evaluate commands",
                    "config-invalid",
                    "Take the command out of the configuration: it is never executed from here."));

    private static final List<KnownFailure> STORE = List.of(
            row(
                    "The database is in use\\.|as the database '.*' is in use",
                    "database-in-use",
                    "Stop the database (the server, in the Community Edition) and run the same again."),
            row(
                    "Could not find a valid database, or dump named '.*' to check at path:",
                    "archive-missing",
                    "Correct the path."),
            row(
                    "Could not find a valid database, or dump named",
                    "database-missing",
                    "Correct the name, or NEO4J_HOME, which says where databases are looked for."),
            row(
                    "Database does not exist:|Pattern '.*' did not match any database|Provided path .* must point to a directory",
                    "database-missing",
                    "Correct the name, or NEO4J_HOME, which says where databases are looked for."),
            row(
                    "Archive already exists:",
                    "archive-exists",
                    "Name another file, or ask for it to be replaced with replaceExisting()."),
            row(
                    "Multiple archives match|Found \\d+ backup files for database",
                    "archive-ambiguous",
                    "Leave one archive of the database in the directory."),
            row(
                    "No matching archives|Could not find any archive files|The provided source directory '.*' doesn't exist",
                    "archive-missing",
                    "Correct the path."),
            row("is not an existing directory", "directory-missing", "Make the directory, or correct the path."),
            row(
                    "Database already exists:",
                    "database-exists",
                    "Load through LoadRequest, which keeps the old store aside."),
            row(
                    "Truncated source|ZstdIOException: Src size is incorrect",
                    "archive-truncated",
                    "The archive is cut; take another copy of it."),
            row(
                    // the second is of all commands that read a log whose end a newer one has written
                    "is of a newer version than the current binaries|Log file contains entries with prefix \\d+, and the highest"
                            + " supported",
                    "newer-version",
                    "Use a neo4j-admin that is at least as new as the Neo4j that made it."),
            row(
                    "Unsupported format backup format|(?i)unsupported format.*BZV\\d",
                    "archive-unsupported",
                    "Use a neo4j-admin that is at least as new as the Neo4j that made the archive."),
            row(
                    "No space left on device|Disk quota exceeded",
                    "disk-full",
                    "Free disk space and run the same again. Nothing that is incomplete was left behind."),
            row(
                    "You do not have permission to|Could not write to: |AccessDeniedException|Permission denied|Operation not"
                            + " permitted",
                    "no-permission",
                    "Run this program as the user that the files belong to."),
            row(
                    "Not a valid Neo4j archive|Invalid input for a CheckDump|Unknown frame descriptor|ZstdIOException: |Unable to"
                            + " check size of archive|Unable to check size of tar|Failed to get metadata for archive",
                    "archive-invalid",
                    "The archive is damaged, is none, or must not be read by this user; take another copy of it."),
            row(
                    "Active logical log detected",
                    "needs-recovery", // read
                    "Start the database and stop it cleanly, then run the same again."),
            row(
                    "Inconsistencies found\\. See",
                    "inconsistent",
                    "The store is damaged. Take an earlier backup, or ask Neo4j's support; see the report of check."),
            row(70, "Consistency checking failed\\.", "check-failed", SEE)); // read

    private static final List<KnownFailure> UPLOAD = List.of(
            row(
                    "Invalid username/password credentials",
                    "wrong-credentials",
                    "Correct the user or the password of the Aura instance. Three wrong ones lock the user out for a while."),
            row(
                    "do not give administrative access to the target database",
                    "not-administrator",
                    "Use a user of the instance that may administer it, such as neo4j."),
            row("please check your Bolt URI", "target-missing", "Correct the URI: Aura knows no such instance."),
            row(
                    "No consent to overwrite database|consent to overwrite the data was not given",
                    "no-consent",
                    "The instance holds data, and the request did not say that it may be overwritten."),
            row(
                    "Please check that you are using the latest version of",
                    "protocol-outdated",
                    "Aura does not know this request any more: use the newest neo4j-admin of the line."),
            row(
                    "Minimum storage space required",
                    "exceeds-max-size",
                    "The database does not fit: choose a larger instance, or resize this one."),
            row(
                    "--to-dbid must be specified",
                    "database-id-missing",
                    "An address at instances.neo4j.io needs the id of the database, too."),
            row(
                    "Invalid Bolt URI|Expected to find an environment running in dev mode",
                    "uri-invalid",
                    "Use the connection URI that the Aura Console shows."),
            row(
                    "java\\.lang\\.System\\.console\\(\\)|Please supply a password",
                    "credentials-missing",
                    "Give user and password of the Aura instance."),
            row(
                    "authorization token is invalid or has expired|Unexpected response code 401 from request",
                    "token-expired",
                    "Run the same again; the tool gets a new token with each run."),
            row(
                    "Unexpected response code 429 from request",
                    "too-many-requests",
                    "Wait some minutes and run the same again."),
            row(
                    "Unexpected response code 5\\d\\d from request",
                    "service-unavailable",
                    "Wait some minutes and run the same again."),
            row("Unexpected response code \\d+ from request", "unexpected-response", SEE),
            row(
                    "Failed to authenticate",
                    "console-unreachable",
                    "The Aura Console did not answer as expected: look at network, proxy and certificates."),
            row(
                    "Timed out waiting for database load to start",
                    "import-not-started",
                    "Look at the instance in the Aura Console: the import was asked for, and was not seen to begin."),
            row(
                    "something has failed during the loading of your database|an unexpected problem occurred, please contact",
                    "import-failed",
                    "Look at the instance in the Aura Console, and ask Neo4j's support."),
            row(
                    "Failed to trigger import",
                    "import-unconfirmed",
                    "Whether Aura took the upload over is not known: look at the instance in the Aura Console."),
            row(
                    "You can re-try using the existing dump|Failed to upload part to multipart url|Upload failed after numerous"
                            + " attempts|Failed to initiate (?:a )?resumable upload|Failed to upload database",
                    "transfer-failed",
                    "Run the same again: the dump is still there."),
            // of java.net, which the tool passes on as they are when the connection breaks (measured); where both
            // streams
            // are one, the dots of what was sent may be before it, on the same line
            row(
                    "(?m)^\\.*(?:\\S+Exception: )?(?:Error writing to server|Connection reset|Broken pipe|Unexpected end of file from"
                            + " server|Premature EOF|Read timed out|[Cc]onnect(?:ion)? timed out|Connection refused|No route to"
                            + " host|Network is unreachable)",
                    "transfer-failed",
                    "Run the same again: the dump is still there."),
            row("(?m)^\\.*Error: ", "refused", "Look at what Aura said."),
            // without an address to read more at, a refusal is printed in no words that could be known; but the answer
            // is printed as well (measured)
            row(
                    "(?m)^Response data: \\{.*\"Reason\"\\s*:\\s*\"ImportExceedsMaxSize\"",
                    "exceeds-max-size",
                    "The database does not fit: choose a larger instance, or resize this one."),
            row("(?m)^Response data: \\{.*\"Message\"\\s*:", "refused", "Look at what Aura said."));

    private static final List<KnownFailure> REST = List.of(
            row(64, "", "usage", UNSUPPORTED),
            row(126, "", "tool-not-executable", "Make the executable, and what it starts, executable."),
            row(127, "", "java-missing", "Set JAVA_HOME and PATH in the environment of this program."),
            row(74, "", "io-failed", SEE), // read
            row(77, "", "no-permission", "Run this program as the user that the files belong to."), // read
            row(130, "", "killed", "Somebody ended it with a signal."),
            row(137, "", "killed", "Somebody, or the system for want of memory, killed it."),
            row(143, "", "killed", "Somebody ended it with a signal."));

    private static KnownFailure row(String text, String code, String advice) {
        return new KnownFailure(Pattern.compile(text), Set.of(), code, advice);
    }

    private static KnownFailure row(int exitCode, String text, String code, String advice) {
        return new KnownFailure(Pattern.compile(text), Set.of(exitCode), code, advice);
    }

    /**
     * {@return what failed}
     *
     * @param exitCode other than 0
     * @param printed the ends of both streams
     */
    static KnownFailure of(int exitCode, String printed) {
        return first(exitCode, printed, Stream.of(TOOL, STORE, UPLOAD, REST));
    }

    /**
     * {@return what failed of an upload: it prints bodies of answers, in which anything may stand}
     *
     * @param exitCode other than 0
     * @param printed the end of what it printed
     */
    static KnownFailure ofUpload(int exitCode, String printed) {
        return first(exitCode, printed, Stream.of(UPLOAD, TOOL, STORE, REST));
    }

    /** {@return each row} */
    static Stream<KnownFailure> all() {
        return Stream.of(TOOL, STORE, UPLOAD, REST).flatMap(List::stream);
    }

    private static KnownFailure first(int exitCode, String printed, Stream<List<KnownFailure>> tables) {
        return tables.flatMap(List::stream)
                .filter(row -> row.exitCodes.isEmpty() || row.exitCodes.contains(exitCode))
                .filter(row -> row.text.matcher(printed).find())
                .findFirst()
                .orElse(UNKNOWN);
    }

    /** {@return the line with the text; empty where the row has no text} */
    Optional<String> line(String printed) {
        Matcher matcher = text.matcher(printed);
        if (text.pattern().isEmpty() || !matcher.find()) {
            return Optional.empty();
        }
        int from = printed.lastIndexOf('\n', matcher.start()) + 1;
        int to = printed.indexOf('\n', matcher.end());
        String line = printed.substring(from, to < 0 ? printed.length() : to);
        return Optional.of(Texts.brief(LOG.matcher(line).replaceFirst("")));
    }

    /** {@return this failure as an error} */
    Neo4jAdminException error(String what, int exitCode, String printed) {
        String reason = line(printed).orElseGet(() -> Texts.brief(printed));
        String end = reason.isEmpty() || reason.endsWith(".") ? " " : ". ";
        String message = what + " failed" + (exitCode < 0 ? "" : " (exit code " + exitCode + ")")
                + (reason.isEmpty() ? "." : ": " + reason) + end + advice;
        return new Neo4jAdminException(code, message, exitCode, printed);
    }

    /** {@return this failure under another code} */
    KnownFailure as(String otherCode) {
        return new KnownFailure(text, exitCodes, otherCode, advice);
    }
}
