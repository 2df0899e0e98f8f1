package dev.restore4j.admin;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a child gets of this program's environment: what it needs to find Java and Neo4j, and nothing else. Never a password: any
 * usage error of the tool prints {@code NEO4J_PASSWORD}, and commands other than {@code upload} have no use for it.
 */
final class ToolEnvironment {

    private static final Set<String> NEEDED = Set.of(
            "PATH",
            "JAVA_HOME",
            "HOME",
            "USER",
            "LOGNAME",
            "LANG",
            "TZ",
            "TMPDIR",
            "JAVA_OPTS",
            "HEAP_SIZE",
            "JAVA_TOOL_OPTIONS",
            "LD_LIBRARY_PATH");

    /** The variables that hold a login. */
    static final Set<String> LOGIN = Set.of("NEO4J_USERNAME", "NEO4J_PASSWORD", "NEO4J_AUTH");

    private ToolEnvironment() {}

    /**
     * {@return the child's environment}
     *
     * @param own this program's environment
     * @param added what is put over it
     */
    static Map<String, String> of(Map<String, String> own, Map<String, String> added) {
        Map<String, String> environment = new TreeMap<>();
        own.forEach((name, value) -> {
            if (NEEDED.contains(name) || name.startsWith("NEO4J_") || name.startsWith("LC_")) {
                environment.put(name, value);
            }
        });
        environment.putAll(added);
        environment.keySet().removeAll(LOGIN);
        return Map.copyOf(environment);
    }

    /**
     * {@return an environment with more options for Java}
     *
     * <p>{@code JAVA_OPTS} makes the tool's launcher overlook {@code HEAP_SIZE} (measured), so that one is taken over.
     */
    static Map<String, String> withJavaOptions(Map<String, String> environment, String options) {
        Map<String, String> more = new LinkedHashMap<>(environment);
        String heap = environment.get("HEAP_SIZE");
        String before = environment.getOrDefault("JAVA_OPTS", heap == null ? "" : "-Xmx" + heap);
        more.put("JAVA_OPTS", (before + " " + options).strip());
        more.remove("HEAP_SIZE");
        return Map.copyOf(more);
    }
}
