package dev.restore4j.aura.baseline;

import java.util.List;
import java.util.stream.Collectors;

/** What was found to differ from a baseline. Immutable. */
public final class BaselineDifference {

    private final List<Item> items;

    BaselineDifference(List<Item> items) {
        this.items = List.copyOf(items);
    }

    /**
     * One thing that differs.
     *
     * @param aspect of what kind
     * @param name which one, such as a label; empty for totals
     * @param expected what the baseline has
     * @param found what there is
     */
    public record Item(Aspect aspect, String name, String expected, String found) {

        @Override
        public String toString() {
            return what() + ": expected " + expected + ", found " + found;
        }

        private String what() {
            return switch (aspect) {
                case DATABASE -> "database";
                case NODES -> "nodes";
                case RELATIONSHIPS -> "relationships";
                case LABELS -> (name.isEmpty() ? "unlabelled" : name) + " nodes";
                case RELATIONSHIP_TYPES -> name + " relationships";
                case PROPERTY_KEYS -> "property key " + name;
                case INDEXES -> "index " + name;
                case CONSTRAINTS -> "constraint " + name;
                case CONTENT -> "content of " + (name.isEmpty() ? "unlabelled" : name) + " nodes";
            };
        }
    }

    /** {@return whether nothing differs} */
    public boolean isEmpty() {
        return items.isEmpty();
    }

    /** {@return what differs: totals, counts, schema, content} */
    public List<Item> items() {
        return items;
    }

    /** {@return one line for each} */
    @Override
    public String toString() {
        return isEmpty() ? "no difference" : items.stream().map(Item::toString).collect(Collectors.joining("\n"));
    }
}
