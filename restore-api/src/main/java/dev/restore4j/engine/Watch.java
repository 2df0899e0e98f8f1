package dev.restore4j.engine;

import dev.restore4j.verify.Marker.Sighting;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What one look adds to what the journal knows. Durations, since clocks may jump between a crash and the next start.
 *
 * @param sinceSubmission how long ago the intent was written
 * @param sinceAnswer how long ago it was known what became of the request, or that nobody knows
 * @param looks how often this process has looked, this time included
 * @param absence what is known of a target that is not found
 * @param mark what is known of the mark in the data
 */
record Watch(Duration sinceSubmission, Duration sinceAnswer, int looks, Absence absence, Mark mark) {

    /** Where no mark was made. */
    Watch(Duration sinceSubmission, Duration sinceAnswer, int looks, Absence absence) {
        this(sinceSubmission, sinceAnswer, looks, absence, Mark.NONE);
    }

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

    /**
     * The mark in the target's data.
     *
     * @param sighting whether it is there, or null where none was made
     * @param sameWord for how long the status word has been the same
     */
    record Mark(@Nullable Sighting sighting, Duration sameWord) {

        static final Mark NONE = new Mark(null, Duration.ZERO);

        /** Whether the status says what the data does not, or nobody can read the data yet. */
        boolean contradicts() {
            boolean there = sighting == Sighting.THERE || sighting == Sighting.UNREADABLE;
            return there && sameWord.compareTo(Rules.CHANGE_SPAN) < 0;
        }
    }

    /** Whether a target was ever seen by this process: one that never was may be another account's. */
    enum Before {
        SEEN,
        NEVER_SEEN
    }
}
