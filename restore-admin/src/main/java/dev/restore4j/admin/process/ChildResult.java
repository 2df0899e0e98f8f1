package dev.restore4j.admin.process;

import java.time.Duration;

/**
 * What came of a child.
 *
 * @param ending how it ended
 * @param exitCode its exit code, 128 and more for a signal
 * @param output the end of its standard output, without secrets
 * @param errors the end of its standard error, without secrets
 * @param took how long it ran
 */
public record ChildResult(Ending ending, int exitCode, String output, String errors, Duration took) {

    /** {@return the end of both streams, errors last} */
    public String tail() {
        return output.isEmpty() || errors.isEmpty() ? output + errors : output + "\n" + errors;
    }
}
