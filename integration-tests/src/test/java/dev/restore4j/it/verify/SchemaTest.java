package dev.restore4j.it.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
        for (Bolt bolt : List.of(lab.bolt().indexesOnline(), lab.bolt().indexes("of_this_test"))) {
            Verdict verdict = whilePopulating(bolt);
            assertThat(verdict.outcome()).as(verdict.toString()).isEqualTo(Outcome.INCONCLUSIVE);
            assertThat(verdict.again()).isEqualTo(Again.LATER);
            assertThat(verdict.reason()).contains("of_this_test (POPULATING");
        }
        lab.run("CALL db.awaitIndexes(60)");
        assertThat(lab.look(lab.bolt().indexesOnline()).outcome()).isEqualTo(Outcome.PASSED);
    }

    /** A look that was over before the index was ready: on a machine on which it is not, there is more to be indexed the next time. */
    private Verdict whilePopulating(Bolt bolt) throws Exception {
        for (int tries = 0; tries < 5; tries++) {
            lab.run(
                    "UNWIND range(1, $texts) AS n CREATE (:Text {text: $words + n})",
                    Map.of("texts", 3_000 << tries, "words", "lorem ipsum ".repeat(20)));
            lab.run("DROP INDEX of_this_test IF EXISTS");
            lab.run("CREATE FULLTEXT INDEX of_this_test FOR (t:Text) ON EACH [t.text]");
            Verdict verdict = bolt.checks().get(2).look(new LookContext());
            if (!lab.run(
                            "SHOW INDEXES YIELD name, state WHERE name = 'of_this_test' AND state = 'POPULATING' RETURN name")
                    .isEmpty()) {
                return verdict;
            }
        }
        throw new AssertionError("no look was faster than the index");
    }

    @Test
    void anIndexThatFailedIsAFailure() throws Exception {
        lab.run("CREATE (:Text {text: $words})", Map.of("words", "lorem ipsum ".repeat(2_000)));
        lab.run("CREATE INDEX of_this_test FOR (t:Text) ON (t.text)");
        // until it is online or, as here, has failed, and not for ever
        assertThatThrownBy(() -> lab.run("CALL db.awaitIndex('of_this_test', 60)"))
                .hasMessageContaining("of_this_test")
                .hasMessageContaining("failed state");
        Verdict verdict = lab.look(lab.bolt().indexesOnline());
        assertThat(verdict.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(verdict.again()).isEqualTo(Again.POINTLESS);
        assertThat(verdict.reason()).contains("[of_this_test]");
    }
}
