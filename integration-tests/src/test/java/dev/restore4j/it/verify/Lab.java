package dev.restore4j.it.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restore4j.aura.bolt.Bolt;
import dev.restore4j.embedded.EmbeddedNeo4j;
import dev.restore4j.embedded.Writes;
import dev.restore4j.verify.Check;
import dev.restore4j.verify.CheckContext;
import dev.restore4j.verify.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.neo4j.driver.AuthToken;
import org.neo4j.driver.AuthTokens;
import org.neo4j.driver.Driver;
import org.neo4j.driver.GraphDatabase;
import org.neo4j.driver.Record;
import org.neo4j.driver.Session;

/** One server for all tests of this package, with a small shop in it: a start costs seconds. */
final class Lab implements ExtensionContext.Store.CloseableResource {

    static final String SNAPSHOT = "shop";
    static final long CUSTOMERS = 20;
    static final long ORDERS = 200;

    private final Path directory;
    private final EmbeddedNeo4j neo4j;
    private final Driver driver;
    private final WithoutNames withoutNames;

    private Lab() {
        try {
            directory = Files.createTempDirectory("restore4j-lab");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        neo4j = EmbeddedNeo4j.start(directory.resolve("neo4j"), "correct-horse");
        driver = neo4j.driver();
        withoutNames = WithoutNames.look(this);
        fill();
        neo4j.takeSnapshot(SNAPSHOT);
    }

    private void fill() {
        run("CREATE CONSTRAINT order_number FOR (o:Order) REQUIRE o.number IS UNIQUE");
        run("CREATE CONSTRAINT customer_number FOR (c:Customer) REQUIRE c.number IS UNIQUE");
        run("CREATE INDEX order_amount FOR (o:Order) ON (o.amount)");
        // names that tests write later: the snapshot knows them, too, whichever test is first
        run("CREATE (t:Text {text: ''}) DELETE t");
        write();
        run("CALL db.awaitIndexes(60)");
    }

    /** Writes all nodes and relationships. */
    void write() {
        run("UNWIND range(1, 20) AS n CREATE (:Customer {number: n, name: 'Customer ' + n})");
        run("UNWIND range(1, 200) AS n MATCH (c:Customer {number: 1 + n % 20})"
                + " CREATE (c)-[:PLACED {on: date('2026-01-01') + duration({days: n})}]->"
                + "(:Order {number: n, amount: n * 1.5, tags: ['a', toString(n)]})");
    }

    /** {@return what was found before the first name was written} */
    WithoutNames withoutNames() {
        return withoutNames;
    }

    EmbeddedNeo4j neo4j() {
        return neo4j;
    }

    /** {@return the driver of the lab: to close one of one's own takes longer than most looks} */
    Driver driver() {
        return driver;
    }

    /** Puts everything back as it was at first. */
    void restore() {
        neo4j.restore(neo4j, SNAPSHOT);
    }

    List<Record> run(String query) {
        return run(query, Map.of());
    }

    List<Record> run(String query, Map<String, Object> parameters) {
        try (Session session = driver.session()) {
            return session.run(query, parameters).list();
        }
    }

    long number(String query) {
        return run(query).get(0).get(0).asLong();
    }

    AuthToken credentials() {
        return AuthTokens.basic(neo4j.user(), neo4j.password());
    }

    Bolt bolt() {
        return Bolt.over(neo4j::driver);
    }

    /** {@return checks over a connection that can be cut} */
    Bolt bolt(CutConnection connection) {
        return Bolt.over(() -> GraphDatabase.driver(connection.uri(), credentials()));
    }

    /** {@return what the last of the checks finds; it leaves nothing behind, whatever that is} */
    Verdict look(Bolt bolt) throws Exception {
        return look(bolt, new LookContext());
    }

    Verdict look(Bolt bolt, CheckContext context) throws Exception {
        List<Check> checks = bolt.checks();
        Traces before = traces();
        Verdict verdict = checks.get(checks.size() - 1).look(context);
        before.assertSame(traces());
        return verdict;
    }

    /** What a client began that has died is rolled back as soon as the server sees that its connection has ended. */
    void awaitTransactionsOfOthersToEnd() {
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (number("SHOW TRANSACTIONS YIELD transactionId RETURN count(*)") > 1) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("transactions are left: " + run("SHOW TRANSACTIONS"));
            }
        }
    }

    /** {@return what a check could leave behind} */
    Traces traces() {
        return new Traces(
                neo4j.tokens(), number("MATCH (n) RETURN count(n)"), number("MATCH ()-[r]->() RETURN count(r)"));
    }

    /** Names for ever, and nodes. */
    record Traces(SortedSet<String> tokens, long nodes, long relationships) {

        void assertSame(Traces after) {
            assertThat(after).isEqualTo(this);
        }
    }

    void writes(Writes writes) {
        neo4j.writes(writes);
    }

    @Override
    public void close() throws IOException {
        driver.close();
        neo4j.close();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** Gives the server to whoever has it as a parameter. */
    static final class Door implements ParameterResolver {

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == Lab.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return context.getRoot()
                    .getStore(ExtensionContext.Namespace.create(Lab.class))
                    .getOrComputeIfAbsent(Lab.class, key -> new Lab(), Lab.class);
        }
    }
}
