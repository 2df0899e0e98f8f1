package dev.restore4j.examples.demo;

import java.util.Map;
import org.neo4j.driver.Driver;
import org.neo4j.driver.EagerResult;
import org.neo4j.driver.QueryConfig;
import org.neo4j.driver.Record;

/**
 * Customers, products and orders, written, damaged and counted over Bolt.
 *
 * <p>To be opened anew after a restore, as every application has to be: a driver remembers which transactions it has seen
 * (bookmarks), and a restore undoes some of those. Queries of an old driver then wait for what never comes.
 */
final class OrderGraph implements AutoCloseable {

    static final Counts WHOLE = new Counts(500, 200, 4_000, 12_000);

    /** A DELETE whose WHERE was forgotten. */
    static final String DAMAGE = "MATCH (o:Order) DETACH DELETE o";

    private final Driver driver;

    OrderGraph(Driver driver) {
        this.driver = driver;
    }

    /**
     * How much there is.
     *
     * @param customers nodes
     * @param products nodes
     * @param orders nodes
     * @param positions relationships from orders to products
     */
    record Counts(long customers, long products, long orders, long positions) {
        @Override
        public String toString() {
            return "%,d customers, %,d products, %,d orders with %,d positions"
                    .formatted(customers, products, orders, positions);
        }
    }

    void write() {
        query("CREATE CONSTRAINT order_number FOR (o:Order) REQUIRE o.number IS UNIQUE");
        query("CREATE CONSTRAINT customer_number FOR (c:Customer) REQUIRE c.number IS UNIQUE");
        query("CREATE CONSTRAINT product_number FOR (p:Product) REQUIRE p.number IS UNIQUE");
        query("UNWIND range(0, $customers - 1) AS n CREATE (:Customer {number: n, name: 'Customer ' + n})");
        query("UNWIND range(0, $products - 1) AS n CREATE (:Product {number: n, price: 5 + n % 90})");
        query("""
                UNWIND range(0, $orders - 1) AS n
                MATCH (c:Customer {number: n % $customers})
                CREATE (c)-[:PLACED]->(o:Order {number: n})
                WITH o, n
                UNWIND range(0, 2) AS i
                MATCH (p:Product {number: (n * 7 + i * 31) % $products})
                CREATE (o)-[:CONTAINS {quantity: 1 + i}]->(p)
                """);
    }

    void damage() {
        query(DAMAGE);
    }

    Counts count() {
        Record row = query("""
                RETURN count { (:Customer) } AS customers, count { (:Product) } AS products,
                       count { (:Order) } AS orders, count { (:Order)-[:CONTAINS]->(:Product) } AS positions
                """).records().get(0);
        return new Counts(
                row.get("customers").asLong(),
                row.get("products").asLong(),
                row.get("orders").asLong(),
                row.get("positions").asLong());
    }

    @Override
    public void close() {
        driver.close();
    }

    private EagerResult query(String cypher) {
        return driver.executableQuery(cypher)
                .withParameters(Map.of(
                        "customers", WHOLE.customers(),
                        "products", WHOLE.products(),
                        "orders", WHOLE.orders()))
                .withConfig(QueryConfig.builder().withDatabase("neo4j").build())
                .execute();
    }
}
