package dev.restore4j.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/**
 * The real, unmodified neo4j-admin 5.26, to be run as a process of its own.
 *
 * <p>Its jars come from the module {@code neo4j-admin-tool}, and are on no class path here. A module whose tests use it
 * depends on that one, so that it is built before, and tells the directory of the jars by the system property
 * {@value #JARS}. What is installed into a home is only a launcher.
 *
 * <p>It has the commands of the community edition: {@code database info}, {@code dump}, {@code check}, {@code load} and
 * {@code upload}. Unlike the launcher of a download, it starts no second JVM, and knows {@code JAVA_OPTS} but not
 * {@code HEAP_SIZE}. Not for Windows.
 */
public final class RealNeo4jAdmin {

    /** The system property with the directory of the jars. */
    static final String JARS = "restore4j.neo4j-admin.lib";

    /** Without it, the tool starts and does not find any database. */
    private static final String STORAGE_ENGINE = "neo4j-record-storage-engine-";

    /** A tool that lives for seconds is compiled for a quick start; an archive that does not fit is silently left alone. */
    private static final String LAUNCHER = """
            #!/bin/sh
            NEO4J_HOME="${NEO4J_HOME:-%1$s}"
            export NEO4J_HOME
            exec "${JAVA_HOME:-%2$s}/bin/java" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC \\
                -Xshare:auto "-Xlog:cds*=off" "-XX:SharedArchiveFile=%4$s" \\
                "-Djava.security.properties=%5$s" $JAVA_OPTS \\
                -cp "%3$s/*" org.neo4j.cli.AdminTool "$@"
            """;

    /**
     * Two of the jars are signed. To find that out takes a third of a second at each start, and the JVM archives none of their
     * classes: so no algorithm is good enough for a signature, and they count as not signed.
     */
    private static final String UNSIGNED =
            "jdk.jar.disabledAlgorithms=MD2, MD5, RSA, DSA, EC, SHA1, SHA-1, SHA256, SHA-256, SHA512, SHA-512\n";

    private final Path home;

    private RealNeo4jAdmin(Path home) {
        this.home = home;
    }

    /**
     * Writes the launcher {@code bin/neo4j-admin} into a home.
     *
     * <p>The launcher works on the home that {@code NEO4J_HOME} names, as one of a download does, and on its own where there
     * is no such variable. It runs the Java that {@code JAVA_HOME} names, or else that of this JVM.
     *
     * @param home a directory, with a store or without; created if absent
     * @return the tool in it
     * @throws IllegalStateException if the jars of the tool are not there
     */
    public static RealNeo4jAdmin installIn(Path home) {
        Path absolute = home.toAbsolutePath();
        RealNeo4jAdmin admin = new RealNeo4jAdmin(absolute);
        Path unsigned = absolute.resolve("bin/unsigned.properties");
        String script = LAUNCHER.formatted(
                quoted(absolute),
                quoted(Path.of(System.getProperty("java.home"))),
                quoted(jars()),
                quoted(ToolClasses.of(jars()).archive()),
                quoted(unsigned));
        try {
            Files.createDirectories(admin.executable().getParent());
            Files.writeString(unsigned, UNSIGNED);
            Files.writeString(admin.executable(), script);
            Files.setPosixFilePermissions(admin.executable(), PosixFilePermissions.fromString("rwxr-xr-x"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return admin;
    }

    /** {@return the directory that the tool is installed in, fit to be {@code NEO4J_HOME}} */
    public Path home() {
        return home;
    }

    /** {@return the launcher} */
    public Path executable() {
        return home.resolve("bin/neo4j-admin");
    }

    /**
     * Sees to it that the tool starts quicker, in whichever home and process: its first run of {@code database check} leaves the
     * classes that it loads beside the jars, as the JVM wants them. Does nothing where that was done.
     *
     * @return this
     * @throws IllegalStateException if there is no stopped, sound database {@code neo4j} in the home
     */
    public RealNeo4jAdmin quickened() {
        ToolClasses.of(jars()).archive(home);
        return this;
    }

    /** {@return the directory of the jars; that they are missing is an error of the build, never a reason to skip a test} */
    static Path jars() {
        String named = System.getProperty(JARS);
        if (named == null || named.isBlank()) {
            throw new IllegalStateException("Where the jars of neo4j-admin are is not known: set the system property "
                    + JARS + ", as embedded-neo4j/pom.xml does for its tests.");
        }
        Path jars = Path.of(named).toAbsolutePath().normalize();
        List<String> names = Files.isDirectory(jars) ? Directories.names(jars) : List.of();
        if (names.stream().noneMatch(name -> name.startsWith(STORAGE_ENGINE))) {
            throw new IllegalStateException("There is no neo4j-admin in " + jars + ", but " + names.size()
                    + " files: build the module neo4j-admin-tool first (-pl MODULE -am does).");
        }
        return jars;
    }

    /** {@return the path as it must be written between double quotes in a script} */
    private static String quoted(Path path) {
        return path.toString().replaceAll("([\\\\\"$`])", "\\\\$1");
    }
}
