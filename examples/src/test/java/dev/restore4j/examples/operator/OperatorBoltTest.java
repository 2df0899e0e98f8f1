package dev.restore4j.examples.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restore4j.embedded.EmbeddedNeo4j;
import dev.restore4j.examples.operator.OperatorFixture.Ended;
import dev.restore4j.testkit.FakeInstance;
import dev.restore4j.testkit.model.FakeSnapshot;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.neo4j.driver.Driver;

/** With a real Neo4j behind the fake: what is looked at over Bolt, and what is done about what is found. */
class OperatorBoltTest {

    private static final double FASTER = 4;

    /** Minutes of real time, which pass at once; more than a quarter of an hour would be too late to put anything back. */
    private static final Duration CHANGES = Duration.ofMinutes(10);

    @TempDir
    private Path directory;

    private EmbeddedNeo4j neo4j;
    private OperatorFixture aura;
    private FakeInstance production;

    @BeforeEach
    void aRealDatabase() {
        neo4j = EmbeddedNeo4j.start(directory.resolve("neo4j"));
        aura = new OperatorFixture(directory.resolve("state"), FASTER, CHANGES);
        aura.environment("NEO4J_USERNAME", neo4j.user());
        aura.environment("NEO4J_PASSWORD", neo4j.password());
        production = aura.fake().addInstance(neo4j, spec -> spec.name("Production"));
    }

    @AfterEach
    void close() {
        aura.close();
        neo4j.close();
    }

    @Test
    void verifiesAgainstABaselineAndPutsBackWhatIsProvenWrong() {
        query("UNWIND range(1, 40) AS n CREATE (:Order {number: n})");
        String baseline = directory.resolve("baseline.json").toString();
        Ended captured = aura.run("baseline", "--bolt", neo4j.boltUri().toString(), "--samples", "10", baseline);
        assertThat(captured.code()).as(captured.err()).isZero();
        FakeSnapshot snapshot = aura.snapshot(production);
        query("MATCH (o:Order) WHERE o.number > 10 DETACH DELETE o");

        Ended restored = restore(snapshot, "INC-1", "--baseline", baseline, "--cypher", orders(40));

        assertThat(restored.code()).as(restored.out() + restored.err()).isZero();
        assertThat(restored.out())
                .contains("30 Order nodes were removed since the baseline", "verification: VERIFIED")
                .contains("PASSED baseline: content", "PASSED orders are back");
        assertThat(orders()).isEqualTo(40);
        assertThat(aura.run("status", "INC-1").code()).isZero();

        query("MATCH (o:Order) WHERE o.number > 39 DETACH DELETE o");
        Ended wrong = restore(snapshot, "INC-2", "--keep-present", "10m", "--roll-back", "--cypher", orders(41));

        assertThat(wrong.code()).as(wrong.out() + wrong.err()).isEqualTo(12);
        assertThat(wrong.out()).contains("FAILED orders are back", "taken back by:");
        assertThat(wrong.err()).contains("has again what it had before");
        assertThat(orders()).isEqualTo(39);
    }

    private Ended restore(FakeSnapshot snapshot, String name, String... more) {
        List<String> restore = List.of("restore", production.id(), "--snapshot", snapshot.id(), "--name", name);
        return aura.runTyping("RESTORE\nProduction\n", restore, more);
    }

    private static String orders(int least) {
        return "orders are back=MATCH (o:Order) RETURN count(o) >= " + least;
    }

    private long orders() {
        try (Driver driver = neo4j.driver()) {
            return driver.executableQuery("MATCH (o:Order) RETURN count(o) AS n")
                    .execute()
                    .records()
                    .get(0)
                    .get("n")
                    .asLong();
        }
    }

    private void query(String cypher) {
        try (Driver driver = neo4j.driver()) {
            driver.executableQuery(cypher).execute();
        }
    }
}
