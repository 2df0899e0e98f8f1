package dev.restore4j.aura.baseline;

import dev.restore4j.aura.baseline.GraphBaseline.Origin;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.neo4j.driver.AccessMode;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Record;
import org.neo4j.driver.Session;
import org.neo4j.driver.SessionConfig;
import org.neo4j.driver.Transaction;
import org.neo4j.driver.TransactionConfig;
import org.neo4j.driver.exceptions.ClientException;

/** One capture: reads only, in one transaction. */
final class Capture {

    private final Driver driver;
    private final BaselineOptions options;

    Capture(Driver driver, BaselineOptions options) {
        this.driver = driver;
        this.options = options;
    }

    GraphBaseline run() {
        try (Session session = driver.session(sessionConfig())) {
            Origin origin = origin(session);
            try (Transaction transaction = session.beginTransaction(transactionConfig())) {
                Counts counts = new CountStore(transaction).read();
                Schema schema = schema(transaction);
                Content content = options.samples() == 0 ? null : new ContentScan(transaction, options).read();
                return new GraphBaseline(origin, counts, schema, content);
            }
        }
    }

    private Origin origin(Session session) {
        String name = options.database()
                .orElseGet(() -> session.run("RETURN 1", transactionConfig())
                        .consume()
                        .database()
                        .name());
        return new Origin(options.time().now(), name == null ? "" : name, databaseId(session));
    }

    /** Alone: what fails takes its transaction with it, and not every user may ask. */
    private @Nullable String databaseId(Session session) {
        try {
            return session.run("CALL db.info() YIELD id RETURN id", transactionConfig())
                    .single()
                    .get("id")
                    .asString();
        } catch (ClientException e) {
            return null;
        }
    }

    private static Schema schema(Transaction transaction) {
        TreeSet<String> keys = new TreeSet<>(transaction
                .run("CALL db.propertyKeys() YIELD propertyKey RETURN propertyKey")
                .list(row -> row.get(0).asString()));
        return new Schema(keys, rules(transaction, "SHOW INDEXES"), rules(transaction, "SHOW CONSTRAINTS"));
    }

    private static SortedMap<String, String> rules(Transaction transaction, String query) {
        SortedMap<String, String> rules = new TreeMap<>();
        for (Record row : transaction.run(query).list()) {
            Map<String, Object> columns = row.asMap();
            rules.put(row.get("name").asString(), SchemaRule.text(columns));
        }
        return rules;
    }

    private SessionConfig sessionConfig() {
        SessionConfig.Builder config = SessionConfig.builder().withDefaultAccessMode(AccessMode.READ);
        options.database().ifPresent(config::withDatabase);
        return config.build();
    }

    private TransactionConfig transactionConfig() {
        TransactionConfig.Builder config = TransactionConfig.builder();
        options.timeout().ifPresent(config::withTimeout);
        return config.build();
    }
}
