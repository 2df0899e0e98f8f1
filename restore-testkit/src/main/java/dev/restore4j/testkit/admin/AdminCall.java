package dev.restore4j.testkit.admin;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * One run of the fake tool, as it saw itself.
 *
 * @param pid its process id
 * @param command what it was asked
 * @param arguments all arguments, without the program
 * @param environment the names of the variables in its environment, without their values
 * @param home the value of {@code NEO4J_HOME}
 * @param javaOptions the value of {@code JAVA_OPTS}, empty if absent
 * @param passwordHash the SHA-256 of {@code NEO4J_PASSWORD} in lower-case hex, if it was there; the password is kept nowhere
 * @param exitCode what it ended with; empty while it runs, and if it was killed
 */
public record AdminCall(
        long pid,
        ToolCommand command,
        List<String> arguments,
        Set<String> environment,
        String home,
        String javaOptions,
        Optional<String> passwordHash,
        OptionalInt exitCode) {

    /**
     * Copies.
     *
     * @param pid its process id
     * @param command what it was asked
     * @param arguments all arguments, without the program
     * @param environment the names of the variables in its environment, without their values
     * @param home the value of {@code NEO4J_HOME}
     * @param javaOptions the value of {@code JAVA_OPTS}, empty if absent
     * @param passwordHash the SHA-256 of {@code NEO4J_PASSWORD} in lower-case hex, if it was there; the password is kept nowhere
     * @param exitCode what it ended with; empty while it runs, and if it was killed
     */
    public AdminCall {
        arguments = List.copyOf(arguments);
        environment = Set.copyOf(environment);
    }

    /**
     * Compares without keeping.
     *
     * @param password what the tool should have got
     * @return whether {@code NEO4J_PASSWORD} was just that
     */
    public boolean hadPassword(String password) {
        return passwordHash.equals(Optional.of(CallLog.hash(password)));
    }
}
