package dev.restore4j.benchmarks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Measured durations. Not thread-safe. */
final class Sample {

    private final List<Duration> values = new ArrayList<>();

    void add(Duration value) {
        values.add(value);
    }

    void addAll(Sample other) {
        values.addAll(other.values);
    }

    int size() {
        return values.size();
    }

    double meanSeconds() {
        return values.stream().mapToDouble(Sample::seconds).average().orElse(Double.NaN);
    }

    double medianMillis() {
        return medianSeconds() * 1000;
    }

    double medianSeconds() {
        return seconds(quantile(0.5));
    }

    double firstMillis() {
        return seconds(values.get(0)) * 1000;
    }

    double worstSeconds() {
        return seconds(quantile(1));
    }

    double p99Seconds() {
        return seconds(quantile(0.99));
    }

    /** The smallest value that at least this share of all values does not exceed. */
    private Duration quantile(double share) {
        if (values.isEmpty()) {
            return Duration.ZERO;
        }
        List<Duration> sorted = values.stream().sorted().toList();
        int rank = (int) Math.ceil(share * sorted.size());
        return sorted.get(Math.max(1, rank) - 1);
    }

    static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}
