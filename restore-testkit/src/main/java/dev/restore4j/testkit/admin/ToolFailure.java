package dev.restore4j.testkit.admin;

import java.util.Optional;

/** The end of a run: an exit code, and what is said. */
@SuppressWarnings("serial") // it never leaves its process
final class ToolFailure extends RuntimeException {

    static final int FAILED = 1;
    static final int UNKNOWN_COMMAND = 2;
    static final int USAGE = 64;
    static final int SOFTWARE = 70;
    static final int NO_PERMISSION = 77;

    /**
     * A reason in the words of both lines: the newer one adds what is behind it.
     *
     * @param older what 5.26 says
     * @param newer what 2026 says
     * @param cause what 2026 adds below, if anything
     */
    record Reason(String older, String newer, Optional<String> cause) {

        static Reason of(String text) {
            return new Reason(text, text, Optional.empty());
        }

        Reason because(String text) {
            return new Reason(older, newer, Optional.of(text));
        }

        /** {@return with other words in 2026} */
        Reason newer(String text) {
            return new Reason(older, text, cause);
        }

        String in(AdminLine line) {
            return line == AdminLine.V5
                    ? older
                    : newer + cause.map(text -> "\n\n" + text).orElse("");
        }

        /** {@return as a part of another message} */
        String within(AdminLine line) {
            return line == AdminLine.V5 ? older : in(line) + "\n";
        }
    }

    private final int exitCode;
    private final Reason reason;
    private final boolean wrapped;

    private ToolFailure(int exitCode, Reason reason, boolean wrapped) {
        super(reason.older());
        this.exitCode = exitCode;
        this.reason = reason;
        this.wrapped = wrapped;
    }

    /** A command that failed: the reason is set off in the way of the line. */
    static ToolFailure of(int exitCode, Reason reason) {
        return new ToolFailure(exitCode, reason, true);
    }

    static ToolFailure of(String reason) {
        return of(FAILED, Reason.of(reason));
    }

    /** Only that text, as after a wrong usage. */
    static ToolFailure plain(int exitCode, String text) {
        return new ToolFailure(exitCode, Reason.of(text), false);
    }

    int exitCode() {
        return exitCode;
    }

    boolean isWrapped() {
        return wrapped;
    }

    String text(AdminLine line) {
        return reason.in(line);
    }
}
