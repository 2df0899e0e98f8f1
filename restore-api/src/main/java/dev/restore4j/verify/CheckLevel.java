package dev.restore4j.verify;

/** How much is looked at; each level includes those before it. */
public enum CheckLevel {
    /** Seconds, whatever the size: it can be reached and is not empty. */
    QUICK,
    /** What decides whether traffic may go there: counts, schema, queries, a write. */
    STANDARD,
    /** What may take long or needs more access: samples of content, users, metrics. */
    FULL;

    /**
     * {@return whether this level includes another}
     *
     * @param other the other
     */
    public boolean includes(CheckLevel other) {
        return compareTo(other) >= 0;
    }
}
