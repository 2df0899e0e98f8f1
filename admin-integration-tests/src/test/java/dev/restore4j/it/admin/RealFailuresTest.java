package dev.restore4j.it.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restore4j.admin.ByHand;
import dev.restore4j.admin.Neo4jAdmin;
import dev.restore4j.embedded.SelfManagedNeo4j;
import dev.restore4j.error.Neo4jAdminException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each way in which a command of the real tool was seen to fail, made again: what it really prints becomes one error with a code, the
 * tool's exit code, its own words, and what to do now. Here the tool is run with words of its own; what the typed commands make of
 * the same is in {@link RealCommandsTest} and {@link RealLimitsOfCommandsTest}.
 */
@EnabledOnOs(value = OS.LINUX, disabledReason = "small disks and other users are made as Linux has them")
class RealFailuresTest {

    private static final String IN_USE = "The database is in use. Stop database 'neo4j' and try again.";
    private static final String INVALID = "Not a valid Neo4j archive: ";
    private static final String FULL = "IOException: No space left on device";

    /** How the tool fails: its exit code, the code of the error, and its words. */
    private enum Row {
        DUMP_WHILE_IT_RUNS(1, "database-in-use", IN_USE),
        LOAD_WHILE_IT_RUNS(1, "database-in-use", IN_USE),
        CHECK_WHILE_IT_RUNS(1, "database-in-use", IN_USE),
        INFO_WHILE_IT_RUNS(1, "database-in-use", "the database 'neo4j' is in use. Please stop it and try again."),
        DUMP_OF_NONE(1, "database-missing", "Database does not exist: nope"),
        INFO_OF_NONE(1, "database-missing", "Database does not exist: 'nope'. Directory '"),
        INFO_WHERE_NOTHING_EVER_WAS(1, "database-missing", "data/databases must point to a directory."),
        CHECK_OF_NONE(70, "database-missing", "Could not find a valid database, or dump named 'nope' to check at"),
        DUMP_OF_A_PATTERN(1, "database-missing", "Pattern 'zz*' did not match any database"),
        DUMP_INTO_NO_DIRECTORY(1, "directory-missing", "no/such is not an existing directory"),
        LOAD_FROM_NO_DIRECTORY(1, "directory-missing", "no/such is not an existing directory"),
        DUMP_OVER_ANOTHER(1, "archive-exists", "Archive already exists: "),
        LOAD_OF_NONE(1, "archive-missing", "No matching archives found"),
        LOAD_OVER_A_DATABASE(1, "database-exists", "Database already exists: neo4j"),
        LOAD_OF_SEVERAL(1, "archive-ambiguous", "Multiple archives match:"),
        LOAD_OF_A_HALF(1, "archive-truncated", "Unable to load database: ZstdIOException: Truncated source"),
        LOAD_WITHOUT_THE_CHECKSUM(1, "archive-invalid", INVALID),
        LOAD_OF_A_FLIPPED_BIT(1, "archive-invalid", INVALID),
        LOAD_WITH_MORE_BEHIND_IT(1, "archive-invalid", INVALID),
        LOAD_OF_JUNK(1, "archive-invalid", INVALID),
        LOAD_OF_NOUGHT(1, "archive-invalid", INVALID),
        LOAD_OF_THREE_BYTES(1, "archive-invalid", INVALID),
        LOAD_OF_AN_UNKNOWN_KIND(1, "archive-invalid", INVALID),
        LOAD_OF_AN_UNREADABLE_ONE(Needs.ANOTHER_USER, 1, "archive-invalid", INVALID),
        LOAD_OF_A_NEWER_ONE(1, "newer-version", "The loaded database 'neo4j' is of a newer version than the current"),
        DUMP_OF_A_NEWER_ONE(1, "newer-version", "Log file contains entries with prefix 32, and the highest supported"),
        INFO_OF_A_NEWER_ONE(1, "newer-version", "Log file contains entries with prefix 32, and the highest supported"),
        CHECK_OF_A_NEWER_ONE(
                74, "newer-version", "Log file contains entries with prefix 32, and the highest supported"),
        DUMP_OF_ANOTHERS(Needs.ANOTHER_USER, 1, "no-permission", "You do not have permission to dump the database."),
        LOAD_OVER_ANOTHERS(
                Needs.ANOTHER_USER, 1, "no-permission", "You do not have permission to load the database'neo4j'."),
        DUMP_INTO_ANOTHERS_DIRECTORY(
                Needs.ANOTHER_USER, 1, "no-permission", "Unable to dump database: AccessDeniedException: "),
        DUMP_ONTO_A_FULL_DISK(Needs.SMALL_DISK, 1, "disk-full", "Unable to dump database: " + FULL),
        LOAD_ONTO_A_FULL_DISK(Needs.SMALL_DISK, 1, "disk-full", "Unable to load database: " + FULL),
        UNKNOWN_OPTION(64, "usage", "Unknown option: '--to-pth="),
        MISSING_PARAMETER(64, "usage", "Missing required parameter: '<database>'"),
        INVALID_NAME(64, "usage", "Invalid database name 'bad name!'"),
        MISSING_ADDRESS(64, "usage", "Missing required option: '--to-uri=<uri>'"),
        UNKNOWN_COMMAND(2, "command-missing", "Unmatched arguments from index 1: 'backup', 'neo4j'"),
        MISSING_COMMAND(2, "command-missing", "Missing required subcommand"),
        NO_WORDS(64, "usage", "Usage: neo4j-admin "),
        NO_HOME(64, "home-invalid", "Required environment variable 'NEO4J_HOME' is not set"),
        HOME_IS_NO_DIRECTORY(64, "home-invalid", "NEO4J_HOME path doesn't exist or not a directory: "),
        NO_ADDITIONAL_CONFIGURATION(1, "config-missing", "no/such.conf does not exist"),
        COMMAND_IN_THE_CONFIGURATION(
                70, "config-invalid", "is a command, but config is not explicitly told to expand it"),
        COMMAND_THAT_OTHERS_MAY_WRITE(70, "config-invalid", "does not have the correct file permissions to evaluate");

