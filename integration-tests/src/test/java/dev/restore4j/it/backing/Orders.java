package dev.restore4j.it.backing;

import java.util.List;
import java.util.Map;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Record;
import org.neo4j.driver.Session;
import org.neo4j.driver.SessionConfig;

/** Customers and their orders, over Bolt. A session keeps bookmarks, which a restore makes void: one for each query. */
record Orders(Driver driver) {

    /** What there is. */
    record Counts(long customers, long orders, long placed, long amount) {}

    static final Counts WHOLE = new Counts(50, 1_000, 1_000, 500_500);

    Orders write() {
        query("UNWIND range(1, $customers) AS n CREATE (:Customer {number: n})");
        query("""
                UNWIND range(1, $orders) AS n
                MATCH (c:Customer {number: 1 + n % $customers})
                CREATE (c)-[:PLACED]->(:Order {number: n, amount: n})
                """);
        return this;
    }

    /** What somebody does who forgets a WHERE. */
    Orders destroy() {
        query("MATCH (o:Order) DETACH DELETE o");
        return this;
    }

    Orders clear() {
        query("MATCH (n) DETACH DELETE n");
        return this;
    }

    /** What is written meanwhile, by others. */
    Orders addCustomer(long number) {
        query("CREATE (:Customer {number: " + number + ", since: 'the incident'})");
        return this;
    }

    Counts count() {
        var row = query("""
                MATCH (c:Customer) WITH count(c) AS customers
                OPTIONAL MATCH (o:Order)
                RETURN customers, count(o) AS orders, coalesce(sum(o.amount), 0) AS amount,
                       count { ()-[:PLACED]->() } AS placed
                """).get(0);
        return new Counts(
                row.get("customers").asLong(),
                row.get("orders").asLong(),
                row.get("placed").asLong(),
                row.get("amount").asLong());
    }

    private List<Record> query(String cypher) {
        try (Session session = driver.session(SessionConfig.forDatabase("neo4j"))) {
            return session.run(cypher, Map.of("customers", WHOLE.customers(), "orders", WHOLE.orders()))
                    .list();
        }
    }
}
