package dev.restore4j.it.admin;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A JVM with a {@link MigrationProgram}. */
final class Program {

    /** For a machine that has much else to do, on which a JVM takes most of a minute to start. */
    private static final int SECONDS = 400;

    private final Process process;
    private final List<String> lines = new ArrayList<>();
    private final Thread reader;

    private Program(Process process) {
        this.process = process;
        this.reader = new Thread(this::read, "program-output");
        reader.setDaemon(true);
        reader.start();
    }

    /** Starts it with a tool whose JVM, if it has one, needs no options. */
    static Program start(String password, Object... arguments) throws IOException {
        return start(List.of(), password, arguments);
    }

    /** Starts it with a tool whose JVM gets those options, too. */
    static Program start(List<String> toolOptions, String password, Object... arguments) throws IOException {
        List<String> options = new ArrayList<>(List.of("-XX:TieredStopAtLevel=1"));
        options.addAll(toolOptions);
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-Xmx64m",
                "-Drestore4j.it.javaOptions=" + String.join(" ", options),
                MigrationProgram.class.getName()));
        Arrays.stream(arguments).map(Object::toString).forEach(line::add);
        ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
        builder.environment().put("CLASSPATH", classPath());
        builder.environment().put("IT_PASSWORD", password);
        return new Program(builder.start());
    }

    /** The part of this JVM's class path that the program needs: it is there sooner without the server's jars. */
    private static String classPath() {
        Pattern needed = Pattern.compile("(restore-|jackson|slf4j|resilience4j|jspecify).*\\.jar");
        String all = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return Arrays.stream(all.split(File.pathSeparator))
                .filter(entry -> !entry.endsWith(".jar")
                        || needed.matcher(Path.of(entry).getFileName().toString())
                                .matches())
                .collect(Collectors.joining(File.pathSeparator));
    }

    private void read() {
        try (BufferedReader in = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                synchronized (lines) {
                    lines.add(line);
                }
            }
        } catch (IOException e) {
            // it was killed
        }
    }

    /** Lets it run for a while, or until it ends. */
    void runFor(Duration duration) throws InterruptedException {
        process.waitFor(duration.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Lets it run until something is so, or until it ends. */
    void runUntil(BooleanSupplier so) throws InterruptedException {
        while (process.isAlive() && !so.getAsBoolean()) {
            process.waitFor(10, TimeUnit.MILLISECONDS);
        }
    }

    /** Kills it, as {@code kill -9} does, and nobody else; {@return whether it still ran} */
    boolean kill() throws InterruptedException {
        boolean lived = process.isAlive();
        process.destroyForcibly();
        await();
        return lived;
    }

    /** {@return what it told at its end} */
    String end() throws InterruptedException {
        try {
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("it does not end: " + this);
            }
        } finally {
            process.destroyForcibly(); // also where this test is interrupted, since another has failed
        }
        await();
        List<String> told = new ArrayList<>(told("RESULT "));
        told.addAll(told("ERROR "));
        if (told.size() != 1) {
            throw new AssertionError("it told no end: " + this);
        }
        return told.get(0);
    }

    private void await() throws InterruptedException {
        process.waitFor();
        // its tool may live on, and has other streams
        reader.join(TimeUnit.SECONDS.toMillis(10));
    }

    private List<String> told(String beginning) {
        synchronized (lines) {
            return lines.stream().filter(line -> line.startsWith(beginning)).toList();
        }
    }

    @Override
    public String toString() {
        synchronized (lines) {
            return process.pid() + "\n  " + String.join("\n  ", lines);
        }
    }
}
