package dev.restore4j.operation;

/** How it is known that the restore took place. Status words prove that something happened, not that the data is right. */
public enum Proof {
    /** Aura accepted the request, then the target was seen in another state than running, then running. */
    ACCEPTED_AND_SEEN,
    /**
     * The answer to the request was lost; the target was then seen restoring, and running afterwards. Another person's
     * restore of the same target at the same time would look the same.
     */
    SEEN_ONLY,
    /** The instance that the operation creates exists, under the operation's own name, and runs. */
    FOUND_BY_NAME,
    /**
     * The marker that was in the target's data right before the request is gone: the data was replaced. Another person's restore of
     * the same target at the same time would look the same.
     */
    MARKER_GONE,
    /** A person said so with {@code settle}. */
    ATTESTED
}
