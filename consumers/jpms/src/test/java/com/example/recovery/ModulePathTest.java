package com.example.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restore4j.testkit.FakeAura;
import dev.restore4j.testkit.FakeInstance;
import dev.restore4j.testkit.junit.AuraExtension;
import dev.restore4j.testkit.model.FakeSnapshot;
import dev.restore4j.testkit.model.OperationTimes;
import dev.restore4j.testkit.time.ScaledTime;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * The program in a JVM of its own, with everything on its module path, no class path, and no option that opens a module.
 * The fake stays here, on the class path: WireMock's jar contains a package that is also in the module org.jspecify.
 */
class ModulePathTest {

    private static final Duration LONG = Duration.ofHours(1);

    @TempDir
    private Path directory;

    private Instant shown;

    private final ScaledTime time = ScaledTime.times(1).startingAt(Instant.now());

    /** A restore lasts until the program has seen it: without that, it is not proven. */
    @RegisterExtension
    private final AuraExtension aura =
            AuraExtension.with(fake -> fake.time(time).operationTimes(OperationTimes.fixed(LONG)));

    @Test
    void restoresOnTheModulePath(FakeAura fake) throws IOException, InterruptedException {
        FakeInstance production = fake.addInstance(instance -> instance.name("Production"));
        FakeSnapshot snapshot = production.addSnapshot(fake.time().now().minus(Duration.ofHours(3)));

        String output = run(
                fake,
                production,
                Map.of(
                        "AURA_API_URL", fake.serve().baseUri().toString(),
                        "AURA_CLIENT_ID", fake.clientId(),
                        "AURA_CLIENT_SECRET", fake.clientSecret(),
                        "RESTORE4J_STATE_DIR", directory.resolve("state").toString(),
                        "RESTORE_INSTANCE", production.id()));

        assertThat(output.lines())
                .contains("module com.fasterxml.jackson.databind@" + System.getProperty("jackson.version"))
                .contains("module org.slf4j@" + System.getProperty("slf4j.version"))
                .anyMatch(line -> line.startsWith("module dev.restore4j@"))
                .anyMatch(line -> line.startsWith("module dev.restore4j.aura@"))
                .anyMatch(line -> line.startsWith("module dev.restore4j.admin@"))
                .contains("neo4j-admin: tool-not-found")
                .noneMatch(line -> line.startsWith("automatic module dev.restore4j"))
                .anyMatch(line -> line.startsWith("COMPLETED restore"));
        assertThat(production.content()).isEqualTo(snapshot.content());
        assertThat(fake.overwrites()).hasSize(1);
    }

    @Test
    void theTestkitRunsOnTheJUnitThatWasAskedFor() {
        assertThat(Test.class.getPackage().getImplementationVersion()).isEqualTo(System.getProperty("junit.version"));
    }

    /** Whether somebody has looked since the word is shown, which is later than the request. */
    private boolean isSeen(FakeAura fake, FakeInstance production) {
        if (shown == null && production.status().equals("restoring")) {
            shown = time.now();
        }
        return shown != null
                && fake.requests().stream()
                        .anyMatch(request -> request.method().equals("GET")
                                && request.at().isAfter(shown)
                                && request.status().isPresent());
    }

    private String run(FakeAura fake, FakeInstance production, Map<String, String> environment)
            throws IOException, InterruptedException {
        Path output = directory.resolve("output.txt");
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--module-path",
                System.getProperty("program.classes") + File.pathSeparator + System.getProperty("program.modules"),
                "--module",
                "com.example.recovery/com.example.recovery.Main");
        builder.environment().putAll(environment);
        // Options of the machine that this test runs on.
        builder.environment().keySet().removeAll(Set.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "CLASSPATH"));
        Process program = builder.redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        boolean ended = false;
        boolean seen = false;
        for (long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(1); !ended && System.nanoTime() < end; ) {
            if (!seen && isSeen(fake, production)) {
                seen = true;
                time.advance(LONG);
            }
            ended = program.waitFor(50, TimeUnit.MILLISECONDS);
        }
        program.destroyForcibly().waitFor();
        String text = Files.readString(output);
        System.out.println(text);
        assertThat(ended).as("the program ended: %s", text).isTrue();
        assertThat(program.exitValue()).as(text).isZero();
        return text;
    }
}
