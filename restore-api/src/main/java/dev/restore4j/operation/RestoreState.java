package dev.restore4j.operation;

/**
 * Where a restore stands.
 *
 * <pre>
 * PLANNED → CONFIRMED → SUBMITTING → RESTORING → COMPLETED
 * CONFIRMED       → REJECTED | CANCELLED                          nothing was overwritten
 * SUBMITTING      → RESTORING | COMPLETED | CONFIRMED | REJECTED | OUTCOME_UNKNOWN
 * RESTORING       → COMPLETED | FAILED | OUTCOME_UNKNOWN           only reads from here on
 * OUTCOME_UNKNOWN → RESTORING | COMPLETED | FAILED | REJECTED      by reading, or by settling
 * </pre>
 *
 * SUBMITTING falls back to CONFIRMED only with an answer that proves that the request was not accepted and that allows
 * it to be sent again; whatever holds for CONFIRMED is then checked anew. It goes to COMPLETED at once only where the answer
 * was lost and the instance that the operation creates is found running under its name.
 */
public enum RestoreState {
    /** There is a plan and perhaps an assessment; the journal knows nothing of it. */
    PLANNED,
    /** The confirmation is in the journal. Nothing was sent. */
    CONFIRMED,
    /** The intent to send the one unrepeatable request is in the journal. It may have been sent. */
    SUBMITTING,
    /** The request was accepted, or its effect was seen. Only reads from here on. */
    RESTORING,
    /** The restore ended well; the result says which proof there is. */
    COMPLETED,
    /** It is proven that nothing was sent or that what was sent was refused. */
    REJECTED,
    /** Cancelled before anything was sent. */
    CANCELLED,
    /** The restore began and Aura reports that it failed. */
    FAILED,
    /** Whether the request took effect cannot be told by reading; a person can settle it. */
    OUTCOME_UNKNOWN;

    /** {@return whether nothing will ever follow; OUTCOME_UNKNOWN is not an end, since it can be settled} */
    public boolean isEnd() {
        return this == COMPLETED || this == REJECTED || this == CANCELLED || this == FAILED;
    }

    /** {@return whether it is certain that the unrepeatable request was not sent} */
    public boolean isBeforeSubmission() {
        return this == PLANNED || this == CONFIRMED;
    }
}
