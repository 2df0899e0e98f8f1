package dev.restore4j.aura.baseline;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An index or a constraint in words that do not change with the server's version. */
final class SchemaRule {

    /** Neo4j 2025 says more precisely what Neo4j 5 said. */
    private static final Map<String, String> RENAMED = Map.of(
            "UNIQUENESS", "NODE_PROPERTY_UNIQUENESS",
            "RELATIONSHIP_UNIQUENESS", "RELATIONSHIP_PROPERTY_UNIQUENESS");

    private SchemaRule() {}

    /** {@return type, kind of entity, labels or types, and properties of a row of SHOW INDEXES or SHOW CONSTRAINTS} */
    static String text(Map<String, Object> row) {
        List<String> words = new ArrayList<>();
        String type = word(row, "type");
        words.add(RENAMED.getOrDefault(type, type));
        words.add(word(row, "entityType"));
        words.add(names(row.get("labelsOrTypes")).stream().sorted().toList().toString());
        words.add(names(row.get("properties")).toString());
        words.add(word(row, "propertyType"));
        words.removeIf(String::isEmpty);
        return String.join(" ", words);
    }

    private static String word(Map<String, Object> row, String column) {
        Object value = row.get(column);
        return value == null ? "" : value.toString();
    }

    private static List<String> names(@Nullable Object value) {
        return value instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of();
    }
}
