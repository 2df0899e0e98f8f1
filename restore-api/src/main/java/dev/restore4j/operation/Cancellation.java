package dev.restore4j.operation;

/** What a request to cancel came to. */
public enum Cancellation {
    /** It came in time: nothing was sent and nothing will be. */
    BEFORE_SUBMISSION,
    /**
     * It came too late. The request may have been sent already: Aura has no way to stop a restore, and the operation goes on. Or
     * the operation has ended otherwise, and a program that is started again may begin another.
     */
    TOO_LATE
}
