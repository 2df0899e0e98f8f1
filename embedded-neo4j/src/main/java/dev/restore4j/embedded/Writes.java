package dev.restore4j.embedded;

/** What becomes of writes. */
public enum Writes {
    /** They are done. */
    ACCEPTED,
    /** The database is read-only: they are refused, and reads are answered. */
    REFUSED
}
