package dev.restore4j.testkit.wire;

/**
 * How an answer reaches the client.
 *
 * @param mode what happens to it
 * @param bytes how much of the body arrives before it happens, where that matters
 */
public record Delivery(Mode mode, int bytes) {

    /** What happens to an answer. */
    public enum Mode {
        /** It arrives. */
        WHOLE,
        /** Neither headers nor body ever arrive; the connection stays open. */
        STALLED,
        /** The headers and a part of the body arrive, then nothing; the connection stays open. */
        STALLED_IN_BODY,
        /** The connection was not made: the request was not sent. */
        REFUSED,
        /** The connection is reset before an answer. */
        RESET,
        /** The headers and a part of the body arrive, then the connection ends. */
        CUT_SHORT,
        /** The body never ends. */
        ENDLESS
    }

    private static final Delivery WHOLE = new Delivery(Mode.WHOLE, 0);

    /** {@return the usual delivery} */
    public static Delivery whole() {
        return WHOLE;
    }

    /**
     * A delivery for which no part of the body matters.
     *
     * @param mode what happens
     * @return the delivery
     */
    public static Delivery of(Mode mode) {
        return new Delivery(mode, 0);
    }
}
