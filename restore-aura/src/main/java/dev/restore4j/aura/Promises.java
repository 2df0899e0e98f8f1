package dev.restore4j.aura;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Places that are kept for the end of what was begun: a check is three or four requests that belong together, the last of
 * which is the submission, and is worth nothing if that has to wait for a minute behind others. What is not used within ten
 * seconds is given up: most checks need one less, and some end early. Guarded by the budget's lock.
 */
final class Promises {

    /** What follows the first read of a check, at most. */
    static final int FOLLOWERS = 3;

    static final Duration SPAN = Duration.ofSeconds(10);

    private final Deque<Long> ends = new ArrayDeque<>();

    void give(long now) {
        for (int i = 0; i < FOLLOWERS; i++) {
            ends.addLast(now + SPAN.toNanos());
        }
    }

    /** One of those that were begun goes on. */
    void use() {
        ends.pollFirst();
    }

    void forgetOld(long now) {
        while (!ends.isEmpty() && ends.getFirst() - now <= 0) {
            ends.removeFirst();
        }
    }

    int count() {
        return ends.size();
    }

    /** {@return when the first of them ends, or {@code never} where there is none} */
    long firstEnd(long never) {
        return ends.isEmpty() ? never : ends.getFirst();
    }
}