        private final Needs needs;
        private final int exitCode;
        private final String code;
        private final String words;

        Row(int exitCode, String code, String words) {
            this(Needs.NOTHING, exitCode, code, words);
        }

        Row(Needs needs, int exitCode, String code, String words) {
            this.needs = needs;
            this.exitCode = exitCode;
            this.code = code;
            this.words = words;
        }
    }

    /** What the system must let these tests do; {@link RealAdminLimitsTest} says who lets them. */
    private enum Needs {
        NOTHING,
        ANOTHER_USER,
        SMALL_DISK
    }

    @TempDir
    private static Path directory;

    private static final AtomicInteger COUNT = new AtomicInteger();

    private static SelfManagedNeo4j neo4j;
    /** A copy of it that stays stopped. Each run that locks a store has a copy of its own. */
    private static Path stopped;

    private static Path dump;

    private final Map<Row, Callable<Neo4jAdminException>> runs = new EnumMap<>(Row.class);

    @BeforeAll
    static void aDump() throws IOException {
        // another user has to get in
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        neo4j = Stores.withOrders(directory.resolve("home"));
        stopped = Stores.copied(neo4j, directory.resolve("stopped"));
        dump = Archives.dump(stopped, made("dumps").resolve("neo4j.dump"));
        neo4j.resume();
    }

    @AfterAll
    static void close() {
        neo4j.close();
    }

    private static Path made(String name) throws IOException {
        return Files.createDirectories(directory.resolve(name));
    }

    private static Path fresh() {
        return directory.resolve("made" + COUNT.incrementAndGet());
    }

    private static Path copy() throws IOException {
        return Stores.copied(stopped, fresh());
    }

    private static Path empty() throws IOException {
        Path home = fresh();
        Files.createDirectories(home.resolve("data/databases"));
        return home;
    }

    private static Neo4jAdmin admin(Path home) {
        return admin(neo4j.admin().executable(), home);
    }

    private static Neo4jAdmin admin(Path executable, Path home) {
        return Neo4jAdmin.builder().executable(executable).home(home).build();
    }

    private void on(Row row, Neo4jAdmin admin, String... words) {
        runs.put(row, () -> ByHand.failure(admin, words));
    }

    private void database(Row row, Neo4jAdmin admin, String... words) {
        on(
                row,
                admin,
                Stream.concat(Stream.of("database"), Arrays.stream(words)).toArray(String[]::new));
    }

    private static String from(Path file) {
        return "--from-path=" + file.getParent();
    }

