package dev.restore4j.admin;

import dev.restore4j.error.Neo4jAdminException;
import dev.restore4j.time.TimeSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Settings of a {@link Neo4jAdmin}. Not thread-safe.
 *
 * <p>Without any: the tool of {@code NEO4J_HOME} or {@code PATH}, its own configuration, 12 hours for each call, and the system's
 * directory for temporary files.
 */
public final class Neo4jAdminBuilder {

    private final Map<String, String> own;
    private final Map<String, String> added = new TreeMap<>();
    private final List<String> common = new ArrayList<>();
    private @Nullable Path executable;
    private String javaOptions = "";
    private TimeSource time = TimeSource.system();
    private Duration limit = Duration.ofHours(12);
    private Path scratch = Path.of(System.getProperty("java.io.tmpdir"));

    Neo4jAdminBuilder(Map<String, String> own) {
        this.own = own;
    }

    /**
     * {@return this, with an executable}
     *
     * @param executable the file to start; where it is in a {@code bin} and no home is named, its home is the directory above
     */
    public Neo4jAdminBuilder executable(Path executable) {
        this.executable = executable;
        return this;
    }

    /**
     * {@return this, with the Neo4j whose databases are meant}
     *
     * @param home the tool's {@code NEO4J_HOME}
     */
    public Neo4jAdminBuilder home(Path home) {
        return set("NEO4J_HOME", home.toAbsolutePath().toString());
    }

    /**
     * {@return this, with a directory of configuration}
     *
     * @param conf the tool's {@code NEO4J_CONF}; {@code conf} in the home without it
     */
    public Neo4jAdminBuilder conf(Path conf) {
        return set("NEO4J_CONF", conf.toAbsolutePath().toString());
    }

    /**
     * {@return this, with a file of configuration that is put over the others}
     *
     * @param file the tool's {@code --additional-config}; commands in it are never executed
     */
    public Neo4jAdminBuilder additionalConfig(Path file) {
        common.add("--additional-config=" + file.toAbsolutePath());
        return this;
    }

    /**
     * {@return this, with options for the tool's Java, such as those of a proxy for uploads}
     *
     * @param options such as {@code -Xmx2g}; joined by spaces, they take the place of {@code JAVA_OPTS} and {@code HEAP_SIZE}
     */
    public Neo4jAdminBuilder javaOptions(String... options) {
        this.javaOptions = String.join(" ", options);
        return this;
    }

    /**
     * {@return this, with more of an environment}
     *
     * @param variables what the tool gets beyond what it needs to find Java and Neo4j
     * @throws IllegalArgumentException if a login is among them: it is given with the target, and to {@code upload} alone
     */
    public Neo4jAdminBuilder environment(Map<String, String> variables) {
        variables.keySet().stream()
                .filter(ToolEnvironment.LOGIN::contains)
                .findFirst()
                .ifPresent(name -> {
                    throw new IllegalArgumentException(
                            name + " is not taken from here. Give the login with the target.");
                });
        added.putAll(variables);
        return this;
    }

    /**
     * {@return this, with another time}
     *
     * @param time what calls wait on
     */
    public Neo4jAdminBuilder time(TimeSource time) {
        this.time = time;
        return this;
    }

    /**
     * {@return this, with a time limit for each call that has none of its own, and for the dump and check of a restore together}
     *
     * @param limit more than zero
     * @throws IllegalArgumentException if it is not
     */
    public Neo4jAdminBuilder timeLimit(Duration limit) {
        if (limit.isNegative() || limit.isZero()) {
            throw new IllegalArgumentException("Not a time limit: " + limit);
        }
        this.limit = limit;
        return this;
    }

    /**
     * {@return this, with a directory for what is unpacked to be looked at}
     *
     * @param directory it exists, and has room for a whole store
     */
    public Neo4jAdminBuilder scratch(Path directory) {
        this.scratch = directory.toAbsolutePath();
        return this;
    }

    /** {@return this, with {@code --verbose}: the tails of errors hold more, without secrets} */
    public Neo4jAdminBuilder verbose() {
        common.add("--verbose");
        return this;
    }

    private Neo4jAdminBuilder set(String name, String value) {
        added.put(name, value);
        return this;
    }

    /**
     * {@return the tool}
     *
     * @throws Neo4jAdminException if there is none, or it is not executable
     */
    public Neo4jAdmin build() {
        Path found = executable == null ? ToolLocation.find(own) : ToolLocation.check(executable);
        if (!Files.isDirectory(scratch)) {
            throw new Neo4jAdminException(
                    "directory-missing", "There is no scratch directory " + scratch + ". Make it first.", -1, "");
        }
        Map<String, String> environment = new TreeMap<>(ToolEnvironment.of(own, added));
        // the product's script finds its home by itself; a home that this program happens to have would mislead another
        // tool
        if (executable != null && !added.containsKey("NEO4J_HOME")) {
            ToolLocation.homeOf(found).ifPresent(home -> environment.put("NEO4J_HOME", home.toString()));
        }
        if (!javaOptions.isEmpty()) {
            environment.remove("HEAP_SIZE");
            environment.put("JAVA_OPTS", javaOptions);
        }
        return new Neo4jAdmin(new Tool(found, Map.copyOf(environment), List.copyOf(common)), time, limit, scratch);
    }
}
