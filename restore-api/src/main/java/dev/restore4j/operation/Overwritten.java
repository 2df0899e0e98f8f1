package dev.restore4j.operation;

/** Whether the target's data was replaced, as far as it is known. Every result and every error of a restore says it. */
public enum Overwritten {
    /** It is proven that the data is untouched by this operation. */
    NO,
    /** The data was replaced, or its replacement was seen to begin. */
    YES,
    /** It may have been replaced. Treat it as replaced until somebody has looked. */
    UNKNOWN
}
