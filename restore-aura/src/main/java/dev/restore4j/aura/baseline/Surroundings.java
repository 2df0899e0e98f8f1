package dev.restore4j.aura.baseline;

import dev.restore4j.aura.baseline.Canonical.Direction;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.neo4j.driver.Record;
import org.neo4j.driver.Result;
import org.neo4j.driver.Transaction;

/**
 * Hashes of what is around nodes: each relationship with its type, direction, properties, and its neighbour's labels and
 * properties. Of nodes with very many relationships, how many there are of each type and direction.
 */
final class Surroundings {

    private static final int NODES_IN_ONE_QUERY = 200;
    private static final long VERY_MANY = 1_000;

    private static final String DEGREES =
            "MATCH (n) WHERE elementId(n) IN $ids" + " RETURN elementId(n) AS id, COUNT { (n)--() } AS degree";
    private static final String NEIGHBOURS = "MATCH (n)-[r]-(m) WHERE elementId(n) IN $ids"
            + " RETURN elementId(n) AS id, type(r) AS type, startNode(r) = n AS out, properties(r) AS relationship,"
            + " labels(m) AS labels, properties(m) AS properties";
    private static final String DEGREES_BY_TYPE = "MATCH (n)-[r]-() WHERE elementId(n) = $id"
            + " RETURN type(r) AS type, startNode(r) = n AS out, count(*) AS degree";

    private final Transaction transaction;
    private final Canonical canonical;
    private final Map<String, ContentHash> sums = new HashMap<>();

    Surroundings(Transaction transaction, Canonical canonical) {
        this.transaction = transaction;
        this.canonical = canonical;
    }

    Map<String, ContentHash> of(List<String> ids) {
        for (int from = 0; from < ids.size(); from += NODES_IN_ONE_QUERY) {
            some(ids.subList(from, Math.min(ids.size(), from + NODES_IN_ONE_QUERY)));
        }
        return sums;
    }

    private void some(List<String> ids) {
        List<String> ordinary = new ArrayList<>();
        List<String> crowded = new ArrayList<>();
        for (Record row : transaction.run(DEGREES, Map.of("ids", ids)).list()) {
            (row.get("degree").asLong() > VERY_MANY ? crowded : ordinary)
                    .add(row.get("id").asString());
        }
        Result neighbours = transaction.run(NEIGHBOURS, Map.of("ids", ordinary));
        while (neighbours.hasNext()) {
            Record row = neighbours.next();
            ContentHash neighbour = canonical.ofNode(
                    row.get("labels").asList(label -> label.asString()),
                    row.get("properties").asMap());
            add(
                    row.get("id").asString(),
                    canonical.ofRelationship(
                            row.get("type").asString(),
                            direction(row),
                            row.get("relationship").asMap(),
                            neighbour));
        }
        for (String id : crowded) {
            for (Record row : transaction.run(DEGREES_BY_TYPE, Map.of("id", id)).list()) {
                add(
                        id,
                        canonical.ofDegree(
                                row.get("type").asString(),
                                direction(row),
                                row.get("degree").asLong()));
            }
        }
    }

    private static Direction direction(Record row) {
        return row.get("out").asBoolean() ? Direction.OUT : Direction.IN;
    }

    private void add(String id, ContentHash hash) {
        sums.merge(id, hash, ContentHash::plus);
    }
}
