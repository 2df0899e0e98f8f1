package dev.restore4j.aura.baseline;

import dev.restore4j.aura.baseline.BaselineDifference.Item;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** One comparison. Not thread-safe. */
final class Comparison {

    private final GraphBaseline expected;
    private final GraphBaseline found;
    private final Tolerances tolerances;
    private final List<Item> items = new ArrayList<>();

    Comparison(GraphBaseline expected, GraphBaseline found, Tolerances tolerances) {
        this.expected = expected;
        this.found = found;
        this.tolerances = tolerances;
    }

    BaselineDifference run() {
        if (tolerances.compares(Aspect.DATABASE) && !expected.database().equals(found.database())) {
            throw new IllegalArgumentException(
                    "The baseline is of the database '%s', and '%s' was captured; ignore DATABASE to"
                                    .formatted(expected.database(), found.database())
                            + " compare them all the same.");
        }
        total(Aspect.NODES, expected.nodes(), found.nodes(), expected.labels(), found.labels());
        total(
                Aspect.RELATIONSHIPS,
                expected.relationships(),
                found.relationships(),
                expected.relationshipTypes(),
                found.relationshipTypes());
        counts(Aspect.LABELS, expected.labels(), found.labels());
        counts(Aspect.RELATIONSHIP_TYPES, expected.relationshipTypes(), found.relationshipTypes());
        keys(expected.propertyKeys(), found.propertyKeys());
        rules(Aspect.INDEXES, expected.indexes(), found.indexes());
        rules(Aspect.CONSTRAINTS, expected.constraints(), found.constraints());
        if (tolerances.compares(Aspect.CONTENT) && expected.content().isPresent()) {
            items.addAll(content().run());
        }
        return new BaselineDifference(items);
    }

    private ContentComparison content() {
        Content wanted = expected.content().orElseThrow();
        Content there = found.content()
                .filter(wanted::isComparableWith)
                .orElseThrow(() ->
                        new IllegalArgumentException("The baseline has content that was captured with other options:"
                                + " capture with those of GraphBaseline.alike, or ignore CONTENT."));
        return new ContentComparison(wanted, there, tolerances);
    }

    private void total(
            Aspect aspect, long wanted, long there, Map<String, Long> wantedParts, Map<String, Long> thereParts) {
        if (tolerances.compares(aspect)) {
            long before = wanted - ignored(wantedParts);
            long now = there - ignored(thereParts);
            if (!tolerances.acceptsCount(before, now)) {
                items.add(new Item(aspect, "", number(before), number(now)));
            }
        }
    }

    private long ignored(Map<String, Long> parts) {
        return tolerances.ignoredNames().stream()
                .mapToLong(name -> parts.getOrDefault(name, 0L))
                .sum();
    }

    private void counts(Aspect aspect, Map<String, Long> wanted, Map<String, Long> there) {
        for (String name : names(aspect, wanted.keySet(), there.keySet())) {
            long before = wanted.getOrDefault(name, 0L);
            long now = there.getOrDefault(name, 0L);
            if (!tolerances.acceptsCount(before, now)) {
                items.add(new Item(aspect, name, number(before), number(now)));
            }
        }
    }

    private void keys(Set<String> wanted, Set<String> there) {
        for (String name : names(Aspect.PROPERTY_KEYS, wanted, there)) {
            if (wanted.contains(name) != there.contains(name)) {
                items.add(new Item(Aspect.PROPERTY_KEYS, name, known(wanted, name), known(there, name)));
            }
        }
    }

    private static String known(Set<String> names, String name) {
        return names.contains(name) ? "known" : "none";
    }

    private void rules(Aspect aspect, Map<String, String> wanted, Map<String, String> there) {
        for (String name : names(aspect, wanted.keySet(), there.keySet())) {
            String before = wanted.getOrDefault(name, "none");
            String now = there.getOrDefault(name, "none");
            if (!before.equals(now)) {
                items.add(new Item(aspect, name, before, now));
            }
        }
    }

    private Set<String> names(Aspect aspect, Set<String> wanted, Set<String> there) {
        Set<String> names = new TreeSet<>();
        if (tolerances.compares(aspect)) {
            names.addAll(wanted);
            names.addAll(there);
            names.removeIf(name -> !tolerances.comparesName(name));
        }
        return names;
    }

    static String number(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }
}
