package dev.restore4j.aura.baseline;

import dev.restore4j.aura.baseline.Content.OfLabel;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.neo4j.driver.Record;
import org.neo4j.driver.Result;
import org.neo4j.driver.Transaction;

/** Reads every node once, and keeps for each label a sum and the nodes with the smallest hashes. */
final class ContentScan {

    private final Transaction transaction;
    private final BaselineOptions options;
    private final Canonical canonical = new Canonical();
    private final Map<String, LabelSample> samples = new TreeMap<>();

    ContentScan(Transaction transaction, BaselineOptions options) {
        this.transaction = transaction;
        this.options = options;
    }

    Content read() {
        Result nodes = transaction.run(
                "MATCH (n%s) RETURN elementId(n) AS id, labels(n) AS labels, properties(n) AS properties"
                        .formatted(filter()));
        while (nodes.hasNext()) {
            Record row = nodes.next();
            List<String> labels = row.get("labels").asList(label -> label.asString());
            ContentHash hash = canonical.ofNode(labels, row.get("properties").asMap());
            String id = row.get("id").asString();
            for (String label : labels.isEmpty() ? List.of("") : labels) {
                if (options.only().isEmpty() || options.only().contains(label)) {
                    samples.computeIfAbsent(label, ignored -> new LabelSample(options.samples()))
                            .add(hash, id);
                }
            }
        }
        Set<String> ids = new LinkedHashSet<>();
        samples.values().forEach(sample -> ids.addAll(sample.ids()));
        Map<String, ContentHash> surroundings = new Surroundings(transaction, canonical).of(new ArrayList<>(ids));
        SortedMap<String, OfLabel> labels = new TreeMap<>();
        samples.forEach((label, sample) -> labels.put(label, sample.with(surroundings)));
        return new Content(options.samples(), options.only(), labels);
    }

    private String filter() {
        return options.only().isEmpty()
                ? ""
                : options.only().stream().map(CountStore::quoted).collect(Collectors.joining("|", ":", ""));
    }
}
