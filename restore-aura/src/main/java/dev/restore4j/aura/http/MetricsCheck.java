package dev.restore4j.aura.http;

import dev.restore4j.error.RestoreException;
import dev.restore4j.error.UnavailableException;
import dev.restore4j.verify.Check;
import dev.restore4j.verify.CheckContext;
import dev.restore4j.verify.CheckLevel;
import dev.restore4j.verify.CheckSubject;
import dev.restore4j.verify.Verdict;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Looks whether the restored instance reports its metrics, so that whoever watches it sees it again. Made by
 * {@link dev.restore4j.aura.AuraClient#metrics()}.
 *
 * <p>The text must contain samples whose label {@code instance_id} is the instance's, and among them the metric
 * {@code neo4j_dbms_vm_heap_used_ratio} with a number. Both are documented ("Customer Metrics Integration": the label is set on
 * every metric; the metric is "Heap Used" of its reference). Which metrics come back first after a restore is not: what is
 * missing is looked for again while there is time.
 *
 * <p>Its subject is {@link CheckSubject#SERVICE}, its level FULL. Immutable: each method returns another.
 */
public final class MetricsCheck implements Check {

    private static final String HEAP = "neo4j_dbms_vm_heap_used_ratio";
    private static final String TARGET = "aura:";

    private final MetricsSource source;
    private final List<String> metrics;

    private MetricsCheck(MetricsSource source, List<String> metrics) {
        this.source = source;
        this.metrics = metrics;
    }

    /**
     * {@return a check of what comes from this source}
     *
     * @param source where from
     */
    public static MetricsCheck over(MetricsSource source) {
        return new MetricsCheck(source, List.of(HEAP));
    }

    /**
     * Adds a metric that must be there, with a number.
     *
     * @param metric such as {@code neo4j_database_count_node}
     * @return the changed check
     */
    public MetricsCheck containing(String metric) {
        List<String> more = new ArrayList<>(metrics);
        more.add(metric);
        return new MetricsCheck(source, List.copyOf(more));
    }

    @Override
    public String name() {
        return "metrics are reported";
    }

    @Override
    public CheckLevel level() {
        return CheckLevel.FULL;
    }

    @Override
    public CheckSubject subject() {
        return CheckSubject.SERVICE;
    }

    @Override
    public Verdict look(CheckContext context) throws InterruptedException {
        if (!context.target().startsWith(TARGET)) {
            return Verdict.inconclusive("The restored target is no instance of Aura: it has no such metrics.");
        }
        if (context.left().isZero() || context.left().isNegative()) {
            return Verdict.inconclusive("There was no time left to ask. Give the verification more.");
        }
        try {
            return verdict(context.target().substring(TARGET.length()), source.fetch(context));
        } catch (UnavailableException e) {
            return Verdict.inconclusive(String.valueOf(e.getMessage())).orLater();
        } catch (RestoreException e) {
            return Verdict.inconclusive(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            return Verdict.failed("The metrics are not served.", String.valueOf(e.getMessage()))
                    .orLater();
        }
    }

    private Verdict verdict(String instance, String text) {
        MetricsText read = MetricsText.of(text);
        if (read.isEmpty()) {
            return Verdict.failed("What the metrics endpoint answered holds no metric.", text.length() + " characters")
                    .orLater();
        }
        MetricsText own = read.ofInstance(instance);
        String seen = own.size() + " of " + read.size() + " samples are of instance " + instance;
        if (own.isEmpty()) {
            return Verdict.failed("The metrics endpoint reports nothing of the instance.", seen)
                    .orLater();
        }
        for (String metric : metrics) {
            OptionalDouble value = own.value(metric);
            if (value.isEmpty()) {
                return Verdict.failed("The instance does not report " + metric + ".", seen)
                        .orLater();
            }
            seen += ", " + metric + " = " + value.getAsDouble();
        }
        return Verdict.passed(seen);
    }

    /** {@return the name} */
    @Override
    public String toString() {
        return name();
    }
}
