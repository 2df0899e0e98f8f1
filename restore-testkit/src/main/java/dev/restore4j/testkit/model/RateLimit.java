package dev.restore4j.testkit.model;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** Counts requests by the minute. Whether the window is fixed or slides is a quirk; a refused request is not counted. */
final class RateLimit {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final int perMinute;
    private final Quirk.RateWindow window;
    private final Deque<Instant> granted = new ArrayDeque<>();
    private int refused;

    RateLimit(int perMinute, Quirk.RateWindow window) {
        this.perMinute = perMinute;
        this.window = window;
    }

    /** Counts one request. {@return how long to wait, if it was refused} */
    Optional<Duration> count(Instant now) {
        while (!granted.isEmpty() && !leavesAt(granted.getFirst()).isAfter(now)) {
            granted.removeFirst();
        }
        if (granted.size() < perMinute) {
            granted.addLast(now);
            return Optional.empty();
        }
        refused++;
        return Optional.of(granted.isEmpty() ? MINUTE : Duration.between(now, leavesAt(granted.getFirst())));
    }

    int refused() {
        return refused;
    }

    private Instant leavesAt(Instant at) {
        return switch (window) {
            case SLIDING -> at.plus(MINUTE);
            case FIXED ->
                Instant.ofEpochSecond(Math.floorDiv(at.getEpochSecond(), 60) * 60)
                        .plus(MINUTE);
        };
    }
}
