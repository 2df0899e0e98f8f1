package dev.restore4j.admin.process;

import dev.restore4j.time.TimeSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** Real children: programs of the shell, and what is needed to run and watch them. */
public final class Sh {

    private Sh() {}

    /** {@return a program of the shell as a member of a family} */
    public static ChildCommand command(Family family, String script) {
        return new ChildCommand(
                List.of("/bin/sh", "-c", script), Map.of("PATH", "/usr/bin:/bin"), family, Redaction.none());
    }

    /** {@return a deadline of real time} */
    public static long in(Duration duration) {
        return TimeSource.system().nanoTime() + duration.toNanos();
    }

    /** Waits for what another process does; fails when it does not happen. */
    public static void until(BooleanSupplier happened) throws InterruptedException {
        long deadline = in(Duration.ofSeconds(30));
        while (!happened.getAsBoolean()) {
            if (deadline - TimeSource.system().nanoTime() < 0) {
                throw new AssertionError("It did not happen");
            }
            TimeSource.system().sleep(Duration.ofMillis(10));
        }
    }

    /** {@return those of a family that run} */
    public static Stream<ProcessHandle> alive(Family family) {
        return family.members().stream();
    }

    /**
     * {@return the ids of a process's children that have ended, and that it has not asked after: no environment is told of them, so
     * that no family has them}
     */
    public static List<Long> zombiesOf(long parent) throws IOException {
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            return processes
                    .filter(place -> place.getFileName().toString().matches("\\d+"))
                    .filter(place -> isZombie(place, parent))
                    .map(place -> Long.parseLong(place.getFileName().toString()))
                    .toList();
        }
    }

    private static boolean isZombie(Path place, long parent) {
        try {
            String stat = Files.readString(place.resolve("stat"), StandardCharsets.ISO_8859_1);
            // after the command's name, which may contain anything
            return stat.substring(stat.lastIndexOf(')')).startsWith(") Z " + parent + " ");
        } catch (IOException e) {
            return false; // gone
        }
    }

    /** {@return real time that passes faster for whoever waits, so that ten seconds of grace are half a second} */
    public static TimeSource hurried() {
        return new Hurried();
    }

    private static final class Hurried implements TimeSource {
        private static final int TIMES = 20;
        private final TimeSource real = TimeSource.system();
        private final long origin = real.nanoTime();

        @Override
        public Instant now() {
            return real.now();
        }

        @Override
        public long nanoTime() {
            return (real.nanoTime() - origin) * TIMES;
        }

        @Override
        public boolean await(CompletableFuture<?> signal, long deadlineNanos) throws InterruptedException {
            return real.await(signal, origin + deadlineNanos / TIMES);
        }

        @Override
        public Thread fork(String name, Runnable task) {
            return real.fork(name, task);
        }
    }
}
