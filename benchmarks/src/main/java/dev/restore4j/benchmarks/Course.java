package dev.restore4j.benchmarks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/**
 * How some restores really go, the same for everybody who watches them.
 *
 * @param watched when the watching begins, since the beginning of the world
 * @param restores in the order of their acceptance
 */
record Course(Duration watched, List<Restore> restores) {

    private static final double MEDIAN_SECONDS = 600;
    private static final double SIGMA = 0.4;
    private static final Duration SPREAD = Duration.ofMinutes(30);

    /**
     * One of them.
     *
     * @param accepted when, since the beginning of the world
     * @param takes from the acceptance to the end
     */
    record Restore(Duration accepted, Duration takes) {}

    /** Sorts by acceptance. */
    Course {
        restores = restores.stream()
                .sorted(Comparator.comparing(Restore::accepted))
                .toList();
    }

    /**
     * {@return restores that were accepted at any time of the last half hour, and all go on when the watching begins}
     *
     * @param count how many
     * @param seed of times and durations
     */
    static Course underWay(int count, long seed) {
        Random random = new Random(seed);
        List<Restore> restores = new ArrayList<>();
        while (restores.size() < count) {
            Duration age = millis(random.nextDouble() * SPREAD.toMillis());
            Duration takes = duration(random);
            if (takes.compareTo(age) > 0) {
                restores.add(new Restore(SPREAD.minus(age), takes));
            }
        }
        return new Course(SPREAD, restores);
    }

    /**
     * {@return durations that are distributed as those of {@link #underWay}}
     *
     * @param count how many
     * @param seed of the durations
     */
    static List<Duration> durations(int count, long seed) {
        Random random = new Random(seed);
        return random.ints(count).mapToObj(unused -> duration(random)).toList();
    }

    private static Duration duration(Random random) {
        return millis(1000 * MEDIAN_SECONDS * Math.exp(SIGMA * random.nextGaussian()));
    }

    private static Duration millis(double millis) {
        return Duration.ofMillis((long) millis);
    }

    static String distribution() {
        return "lognormal, median " + (int) MEDIAN_SECONDS / 60 + " min, sigma " + SIGMA;
    }
}
