package dev.restore4j.engine;

import java.time.Duration;

/**
 * What one look adds to what the journal knows. Durations, since clocks may jump between a crash and the next start.
 *
 * @param sinceSubmission how long ago the intent was written
 * @param sinceAnswer how long ago it was known what became of the request, or that nobody knows
 * @param looks how often this process has looked, this time included
 * @param absence what is known of a target that is not found
 */
record Watch(Duration sinceSubmission, Duration sinceAnswer, int looks, Absence absence) {

    /**
     * A target that is not found.
     *
     * @param lasting for how long every look found it gone
     * @param looks how many looks in a row did
     * @param before whether this process ever saw it there
     */
    record Absence(Duration lasting, int looks, Before before) {

        static final Absence NONE = new Absence(Duration.ZERO, 0, Before.SEEN);
    }

    /** Whether a target was ever seen by this process: one that never was may be another account's. */
    enum Before {
        SEEN,
        NEVER_SEEN
    }
}
