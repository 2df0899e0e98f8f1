package dev.restore4j.operation;

/** Why a restore is done. It goes to the journal and to reports. */
public enum RestoreReason {
    /** Somebody or something deleted what should have stayed. */
    ACCIDENTAL_DELETION,
    /** The data is inconsistent or wrong. */
    DATA_CORRUPTION,
    /** A migration or a schema change went wrong. */
    FAILED_MIGRATION,
    /** Somebody tampered with the data. */
    SECURITY_INCIDENT,
    /** The recovery itself is being tested. */
    DRILL,
    /** None of these; the note says what. */
    OTHER
}
