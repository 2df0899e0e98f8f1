package dev.restore4j.testkit.admin;

import dev.restore4j.testkit.admin.ToolState.Rule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/** The calls, a line for each beginning, each end, and each fault that struck, written by the processes and read by the test. */
final class CallLog {

    private static final String BEGIN = "begin";
    private static final String END = "end";
    private static final String STRUCK = "struck ";
    private static final String CLEARED = "cleared";

    private final Path file;

    CallLog(Path directory) {
        this.file = directory.resolve("calls");
    }

    /** Writes that a run begins; returns how many of its command there are now. */
    int begin(List<String> arguments, Map<String, String> environment) {
        ToolCommand command = ToolCommand.of(arguments);
        String password = environment.get("NEO4J_PASSWORD");
        String line = String.join(
                " ",
                BEGIN,
                Long.toString(ProcessHandle.current().pid()),
                command.name(),
                encoded(arguments),
                encoded(new TreeSet<>(environment.keySet())),
                encoded(List.of(environment.getOrDefault("NEO4J_HOME", ""), environment.getOrDefault("JAVA_OPTS", ""))),
                password == null ? "-" : hash(password));
        append(line);
        return count(command);
    }

    void end(int exitCode) {
        append(END + " " + ProcessHandle.current().pid() + " " + exitCode);
    }

    /** Writes that a fault has changed a run. */
    void strike(Rule rule) {
        append(STRUCK + rule.written());
    }

    /** Writes that all faults are taken away. */
    void clear() {
        append(CLEARED);
    }

    /** {@return whether a fault has changed a run since all were taken away} */
    boolean hasStruck(Rule rule) {
        List<String> lines = lines();
        int from = lines.lastIndexOf(CLEARED) + 1;
        return lines.subList(from, lines.size()).contains(STRUCK + rule.written());
    }

    int count(ToolCommand command) {
        return (int) calls().stream().filter(call -> call.command() == command).count();
    }

    List<AdminCall> calls() {
        List<AdminCall> calls = new ArrayList<>();
        for (String line : lines()) {
            String[] fields = line.split(" ", -1);
            if (fields[0].equals(BEGIN)) {
                calls.add(call(fields));
            } else if (fields[0].equals(END)) {
                ended(calls, Long.parseLong(fields[1]), Integer.parseInt(fields[2]));
            }
        }
        return calls;
    }

    private static AdminCall call(String[] fields) {
        List<String> values = decoded(fields[5]);
        return new AdminCall(
                Long.parseLong(fields[1]),
                ToolCommand.valueOf(fields[2]),
                decoded(fields[3]),
                Set.copyOf(decoded(fields[4])),
                values.get(0),
                values.get(1),
                fields[6].equals("-") ? Optional.empty() : Optional.of(fields[6]),
                OptionalInt.empty());
    }

    private static void ended(List<AdminCall> calls, long pid, int exitCode) {
        for (int i = calls.size() - 1; i >= 0; i--) {
            AdminCall call = calls.get(i);
            if (call.pid() == pid && call.exitCode().isEmpty()) {
                calls.set(
                        i,
                        new AdminCall(
                                pid,
                                call.command(),
                                call.arguments(),
                                call.environment(),
                                call.home(),
                                call.javaOptions(),
                                call.passwordHash(),
                                OptionalInt.of(exitCode)));
                return;
            }
        }
    }

    private List<String> lines() {
        try {
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void append(String line) {
        try (FileChannel channel = FileChannel.open(
                        file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
                FileLock lock = channel.lock()) {
            ByteBuffer bytes = StandardCharsets.UTF_8.encode(line + "\n");
            while (lock.isValid() && bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String hash(String password) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(password.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Each in base 64, which has neither spaces nor commas, after a sign that is there for the empty list, too. */
    static String encoded(Iterable<String> values) {
        StringBuilder line = new StringBuilder("=");
        for (String value : values) {
            line.append(',').append(Base64.getUrlEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8)));
        }
        return line.toString();
    }

    static List<String> decoded(String field) {
        List<String> values = new ArrayList<>();
        String[] parts = field.split(",", -1);
        for (int i = 1; i < parts.length; i++) {
            values.add(new String(Base64.getUrlDecoder().decode(parts[i]), StandardCharsets.UTF_8));
        }
        return values;
    }
}
