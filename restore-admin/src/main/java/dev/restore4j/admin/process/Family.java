package dev.restore4j.admin.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A child and all that it starts, recognized by a mark in their environment: a launcher that was killed leaves its own child to the
 * system, where it is nobody's descendant. The product's {@code neo4j-admin} is such a launcher.
 *
 * <p>Environments are listed on Linux, those of processes of the same user. Elsewhere a family has no members that could be found.
 * Some are hidden even there: of a program that has more rights than its user, or that its user may run but not read, and all of them
 * while this program has no file left to open. Whether such a one is a member is not known, unless it was started before the mark was
 * made.
 *
 * @param mark the mark; no secret
 */
public record Family(String mark) {

    /** The variable that holds the mark. */
    static final String VARIABLE = "RESTORE4J_FAMILY";

    private static final Path PROCESSES = Path.of("/proc");
    private static final int LOOKS = 1000;
    private static final SecureRandom RANDOM = new SecureRandom();

    // how a mark begins: when the program was started that made it
    private static final Pattern SINCE = Pattern.compile("(\\d{18})[0-9a-f]{24}");

    /** {@return a family with a mark that nobody has} */
    public static Family fresh() {
        byte[] mark = new byte[12];
        RANDOM.nextBytes(mark);
        long since = ProcessFacts.ticks(ProcessHandle.current()).orElse(0);
        return new Family(
                String.format(Locale.ROOT, "%018d", since) + HexFormat.of().formatHex(mark));
    }

    /** {@return whether the members of a family can be found here} */
    public static boolean canBeFound() {
        return Files.isReadable(PROCESSES.resolve("self/environ"));
    }

    /** {@return those that run now, as far as they can be found; never the program that asks} */
    List<ProcessHandle> members() {
        return seen(PROCESSES, Files::readAllBytes).members();
    }

    /** {@return whether nobody of it runs, and that is known} */
    boolean surelyGone() {
        Seen seen = seen(PROCESSES, Files::readAllBytes);
        return canBeFound() && seen.members().isEmpty() && seen.hidden().isEmpty();
    }

    /** {@return whether anybody runs that may be a member, and nobody can tell} */
    boolean mayBeHidden() {
        return !seen(PROCESSES, Files::readAllBytes).hidden().isEmpty();
    }

    /**
     * Who was seen.
     *
     * @param members those that belong to the family
     * @param hidden those that may belong to it
     */
    record Seen(List<ProcessHandle> members, List<ProcessHandle> hidden) {}

    private enum Membership {
        YES,
        NO,
        NOT_KNOWN
    }

    /** How an environment is read. */
    interface Reading {
        byte[] of(Path environment) throws IOException;
    }

    /** Looks at those that run now, by what is told of them below a directory. */
    Seen seen(Path processes, Reading reading) {
        if (mark.isEmpty() || !canBeFound()) {
            return new Seen(List.of(), List.of());
        }
        String entry = "\0" + VARIABLE + "=" + mark + "\0";
        long self = ProcessHandle.current().pid();
        Map<Membership, List<ProcessHandle>> all = ProcessHandle.allProcesses()
                .filter(process -> process.pid() != self)
                .collect(Collectors.groupingBy(process -> membership(process, entry, processes, reading)));
        return new Seen(
                alive(all.getOrDefault(Membership.YES, List.of())),
                alive(all.getOrDefault(Membership.NOT_KNOWN, List.of())));
    }

    private static List<ProcessHandle> alive(List<ProcessHandle> processes) {
        return processes.stream().filter(ProcessFacts::isAlive).toList();
    }

    private Membership membership(ProcessHandle process, String entry, Path processes, Reading reading) {
        Path place = processes.resolve(Long.toString(process.pid()));
        try {
            byte[] environment = environment(process, place, reading);
            if (environment.length <= 1 && mayHaveOne(process, place)) {
                return possible(process, place);
            }
            return ("\0" + new String(environment, StandardCharsets.ISO_8859_1)).contains(entry)
                    ? Membership.YES
                    : Membership.NO;
        } catch (NoSuchFileException e) {
            return Membership.NO; // gone
        } catch (AccessDeniedException e) {
            return possible(process, place);
        } catch (IOException | SecurityException e) {
            // one that ends, and the system's own threads, of which root hears that there is no such process; or there
            // are no files left to be opened, and nobody knows
            return isProgram(place) ? possible(process, place) : Membership.NO;
        }
    }

    private Membership possible(ProcessHandle process, Path place) {
        return ProcessFacts.isOfThisUser(place) && isYoungEnough(process) ? Membership.NOT_KNOWN : Membership.NO;
    }

    /** Members are started by the program that made the mark, and so after it. */
    private boolean isYoungEnough(ProcessHandle process) {
        Matcher since = SINCE.matcher(mark);
        OptionalLong start = ProcessFacts.ticks(process);
        return !since.matches() || start.isEmpty() || start.getAsLong() >= Long.parseLong(since.group(1));
    }

    private static byte[] environment(ProcessHandle process, Path place, Reading reading) throws IOException {
        byte[] environment = reading.of(place.resolve("environ"));
        // while it becomes another program, it shows none, once in some hundred times (measured)
        for (int i = 0; i < LOOKS && environment.length <= 1 && mayHaveOne(process, place); i++) {
            Thread.onSpinWait();
            environment = reading.of(place.resolve("environ"));
        }
        return environment;
    }

    /** Whether one that shows no environment may have one: the system's own threads are no program, and others were given none. */
    private static boolean mayHaveOne(ProcessHandle process, Path place) {
        return isProgram(place) && !ProcessFacts.hasEmptyEnvironment(process);
    }

    private static boolean isProgram(Path process) {
        try {
            return !Files.readSymbolicLink(process.resolve("exe")).toString().isEmpty();
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            return true; // nobody can tell
        }
    }
}
