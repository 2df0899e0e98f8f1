package dev.restore4j.it.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restore4j.aura.bolt.Bolt;
import dev.restore4j.verify.Verdict;
import dev.restore4j.verify.Verdict.Again;
import dev.restore4j.verify.Verdict.Outcome;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Indexes and constraints that are there, missing, failed, or not ready. */
@ExtendWith(Lab.Door.class)
class SchemaTest {

    private final Lab lab;

    SchemaTest(Lab lab) {
        this.lab = lab;
    }

    @AfterEach
    void tidy() {
        lab.run("DROP INDEX of_this_test IF EXISTS");
        lab.run("MATCH (t:Text) CALL (t) { DETACH DELETE t } IN TRANSACTIONS OF 10000 ROWS");
    }

    @Test
    void allThatIsExpectedIsThere() throws Exception {
        assertThat(lab.look(lab.bolt().indexesOnline()).outcome()).isEqualTo(Outcome.PASSED);
        assertThat(lab.look(lab.bolt().indexes("order_amount", "order_number")))
                .isEqualTo(Verdict.passed("2 indexes are online"));
        assertThat(lab.look(lab.bolt().constraints("order_number", "customer_number")))
                .isEqualTo(Verdict.passed("2 constraints are there"));
    }

    @Test
    void whatIsMissingIsNamed() throws Exception {
        assertThat(lab.look(lab.bolt().indexes("order_amount", "order_date")))
                .isEqualTo(Verdict.failed("Indexes are missing: [order_date].", "1 of 2"));
        assertThat(lab.look(lab.bolt().constraints("order_number", "order_exists")))
                .isEqualTo(Verdict.failed("Constraints are missing: [order_exists].", "1 of 2"));
    }

    @Test
    void anIndexThatIsBeingPopulatedIsWaitedFor() throws Exception {
        lab.run(
                "UNWIND range(1, 6000) AS n CREATE (:Text {text: $words + n})",
                Map.of("words", "lorem ipsum ".repeat(20)));
        lab.run("CREATE FULLTEXT INDEX of_this_test FOR (t:Text) ON EACH [t.text]");
        for (Bolt bolt : List.of(lab.bolt().indexesOnline(), lab.bolt().indexes("of_this_test"))) {
            Verdict verdict = bolt.checks().get(2).look(new LookContext());
            assertThat(verdict.outcome()).as(verdict.toString()).isEqualTo(Outcome.INCONCLUSIVE);
            assertThat(verdict.again()).isEqualTo(Again.LATER);
            assertThat(verdict.reason()).contains("of_this_test (POPULATING");
        }
        lab.run("CALL db.awaitIndexes(60)");
        assertThat(lab.look(lab.bolt().indexesOnline()).outcome()).isEqualTo(Outcome.PASSED);
    }

    @Test
    void anIndexThatFailedIsAFailure() throws Exception {
        lab.run("CREATE (:Text {text: $words})", Map.of("words", "lorem ipsum ".repeat(2_000)));
        lab.run("CREATE INDEX of_this_test FOR (t:Text) ON (t.text)");
        while (lab.run(
                        "SHOW INDEXES YIELD name, state WHERE name = 'of_this_test' AND state <> 'POPULATING' RETURN name")
                .isEmpty()) {
            Thread.onSpinWait();
        }
        Verdict verdict = lab.look(lab.bolt().indexesOnline());
        assertThat(verdict.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(verdict.again()).isEqualTo(Again.POINTLESS);
        assertThat(verdict.reason()).contains("[of_this_test]");
    }
}
