package dev.restore4j.it.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restore4j.aura.bolt.Bolt;
import dev.restore4j.aura.bolt.Expect;
import dev.restore4j.verify.CheckContext;
import dev.restore4j.verify.Verdict;
import dev.restore4j.verify.Verdict.Outcome;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Queries that answer as expected or not, and queries that are none. */
@ExtendWith(Lab.Door.class)
class CypherTest {

    private final Lab lab;

    CypherTest(Lab lab) {
        this.lab = lab;
    }

    @Test
    void ordersAreBack() throws Exception {
        assertThat(look("MATCH (o:Order) RETURN count(o)", Expect.value(200))).isEqualTo(Verdict.passed("200"));
        assertThat(look("MATCH (o:Order) RETURN count(o)", Expect.atLeast(200)).outcome())
                .isEqualTo(Outcome.PASSED);
        assertThat(look("MATCH (o:Order) RETURN count(o)", Expect.value(1204)))
                .isEqualTo(Verdict.failed("Expected 1204, found 200.", "200"));
        assertThat(look("MATCH (o:Order {number: 7}) RETURN o.amount", Expect.value(10.5))
                        .outcome())
                .isEqualTo(Outcome.PASSED);
        assertThat(look("MATCH (o:Order {number: 7777}) RETURN o.amount", Expect.value(10.5)))
                .isEqualTo(Verdict.failed("Expected 10.5, found no row.", "no row"));
        assertThat(look("MATCH (o:Order) WHERE NOT (o)<-[:PLACED]-() RETURN o", Expect.noRows())
                        .outcome())
                .isEqualTo(Outcome.PASSED);
        assertThat(look("CYPHER 5 RETURN 1", Expect.value(1)).outcome()).isEqualTo(Outcome.PASSED);
    }

    @Test
    void parametersAreGivenToTheQuery() throws Exception {
        Bolt bolt = lab.bolt()
                .cypher(
                        "orders since",
                        "MATCH ()-[p:PLACED]->() WHERE p.on >= $from RETURN count(p)",
                        Map.of("from", LocalDate.parse("2026-07-20")),
                        Expect.value(1));
        assertThat(lab.look(bolt).outcome()).isEqualTo(Outcome.PASSED);
    }

    @Test
    void aQueryThatDoesNotParseTellsNothing() throws Exception {
        Verdict verdict = look("MATCH (o:Order RETURN o", Expect.anyRow());
        assertThat(verdict.outcome()).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(verdict.reason()).contains("Neo.ClientError.Statement.SyntaxError");
        assertThat(look("RETURN $missing", Expect.anyRow()).outcome()).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(look("CALL no.such.procedure()", Expect.anyRow()).outcome()).isEqualTo(Outcome.INCONCLUSIVE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "CREATE (n:New {new: 1}) RETURN 1 | The query does not only read (READ_WRITE). It was not run.",
                "MATCH (o:Order) SET o.seen = true RETURN count(o) | The query does not only read (READ_WRITE). It was not run.",
                "MATCH (o:Order) DETACH DELETE o | The query does not only read (WRITE_ONLY). It was not run.",
                "CALL { CREATE (:New) } IN TRANSACTIONS RETURN 1 | The query does not only read (READ_WRITE). It was not run.",
                "CREATE INDEX new FOR (n:New) ON (n.new) | The query does not only read (SCHEMA_WRITE). It was not run.",
                "CALL db.createLabel('New') | The query does not only read (WRITE_ONLY). It was not run.",
                // EXPLAIN before it is none then
                "PROFILE CREATE (:New) RETURN 1 | The query cannot be run: Neo.ClientError.Statement.ArgumentError",
                "CREATE USER mallory SET PASSWORD 'letmeinplease' | The query does not only read (SCHEMA_WRITE). It was not run.",
            })
    void aQueryThatWritesIsNotRun(String query, String reason) throws Exception {
        Verdict verdict = look(query, Expect.anyRow());
        assertThat(verdict.outcome()).as(verdict.toString()).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(verdict.reason()).startsWith(reason);
        assertThat(lab.run("SHOW USERS")).hasSize(1);
    }

    @Test
    void aQueryOfAnotherShapeTellsNothing() throws Exception {
        assertThat(look("MATCH (o:Order) RETURN o.number", Expect.value(1)).reason())
                .contains("several rows");
        assertThat(look("MATCH (o:Order) RETURN o.number, o.amount LIMIT 1", Expect.value(1))
                        .reason())
                .contains("columns [o.number, o.amount]");
        assertThat(look("RETURN 'x'", Expect.atLeast(1)).outcome()).isEqualTo(Outcome.INCONCLUSIVE);
    }

    @Test
    void ofAHugeResultOnlyTheFirstRowsAreRead() throws Exception {
        String huge = "UNWIND range(1, 2000000000) AS n RETURN n";
        LookContext brief = new LookContext().left(Duration.ofSeconds(5));
        assertThat(lab.look(lab.bolt().cypher("x", huge, Expect.anyRow()), brief)
                        .outcome())
                .isEqualTo(Outcome.PASSED);
        assertThat(lab.look(lab.bolt().cypher("x", huge, Expect.noRows()), brief)
                        .outcome())
                .isEqualTo(Outcome.FAILED);
        assertThat(lab.look(lab.bolt().cypher("x", huge, Expect.value(1)), brief)
                        .reason())
                .contains("several rows");
        assertThat(lab.look(lab.bolt().cypher("x", huge, Expect.rows("few", List::isEmpty)), brief)
                        .reason())
                .contains("more than 1,000 rows");
    }

    @Test
    void aQueryThatNeverEndsIsGivenUp() throws Exception {
        Verdict verdict = lab.look(
                lab.bolt().cypher("x", "UNWIND range(1, 2000000000) AS n RETURN sum(n % 7)", Expect.anyRow()),
                new LookContext().left(Duration.ofMillis(300)));
        assertThat(verdict.outcome()).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(verdict.reason()).startsWith("It took longer than there was time: Neo.ClientError.Transaction.");
    }

    @Test
    void aConnectionThatIsCutTellsNothing() throws Exception {
        int cuts = 0;
        boolean cut = true;
        while (cut) {
            try (CutConnection connection = new CutConnection(lab.neo4j().boltUri(), ++cuts)) {
                Bolt bolt = lab.bolt(connection).cypher("x", "MATCH (o:Order) RETURN count(o)", Expect.value(200));
                CheckContext context = new LookContext();
                Outcome outcome = lab.look(bolt, context).outcome();
                cut = connection.isCut();
                if (connection.isWhole()) {
                    assertThat(outcome).as("cut %s", cuts).isEqualTo(Outcome.PASSED);
                } else if (connection.hasLostWhatTells()) {
                    assertThat(outcome).as("cut %s", cuts).isEqualTo(Outcome.INCONCLUSIVE);
                }
            }
        }
        assertThat(cuts).isGreaterThan(5);
    }

    private Verdict look(String query, Expect expected) throws Exception {
        return lab.look(lab.bolt().cypher("x", query, expected));
    }
}
