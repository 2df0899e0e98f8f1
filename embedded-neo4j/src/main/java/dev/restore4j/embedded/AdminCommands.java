package dev.restore4j.embedded;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.neo4j.cli.AdminTool;
import org.neo4j.cli.ExecutionContext;
import org.neo4j.io.fs.DefaultFileSystemAbstraction;

/** Neo4j's own admin commands, run in this JVM on a home whose server is stopped. */
final class AdminCommands {

    private final ServerHome home;

    AdminCommands(ServerHome home) {
        this.home = home;
    }

    /** Sets the password of the user {@code neo4j}; it counts only if the server has never been started. */
    void setInitialPassword(String password) {
        run("dbms", "set-initial-password", "--", password);
    }

    /** Writes the database as a dump into that directory. */
    void dump(Path directory) {
        run("database", "dump", "--to-path=" + directory, ServerHome.DATABASE);
    }

    /** Loads the dump in that directory into this home, which has no database yet. */
    void load(Path directory) {
        run("database", "load", "--from-path=" + directory, ServerHome.DATABASE);
    }

    private void run(String group, String command, String... arguments) {
        Directories.create(home.root());
        String[] line = new String[arguments.length + 2];
        line[0] = group;
        line[1] = command;
        System.arraycopy(arguments, 0, line, 2, arguments.length);
        // The reason of a failure may be on either stream.
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        int exitCode;
        try (PrintStream stream = new PrintStream(output, true, StandardCharsets.UTF_8);
                DefaultFileSystemAbstraction files = new DefaultFileSystemAbstraction()) {
            ExecutionContext context = new ExecutionContext(home.root(), home.configuration(), stream, stream, files);
            exitCode = AdminTool.execute(context, line);
        }
        if (exitCode != 0) {
            // Not the arguments: a password may be among them.
            throw new IllegalStateException("%s %s failed with exit code %d: %s"
                    .formatted(group, command, exitCode, output.toString(StandardCharsets.UTF_8)));
        }
    }
}
