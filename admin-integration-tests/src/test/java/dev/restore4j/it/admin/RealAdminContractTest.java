package dev.restore4j.it.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.restore4j.embedded.SelfManagedNeo4j;
import dev.restore4j.testkit.contract.AdminContract;
import dev.restore4j.testkit.contract.AdminTarget;
import dev.restore4j.testkit.contract.Check;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The real tool is held to the checks that the fake is held to in its own module. */
@DisabledOnOs(OS.WINDOWS)
class RealAdminContractTest {

    /** An executable {@code neo4j-admin} of the line 2026, which needs Java 21; without it, only the fake stands for that line. */
    private static final String NEWER = "restore4j.neo4j-admin.2026";

    @TempDir
    private static Path directory;

    private static SelfManagedNeo4j neo4j;

    @BeforeAll
    static void start() {
        neo4j = Stores.withOrders(directory.resolve("home"));
    }

    @AfterAll
    static void close() {
        neo4j.close();
    }

    @TestFactory
    Stream<DynamicTest> theRealToolOf526KeepsIt() throws IOException {
        return tests(neo4j.admin().executable());
    }

    @TestFactory
    @EnabledIfSystemProperty(named = NEWER, matches = ".+")
    Stream<DynamicTest> theRealToolOf2026KeepsIt() throws IOException {
        return tests(Path.of(System.getProperty(NEWER)));
    }

    private static Stream<DynamicTest> tests(Path executable) throws IOException {
        Path work = Files.createTempDirectory(directory, "work");
        AdminTarget target =
                new AdminTarget(executable, neo4j.home(), SelfManagedNeo4j.DATABASE, work, new AdminTarget.Server() {
                    @Override
                    public void start() {
                        neo4j.resume();
                    }

                    @Override
                    public void stop() {
                        neo4j.stop();
                    }
                });
        List<Check> checks = AdminContract.checks(target);
        assertThat(checks).hasSizeGreaterThan(30);
        return checks.stream().map(check -> dynamicTest(check.name(), check::run));
    }
}
