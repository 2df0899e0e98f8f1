package dev.restore4j.operation;

import java.time.Duration;

/** Durations as people write them. */
public final class Durations {

    private Durations() {}

    /**
     * {@return the two largest units of a duration, such as "4 h 0 min", "2 min 30 s" or "0 s"}
     *
     * @param duration any duration; a negative one is written with a leading minus
     */
    public static String text(Duration duration) {
        if (duration.isNegative()) {
            return "-" + text(duration.negated());
        }
        if (duration.toDays() > 0) {
            return duration.toDays() + " d " + duration.toHoursPart() + " h";
        }
        if (duration.toHours() > 0) {
            return duration.toHours() + " h " + duration.toMinutesPart() + " min";
        }
        if (duration.toMinutes() > 0) {
            return duration.toMinutes() + " min " + duration.toSecondsPart() + " s";
        }
        return duration.toSeconds() + " s";
    }
}
