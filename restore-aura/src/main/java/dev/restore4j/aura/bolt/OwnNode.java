package dev.restore4j.aura.bolt;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.neo4j.driver.Query;
import org.neo4j.driver.QueryRunner;

/**
 * A node that is recognised as ours: by its element id and by a value that nobody else writes. Either alone would not do: ids are
 * used again when a node is gone, and to find a value without an index takes a scan.
 *
 * @param id its element id
 * @param key the property
 * @param token the value
 */
record OwnNode(String id, String key, String token) {

    private static final String MINE = "MATCH (n) WHERE elementId(n) = $id AND n[$key] = $token ";

    /** {@return the first property key that the database knows, by its name; a new name would stay for ever} */
    static Optional<String> knownKey(QueryRunner runner) {
        return runner
                .run("CALL db.propertyKeys() YIELD propertyKey RETURN propertyKey ORDER BY propertyKey LIMIT 1")
                .list(row -> row.get(0).asString())
                .stream()
                .findFirst();
    }

    static OwnNode create(QueryRunner runner, String key, String token) {
        String id = runner.run(new Query(
                        "CREATE (n) SET n = $properties RETURN elementId(n)",
                        Map.of("properties", Map.<String, Object>of(key, token))))
                .single()
                .get(0)
                .asString();
        return new OwnNode(id, key, token);
    }

    boolean isIn(QueryRunner runner) {
        return count(runner, MINE + "RETURN count(n)") > 0;
    }

    /**
     * Deletes it, unless somebody made something else of it.
     *
     * @return whether it is gone
     */
    boolean remove(QueryRunner runner) {
        runner.run(new Query(
                        MINE + "AND size(labels(n)) = 0 AND size(keys(n)) = 1 AND NOT (n)--() DELETE n", parameters()))
                .consume();
        return !isIn(runner);
    }

    /**
     * {@return whether it is nowhere} Where the ids of the database look different from that of the node, so that an id proves
     * nothing, all nodes are looked at.
     */
    boolean isGoneFrom(QueryRunner runner) {
        if (isIn(runner)) {
            return false;
        }
        List<String> any = runner.run("MATCH (n) RETURN elementId(n) LIMIT 1")
                .list(row -> row.get(0).asString());
        if (any.isEmpty() || prefix(any.get(0)).equals(prefix(id))) {
            return true;
        }
        return count(runner, "MATCH (n) WHERE n[$key] = $token RETURN count(n)") == 0;
    }

    private long count(QueryRunner runner, String query) {
        return runner.run(new Query(query, parameters())).single().get(0).asLong();
    }

    private Map<String, Object> parameters() {
        return Map.of("id", id, "key", key, "token", token);
    }

    /** An element id is opaque; what is before its last colon is the same in all of a database. */
    private static String prefix(String id) {
        return id.substring(0, id.lastIndexOf(':') + 1);
    }
}
