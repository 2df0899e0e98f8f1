package dev.restore4j.testkit.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Runs the tool that is checked. */
final class ToolRunner {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final AdminTarget target;
    private Optional<Boolean> older = Optional.empty();

    ToolRunner(AdminTarget target) {
        this.target = target;
    }

    AdminTarget target() {
        return target;
    }

    /** {@return a directory below that for the work} */
    Path directory(String name) throws IOException {
        return Files.createDirectories(target.work().resolve(name));
    }

    /** Runs it on the home of the target. */
    Outcome run(String... arguments) throws IOException, InterruptedException {
        return run(target.home(), Map.of(), arguments);
    }

    Outcome run(Path home, Map<String, String> more, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(target.executable().toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(name -> name.startsWith("NEO4J"));
        environment.put("NEO4J_HOME", home.toString());
        // The settings of the home may be of another line.
        environment.put("NEO4J_CONF", directory("conf").toString());
        environment.putAll(more);
        Path out = Files.createTempFile(target.work(), "run", ".out");
        Path err = Files.createTempFile(target.work(), "run", ".err");
        Process process =
                builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
        process.getOutputStream().close();
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("does not end: " + List.of(arguments));
        }
        return new Outcome(process.exitValue(), text(out), text(err));
    }

    private static String text(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@return whether it is of the line 5.26} */
    boolean isOlder() throws IOException, InterruptedException {
        if (older.isEmpty()) {
            older = Optional.of(run("--version").out().startsWith("5."));
        }
        return older.get();
    }

    /** How it ended, and what it said. */
    record Outcome(int exitCode, String out, String err) {

        Outcome ended(int code) {
            Check.that(exitCode == code, "the exit code should be " + code + ": " + this);
            return this;
        }

        Outcome says(String text) {
            Check.that(out.contains(text), "standard output should have '" + text + "': " + this);
            return this;
        }

        Outcome complains(String text) {
            Check.that(err.contains(text), "the error stream should have '" + text + "': " + this);
            return this;
        }

        Outcome saysNothing() {
            Check.that(out.isEmpty(), "standard output should be empty: " + this);
            return this;
        }

        Outcome doesNotComplain() {
            Check.that(err.isEmpty(), "the error stream should be empty: " + this);
            return this;
        }

        boolean mentions(String text) {
            return out.contains(text) || err.contains(text);
        }

        @Override
        public String toString() {
            return "exit code " + exitCode + "\n--- output\n" + out + "\n--- errors\n" + err;
        }
    }
}
