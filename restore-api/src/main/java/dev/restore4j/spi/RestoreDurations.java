package dev.restore4j.spi;

import java.time.Duration;

/**
 * How long restores take, as far as this client has seen: the logarithms of their durations are taken as normally
 * distributed, starting from a wide guess around ten minutes and moving to what was observed.
 *
 * <p>It decides which of many waiting operations is looked at first, and feeds the estimated progress. Nothing that is
 * safe depends on it. Thread-safe.
 */
public final class RestoreDurations {

    // the guess counts as this many observations; Neo4j's own tools say "minutes to hours"
    private static final double GUESS_COUNT = 3;
    private static final double GUESS_MEAN = Math.log(600);
    private static final double GUESS_VARIANCE = 1.0;

    private double count = GUESS_COUNT;
    private double mean = GUESS_MEAN;
    private double squares = GUESS_COUNT * GUESS_VARIANCE;

    /** Starts from the guess. */
    public RestoreDurations() {}

    /**
     * Learns from a restore that was watched to its end.
     *
     * @param duration from the submission to the end
     */
    public synchronized void learn(Duration duration) {
        double value = Math.log(Math.max(1, duration.toMillis() / 1000.0));
        count++;
        double delta = value - mean;
        mean += delta / count;
        squares += delta * (value - mean);
    }

    /**
     * {@return the share of restores that end within a time, 0 to 1}
     *
     * @param seconds the time since the submission
     */
    public double endedWithin(double seconds) {
        if (seconds <= 0) {
            return 0;
        }
        double center;
        double deviation;
        synchronized (this) {
            center = mean;
            deviation = Math.sqrt(squares / count);
        }
        return normal((Math.log(seconds) - center) / Math.max(deviation, 0.05));
    }

    /**
     * {@return the chance that a restore which was still going on at the last look has ended since, 0 to 1}
     *
     * @param lastSeconds the time of the last look, since the submission
     * @param nowSeconds the time now, since the submission
     */
    public double endedSince(double lastSeconds, double nowSeconds) {
        double before = endedWithin(lastSeconds);
        double left = Math.max(1e-9, 1 - before);
        return Math.max(0, endedWithin(nowSeconds) - before) / left;
    }

    /**
     * {@return how much a look is worth: the chance that it finds the end, times how long nobody has looked. The chance alone
     * would leave those that take long unwatched.}
     *
     * @param lastSeconds the time of the last look, since the submission
     * @param nowSeconds the time now, since the submission
     */
    public double weight(double lastSeconds, double nowSeconds) {
        return endedSince(lastSeconds, nowSeconds) * Math.max(0, nowSeconds - lastSeconds);
    }

    /** The standard normal distribution, by the logistic curve nearest to it (off by less than 0.01). */
    private static double normal(double z) {
        return 1 / (1 + Math.exp(-1.702 * z));
    }
}
