package dev.restore4j.operation;

/** What a request to cancel came to. */
public enum Cancellation {
    /** It came in time: nothing was sent and nothing will be. */
    BEFORE_SUBMISSION,
    /** The request may have been sent already. Aura has no way to stop a restore; the operation goes on. */
    TOO_LATE
}
