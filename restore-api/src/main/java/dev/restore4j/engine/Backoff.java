package dev.restore4j.engine;

import java.time.Duration;

/** How long to wait after failures in a row: 2 s, doubling, at most a minute. */
final class Backoff {

    private Backoff() {}

    static Duration after(int failures) {
        return Duration.ofSeconds(Math.min(60, 1L << Math.min(6, Math.max(1, failures))));
    }
}
