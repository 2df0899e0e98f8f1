package dev.restore4j.spi;

/**
 * How urgent a request is, where a budget allows only some of those that wait. Compared by {@link Rank} first, then by
 * weight at the time of the choice, then by who came first.
 */
public interface Urgency {

    /** The classes of urgency, most urgent first. */
    enum Rank {
        /** Submissions, and what must be read immediately before them. */
        SUBMISSION,
        /**
         * The watch for the first change after a submission. As urgent as a submission: whoever came first goes first, so
         * that many submissions in a row do not blind those that were sent already.
         */
        FIRST_CHANGE,
        /** What a person waits for: listings, assessments. */
        INTERACTIVE,
        /** The watch for the end. */
        WATCH
    }

    /** {@return the class} */
    Rank rank();

    /**
     * {@return the weight within the class, larger is more urgent}
     *
     * @param nanoTime the time of the choice, a reading of the time source
     */
    default double weightAt(long nanoTime) {
        return 0;
    }

    /**
     * {@return an urgency of this class}
     *
     * @param rank the class
     */
    static Urgency of(Rank rank) {
        return () -> rank;
    }
}
