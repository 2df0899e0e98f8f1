package dev.restore4j.examples.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.condition.OS.WINDOWS;

import dev.restore4j.examples.docs.Repository;
import dev.restore4j.testkit.FakeAura;
import dev.restore4j.testkit.FakeInstance;
import dev.restore4j.testkit.http.FakeAuraServer;
import dev.restore4j.testkit.model.FakeSnapshot;
import dev.restore4j.testkit.model.OperationTimes;
import dev.restore4j.testkit.time.ScaledTime;
import dev.restore4j.time.TimeSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.io.TempDir;

/** The launcher script as an operator calls it: a process of its own, real time. */
@DisabledOnOs(WINDOWS)
class OperatorProcessTest {

    /** So long that it does not end before the program has seen it. */
    private static final Duration RESTORE = Duration.ofHours(2);

    @TempDir
    private Path directory;

    @Test
    void restoresAndSaysSoByItsExitCode() throws Exception {
        ScaledTime time = ScaledTime.times(1).startingAt(Instant.now());
        try (FakeAura fake = FakeAura.builder()
                        .time(time)
                        .operationTimes(OperationTimes.fixed(RESTORE))
                        .build();
                FakeAuraServer server = fake.serve()) {
            FakeInstance production = fake.addInstance(spec -> spec.name("Production"));
            FakeSnapshot snapshot = production.addSnapshot(fake.time().now().minus(Duration.ofHours(4)));
            production.write("no orders any more");
            List<String> variables = List.of(
                    "AURA_API_URL=" + server.baseUri(),
                    "AURA_CLIENT_ID=" + fake.clientId(),
                    "AURA_CLIENT_SECRET=" + fake.clientSecret());
            String[] restore = {"restore", production.id(), "--snapshot", snapshot.id(), "--name", "INC-4711"};

            assertThat(run("RESTORE\nStaging\n", variables, restore)).isEqualTo(6);
            assertThat(fake.overwrites()).isEmpty();

            Process process = start("RESTORE\nProduction\n", variables, restore);
            while (process.isAlive() && !output("err").contains("target says 'restoring'")) {
                TimeSource.system().sleep(Duration.ofMillis(20));
            }
            time.advance(RESTORE);
            assertThat(exitCode(process)).isEqualTo(3);
            assertThat(production.content()).isEqualTo(snapshot.content());
            assertThat(output("out")).contains("COMPLETED restore").doesNotContain(fake.clientSecret());
            assertThat(output("err")).contains("target says 'restoring'").doesNotContain(fake.clientSecret());
            assertThat(fake.overwrites()).hasSize(1);
        }
    }

    @Test
    void withoutCredentialsItIsUsage() throws Exception {
        assertThat(run("", List.of("AURA_CLIENT_ID=", "AURA_CLIENT_SECRET="), "list"))
                .isEqualTo(2);
        assertThat(output("err")).contains("AURA_CLIENT_ID");
    }

    private int run(String input, List<String> variables, String... args) throws Exception {
        return exitCode(start(input, variables, args));
    }

    private Process start(String input, List<String> variables, String... args) throws IOException {
        List<String> command = new ArrayList<>(
                List.of("sh", Repository.file("examples/restore4j").toString()));
        command.addAll(List.of(args));
        Files.writeString(directory.resolve("in"), input);
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectInput(directory.resolve("in").toFile())
                .redirectOutput(directory.resolve("out").toFile())
                .redirectError(directory.resolve("err").toFile());
        builder.environment().put("RESTORE4J_CLASSPATH", System.getProperty("java.class.path"));
        builder.environment()
                .put("RESTORE4J_STATE_DIR", directory.resolve("state").toString());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        variables.forEach(variable -> {
            String[] pair = variable.split("=", 2);
            builder.environment().put(pair[0], pair[1]);
        });
        return builder.start();
    }

    private static int exitCode(Process process) throws InterruptedException {
        try {
            assertThat(process.waitFor(2, TimeUnit.MINUTES)).as("ended").isTrue();
            return process.exitValue();
        } finally {
            process.destroyForcibly();
        }
    }

    private String output(String stream) throws IOException {
        return Files.readString(directory.resolve(stream), StandardCharsets.UTF_8);
    }
}
