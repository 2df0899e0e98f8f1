package dev.restore4j.testkit.model;

import java.time.Instant;
import java.util.OptionalInt;

/**
 * When and for whom something is done.
 *
 * @param now the time
 * @param requestOrdinal of the client's request, counted from 1; empty when someone else does it
 * @param twist what a fault changes
 */
public record Cause(Instant now, OptionalInt requestOrdinal, Twist twist) {

    /**
     * A request of the client under test.
     *
     * @param now the time
     * @param requestOrdinal counted from 1
     * @param twist what a fault changes
     * @return the cause
     */
    public static Cause client(Instant now, int requestOrdinal, Twist twist) {
        return new Cause(now, OptionalInt.of(requestOrdinal), twist);
    }

    static Cause someoneElse(Instant now) {
        return new Cause(now, OptionalInt.empty(), Twist.NONE);
    }
}
