package dev.restore4j.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Runs a class in a JVM of its own, where nothing has been loaded or compiled yet. */
final class FreshJvm {

    /** What precedes each number that it reports. */
    private static final String MARK = "nanos ";

    private FreshJvm() {}

    /** Reports a duration; called in the fresh JVM. */
    static void report(long nanos) {
        System.out.println(MARK + nanos);
    }

    /** {@return what was reported, in order} */
    static List<Duration> run(Class<?> main, String... args) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-classpath",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(List.of(args));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int exit = process.waitFor();
        if (exit != 0) {
            throw new IllegalStateException(main + " ended with " + exit + ": " + output);
        }
        return output.lines()
                .filter(line -> line.startsWith(MARK))
                .map(line -> Duration.ofNanos(Long.parseLong(line.substring(MARK.length()))))
                .toList();
    }
}
