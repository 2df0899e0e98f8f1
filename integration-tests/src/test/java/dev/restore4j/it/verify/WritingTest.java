package dev.restore4j.it.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.restore4j.aura.bolt.Bolt;
import dev.restore4j.embedded.Writes;
import dev.restore4j.it.verify.LookContext.Death;
import dev.restore4j.verify.Check;
import dev.restore4j.verify.Verdict;
import dev.restore4j.verify.Verdict.Again;
import dev.restore4j.verify.Verdict.Outcome;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Checks that write tell a read-only database, and leave nothing: no node, and no name. */
@ExtendWith(Lab.Door.class)
class WritingTest {

    private final Lab lab;

    WritingTest(Lab lab) {
        this.lab = lab;
    }

    @AfterEach
    void acceptWrites() {
        lab.writes(Writes.ACCEPTED);
    }

    @Test
    void aWriteIsAccepted() throws Exception {
        assertThat(lab.look(lab.bolt().writable()).outcome()).isEqualTo(Outcome.PASSED);
        assertThat(lab.look(lab.bolt().writableCommitted()))
                .isEqualTo(Verdict.passed("a node was committed and deleted"));
    }

    @Test
    void aReadOnlyDatabaseFailsAndStillAnswers() throws Exception {
        lab.writes(Writes.REFUSED);
        for (Bolt bolt : List.of(lab.bolt().writable(), lab.bolt().writableCommitted())) {
            Verdict verdict = lab.look(bolt);
            assertThat(verdict.outcome()).as(verdict.toString()).isEqualTo(Outcome.FAILED);
            assertThat(verdict.again()).isEqualTo(Again.LATER);
            assertThat(verdict.reason()).startsWith("It accepts no writes: ").contains("Neo.ClientError.General.");
            for (Check other : lab.bolt().indexesOnline().checks()) {
                assertThat(other.look(new LookContext()).outcome()).isEqualTo(Outcome.PASSED);
            }
        }
    }

    @Test
    void aReadOnlyDatabaseFailsWithoutRoutingToo() throws Exception {
        lab.writes(Writes.REFUSED);
        Verdict verdict =
                lab.look(Bolt.at(lab.neo4j().boltUri(), lab::credentials).writable());
        assertThat(verdict.reason()).startsWith("It accepts no writes: ");
    }

    @Test
    void nothingIsLeftWhereverTheConnectionIsCut() throws Exception {
        Lab.Traces before = lab.traces();
        int cuts = 0;
        boolean cut = true;
        while (cut) {
            LookContext context = new LookContext();
            try (CutConnection connection = new CutConnection(lab.neo4j().boltUri(), ++cuts)) {
                Bolt bolt = lab.bolt(connection).writableCommitted();
                Verdict verdict = bolt.checks().get(2).look(context);
                cut = connection.isCut();
                assertThat(verdict.outcome()).isIn(Outcome.PASSED, Outcome.INCONCLUSIVE);
            }
            assertThat(lab.neo4j().tokens()).isEqualTo(before.tokens());
            // whoever looks next cleans up first
            assertThat(lab.bolt()
                            .writableCommitted()
                            .checks()
                            .get(2)
                            .look(context.next())
                            .outcome())
                    .isEqualTo(Outcome.PASSED);
            assertThat(lab.traces()).as("cut %s", cuts).isEqualTo(before);
        }
        assertThat(cuts).isGreaterThan(10);
    }

    @Test
    void nothingIsLeftWhereverTheProcessIsKilled() throws Exception {
        Lab.Traces before = lab.traces();
        Check check = lab.bolt().writableCommitted().checks().get(2);
        for (int writes = 1; writes <= 4; writes++) {
            LookContext context = new LookContext();
            LookContext last = context.killedAfter(writes);
            assertThatThrownBy(() -> check.look(last)).isInstanceOf(Death.class);
            assertThat(lab.neo4j().tokens()).isEqualTo(before.tokens());
            assertThat(check.look(context.next()).outcome()).isEqualTo(Outcome.PASSED);
            assertThat(lab.traces()).isEqualTo(before);
        }
    }

    @Test
    void aNodeOfAKilledLookIsDeletedAndNobodyElses() throws Exception {
        // as a process leaves it that is killed between the commit and the deletion
        LookContext context = new LookContext();
        String mine = create("restore4j " + context.operation());
        context.write("bolt.write.key", "amount");
        context.write("bolt.write.token", "restore4j " + context.operation());
        context.write("bolt.write.node", mine);
        Check check = lab.bolt().writableCommitted().checks().get(2);
        assertThat(check.look(context).outcome()).isEqualTo(Outcome.PASSED);
        assertThat(count(mine)).isZero();

        // its id is used again, by somebody else
        String theirs = create("theirs");
        context.write("bolt.write.node", theirs);
        assertThat(check.look(context.next()).outcome()).isEqualTo(Outcome.PASSED);
        assertThat(count(theirs)).isEqualTo(1);

        // somebody else has connected ours
        String used = create("restore4j " + context.operation());
        lab.run(
                "MATCH (n) WHERE elementId(n) = $id MATCH (c:Customer {number: 1}) CREATE (c)-[:PLACED]->(n)",
                Map.of("id", used));
        context.write("bolt.write.node", used);
        Verdict verdict = check.look(context.next());
        assertThat(verdict.outcome()).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(verdict.reason()).contains(used);
        assertThat(count(used)).isEqualTo(1);

        lab.run("MATCH (n) WHERE size(labels(n)) = 0 DETACH DELETE n");
    }

    private String create(String amount) {
        return lab.run("CREATE (n {amount: $amount}) RETURN elementId(n)", Map.of("amount", amount))
                .get(0)
                .get(0)
                .asString();
    }

    private long count(String id) {
        return lab.run("MATCH (n) WHERE elementId(n) = $id RETURN count(n)", Map.of("id", id))
                .get(0)
                .get(0)
                .asLong();
    }
}
