package dev.restore4j.admin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.TreeMap;

/**
 * A neo4j-admin of a few lines of the shell, with a home of its own. Each command does what a good one does, until a test says
 * otherwise; a dump is a text, and so is a store.
 */
final class ShellTool {

    private static final String HEAD = """
            #!/bin/sh
            data="$NEO4J_HOME/data"
            command="$1 $2"
            echo "$*" >> "$NEO4J_HOME/calls"
            for word in "$@"; do
                case "$word" in
                --to-path=*) to="${word#*=}" ;;
                --from-path=*) from="${word#*=}" ;;
                --temp-path=*) temp="${word#*=}" ;;
                --report-path=*) reports="${word#*=}" ;;
                esac
                name="$word"
            done
            [ "$1" = --version ] && command=version
            """;

    private static final Map<String, String> GOOD = Map.of(
            "version", "echo 5.26.30",
            "database info", """
                    [ -f "$data/databases/$name/store" ] || {
                        echo "Database does not exist: '$name'. Directory '$data/databases/$name' does not contain a database" >&2
                        exit 1
                    }
                    echo '{"databaseName":"'$name'","inUse":"false","storeFormat":"record-aligned-1.1","storeFormatIntroduced":"5.0.0",\
                    "storeFormatSuperseded":null,"lastCommittedTransaction":"17","recoveryRequired":"false"}' | tr -d '\\\\\\n'
                    echo""",
            "database dump", """
                    [ -f "$data/databases/$name/store" ] || {
                        echo "ERROR [o.n.c.d.DumpCommand] Failed to dump database '$name': Database does not exist: $name"
                        exit 1
                    }
                    echo 'Files: 1/1, data: 50.0%'
                    { echo DZV1; cat "$data/databases/$name/store"; } > "$to/$name.dump"
                    """,
            "database check", """
                    if [ -n "$from" ]; then
                        [ "$(head -n 1 "$from/$name.dump")" = DZV1 ] || {
                            echo 'Failed to prepare for consistency check: Invalid input for a CheckDump' >&2
                            exit 70
                        }
                    elif [ ! -f "$data/databases/$name/store" ]; then
                        echo "Failed to prepare for consistency check: Could not find a valid database, or dump named '$name' to check \
                    at databases path: '$data/databases', transaction log path: '$data/transactions'" >&2
                        exit 70
                    fi
                    echo '....................  10%'""",
            "database load", """
                    if [ "$3" = --info ]; then
                        printf 'Database: %s\\nFormat: Neo4j ZSTD Dump.\\nFiles: 1\\nBytes: 12\\n\\n' "$name"
                        exit 0
                    fi
                    [ -d "$data/databases/$name" ] && { echo "Database already exists: $name" >&2; exit 1; }
                    mkdir -p "$data/databases/$name" "$data/transactions/$name"
                    tail -n +2 "$from/$name.dump" > "$data/databases/$name/store"
                    echo loaded > "$data/transactions/$name/log"
                    """,
            "database upload", "echo 'Missing required options' >&2; exit 64");

    private final Path home;
    private final Map<String, String> commands = new TreeMap<>(GOOD);

    ShellTool(Path home) {
        this.home = home;
        store("neo4j", "first");
        write();
    }

    /** Changes what a command does; the good one is {@code good}. */
    ShellTool on(String command, String script) {
        commands.put(command, script);
        write();
        return this;
    }

    /** Does something before what a good one does. */
    ShellTool before(String command, String script) {
        return on(command, script + "\n" + GOOD.get(command));
    }

    /** Does something after what a good one does. */
    ShellTool after(String command, String script) {
        return on(command, GOOD.get(command) + "\n" + script);
    }

    Path home() {
        return home;
    }

    Path executable() {
        return home.resolve("bin").resolve("neo4j-admin");
    }

    Neo4jAdminBuilder builder() {
        return new Neo4jAdminBuilder(Map.of("PATH", "/usr/bin:/bin"))
                .executable(executable())
                .home(home)
                .scratch(make(home.resolve("scratch")));
    }

    Neo4jAdmin admin() {
        return builder().build();
    }

    /** Puts a store in its place. */
    void store(String database, String content) {
        try {
            Files.writeString(make(home.resolve("data/databases/" + database)).resolve("store"), content + "\n");
            Files.writeString(
                    make(home.resolve("data/transactions/" + database)).resolve("log"), content + " log\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@return what is in a file below the home} */
    String read(String file) {
        try {
            return Files.readString(home.resolve(file)).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write() {
        StringBuilder script = new StringBuilder(HEAD).append("case \"$command\" in\n");
        commands.forEach((command, body) ->
                script.append('"').append(command).append("\")\n").append(body).append("\n;;\n"));
        script.append("*) echo \"Unmatched arguments from index 1: '$2'\" >&2; exit 2 ;;\nesac\n");
        try {
            make(executable().getParent());
            Files.writeString(executable(), script);
            Files.setPosixFilePermissions(executable(), PosixFilePermissions.fromString("rwxr-xr-x"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path make(Path directory) {
        try {
            return Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
