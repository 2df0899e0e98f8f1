package dev.restore4j.benchmarks;

import dev.restore4j.aura.baseline.BaselineOptions;
import dev.restore4j.aura.baseline.GraphBaseline;
import dev.restore4j.aura.baseline.Tolerances;
import dev.restore4j.embedded.EmbeddedNeo4j;
import dev.restore4j.time.TimeSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Session;

/** What it costs to capture a baseline and to compare two, over Bolt from a server in the same JVM. */
final class BaselineBenchmark implements Benchmark {

    private static final TimeSource CLOCK = TimeSource.system();

    @Override
    public List<Table> measure(Scale scale) throws Exception {
        int nodes = scale.choose(1_000_000, 1_000);
        int rounds = scale.choose(3, 1);
        try (Workspace workspace = Workspace.create();
                EmbeddedNeo4j neo4j = EmbeddedNeo4j.start(workspace.resolve("neo4j"));
                Driver driver = neo4j.driver()) {
            fill(driver, nodes);
            Table table = new Table(
                            String.format(Locale.ROOT, "%,d nodes, %,d relationships, 3 labels", nodes, 3 * nodes),
                            "what",
                            "first ms",
                            "median ms",
                            "file bytes")
                    .note("Medians of " + rounds + " rounds. Three properties a node, one a relationship.");
            BaselineOptions bare = BaselineOptions.countsAndSchema();
            measure(table, rounds, "capture: counts and schema", () -> GraphBaseline.capture(driver, bare));
            for (int samples : new int[] {100, 1_000}) {
                measure(
                        table,
                        rounds,
                        "capture: and content, " + samples + " samples a label",
                        () -> GraphBaseline.capture(driver, bare.samples(samples)));
            }
            compare(table, rounds, driver, bare.samples(1_000), workspace);
            return List.of(table);
        }
    }

    private static void measure(Table table, int rounds, String what, Callable<GraphBaseline> work) throws Exception {
        Sample sample = new Sample();
        GraphBaseline captured = null;
        for (int i = 0; i < rounds; i++) {
            long begin = CLOCK.nanoTime();
            GraphBaseline again = work.call();
            sample.add(Duration.ofNanos(CLOCK.nanoTime() - begin));
            if (captured != null && !captured.compare(again, Tolerances.exact()).isEmpty()) {
                throw new IllegalStateException("two baselines of one store differ");
            }
            captured = again;
        }
        int size = captured == null ? 0 : captured.toJson().length();
        table.row(what, sample.firstMillis(), sample.medianMillis(), String.format(Locale.ROOT, "%,d", size));
    }

    private static void compare(Table table, int rounds, Driver driver, BaselineOptions options, Workspace workspace)
            throws Exception {
        Path before = workspace.resolve("before.json");
        Path after = workspace.resolve("after.json");
        GraphBaseline.capture(driver, options).write(before);
        GraphBaseline.capture(driver, options).write(after);
        measure(table, rounds, "read two files and compare, 1000 samples a label", () -> {
            GraphBaseline one = GraphBaseline.read(before);
            if (!one.compare(GraphBaseline.read(after), Tolerances.exact()).isEmpty()) {
                throw new IllegalStateException("two baselines of one store differ");
            }
            return one;
        });
    }

    private static void fill(Driver driver, int nodes) {
        try (Session session = driver.session()) {
            session.run("CREATE CONSTRAINT order_number FOR (o:Order) REQUIRE o.number IS UNIQUE")
                    .consume();
            session.run("CREATE CONSTRAINT customer_number FOR (c:Customer) REQUIRE c.number IS UNIQUE")
                    .consume();
            Map<String, Object> parameters = Map.of("customers", nodes / 10, "orders", nodes - nodes / 10);
            session.run("""
                            UNWIND range(1, $customers) AS n
                            CALL (n) {
                              CREATE (:Customer:Person {number: n, name: 'Customer ' + n, city: 'City ' + n % 1000})
                            } IN TRANSACTIONS OF 20000 ROWS
                            """, parameters).consume();
            session.run("""
                            UNWIND range(1, $orders) AS n
                            CALL (n) {
                              CREATE (:Order {number: n, total: n % 977 * 1.5, state: ['paid', 'sent', 'done'][n % 3]})
                            } IN TRANSACTIONS OF 20000 ROWS
                            """, parameters).consume();
            relationships(session, nodes, parameters);
        }
    }

    /** Three for each node: of an order to its customer, and to two other orders; customers know customers. */
    private static void relationships(Session session, int nodes, Map<String, Object> parameters) {
        session.run("""
                        UNWIND range(1, $orders) AS n
                        CALL (n) {
                          MATCH (o:Order {number: n}), (c:Customer {number: 1 + n % $customers})
                          MATCH (a:Order {number: 1 + (n * 7) % $orders}), (b:Order {number: 1 + (n * 31) % $orders})
                          CREATE (c)-[:PLACED {at: n}]->(o), (o)-[:LIKE {score: n % 10}]->(a),
                                 (o)-[:FOLLOWS {gap: n % 100}]->(b)
                        } IN TRANSACTIONS OF 20000 ROWS
                        """, parameters).consume();
        session.run("""
                        UNWIND range(1, $customers) AS n
                        CALL (n) {
                          MATCH (c:Customer {number: n})
                          UNWIND [3, 5, 7] AS factor
                          MATCH (d:Customer {number: 1 + (n * factor) % $customers})
                          CREATE (c)-[:KNOWS {since: 2000 + factor}]->(d)
                        } IN TRANSACTIONS OF 20000 ROWS
                        """, parameters).consume();
        long found =
                session.run("MATCH ()-[r]->() RETURN count(r)").single().get(0).asLong();
        if (found != 3L * nodes) {
            throw new IllegalStateException("3 relationships a node were to be made, and " + found + " were");
        }
    }
}
