package dev.restore4j.aura.baseline;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.StringJoiner;
import java.util.TreeMap;
import org.neo4j.driver.Record;
import org.neo4j.driver.Transaction;

/**
 * Counts that the database keeps by itself, so that asking for them takes a moment, whatever the size. It does so only where the
 * count is alone: with a constant beside it, nodes are counted one by one.
 */
final class CountStore {

    /** Several in one query, for the sake of distant databases; not all, for the sake of the planner. */
    private static final int IN_ONE_QUERY = 25;

    private final Transaction transaction;

    CountStore(Transaction transaction) {
        this.transaction = transaction;
    }

    Counts read() {
        return new Counts(
                one("MATCH (n) RETURN count(n)"),
                one("MATCH ()-[r]->() RETURN count(r)"),
                counts(
                        names("CALL db.labels() YIELD label RETURN label"),
                        "MATCH (n:%s) WITH count(n) AS c RETURN %d AS i, c",
                        "MATCH (n) WHERE $name IN labels(n) RETURN count(n)"),
                counts(
                        names("CALL db.relationshipTypes() YIELD relationshipType RETURN relationshipType"),
                        "MATCH ()-[r:%s]->() WITH count(r) AS c RETURN %d AS i, c",
                        "MATCH ()-[r]->() WHERE type(r) = $name RETURN count(r)"));
    }

    private long one(String query) {
        return transaction.run(query).single().get(0).asLong();
    }

    private List<String> names(String query) {
        return transaction.run(query).list(row -> row.get(0).asString());
    }

    private SortedMap<String, Long> counts(List<String> names, String counting, String scanning) {
        SortedMap<String, Long> counts = new TreeMap<>();
        List<String> plain = names.stream().filter(CountStore::canBeQuoted).toList();
        for (int from = 0; from < plain.size(); from += IN_ONE_QUERY) {
            List<String> some = plain.subList(from, Math.min(plain.size(), from + IN_ONE_QUERY));
            StringJoiner query = new StringJoiner(" UNION ALL ");
            for (int i = 0; i < some.size(); i++) {
                query.add(counting.formatted(quoted(some.get(i)), i));
            }
            for (Record row : transaction.run(query.toString()).list()) {
                counts.put(some.get(row.get("i").asInt()), row.get("c").asLong());
            }
        }
        for (String name : names) {
            if (!canBeQuoted(name)) {
                counts.put(
                        name,
                        transaction
                                .run(scanning, Map.of("name", name))
                                .single()
                                .get(0)
                                .asLong());
            }
        }
        return counts;
    }

    /** Some versions of Cypher take a backslash in a name for the beginning of an escaped character, and others do not. */
    private static boolean canBeQuoted(String name) {
        return name.indexOf('\\') < 0;
    }

    static String quoted(String name) {
        return "`" + name.replace("`", "``") + "`";
    }
}
