package dev.restore4j.admin.process;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which process it is, beyond its number: numbers are used again.
 *
 * <p>The text form, {@code pid:start:boot:family}, is for journals; a later program takes it up with {@link #parse}. It holds no
 * secret.
 *
 * @param pid the process's number
 * @param start when it was started, see {@link ProcessFacts}
 * @param boot which run of the machine it belongs to; empty where the system does not tell
 * @param family the mark in its environment, see {@link Family}
 */
public record ProcessIdentity(long pid, String start, String boot, String family) {

    private static final Pattern FORM =
            Pattern.compile("(\\d{1,18}):([tm]\\d{1,18}|):([0-9a-fA-F]{0,64}):([0-9a-f]{0,64})");

    /** {@return the identity of a running process} */
    static ProcessIdentity of(ProcessHandle process, Family family) {
        return new ProcessIdentity(process.pid(), ProcessFacts.start(process).orElse(""), Boot.id(), family.mark());
    }

    /**
     * {@return whoever will belong to a family, to be noted before anybody is started}
     *
     * @param family the family
     */
    public static ProcessIdentity expected(Family family) {
        return new ProcessIdentity(0, "", Boot.id(), family.mark());
    }

    /** {@return the identity of the JVM that asks} */
    public static ProcessIdentity ofThisProgram() {
        return new ProcessIdentity(
                ProcessHandle.current().pid(),
                ProcessFacts.start(ProcessHandle.current()).orElse(""),
                Boot.id(),
                "");
    }

    /**
     * {@return the identity that was written}
     *
     * @param text what {@link #text()} gave
     * @throws IllegalArgumentException if it is no such text
     */
    public static ProcessIdentity parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("Not the identity of a process: " + text);
        }
        return new ProcessIdentity(
                Long.parseLong(matcher.group(1)), matcher.group(2), matcher.group(3), matcher.group(4));
    }

    /** {@return the text form} */
    public String text() {
        return pid + ":" + start + ":" + boot + ":" + family;
    }

    /** {@return whether the system tells one run of the machine from another, and this is the same} */
    public boolean surelySameBoot() {
        return !boot.isEmpty() && boot.equals(Boot.id());
    }

    /**
     * {@return whether the machine was not started anew since; true as well where the system cannot tell}
     *
     * <p>After a new start no process is left, and what a process had written shortly before may be missing from its files.
     */
    public boolean sameBoot() {
        return boot.isEmpty() || boot.equals(Boot.id());
    }

    /** {@return the process itself, while it runs and is no other of the same number} */
    Optional<ProcessHandle> handle() {
        if (start.isEmpty() || !sameBoot()) {
            return Optional.empty();
        }
        return ProcessHandle.of(pid)
                .filter(ProcessFacts::isAlive)
                .filter(process ->
                        ProcessFacts.start(process).filter(start::equals).isPresent());
    }

    /** {@return whether the process runs, or, where the system lists environments, any that it started} */
    public boolean alive() {
        return handle().isPresent()
                || (sameBoot() && !new Family(family).members().isEmpty());
    }

    /** {@return whether nobody of it runs, and that is known: not of a run of the machine that nobody can tell from this one} */
    public boolean surelyGone() {
        return handle().isEmpty() && surelySameBoot() && new Family(family).surelyGone();
    }
}
