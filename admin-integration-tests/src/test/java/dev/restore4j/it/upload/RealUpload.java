package dev.restore4j.it.upload;

import dev.restore4j.embedded.RealNeo4jAdmin;
import dev.restore4j.testkit.FakeInstance;
import dev.restore4j.testkit.console.ConsoleProxy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The real neo4j-admin, started as a process, on its way to the fake through the proxy. */
final class RealUpload {

    private static final int SECONDS = 60;

    private final Process process;
    private final Path out;
    private final Path err;

    private RealUpload(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    /** How it ended. */
    record Ending(int exitCode, String out, String err) {}

    /** Runs any command of the tool to its end. */
    static Ending run(RealNeo4jAdmin admin, String... arguments) throws IOException, InterruptedException {
        return start(admin, Map.of(), List.of(arguments)).end();
    }

    /** Begins to upload the dump in that directory. */
    static RealUpload start(RealNeo4jAdmin admin, Path dumps, FakeInstance target, ConsoleProxy proxy)
            throws IOException {
        return start(admin, dumps, target, proxy, target.password(), "--overwrite-destination=true");
    }

    static RealUpload start(
            RealNeo4jAdmin admin, Path dumps, FakeInstance target, ConsoleProxy proxy, String password, String... more)
            throws IOException {
        List<String> arguments = new ArrayList<>(List.of(
                "database",
                "upload",
                "--from-path=" + dumps,
                "--to-uri=neo4j+s://" + target.id() + ".databases.neo4j.io"));
        arguments.addAll(List.of(more));
        arguments.add("neo4j");
        Map<String, String> environment = Map.of(
                "NEO4J_USERNAME", target.user(),
                "NEO4J_PASSWORD", password,
                "JAVA_OPTS", String.join(" ", proxy.javaOptions()));
        return start(admin, environment, arguments);
    }

    private static RealUpload start(RealNeo4jAdmin admin, Map<String, String> environment, List<String> arguments)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(admin.executable().toString()));
        command.addAll(arguments);
        Path out = Files.createTempFile(admin.home(), "tool", ".out");
        Path err = Files.createTempFile(admin.home(), "tool", ".err");
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        builder.environment().put("NEO4J_HOME", admin.home().toString());
        builder.environment().putAll(environment);
        return new RealUpload(builder.start(), out, err);
    }

    /** Waits for its end. */
    Ending end() throws IOException, InterruptedException {
        try {
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("neo4j-admin does not end: " + Files.readString(out) + Files.readString(err));
            }
            return new Ending(process.exitValue(), Files.readString(out), Files.readString(err));
        } finally {
            process.destroyForcibly();
        }
    }
}
