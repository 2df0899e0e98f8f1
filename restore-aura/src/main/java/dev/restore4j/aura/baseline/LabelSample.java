package dev.restore4j.aura.baseline;

import dev.restore4j.aura.baseline.Content.OfLabel;
import dev.restore4j.aura.baseline.Content.Sampled;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The nodes of one label with the smallest hashes: the same ones in whichever order they come. Equal nodes are one, since
 * nothing but their ids would decide among them.
 */
final class LabelSample {

    private static final int EQUAL_NODES = 8;

    private final int size;
    private final TreeMap<ContentHash, Equals> smallest = new TreeMap<>();
    private ContentHash sum = ContentHash.ZERO;

    LabelSample(int size) {
        this.size = size;
    }

    private static final class Equals {

        private long nodes;
        private final List<String> ids = new ArrayList<>(1);

        void add(String id) {
            nodes++;
            if (ids.size() < EQUAL_NODES) {
                ids.add(id);
            }
        }

        boolean isComplete() {
            return nodes == ids.size();
        }
    }

    void add(ContentHash hash, String id) {
        sum = sum.plus(hash);
        if (smallest.size() == size && hash.compareTo(smallest.lastKey()) > 0) {
            return;
        }
        smallest.computeIfAbsent(hash, ignored -> new Equals()).add(id);
        if (smallest.size() > size) {
            smallest.pollLastEntry();
        }
    }

    /** {@return the nodes whose surroundings are wanted} */
    List<String> ids() {
        return smallest.values().stream()
                .filter(Equals::isComplete)
                .flatMap(equals -> equals.ids.stream())
                .toList();
    }

    OfLabel with(Map<String, ContentHash> surroundings) {
        List<Sampled> sample = new ArrayList<>(smallest.size());
        smallest.forEach((hash, equals) -> {
            String around = "";
            if (equals.isComplete()) {
                around = equals.ids.stream()
                        .map(id -> surroundings.getOrDefault(id, ContentHash.ZERO))
                        .reduce(ContentHash.ZERO, ContentHash::plus)
                        .toString();
            }
            sample.add(new Sampled(hash.toString(), equals.nodes, around));
        });
        return new OfLabel(sum.toString(), sample);
    }
}
