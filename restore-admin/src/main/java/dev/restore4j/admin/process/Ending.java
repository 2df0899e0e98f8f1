package dev.restore4j.admin.process;

/** How a child came to its end. */
public enum Ending {
    /** It ended by itself, or by somebody else's signal. */
    EXITED,
    /** It was ended because its time was up. */
    TIMED_OUT,
    /** It was ended because it printed more than is kept. */
    TOO_MUCH_OUTPUT
}
