package dev.restore4j.examples.demo;

import dev.restore4j.testkit.FakeAura;
import dev.restore4j.testkit.http.FakeAuraServer;
import dev.restore4j.testkit.model.Limits;
import dev.restore4j.testkit.model.OperationKind;
import dev.restore4j.testkit.time.ScaledTime;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A fake Aura over HTTP, and the demo's program in JVMs of their own, which share one journal. */
final class ProgramWorld implements AutoCloseable {

    private static final Duration SNAPSHOT = Duration.ofSeconds(2);

    private final double factor;
    private final FakeAura fake;
    private final FakeAuraServer server;
    private final Path directory;

    /**
     * Begins.
     *
     * @param directory where the journal is, and what the programs say
     * @param factor how fast time is: at 1, programs run as users run them
     * @param restore how long a restore takes in that time
     */
    ProgramWorld(Path directory, double factor, Duration restore) {
        this.directory = directory;
        this.factor = factor;
        this.fake = FakeAura.builder()
                .time(ScaledTime.times(factor).startingAt(Instant.now()))
                .operationTimes((kind, gigabytes, draw) -> kind == OperationKind.SNAPSHOT ? SNAPSHOT : restore)
                .limits(new Limits(100_000, 1_000, 1_000)) // the processes do not know of each other's requests
                .build();
        this.server = fake.serve();
    }

    FakeAura fake() {
        return fake;
    }

    ProcessBuilder program(RestoreOrder order) {
        List<String> line = new ArrayList<>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // short lives: start fast, and do not take the memory of the tests
        line.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx128m"));
        line.add((factor == 1 ? RestoreProgram.class : FastProgram.class).getName());
        ProcessBuilder builder = new ProcessBuilder(line);
        builder.environment().putAll(order.toEnvironment());
        builder.environment()
                .putAll(Map.of(
                        "CLASSPATH",
                        classPath(),
                        "AURA_API_URL",
                        server.baseUri().toString(),
                        "AURA_CLIENT_ID",
                        fake.clientId(),
                        "AURA_CLIENT_SECRET",
                        fake.clientSecret(),
                        "AURA_REQUESTS_PER_MINUTE",
                        "100000",
                        "RESTORE4J_STATE_DIR",
                        directory.resolve("state").toString(),
                        FastProgram.FACTOR,
                        Double.toString(factor),
                        FastProgram.STARTED,
                        Long.toString(System.currentTimeMillis()),
                        FastProgram.NOW,
                        fake.time().now().toString()));
        return builder.redirectOutput(file(order, "out").toFile())
                .redirectError(file(order, "err").toFile());
    }

    Path file(RestoreOrder order, String stream) {
        return directory.resolve(order.planName() + "." + stream);
    }

    /** This JVM's class path without the Neo4j server: a child that need not open two hundred jars is there sooner. */
    private static String classPath() {
        Pattern needed = Pattern.compile("(restore-|jackson|slf4j|logback|resilience4j|jspecify"
                + "|neo4j-java-driver|neo4j-bolt-connection|netty|reactive).*\\.jar");
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.endsWith(".jar")
                        || needed.matcher(Path.of(entry).getFileName().toString())
                                .matches())
                .collect(Collectors.joining(File.pathSeparator));
    }

    @Override
    public void close() {
        fake.close();
    }
}
