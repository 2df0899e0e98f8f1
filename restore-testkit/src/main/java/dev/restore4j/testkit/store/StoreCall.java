package dev.restore4j.testkit.store;

/** What a client asks of a store. */
public enum StoreCall {
    /** Opens a session, at the one like Google's. */
    SESSION_START,
    /** Sends bytes to a session, all or some. */
    SESSION_BYTES,
    /** Asks how much a session has. */
    SESSION_POSITION,
    /** Gives a session up. */
    SESSION_CANCEL,
    /** Sends a part, to the one like Amazon's. */
    PART,
    /** Anything else: an address that nobody has signed, or another method. */
    OTHER;

    boolean sends() {
        return this == SESSION_BYTES || this == PART;
    }
}
