package dev.restore4j.testkit.admin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A run of the fake, whose streams go to files. */
final class FakeRun implements AutoCloseable {

    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(60);

    private final FakeNeo4jAdmin fake;
    private final Process process;
    private final Path out;
    private final Path err;

    private FakeRun(FakeNeo4jAdmin fake, Process process, Path out, Path err) {
        this.fake = fake;
        this.process = process;
        this.out = out;
        this.err = err;
    }

    static FakeRun start(FakeNeo4jAdmin fake, Map<String, String> environment, String... arguments) {
        List<String> command = new ArrayList<>(List.of(fake.executable().toString()));
        command.addAll(List.of(arguments));
        try {
            Path out = Files.createTempFile(fake.home(), "run", ".out");
            Path err = Files.createTempFile(fake.home(), "run", ".err");
            ProcessBuilder builder = new ProcessBuilder(command);
            builder.environment().keySet().removeIf(name -> name.startsWith("NEO4J"));
            builder.environment().putAll(environment);
            return new FakeRun(
                    fake,
                    builder.redirectOutput(out.toFile())
                            .redirectError(err.toFile())
                            .start(),
                    out,
                    err);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Process process() {
        return process;
    }

    int exitCode() throws InterruptedException {
        if (!process.waitFor(PATIENCE, TimeUnit.NANOSECONDS)) {
            throw new AssertionError("it does not end: " + out());
        }
        return process.exitValue();
    }

    String out() {
        return text(out);
    }

    String err() {
        return text(err);
    }

    /** Waits until it has printed that and every fault has struck: a fault that hangs strikes after the last that is printed. */
    void awaitOutAndFaults(String text) throws InterruptedException {
        await(() -> out().contains(text) && fake.neverStruck().isEmpty());
    }

    void await(BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline || !process.isAlive()) {
                if (condition.getAsBoolean()) {
                    return;
                }
                throw new AssertionError("in vain: " + out() + err());
            }
            process.waitFor(20, TimeUnit.MILLISECONDS);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
