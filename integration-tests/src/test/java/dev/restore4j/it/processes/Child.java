package dev.restore4j.it.processes;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A JVM that this one has started. All waits end: what takes longer than a minute is a failure that shows all its output. */
final class Child implements AutoCloseable {

    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(60);

    private final Process process;
    private final List<String> lines = new ArrayList<>();
    private boolean ended;

    private Child(Process process) {
        this.process = process;
        Thread reader = new Thread(this::read, "child-output");
        reader.setDaemon(true);
        reader.start();
    }

    static Child start(ProcessBuilder builder) {
        try {
            return new Child(builder.redirectErrorStream(true).start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read() {
        try (BufferedReader in = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                add(line);
            }
        } catch (IOException e) {
            add("(its output broke: " + e + ")");
        }
        synchronized (this) {
            ended = true;
            notifyAll();
        }
    }

    private synchronized void add(String line) {
        lines.add(line);
        notifyAll();
    }

    /** {@return the first line that begins so} */
    String await(String beginning) throws InterruptedException {
        return awaitLine(line -> line.startsWith(beginning))
                .orElseThrow(() -> new AssertionError("ended without '" + beginning + "': " + this));
    }

    /** {@return the first such line; empty where it has ended without one} */
    synchronized java.util.Optional<String> awaitLine(Predicate<String> wanted) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE;
        while (true) {
            java.util.Optional<String> found = lines.stream().filter(wanted).findFirst();
            if (found.isPresent() || ended) {
                return found;
            }
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (left <= 0) {
                throw new AssertionError("no such line in a minute: " + this);
            }
            wait(left);
        }
    }

    /** {@return the exit code, once it has ended by itself} */
    int exit() throws InterruptedException {
        if (!process.waitFor(PATIENCE, TimeUnit.NANOSECONDS)) {
            throw new AssertionError("it does not end: " + this);
        }
        awaitLine(line -> false);
        return process.exitValue();
    }

    /** Lets a program go on that waits for that. */
    void go() {
        try {
            process.getOutputStream().write('\n');
            process.getOutputStream().flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@return whether it still runs} */
    boolean isAlive() {
        return process.isAlive();
    }

    /** Kills it, as {@code kill -9} does. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        exit();
    }

    synchronized List<String> lines() {
        return List.copyOf(lines);
    }

    @Override
    public synchronized String toString() {
        return process.pid() + "\n  " + String.join("\n  ", lines);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
