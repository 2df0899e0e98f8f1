package dev.restore4j.aura.backup;

/** How much of a database a file holds. */
public enum BackupExtent {

    /** All of it. */
    FULL,

    /** What changed since an earlier backup. Nobody can restore from it alone, and Aura takes none. */
    DIFFERENTIAL
}
