package dev.restore4j.aura.baseline;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** How much there is. Labels and types without any are left out. */
record Counts(long nodes, long relationships, SortedMap<String, Long> labels, SortedMap<String, Long> types) {

    Counts {
        labels = inUse(labels);
        types = inUse(types);
    }

    private static SortedMap<String, Long> inUse(Map<String, Long> all) {
        SortedMap<String, Long> inUse = new TreeMap<>(all);
        inUse.values().removeIf(count -> count == 0);
        return Collections.unmodifiableSortedMap(inUse);
    }
}
