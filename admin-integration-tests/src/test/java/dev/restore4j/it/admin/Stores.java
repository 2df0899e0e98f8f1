package dev.restore4j.it.admin;

import dev.restore4j.embedded.SelfManagedNeo4j;
import java.nio.file.Path;
import org.neo4j.driver.Driver;

/** Self-managed databases to work on. */
final class Stores {

    private Stores() {}

    /** {@return a stopped server in that home, with a graph} */
    static SelfManagedNeo4j withOrders(Path home) {
        SelfManagedNeo4j neo4j = SelfManagedNeo4j.start(home);
        try (Driver driver = neo4j.driver()) {
            driver.executableQuery("UNWIND range(1, 200) AS i CREATE (:Order {number: i})-[:OF]->(:Item {number: i})")
                    .execute();
        }
        neo4j.stop();
        return neo4j;
    }
}
