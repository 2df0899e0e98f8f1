package dev.restore4j.verify;

/** Where a check looks. */
public enum CheckPlace {
    /** Where the restore went: it asks its context. */
    TARGET,
    /** At a place of its own, such as a fixed address, wherever the restore went. In a rehearsal that is the wrong place. */
    FIXED
}
