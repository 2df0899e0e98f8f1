package dev.restore4j.error;

import java.util.Objects;
import java.util.OptionalInt;

/**
 * The user's {@code neo4j-admin} could not be run, or failed. Do what the message says, then run the same again. In a restore,
 * nothing was overwritten: what fails there before the target is touched ends as a {@link RestoreRejectedException} of the same
 * code.
 */
public final class Neo4jAdminException extends RestoreException {

    private static final long serialVersionUID = 1L;

    /** What kind of failure it is. */
    private final String code;
    /** The tool's exit code; -1 where it has none. */
    private final int exitCode;
    /** The ends of what it printed, without secrets. */
    private final String tail;

    /**
     * Makes one.
     *
     * @param code a stable word for programs, such as {@code database-in-use}
     * @param message what happened, to what, and what to do now
     * @param exitCode the tool's exit code; negative where it did not exit by itself, or was not started
     * @param tail the end of what it printed, without secrets; empty where it printed nothing
     */
    public Neo4jAdminException(String code, String message, int exitCode, String tail) {
        super(message, null, null, null);
        this.code = Objects.requireNonNull(code, "code");
        this.exitCode = exitCode;
        this.tail = Objects.requireNonNull(tail, "tail");
    }

    /** {@return a stable word for programs, such as {@code database-in-use}} */
    public String code() {
        return code;
    }

    /** {@return the tool's exit code; empty where it did not exit by itself, or was not started} */
    public OptionalInt exitCode() {
        return exitCode < 0 ? OptionalInt.empty() : OptionalInt.of(exitCode);
    }

    /** {@return the end of what it printed, without secrets; empty where it printed nothing} */
    public String tail() {
        return tail;
    }
}
