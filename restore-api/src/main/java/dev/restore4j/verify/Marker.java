package dev.restore4j.verify;

/**
 * A mark in the target's present data, made just before the overwrite: when it is gone, the data was replaced; while it is
 * there, it was not. It settles by data what a status cannot tell. Thread-safe.
 */
public interface Marker {

    /** What a look found. */
    enum Sighting {
        /** The mark is there: the data is the old one. */
        THERE,
        /** The data can be read and has no such mark: it was replaced. */
        GONE,
        /** The data cannot be read. */
        UNREADABLE
    }

    /**
     * Makes the mark, and writes down where before it is committed.
     *
     * @param token unique to the operation
     * @param notes takes the place, under keys that begin with {@code marker.}
     * @throws Exception if it could not be made; nothing is submitted then. Its message is written to the journal: no secret in it
     */
    void place(String token, Notes notes) throws Exception;

    /**
     * {@return whether the mark is there}
     *
     * @param token as it was made
     * @param notes has the place
     * @throws InterruptedException if the thread was interrupted
     */
    Sighting look(String token, Notes notes) throws InterruptedException;

    /**
     * Removes the mark if it is there; idempotent.
     *
     * @param token as it was made
     * @param notes has the place
     * @throws Exception if that could not be done
     */
    void remove(String token, Notes notes) throws Exception;
}
