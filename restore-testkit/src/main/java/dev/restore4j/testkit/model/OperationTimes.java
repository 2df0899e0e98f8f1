package dev.restore4j.testkit.model;

import java.time.Duration;

/**
 * How long operations take. Aura states nothing: "larger quantities of data will take longer".
 *
 * <p>A client sees a restore only if it looks while the restore lasts, and it looks every 2 to 4 seconds of its own time. Over
 * HTTP keep durations well above 2 seconds of the client's time, or the restore ends unseen and its outcome is unknown. Where
 * client and fake share a {@link dev.restore4j.testkit.time.ScaledTime}, the client's time-outs are scaled too: see there.
 */
@FunctionalInterface
public interface OperationTimes {

    /**
     * How long one operation takes.
     *
     * @param kind what is done
     * @param gigabytes the instance's memory
     * @param draw from 0 to just under 1, another for each operation, the same for the same seed
     * @return the time from the request's acceptance to its end
     */
    Duration of(OperationKind kind, int gigabytes, double draw);

    /** {@return minutes that grow with the instance and vary by a half: for 8 GB a restore of 4 to 6 minutes} */
    static OperationTimes typical() {
        return (kind, gigabytes, draw) -> {
            double seconds = switch (kind) {
                case RESTORE, OVERWRITE, IMPORT -> 160 + 10.0 * gigabytes;
                case CREATE -> 150 + 2.0 * gigabytes;
                case SNAPSHOT -> 50 + 4.0 * gigabytes;
                case PAUSE, RESUME -> 90 + 3.0 * gigabytes;
                case RESIZE -> 240 + 2.0 * gigabytes;
                case DELETE -> 60;
            };
            return Duration.ofMillis((long) (seconds * (1 + draw / 2) * 1000));
        };
    }

    /**
     * The same time for everything.
     *
     * @param duration how long
     * @return the model
     */
    static OperationTimes fixed(Duration duration) {
        return (kind, gigabytes, draw) -> duration;
    }
}
