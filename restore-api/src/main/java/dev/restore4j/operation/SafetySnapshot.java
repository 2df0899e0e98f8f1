package dev.restore4j.operation;

import java.time.Duration;
import java.util.Objects;

/**
 * How the target's present data is kept before it is overwritten: by a snapshot on demand, which is waited for.
 *
 * @param limit how long to wait for it; longer than zero, at most 24 hours. The confirmation is valid that much longer
 * @param otherwise what to do where there is none by then, or where Aura refuses it
 */
public record SafetySnapshot(Duration limit, Otherwise otherwise) {

    /** What to do without a safety snapshot. */
    public enum Otherwise {
        /** Overwrite nevertheless; the result says that there is no way back. */
        GO_ON,
        /** Overwrite nothing. */
        STOP
    }

    /**
     * Checks the limit.
     *
     * @param limit how long to wait for it; longer than zero, at most 24 hours. The confirmation is valid that much longer
     * @param otherwise what to do where there is none by then, or where Aura refuses it
     */
    public SafetySnapshot {
        Objects.requireNonNull(otherwise, "otherwise");
        if (limit.isNegative() || limit.isZero() || limit.compareTo(Duration.ofHours(24)) > 0) {
            throw new IllegalArgumentException(
                    "A safety snapshot is waited for longer than zero and at most 24 hours, not " + limit + ".");
        }
    }

    /**
     * {@return one that is waited for so long, and gone without where there is none by then}
     *
     * @param limit longer than zero, at most 24 hours
     */
    public static SafetySnapshot within(Duration limit) {
        return new SafetySnapshot(limit, Otherwise.GO_ON);
    }

    /** {@return one without which nothing is overwritten; it is waited for up to an hour} */
    public static SafetySnapshot required() {
        return within(Duration.ofHours(1)).orStop();
    }

    /** {@return the same, without which nothing is overwritten} */
    public SafetySnapshot orStop() {
        return new SafetySnapshot(limit, Otherwise.STOP);
    }
}
