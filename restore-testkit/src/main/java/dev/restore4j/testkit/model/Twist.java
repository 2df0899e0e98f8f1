package dev.restore4j.testkit.model;

import java.time.Duration;
import java.util.Optional;

/**
 * What a fault changes in the work of one request; the answer itself is as usual.
 *
 * @param stale for how long GET goes on saying what it said before, instead of what the quirks say
 * @param visibility whether polling can see it, instead of what the quirks say
 * @param dayShift how much later the days of a list of snapshots begin, instead of what the quirks say
 * @param length how long the snapshot takes that the request starts, instead of what the times say
 * @param fails whether the operation that the request starts ends in failure
 * @param loadFailure what the Console says about that failure, where it is asked
 */
public record Twist(
        Optional<Duration> stale,
        Optional<Quirk.RestoreVisibility> visibility,
        Optional<Duration> dayShift,
        Optional<Duration> length,
        boolean fails,
        Optional<LoadFailure> loadFailure) {

    /** No change. */
    public static final Twist NONE =
            new Twist(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), false, Optional.empty());

    /**
     * A longer stale answer.
     *
     * @param length for how long
     * @return the twist
     */
    public static Twist stale(Duration length) {
        return new Twist(
                Optional.of(length), Optional.empty(), Optional.empty(), Optional.empty(), false, Optional.empty());
    }

    /**
     * Another visibility.
     *
     * @param visibility which
     * @return the twist
     */
    public static Twist visibility(Quirk.RestoreVisibility visibility) {
        return new Twist(
                Optional.empty(), Optional.of(visibility), Optional.empty(), Optional.empty(), false, Optional.empty());
    }

    /**
     * Another border of days.
     *
     * @param shift how much later than UTC
     * @return the twist
     */
    public static Twist dayShift(Duration shift) {
        return new Twist(
                Optional.empty(), Optional.empty(), Optional.of(shift), Optional.empty(), false, Optional.empty());
    }

    /**
     * Another length of a snapshot.
     *
     * @param length from its acceptance to its end
     * @return the twist
     */
    public static Twist length(Duration length) {
        return new Twist(
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(length), false, Optional.empty());
    }

    /** {@return an operation that ends in failure} */
    public static Twist failure() {
        return new Twist(
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), true, Optional.empty());
    }

    /**
     * An import that ends in failure.
     *
     * @param failure what the Console says about it
     * @return the twist
     */
    public static Twist failure(LoadFailure failure) {
        return new Twist(
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), true, Optional.of(failure));
    }
}
