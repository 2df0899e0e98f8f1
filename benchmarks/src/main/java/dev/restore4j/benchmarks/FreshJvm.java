package dev.restore4j.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Runs a class in a JVM of its own, where nothing has been loaded or compiled yet. */
final class FreshJvm {

    private static final String NANOS = "nanos";

    private FreshJvm() {}

    /** Reports a duration; called in the fresh JVM. */
    static void report(long nanos) {
        report(NANOS, nanos);
    }

    /** Reports any number; called in the fresh JVM. */
    static void report(String what, long number) {
        System.out.println(what + " " + number);
    }

    /** {@return what was reported, in order} */
    static List<Duration> run(Class<?> main, String... args) throws IOException, InterruptedException {
        return run(List.of(), main, args).all(NANOS).stream()
                .map(Duration::ofNanos)
                .toList();
    }

    /** {@return what was reported by a JVM with those options} */
    static Reported run(List<String> options, Class<?> main, String... args) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(options);
        command.addAll(List.of("-classpath", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(args));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int exit = process.waitFor();
        if (exit != 0) {
            throw new IllegalStateException(main + " ended with " + exit + ": " + output);
        }
        return new Reported(output.lines().toList());
    }

    /** What a JVM has printed. */
    record Reported(List<String> lines) {

        /** {@return all numbers of that name, in order} */
        List<Long> all(String what) {
            String mark = what + " ";
            return lines.stream()
                    .filter(line -> line.startsWith(mark))
                    .map(line -> Long.valueOf(line.substring(mark.length())))
                    .toList();
        }

        /** {@return the number of that name, of which there is one} */
        long one(String what) {
            List<Long> all = all(what);
            if (all.size() != 1) {
                throw new IllegalStateException(what + " was to be reported once: " + lines);
            }
            return all.get(0);
        }
    }
}
