package dev.restore4j.admin;

import dev.restore4j.error.Neo4jAdminException;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Where the tool is. */
final class ToolLocation {

    private static final String NAME = "neo4j-admin";

    private ToolLocation() {}

    /** {@return the tool below {@code NEO4J_HOME}, else the first one in {@code PATH}} */
    static Path find(Map<String, String> environment) {
        Set<Path> looked = new LinkedHashSet<>(); // a PATH may name a directory twice
        variable(environment, "NEO4J_HOME")
                .ifPresent(home -> looked.add(Path.of(home).resolve("bin").resolve(NAME)));
        for (String directory : variable(environment, "PATH").orElse("").split(File.pathSeparator, -1)) {
            path(directory).map(each -> each.resolve(NAME)).ifPresent(looked::add);
        }
        return looked.stream()
                .filter(Files::isRegularFile)
                .findFirst()
                .map(ToolLocation::check)
                .orElseThrow(() -> new Neo4jAdminException(
                        "tool-not-found",
                        "There is no neo4j-admin: looked for " + looked + ". Set NEO4J_HOME or PATH, or name it with"
                                + " Neo4jAdmin.at(path).",
                        -1,
                        ""));
    }

    /** {@return the tool of a Neo4j} */
    static Path in(Path home) {
        Path executable = home.resolve("bin").resolve(NAME);
        if (!Files.isRegularFile(executable)) {
            throw new Neo4jAdminException(
                    "tool-not-found",
                    home + " has no bin/neo4j-admin. Name the directory of a Neo4j, or an executable with"
                            + " Neo4jAdmin.at(path).",
                    -1,
                    "");
        }
        return executable;
    }

    /** {@return the tool, if it is one that can be started} */
    static Path check(Path executable) {
        if (!Files.isRegularFile(executable)) {
            throw new Neo4jAdminException(
                    "tool-not-found",
                    Files.isDirectory(executable)
                            ? executable + " is a directory. Name the executable in it, or use Neo4jAdmin.home(path)."
                            : "There is no neo4j-admin at " + executable + ". Correct the path.",
                    -1,
                    "");
        }
        if (!Files.isExecutable(executable)) {
            throw new Neo4jAdminException(
                    "tool-not-executable",
                    executable + " is not executable for this user. Correct its permissions, or name another one.",
                    -1,
                    "");
        }
        return executable.toAbsolutePath();
    }

    /** {@return the home that the tool belongs to: the product's tool is in its {@code bin}} */
    static Optional<Path> homeOf(Path executable) {
        Path directory = executable.toAbsolutePath().getParent();
        return Optional.ofNullable(directory).filter(bin -> bin.endsWith("bin")).map(Path::getParent);
    }

    private static Optional<String> variable(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name)).map(String::strip).filter(value -> !value.isEmpty());
    }

    private static Optional<Path> path(String text) {
        try {
            return text.isBlank() ? Optional.empty() : Optional.of(Path.of(text));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }
}
