package dev.restore4j.admin.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;

/**
 * A child and all that it starts, recognized by a mark in their environment: a launcher that was killed leaves its own child to the
 * system, where it is nobody's descendant. The product's {@code neo4j-admin} is such a launcher.
 *
 * <p>Environments are listed on Linux, those of processes of the same user. Elsewhere a family has no members that could be found.
 *
 * @param mark the mark; no secret
 */
public record Family(String mark) {

    /** The variable that holds the mark. */
    static final String VARIABLE = "RESTORE4J_FAMILY";

    private static final Path PROCESSES = Path.of("/proc");
    private static final int LOOKS = 1000;
    private static final SecureRandom RANDOM = new SecureRandom();

    /** {@return a family with a mark that nobody has} */
    public static Family fresh() {
        byte[] mark = new byte[12];
        RANDOM.nextBytes(mark);
        return new Family(HexFormat.of().formatHex(mark));
    }

    /** {@return whether the members of a family can be found here} */
    public static boolean canBeFound() {
        return Files.isReadable(PROCESSES.resolve("self/environ"));
    }

    /** {@return those that run now; never the program that asks} */
    List<ProcessHandle> members() {
        if (mark.isEmpty() || !canBeFound()) {
            return List.of();
        }
        String entry = "\0" + VARIABLE + "=" + mark + "\0";
        long self = ProcessHandle.current().pid();
        return ProcessHandle.allProcesses()
                .filter(process -> process.pid() != self && isMember(process.pid(), entry))
                .filter(ProcessFacts::isAlive)
                .toList();
    }

    private static boolean isMember(long pid, String entry) {
        try {
            return ("\0" + environment(pid)).contains(entry);
        } catch (IOException | SecurityException e) {
            return false; // somebody else's, or gone
        }
    }

    private static String environment(long pid) throws IOException {
        Path process = PROCESSES.resolve(Long.toString(pid));
        byte[] environment = Files.readAllBytes(process.resolve("environ"));
        // while it becomes another program, it shows none, once in some hundred times (measured); the system's own
        // threads are
        // no program at all
        for (int i = 0; i < LOOKS && environment.length <= 1 && isProgram(process); i++) {
            Thread.onSpinWait();
            environment = Files.readAllBytes(process.resolve("environ"));
        }
        return new String(environment, StandardCharsets.ISO_8859_1);
    }

    private static boolean isProgram(Path process) {
        try {
            return !Files.readSymbolicLink(process.resolve("exe")).toString().isEmpty();
        } catch (IOException e) {
            return false;
        }
    }
}
