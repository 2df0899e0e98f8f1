package dev.restore4j.verify;

/** What a failed check speaks of. */
public enum CheckSubject {
    /** The restored data is not what it should be. A rollback may help. */
    DATA,
    /** The database or something around it does not serve: read-only, unreachable, an integration. A rollback is no help. */
    SERVICE
}
