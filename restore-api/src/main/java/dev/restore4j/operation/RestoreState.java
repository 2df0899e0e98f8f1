package dev.restore4j.operation;

/**
 * Where a restore stands.
 *
 * <pre>
 * PLANNED → CONFIRMED → PREPARING → CONFIRMED → SAFEGUARDING → CONFIRMED → SUBMITTING → RESTORING → VERIFYING → COMPLETED
 * CONFIRMED, PREPARING, SAFEGUARDING → REJECTED | CANCELLED               nothing was overwritten
 * SAFEGUARDING    → PREPARING                                             in another process, after a crash
 * SUBMITTING      → RESTORING | VERIFYING | COMPLETED | CONFIRMED | REJECTED | OUTCOME_UNKNOWN
 * RESTORING       → VERIFYING | COMPLETED | FAILED | OUTCOME_UNKNOWN   only reads from here on
 * VERIFYING       → COMPLETED | VERIFICATION_FAILED
 * OUTCOME_UNKNOWN → RESTORING | VERIFYING | COMPLETED | FAILED | REJECTED      by reading, or by settling
 * </pre>
 *
 * SUBMITTING falls back to CONFIRMED only with an answer that proves that the request was not accepted and that allows
 * it to be sent again; whatever holds for CONFIRMED is then checked anew. It goes to VERIFYING or COMPLETED at once only where
 * the answer was lost and the instance that the operation creates is found running under its name, or the marker is gone
 * from the target's data.
 */
public enum RestoreState {
    /** There is a plan and perhaps an assessment; the journal knows nothing of it. */
    PLANNED,
    /** The confirmation is in the journal. Nothing was sent. */
    CONFIRMED,
    /**
     * What the request needs is made, such as a dump, or is sent ahead of it. All of it can be done again, and nothing was sent
     * that overwrites anything.
     */
    PREPARING,
    /** A snapshot of the target's present data is being taken. Nothing was sent that overwrites anything. */
    SAFEGUARDING,
    /** The intent to send the one unrepeatable request is in the journal. It may have been sent. */
    SUBMITTING,
    /** The request was accepted, or its effect was seen. Only reads from here on. */
    RESTORING,
    /** The target runs again, and the plan's checks look at it. It takes a process with the plan. */
    VERIFYING,
    /** The restore ended well; the result says which proof there is. */
    COMPLETED,
    /** It is proven that nothing was sent or that what was sent was refused. */
    REJECTED,
    /** Cancelled before anything was sent. */
    CANCELLED,
    /** The restore began and Aura reports that it failed. */
    FAILED,
    /** The restore took place, and a check proved that something is not as it should be. */
    VERIFICATION_FAILED,
    /** Whether the request took effect cannot be told by reading; a person can settle it. */
    OUTCOME_UNKNOWN;

    /** {@return whether nothing will ever follow; OUTCOME_UNKNOWN is not an end, since it can be settled} */
    public boolean isEnd() {
        return this == COMPLETED
                || this == REJECTED
                || this == CANCELLED
                || this == FAILED
                || this == VERIFICATION_FAILED;
    }

    /** {@return whether it is certain that the unrepeatable request was not sent} */
    public boolean isBeforeSubmission() {
        return this == PLANNED || this == CONFIRMED || this == PREPARING || this == SAFEGUARDING;
    }
}
