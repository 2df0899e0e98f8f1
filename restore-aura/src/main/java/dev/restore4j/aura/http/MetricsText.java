package dev.restore4j.aura.http;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Metrics in the text format of Prometheus or OpenMetrics, as far as a check needs it: lines that are no samples are left out.
 *
 * @param samples in the order of the text
 */
record MetricsText(List<Sample> samples) {

    private static final Pattern SAMPLE =
            Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(\\{[^\\n]*})?[ \\t]+([^ \\t]+)([ \\t].*)?");
    private static final Pattern INSTANCE = Pattern.compile("[{,]\\s*instance_id=\"([^\"]*)\"");

    /**
     * One line.
     *
     * @param metric its name
     * @param instance what its label {@code instance_id} says, or empty
     * @param value a number
     */
    record Sample(String metric, String instance, double value) {}

    static MetricsText of(String text) {
        return new MetricsText(
                text.lines().map(MetricsText::sample).flatMap(Optional::stream).toList());
    }

    private static Optional<Sample> sample(String line) {
        Matcher matcher = SAMPLE.matcher(line.trim());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        Matcher label = INSTANCE.matcher(matcher.group(2) == null ? "" : matcher.group(2));
        try {
            double value = Double.parseDouble(matcher.group(3));
            return Optional.of(new Sample(matcher.group(1), label.find() ? label.group(1) : "", value));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    boolean isEmpty() {
        return samples.isEmpty();
    }

    int size() {
        return samples.size();
    }

    MetricsText ofInstance(String id) {
        return new MetricsText(samples.stream()
                .filter(sample -> sample.instance().equalsIgnoreCase(id))
                .toList());
    }

    /** {@return a number that a metric has; empty where it has none} */
    OptionalDouble value(String metric) {
        return samples.stream()
                .filter(sample -> sample.metric().equals(metric) && Double.isFinite(sample.value()))
                .mapToDouble(Sample::value)
                .findFirst();
    }
}
