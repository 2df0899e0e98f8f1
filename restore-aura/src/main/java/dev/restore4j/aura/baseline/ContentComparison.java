package dev.restore4j.aura.baseline;

import dev.restore4j.aura.baseline.BaselineDifference.Item;
import dev.restore4j.aura.baseline.Content.OfLabel;
import dev.restore4j.aura.baseline.Content.Sampled;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Compares hashes label by label. */
final class ContentComparison {

    private static final OfLabel NONE = new OfLabel(ContentHash.ZERO.toString(), List.of());

    private final Content expected;
    private final Content found;
    private final Tolerances tolerances;

    ContentComparison(Content expected, Content found, Tolerances tolerances) {
        this.expected = expected;
        this.found = found;
        this.tolerances = tolerances;
    }

    List<Item> run() {
        Set<String> labels = new TreeSet<>(expected.labels().keySet());
        labels.addAll(found.labels().keySet());
        labels.removeIf(label -> !tolerances.comparesName(label));
        List<Item> items = new ArrayList<>();
        for (String label : labels) {
            OfLabel wanted = expected.labels().getOrDefault(label, NONE);
            OfLabel there = found.labels().getOrDefault(label, NONE);
            Set<Sampled> missing = new HashSet<>(wanted.sample());
            missing.removeAll(new HashSet<>(there.sample()));
            int sampled = wanted.sample().size();
            boolean sumCounts = tolerances.wantsAllContent() && !wanted.sum().equals(there.sum());
            if (sumCounts || !tolerances.acceptsMissing(missing.size(), sampled)) {
                items.add(new Item(
                        Aspect.CONTENT,
                        label,
                        text(wanted, sampled, sampled),
                        text(there, sampled - missing.size(), sampled)));
            }
        }
        return items;
    }

    private static String text(OfLabel content, long unchanged, long sampled) {
        return "%,d of %,d samples and checksum %s"
                .formatted(unchanged, sampled, content.sum().substring(0, 8));
    }
}
