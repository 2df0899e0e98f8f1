package dev.restore4j.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restore4j.error.Neo4jAdminException;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the real tool prints, as it was measured, and what becomes of it. */
class KnownFailureTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            2  | Unmatched arguments from index 1: 'backup', 'neo4j'                                   | command-missing
            2  | Unmatched argument at index 1: 'upload'                                               | command-missing
            2  | Missing required subcommand                                                         | command-missing
            64 | Required environment variable 'NEO4J_HOME' is not set                                 | home-invalid
            64 | NEO4J_HOME path doesn't exist or not a directory: /nope                               | home-invalid
            1  | java.lang.UnsupportedClassVersionError: x (class file version 65.0)                   | java-too-old
            127| /opt/neo4j/bin/neo4j-admin: 7: java: not found                                        | java-missing
            127| exec: no/such/java                                                                    | java-missing
            126| cannot execute                                                                        | tool-not-executable
            1  | Exception in thread "main" java.lang.OutOfMemoryError: Java heap space                | out-of-memory
            1  | File /nope.conf does not exist                                                        | config-missing
            70 | $(x) is a command, but config is not explicitly told to expand it. (Missing --expand-commands argument?) | config-invalid
            1  | neo4j.conf does not have the correct file permissions to evaluate commands. Has [x], requires at most [y] | config-invalid
            1  | The database is in use. Stop database 'neo4j' and try again.                          | database-in-use
            1  | Failed to execute command as the database 'neo4j' is in use. Please stop it and try again. | database-in-use
            1  | 2026-11-20 INFO  x ERROR [o.n.c.d.DumpCommand] Failed to dump database 'nope': Database does not exist: nope | database-missing
            1  | Database does not exist: 'nope'. Directory '/d/databases/nope' does not contain a database | database-missing
            1  | Failed to execute command: 'Provided path /home/data/databases must point to a directory.'. | database-missing
            70 | Failed to prepare for consistency check: Could not find a valid database, or dump named 'nope' to check at databases path: '/d', transaction log path: '/t' | database-missing
            70 | Failed to prepare for consistency check: Could not find a valid database, or dump named 'nope' to check at path: '/d' | archive-missing
            1  | Pattern 'zz*' did not match any database                                              | database-missing
            1  | /no/such/dir is not an existing directory                                             | directory-missing
            1  | Archive already exists: dumps/v5/neo4j.dump                                           | archive-exists
            1  | No matching archives found                                                            | archive-missing
            1  | No matching archives ('third.dump' or a full backup of 'third') found in '/d'         | archive-missing
            1  | Could not find any archive files                                                      | archive-missing
            1  | The provided source directory '/nope' doesn't exist                                   | archive-missing
            1  | Database already exists: neo4j                                                        | database-exists
            1  | Multiple archives match:                                                              | archive-ambiguous
            1  | Found 2 backup files for database foo in /d: a, b. Expected one.                      | archive-ambiguous
            1  | Unable to load database: ZstdIOException: Truncated source                            | archive-truncated
            1  | Unable to load database: ZstdIOException: Restored data doesn't match checksum         | archive-invalid
            1  | Not a valid Neo4j archive: /d/neo4j.dump                                              | archive-invalid
            70 | Failed to prepare for consistency check: Invalid input for a CheckDump                | archive-invalid
            70 | Failed to prepare for consistency check: ZstdIOException: Data corruption detected    | archive-invalid
            1  | Unable to check size of archive backup.                                               | archive-invalid
            1  | Failed to get metadata for archive 'd/neo4j.dump': Unknown frame descriptor           | archive-invalid
            1  | Failed to get metadata for archive 'd/neo4j.dump': d/neo4j.dump                       | archive-invalid
            70 | Unsupported format backup format: BZV3                                                | archive-unsupported
            1  | Unsupported format backup format: [-45, 28, -66, -47]                                 | archive-unsupported
            1  | The loaded database 'neo4j' is of a newer version than the current binaries. Downgrade is not supported. | newer-version
            74 | Failure when checking for recovery state: org.neo4j.kernel.impl.transaction.log.entry.UnsupportedLogVersionException: Log file contains entries with prefix 32, and the highest supported Kernel Version is KernelVersion{V5_25,version=20}. | newer-version
            1  | You do not have permission to dump the database.                                      | no-permission
            1  | You do not have permission to load the database'neo4j'.                               | no-permission
            77 | You do not have permission to check database consistency.                             | no-permission
            77 | in whichever words                                                                    | no-permission
            1  | Failed to execute command: 'Could not write to: /d/databases/neo4j/database_lock'.     | no-permission
            1  | Unable to dump database: AccessDeniedException: /d                                    | no-permission
            1  | Unable to dump database: IOException: No space left on device                         | disk-full
            1  | Unable to load database: IOException: No space left on device                         | disk-full
            1  | Inconsistencies found. See '/r/neo4j-2026.report' for details.                        | inconsistent
            1  | Active logical log detected, this might be a source of inconsistencies.               | needs-recovery
            70 | Consistency checking failed. Something                                                | check-failed
            74 | in whichever words                                                                    | io-failed
            64 | Unknown option: '--to-pth=x'                                                          | usage
            64 | Missing required options and parameters: '--from-path=<path>', '--to-uri=<uri>'       | usage
            64 | in whichever words                                                                    | usage
            1  | Invalid username/password credentials                                                 | wrong-credentials
            1  | The credentials provided do not give administrative access to the target database    | not-administrator
            1  | We encountered a problem while contacting your Neo4j Aura instance, please check your Bolt URI | target-missing
            1  | No consent to overwrite database. Aborting                                            | no-consent
            1  | The target database contained data and consent to overwrite the data was not given. Aborting | no-consent
            1  | We encountered a problem while communicating to the Neo4j Aura system. Please check that you are using the latest version of neo4j-admin database upload and upgrade if necessary. | protocol-outdated
            1  | Unexpected response code 400 from request: Authorization                              | unexpected-response
            1  | Unexpected response code 429 from request: Authorization                              | too-many-requests
            1  | org.neo4j.cli.CommandFailedException: Unexpected response code 503 from request: Authorization | service-unavailable
            1  | Unexpected response code 401 from request: Trigger import/restore after successful upload | token-expired
            1  | The given authorization token is invalid or has expired                               | token-expired
            1  | Failed to authenticate with the aura console                                          | console-unreachable
            1  | Error: It is too large. Minimum storage space required: 0.3 GB. See: https://x.example | exceeds-max-size
            1  | Error: It is of a kind that is not supported. See: https://x.example                  | refused
            1  | ..Error: The store is corrupt. See: https://x.example                               | refused
            1  | Response data: {"Message":"Such a store does not fit","Reason":"Refused"}           | refused
            1  | Response data: {"Message":"Too large","Reason":"ImportExceedsMaxSize"}              | exceeds-max-size
            1  | .......Error writing to server                                                      | transfer-failed
            1  | You can re-try using the existing dump by running this command:                       | transfer-failed
            1  | Failed to upload part to multipart url after 5 retries. Please check your Internet connection and try again. | transfer-failed
            1  | Connection reset                                                                      | transfer-failed
            1  | org.neo4j.cli.CommandFailedException: Error writing to server                         | transfer-failed
            1  | Upload failed after numerous attempts.                                                | transfer-failed
            1  | Failed to trigger import, please contact Aura support at: https://support.neo4j.com   | import-unconfirmed
            1  | an unexpected problem occurred, please contact customer support at: https://x for assistance | import-failed
            1  | We're sorry, something has failed during the loading of your database. Database status: paused | import-failed
            1  | Timed out waiting for database load to start as the database did not enter 'loading' state in time. | import-not-started
            1  | Invalid Bolt URI 'x'                                                                  | uri-invalid
            1  | --to-dbid must be specified when providing an instance based URI                      | database-id-missing
            1  | Cannot invoke "java.io.Console.readPassword(String, Object[])" because the return value of "java.lang.System.console()" is null | credentials-missing
            137| in whichever words                                                                    | killed
            143| in whichever words                                                                    | killed
            130| in whichever words                                                                    | killed
            1  | something that nobody ever saw                                                        | tool-failed
            70 | java.lang.IllegalStateException: at a loss                                            | tool-failed
            """, quoteCharacter = '\u0001')
    void isTold(int exitCode, String printed, String code) {
        String whole = "some line before\n" + printed + "\nRun with '--verbose' for a more detailed error message.";

        assertThat(KnownFailure.of(exitCode, whole).code()).isEqualTo(code);
        assertThat(KnownFailure.ofUpload(exitCode, whole).code()).isEqualTo(code);
    }

    @Test
    void theMessageSaysWhatHappenedToWhatAndWhatToDo() {
        String printed = "-----\nCommand Failed\nThe database is in use. Stop database 'neo4j' and try again.\n-----";
        Neo4jAdminException error = KnownFailure.of(1, printed).error("neo4j-admin database dump", 1, printed);

        assertThat(error)
                .hasMessage(
                        "neo4j-admin database dump failed (exit code 1): The database is in use. Stop database 'neo4j' and"
                                + " try again. Stop the database (the server, in the Community Edition) and run the same again.");
        assertThat(error.code()).isEqualTo("database-in-use");
        assertThat(error.exitCode()).hasValue(1);
        assertThat(error.tail()).isEqualTo(printed);
    }

    @Test
    void theReasonOfADumpIsALineOfALog() {
        String printed =
                "2026-11-20 10:34:18.610+0000 ERROR [o.n.c.d.DumpCommand] Failed to dump database 'x': Database does"
                        + " not exist: x";

        assertThat(KnownFailure.of(1, printed).line(printed))
                .contains("Failed to dump database 'x': Database does not exist: x");
    }

    @Test
    void theDotsOfAProgressAreNoPartOfTheReason() {
        String printed = "Import progress (estimated)\n..Error: The store is corrupt. See: https://x.example\n";

        assertThat(KnownFailure.ofUpload(1, printed).line(printed))
                .contains("Error: The store is corrupt. See: https://x.example");
    }

    @Test
    void whatIsUnknownIsQuotedByItsFirstLine() {
        assertThat(KnownFailure.of(9, "\nodd\nmore").error("it", 9, "\nodd\nmore"))
                .hasMessage(
                        "it failed (exit code 9): odd. Run the same command of neo4j-admin by hand to see all that it prints.");
        assertThat(KnownFailure.of(9, "").error("it", 9, ""))
                .hasMessage(
                        "it failed (exit code 9). Run the same command of neo4j-admin by hand to see all that it prints.");
    }

    @Test
    void theTextOfAnAnswerDoesNotHideWhatTheUploadSays() {
        String printed = "=== Unexpected response ===\nResponse data: <html>Permission denied</html>\n"
                + "Invalid username/password credentials";

        assertThat(KnownFailure.ofUpload(1, printed).code()).isEqualTo("wrong-credentials");
    }

    @Test
    void codesAreWordsForPrograms() {
        Set<String> codes = KnownFailure.all().map(KnownFailure::code).collect(Collectors.toCollection(TreeSet::new));

        assertThat(codes).allMatch(code -> code.matches("[a-z]+(-[a-z]+)*"));
        assertThat(KnownFailure.all().map(KnownFailure::advice)).allMatch(advice -> advice.endsWith("."));
    }
}
