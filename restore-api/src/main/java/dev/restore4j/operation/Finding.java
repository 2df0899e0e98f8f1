package dev.restore4j.operation;

import java.util.Objects;

/**
 * Something that the assessment found.
 *
 * @param severity whether it stops the restore
 * @param code a stable word for programs, such as {@code target-not-running}
 * @param message a sentence for people: what, where, and what to do now
 */
public record Finding(Severity severity, String code, String message) {

    /** How much a finding weighs. */
    public enum Severity {
        /** The restore cannot be confirmed while this holds. */
        BLOCKING,
        /** Somebody should know this before confirming. */
        WARNING
    }

    /**
     * Checks that nothing is null.
     *
     * @param severity whether it stops the restore
     * @param code a stable word for programs, such as {@code target-not-running}
     * @param message a sentence for people: what, where, and what to do now
     */
    public Finding {
        Objects.requireNonNull(severity, "severity");
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(message, "message");
    }

    /**
     * {@return a finding that stops the restore}
     *
     * @param code a stable word for programs
     * @param message a sentence for people
     */
    public static Finding blocking(String code, String message) {
        return new Finding(Severity.BLOCKING, code, message);
    }

    /**
     * {@return a finding that stops nothing}
     *
     * @param code a stable word for programs
     * @param message a sentence for people
     */
    public static Finding warning(String code, String message) {
        return new Finding(Severity.WARNING, code, message);
    }

    /** {@return whether it stops the restore} */
    public boolean isBlocking() {
        return severity == Severity.BLOCKING;
    }

    @Override
    public String toString() {
        return severity + " " + code + ": " + message;
    }
}
