package dev.restore4j.spi;

/**
 * How urgent a request is, where a budget allows only some of those that wait. Compared by {@link Rank} first, then by
 * weight at the time of the choice, then by who came first.
 */
public interface Urgency {

    /** The classes of urgency, most urgent first. */
    enum Rank {
        /** A submission, and whatever is read for it after its check began: what was begun is brought to its end first. */
        SUBMISSION,
        /** The watch for the first change after a submission. It goes before new checks, so that many submissions in a row
         * do not blind those that were sent already. */
        FIRST_CHANGE,
        /** The first read of the check before a submission; the route's further reads are SUBMISSION. */
        CHECK,
        /** What a person waits for: listings, assessments. */
        INTERACTIVE,
        /** The watch for the end. It may go before new checks where it is likely to find one: see {@link #chanceAt}. */
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
     * {@return the chance that the request finds what it looks for, 0 to 1; zero where nobody knows}
     *
     * @param nanoTime the time of the choice, a reading of the time source
     */
    default double chanceAt(long nanoTime) {
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
