package dev.restore4j.aura.upload;

import dev.restore4j.error.UnavailableException;
import dev.restore4j.time.TimeSource;
import java.time.Duration;

/**
 * How often and when something is tried again: ten times in a row, with 1, 2, 4 … 60 seconds between, four minutes in all. Whatever
 * gets further begins at the first again. A service that wants a longer pause is left alone: whoever called waits, and not at the bench.
 */
final class Tries {

    static final int MOST = 10;

    /** The longest that is waited because a service says so. */
    static final Duration LONGEST_ASKED = Duration.ofSeconds(30);

    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private final TimeSource time;
    private int failures;

    Tries(TimeSource time) {
        this.time = time;
    }

    /** It got further. */
    void gotFurther() {
        failures = 0;
    }

    /** Waits until it may be tried again, or throws the error where it was tried often enough. */
    void awaitNext(UnavailableException error) throws InterruptedException {
        failures++;
        if (failures >= MOST || isForLater(error)) {
            throw error;
        }
        time.sleep(pause(failures, error.retryAfter().orElse(Duration.ZERO)));
    }

    /** {@return whether the service wants to be left alone for longer than is waited here} */
    static boolean isForLater(UnavailableException error) {
        return error.retryAfter().orElse(Duration.ZERO).compareTo(LONGEST_ASKED) > 0;
    }

    /** {@return how long to wait after so many failures in a row; longer where the service says so} */
    static Duration pause(int failures, Duration asked) {
        Duration own = FIRST.multipliedBy(1L << Math.min(failures - 1, 6));
        Duration capped = own.compareTo(LONGEST) > 0 ? LONGEST : own;
        return asked.compareTo(capped) > 0 ? asked : capped;
    }
}
