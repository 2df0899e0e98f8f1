package dev.restore4j.aura.baseline;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Hashes of content, independent of internal ids.
 *
 * @param perLabel how large a sample is
 * @param only the labels that were asked for; empty means all
 * @param labels by label; nodes without one are under the empty name
 */
record Content(int perLabel, SortedSet<String> only, SortedMap<String, OfLabel> labels) {

    Content {
        only = Collections.unmodifiableSortedSet(new TreeSet<>(only));
        labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
    }

    boolean isComparableWith(Content other) {
        return perLabel == other.perLabel && only.equals(other.only);
    }

    /**
     * Of the nodes of one label.
     *
     * @param sum of the hashes of them all: labels and properties
     * @param sample those with the smallest hashes
     */
    record OfLabel(String sum, List<Sampled> sample) {

        OfLabel {
            sample = List.copyOf(sample);
        }
    }

    /**
     * Nodes that are equal in labels and properties; mostly one.
     *
     * @param hash of labels and properties
     * @param nodes how many are equal
     * @param surroundings of their relationships and neighbours; empty where too many are equal
     */
    record Sampled(String hash, long nodes, String surroundings) {}
}