    @Test
    void eachIsOneErrorWithACodeAndWhatToDo() throws Exception {
        ofDatabases();
        ofArchives();
        ofWords();
        ofConfigurations();
        ofUsersAndDisks();
        assertThat(runs.keySet()).as("rows without a run").containsExactlyInAnyOrder(Row.values());

        runs.keySet().retainAll(possible());
        assertThat(runs).hasSizeGreaterThan(35);
        Map<Row, Neo4jAdminException> errors = ToolRuns.all(runs);
        SoftAssertions all = new SoftAssertions();
        errors.forEach((row, error) -> {
            String where = row + ": " + error.getMessage() + "\n" + error.tail();
            all.assertThat(error.code()).as(where).isEqualTo(row.code);
            all.assertThat(error.exitCode()).as(where).hasValue(row.exitCode);
            all.assertThat(error.tail()).as(where).contains(row.words);
            all.assertThat(error.getMessage())
                    .as(where)
                    .contains(row.words, "(exit code " + row.exitCode + "): ")
                    .containsPattern("\\. [A-Z][^.]*[^:]*\\.$");
        });
        all.assertAll();
    }

    private static Set<Row> possible() throws Exception {
        Set<Needs> met = EnumSet.of(Needs.NOTHING);
        if (RealAdminLimitsTest.hasOtherUsers()) {
            met.add(Needs.ANOTHER_USER);
        }
        if (RealAdminLimitsTest.hasSmallDisks()) {
            met.add(Needs.SMALL_DISK);
        }
        return Arrays.stream(Row.values())
                .filter(row -> met.contains(row.needs))
                .collect(Collectors.toSet());
    }

    private void ofDatabases() throws IOException {
        Neo4jAdmin running = admin(neo4j.home());
        Path free = made("free");
        database(Row.DUMP_WHILE_IT_RUNS, running, "dump", "--to-path=" + free, "neo4j");
        database(Row.LOAD_WHILE_IT_RUNS, running, "load", from(dump), "--overwrite-destination=true", "neo4j");
        database(Row.CHECK_WHILE_IT_RUNS, running, "check", "--report-path=" + made("reports"), "neo4j");
        database(Row.INFO_WHILE_IT_RUNS, running, "info", "neo4j");
        database(Row.DUMP_OF_NONE, admin(empty()), "dump", "--to-path=" + free, "nope");
        database(Row.INFO_OF_NONE, admin(empty()), "info", "nope");
        database(Row.INFO_WHERE_NOTHING_EVER_WAS, admin(Files.createDirectory(fresh())), "info", "nope");
        database(Row.CHECK_OF_NONE, admin(empty()), "check", "nope");
        database(Row.DUMP_OF_A_PATTERN, admin(copy()), "dump", "--to-path=" + free, "zz*");
        Path none = directory.resolve("no/such");
        database(Row.DUMP_INTO_NO_DIRECTORY, admin(copy()), "dump", "--to-path=" + none, "neo4j");
        database(Row.LOAD_FROM_NO_DIRECTORY, admin(empty()), "load", "--from-path=" + none, "neo4j");
        database(Row.DUMP_OVER_ANOTHER, admin(copy()), "dump", "--to-path=" + dump.getParent(), "neo4j");
        database(Row.LOAD_OF_NONE, admin(empty()), "load", from(dump), "third");
        database(Row.LOAD_OVER_A_DATABASE, admin(copy()), "load", from(dump), "neo4j");
        database(Row.INFO_OF_A_NEWER_ONE, admin(Archives.newer(copy())), "info", "neo4j");
        database(Row.DUMP_OF_A_NEWER_ONE, admin(Archives.newer(copy())), "dump", "--to-path=" + free, "neo4j");
        database(Row.CHECK_OF_A_NEWER_ONE, admin(Archives.newer(copy())), "check", "neo4j");
    }

    private void ofArchives() throws IOException {
        archive(Row.LOAD_OF_A_HALF, bytes -> Arrays.copyOf(bytes, bytes.length / 2));
        archive(Row.LOAD_WITHOUT_THE_CHECKSUM, bytes -> Arrays.copyOf(bytes, bytes.length - 4));
        archive(Row.LOAD_OF_A_FLIPPED_BIT, bytes -> {
            bytes[bytes.length - 3] ^= 4; // in the checksum: elsewhere, it depends on the bytes what is noticed first
            return bytes;
        });
        archive(Row.LOAD_WITH_MORE_BEHIND_IT, bytes -> Arrays.copyOf(bytes, bytes.length + 8));
        archive(Row.LOAD_OF_JUNK, bytes -> "no archive at all".getBytes(StandardCharsets.UTF_8));
        archive(Row.LOAD_OF_NOUGHT, bytes -> new byte[0]);
        archive(Row.LOAD_OF_THREE_BYTES, bytes -> Arrays.copyOf(bytes, 3));
        archive(Row.LOAD_OF_AN_UNKNOWN_KIND, bytes -> {
            bytes[3] = '9';
            return bytes;
        });
        Path several = Files.copy(dump, Files.createDirectory(fresh()).resolve("neo4j.dump"));
        Archives.backup(stopped, several.resolveSibling("neo4j-2026-11-19T23-15-42.backup"));
        database(Row.LOAD_OF_SEVERAL, admin(empty()), "load", from(several), "neo4j");
        Path newer = Archives.dump(
                Archives.newer(copy()), Files.createDirectory(fresh()).resolve("neo4j.dump"));
        database(Row.LOAD_OF_A_NEWER_ONE, admin(empty()), "load", from(newer), "neo4j");
    }

