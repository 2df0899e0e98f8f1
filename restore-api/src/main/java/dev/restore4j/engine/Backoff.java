package dev.restore4j.engine;

import java.time.Duration;

/** How long to wait after failures in a row: 2 s, doubling, up to a limit. */
final class Backoff {

    private static final Duration PATIENT = Duration.ofMinutes(1);

    /** While a change is awaited that may be over soon: who misses it can never tell what happened. */
    private static final Duration WATCHFUL = Duration.ofSeconds(8);

    private Backoff() {}

    static Duration after(int failures) {
        return after(failures, PATIENT);
    }

    static Duration whileLooking(int failures, Standing standing) {
        return after(failures, standing.submission().changeSeenAt() == null ? WATCHFUL : PATIENT);
    }

    private static Duration after(int failures, Duration limit) {
        Duration grown = Duration.ofSeconds(1L << Math.min(6, Math.max(1, failures)));
        return grown.compareTo(limit) > 0 ? limit : grown;
    }
}
