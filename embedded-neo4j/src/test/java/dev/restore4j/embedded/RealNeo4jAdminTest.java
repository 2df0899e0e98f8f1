package dev.restore4j.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.neo4j.driver.Driver;

class RealNeo4jAdminTest {

    @TempDir
    private Path directory;

    @Test
    void theToolWorksOnAStoreThatIsStoppedAndItsDumpCarriesTheGraph() throws Exception {
        Path loaded = directory.resolve("loaded home");
        try (SelfManagedNeo4j neo4j = SelfManagedNeo4j.start(directory.resolve("a home"))) {
            RealNeo4jAdmin admin = neo4j.admin();
            create(neo4j);
            assertThat(run(admin, "database", "info", "neo4j")).startsWith("1 ").contains("in use");
            neo4j.stop();
            assertQuickened(admin);
            assertThat(run(admin, "database", "dump", "--to-path=" + directory, "neo4j"))
                    .startsWith("0 ");
            assertThat(run(RealNeo4jAdmin.installIn(loaded), "database", "load", "--from-path=" + directory, "neo4j"))
                    .startsWith("0 ");
            neo4j.resume();
            assertThat(count(neo4j)).isEqualTo(3);
        }
        try (SelfManagedNeo4j other = SelfManagedNeo4j.start(loaded)) {
            assertThat(count(other)).isEqualTo(3);
        }
    }

    /** Most of what it loads comes out of the archive, those of the signed jars too. */
    private static void assertQuickened(RealNeo4jAdmin admin) throws Exception {
        ProcessBuilder builder =
                new ProcessBuilder(admin.quickened().executable().toString(), "database", "info", "neo4j");
        builder.environment().put("JAVA_OPTS", "-Xlog:class+load:stdout");
        List<String> loaded = ended(builder)
                .lines()
                .filter(line -> line.contains(" source: ") && line.contains(" org."))
                .toList();
        assertThat(loaded).anyMatch(line -> line.contains("org.eclipse.collections."));
        assertThat(loaded.stream().filter(line -> line.contains("shared objects file (top)")))
                .hasSizeGreaterThan(loaded.size() * 9 / 10);
    }

    @Test
    void aHomeNeedNotBeTheOneThatTheToolIsIn() throws Exception {
        RealNeo4jAdmin admin = RealNeo4jAdmin.installIn(directory.resolve("tool"));
        ProcessBuilder builder = new ProcessBuilder(admin.executable().toString(), "--version");
        builder.environment().put("NEO4J_HOME", directory.resolve("nowhere").toString());
        assertThat(ended(builder)).startsWith("64 ").contains("nowhere");
        builder.environment().put("NEO4J_HOME", directory.toString());
        assertThat(ended(builder)).startsWith("0 5.26.");
    }

    @Test
    void missingJarsAreAnErrorThatSaysWhatToDo() {
        String before = System.setProperty(RealNeo4jAdmin.JARS, directory.toString());
        try {
            assertThatThrownBy(() -> RealNeo4jAdmin.installIn(directory))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContainingAll(directory.toString(), "0 files", "neo4j-admin-tool");
            System.clearProperty(RealNeo4jAdmin.JARS);
            assertThatThrownBy(() -> RealNeo4jAdmin.installIn(directory)).hasMessageContaining(RealNeo4jAdmin.JARS);
        } finally {
            System.setProperty(RealNeo4jAdmin.JARS, before);
        }
    }

    private static void create(SelfManagedNeo4j neo4j) {
        try (Driver driver = neo4j.driver()) {
            driver.executableQuery("UNWIND range(1, 3) AS i CREATE (:Order {number: i})")
                    .execute();
        }
    }

    private static int count(SelfManagedNeo4j neo4j) {
        try (Driver driver = neo4j.driver()) {
            return driver.executableQuery("MATCH (n:Order) RETURN count(n)")
                    .execute()
                    .records()
                    .get(0)
                    .get(0)
                    .asInt();
        }
    }

    private static String run(RealNeo4jAdmin admin, String... arguments) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(List.of(arguments)));
        builder.command().add(0, admin.executable().toString());
        builder.environment().remove("NEO4J_HOME");
        return ended(builder);
    }

    private static String ended(ProcessBuilder builder) throws IOException, InterruptedException {
        Process process = builder.redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return process.waitFor() + " " + output;
    }
}
