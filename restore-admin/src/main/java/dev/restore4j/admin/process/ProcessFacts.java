package dev.restore4j.admin.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** What the system knows of a process. */
final class ProcessFacts {

    // both counted from after the command's name, which may contain anything
    private static final int STATE = 0;
    private static final int START_TIME = 19;
    private static final int ENVIRONMENT_START = 47;
    private static final int ENVIRONMENT_END = 48;

    private ProcessFacts() {}

    /**
     * {@return when it was started, in a form that stays the same for as long as it lives; empty where nobody can tell}
     *
     * <p>Linux counts it in ticks since the machine's start ({@code t...}). Elsewhere it is the start instant that the JDK gives
     * ({@code m...}, milliseconds); on Linux that one moves with the clock on the wall.
     */
    static Optional<String> start(ProcessHandle process) {
        return stat(process.pid(), START_TIME)
                .map(ticks -> "t" + ticks)
                .or(() ->
                        process.info().startInstant().map(Instant::toEpochMilli).map(millis -> "m" + millis));
    }

    /** {@return when it was started, in ticks since the machine's start; empty where the system does not count them} */
    static OptionalLong ticks(ProcessHandle process) {
        return stat(process.pid(), START_TIME).stream()
                .mapToLong(Long::parseLong)
                .findFirst();
    }

    /**
     * {@return whether a process was started by the user who asks, whatever rights it has now; true where nobody can tell}
     *
     * @param place where the system tells of it
     */
    static boolean isOfThisUser(Path place) {
        Optional<String> user = user(place);
        return user.isEmpty() || user.equals(user(Path.of("/proc/self")));
    }

    private static Optional<String> user(Path place) {
        try (Stream<String> lines = Files.lines(place.resolve("status"), StandardCharsets.ISO_8859_1)) {
            return lines.filter(line -> line.startsWith("Uid:"))
                    .map(line -> line.split("\\s+", -1)[1])
                    .findFirst();
        } catch (IOException | UncheckedIOException | IndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }

    /** {@return whether it runs; one that has ended and that its parent never asked after does not, although it is listed} */
    static boolean isAlive(ProcessHandle process) {
        return process.isAlive()
                && stat(process.pid(), STATE)
                        .filter(state -> "ZX".contains(state))
                        .isEmpty();
    }

    /** {@return whether a process was started without any environment, and that is known: not while it becomes another program} */
    static boolean hasEmptyEnvironment(ProcessHandle process) {
        Optional<String> start = stat(process.pid(), ENVIRONMENT_START);
        return start.isPresent() && !start.get().equals("0") && start.equals(stat(process.pid(), ENVIRONMENT_END));
    }

    private static Optional<String> stat(long pid, int field) {
        try {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"), StandardCharsets.ISO_8859_1);
            return Optional.of(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[field]);
        } catch (IOException | IndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }
}
