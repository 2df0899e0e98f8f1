package dev.restore4j.it.verify;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A JVM that runs {@link LookProcess}. */
final class LookJvm implements AutoCloseable {

    /** What a line begins with that says something. */
    static final String SAID = "said: ";

    private static final Pattern NO_SERVER =
            Pattern.compile("(restore-|jackson|slf4j|resilience4j|jspecify|zstd|reactive-streams).*\\.jar");

    private static final Pattern OUR_DRIVER = Pattern.compile("(neo4j-java-driver|neo4j-bolt|netty|reactor).*\\.jar");

    private final Process process;
    private final Path output;

    private LookJvm(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /** Looks with the driver that the tests have. */
    static LookJvm start(Lab lab, URI uri, String look, Path directory) throws IOException {
        return start(
                lab,
                uri,
                look,
                directory,
                classPath(name -> NO_SERVER.matcher(name).matches()
                        || OUR_DRIVER.matcher(name).matches()));
    }

    /** Looks with another driver. */
    static LookJvm startWith(Path driver, Lab lab, Path directory) throws IOException {
        String others = classPath(name -> NO_SERVER.matcher(name).matches());
        return start(lab, lab.neo4j().driverUri(), "all", directory, driver + File.pathSeparator + others);
    }

    private static LookJvm start(Lab lab, URI uri, String look, Path directory, String classPath) throws IOException {
        Path output = directory.resolve("output");
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xmx128m",
                        "-cp",
                        classPath,
                        LookProcess.class.getName(),
                        look,
                        uri.toString(),
                        lab.neo4j().password(),
                        directory.resolve("notes").toString()))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        return new LookJvm(process, output);
    }

    private static String classPath(java.util.function.Predicate<String> jars) {
        String all = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return Arrays.stream(all.split(File.pathSeparator))
                .filter(entry -> !entry.endsWith(".jar")
                        || jars.test(Path.of(entry).getFileName().toString()))
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** Kills it, as {@code kill -9} does. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    /** {@return its exit code, once it has ended by itself} */
    int exit() throws InterruptedException {
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            throw new AssertionError("it does not end");
        }
        return process.exitValue();
    }

    /** {@return what it has found, line by line} */
    List<String> said() throws IOException {
        return Files.readAllLines(output, StandardCharsets.UTF_8).stream()
                .filter(line -> line.startsWith(SAID))
                .map(line -> line.substring(SAID.length()))
                .toList();
    }

    /** {@return all that it has printed} */
    String printed() throws IOException {
        return Files.readString(output, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
