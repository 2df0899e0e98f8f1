package dev.restore4j.testkit.crash;

/** What a program feels that is killed. It is an error, so that what handles exceptions does not handle it. */
public final class Crash extends Error {

    private static final long serialVersionUID = 1L;

    /** Where it was. */
    private final String boundary;

    Crash(String boundary) {
        super("killed " + boundary, null, false, false);
        this.boundary = boundary;
    }

    /** {@return where it was, such as {@code before writing submitting}} */
    public String boundary() {
        return boundary;
    }
}