    private void archive(Row row, UnaryOperator<byte[]> change) throws IOException {
        byte[] bytes = change.apply(Files.readAllBytes(dump));
        Path file = Files.write(Files.createDirectory(fresh()).resolve("neo4j.dump"), bytes);
        database(row, admin(empty()), "load", from(file), "neo4j");
    }

    private void ofWords() throws IOException {
        Neo4jAdmin admin = admin(empty());
        database(Row.UNKNOWN_OPTION, admin, "dump", "--to-pth=x", "neo4j");
        database(Row.MISSING_PARAMETER, admin, "dump");
        database(Row.INVALID_NAME, admin, "info", "bad name!");
        database(Row.MISSING_ADDRESS, admin, "upload", from(dump), "neo4j");
        database(Row.UNKNOWN_COMMAND, admin, "backup", "neo4j");
        on(Row.MISSING_COMMAND, admin, "backup");
        on(Row.NO_WORDS, admin);
    }

    private void ofConfigurations() throws IOException {
        // the launcher of these tests knows its home, as that of a download does
        Path executable = neo4j.admin().executable();
        String launcher = Files.readString(executable).replaceFirst("(?m)^NEO4J_HOME=.*\n", "");
        Path homeless = script(launcher);
        on(Row.NO_HOME, Neo4jAdmin.builder().executable(homeless).build(), "database", "info");
        on(Row.HOME_IS_NO_DIRECTORY, admin(directory.resolve("nope")), "database", "info");
        Path none = directory.resolve("no/such.conf");
        Neo4jAdmin unconfigured = admin(empty());
        database(Row.NO_ADDITIONAL_CONFIGURATION, unconfigured, "info", "--additional-config=" + none, "neo4j");
        Path home = empty();
        Files.createDirectory(home.resolve("conf"));
        Path file = Files.writeString(home.resolve("conf/neo4j.conf"), "server.directories.dumps.root=$(echo /tmp)\n");
        database(Row.COMMAND_IN_THE_CONFIGURATION, admin(home), "info", "neo4j");
        Path open = empty();
        Files.createDirectory(open.resolve("conf"));
        Files.copy(file, open.resolve("conf/neo4j.conf"));
        Files.setPosixFilePermissions(open.resolve("conf/neo4j.conf"), PosixFilePermissions.fromString("rw-rw-rw-"));
        database(Row.COMMAND_THAT_OTHERS_MAY_WRITE, admin(open), "info", "--expand-commands", "neo4j");
    }

    private void ofUsersAndDisks() throws IOException {
        Limited limited = new Limited(neo4j.admin().executable(), directory);
        Path nobody = limited.asNobody();
        Path open = Limited.open(made("open"));
        database(Row.DUMP_OF_ANOTHERS, admin(nobody, copy()), "dump", "--to-path=" + open, "neo4j");
        database(
                Row.LOAD_OVER_ANOTHERS,
                admin(nobody, copy()),
                "load",
                from(dump),
                "--overwrite-destination=true",
                "neo4j");
        Path own = Limited.open(copy());
        database(Row.DUMP_INTO_ANOTHERS_DIRECTORY, admin(nobody, own), "dump", "--to-path=" + made("closed"), "neo4j");
        Path secret = Files.copy(dump, Files.createDirectory(fresh()).resolve("neo4j.dump"));
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
        database(Row.LOAD_OF_AN_UNREADABLE_ONE, admin(nobody, Limited.open(empty())), "load", from(secret), "neo4j");

        Path small = made("small");
        Neo4jAdmin full = admin(limited.withSmallDisk(small, 4), copy());
        database(Row.DUMP_ONTO_A_FULL_DISK, full, "dump", "--to-path=" + small, "neo4j");
        Path home = empty();
        database(Row.LOAD_ONTO_A_FULL_DISK, admin(limited.withSmallDisk(home, 400), home), "load", from(dump), "neo4j");
    }

    private static Path script(String text) throws IOException {
        Path file = Files.writeString(fresh(), text);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
