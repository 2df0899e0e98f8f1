package dev.restore4j.aura;

/** A bearer token, told apart by identity. Its {@link #toString()} hides it. */
final class AccessToken {

    private final String value;
    private final long obtainedAt;
    private final long freshUntil;
    private final Origin origin;
    private volatile boolean letIn;

    /** Why it was asked for. */
    enum Origin {
        /** There was none, or the last one was about to expire. */
        ROUTINE,
        /** The last one was refused. */
        REFUSAL
    }

    AccessToken(String value, long obtainedAt, long freshUntil, Origin origin) {
        this.value = value;
        this.obtainedAt = obtainedAt;
        this.freshUntil = freshUntil;
        this.origin = origin;
    }

    String value() {
        return value;
    }

    boolean isFresh(long now) {
        return freshUntil - now > 0;
    }

    /** Remembers that a request with it was let in. */
    void letIn() {
        letIn = true;
    }

    /**
     * Whether it is new, was asked for because another was refused, and was never let in itself, so that one more cannot
     * help: the refusal is about permissions. Without this, each request without permission would cost a token.
     */
    boolean isSecondChance(long now, long span) {
        return origin == Origin.REFUSAL && !letIn && now - obtainedAt < span;
    }

    @Override
    public String toString() {
        return "(token)";
    }
}
