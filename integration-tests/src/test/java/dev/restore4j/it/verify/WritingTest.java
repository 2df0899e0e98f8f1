package dev.restore4j.it.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.restore4j.aura.bolt.Bolt;
import dev.restore4j.embedded.Writes;
import dev.restore4j.it.verify.LookContext.Death;
import dev.restore4j.verify.Check;
import dev.restore4j.verify.Marker.Sighting;
import dev.restore4j.verify.Verdict;
import dev.restore4j.verify.Verdict.Again;
import dev.restore4j.verify.Verdict.Outcome;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

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
    void inADatabaseWithoutAnyNameChecksWriteNoneAndAMarkerOne() {
        WithoutNames seen = lab.withoutNames();
        assertThat(seen.before()).isEmpty();
        assertThat(seen.writable().outcome()).isEqualTo(Outcome.PASSED);
        assertThat(seen.committed())
                .isEqualTo(Verdict.inconclusive(
                        "The database has no property key, and a new one would stay for ever. Use writable()."));
        assertThat(seen.afterChecks()).isEmpty();
        assertThat(seen.marked()).isEqualTo(Sighting.THERE);
        assertThat(seen.afterMarker()).containsExactly("property key restore4j");
        assertThat(seen.nodes()).isZero();
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void nothingIsLeftWhereverTheConnectionIsCut(Kind kind) throws Exception {
        Lab.Traces before = lab.traces();
        int cuts = 0;
        boolean cut = true;
        while (cut) {
            LookContext context = new LookContext();
            try (CutConnection connection = new CutConnection(lab.neo4j().boltUri(), ++cuts)) {
                Verdict verdict = kind.of(lab.bolt(connection)).look(context);
                cut = connection.isCut();
                if (connection.isWhole()) {
                    assertThat(verdict.outcome()).as("cut %s", cuts).isEqualTo(Outcome.PASSED);
                } else if (connection.hasLostWhatTells()) {
                    assertThat(verdict.outcome()).as("cut %s", cuts).isEqualTo(Outcome.INCONCLUSIVE);
                }
            }
            assertThat(lab.neo4j().tokens()).isEqualTo(before.tokens());
            // whoever looks next cleans up first
            assertThat(kind.of(lab.bolt()).look(context.next()).outcome()).isEqualTo(Outcome.PASSED);
            assertThat(lab.traces()).as("cut %s", cuts).isEqualTo(before);
        }
        assertThat(cuts).isGreaterThan(10);
    }

    @Test
    void nothingIsLeftWhicheverNoteIsTheLast() throws Exception {
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

    /** The checks that write. */
    private enum Kind {
        ROLLED_BACK {
            @Override
            Check of(Bolt bolt) {
                return bolt.writable().checks().get(2);
            }
        },
        COMMITTED {
            @Override
            Check of(Bolt bolt) {
                return bolt.writableCommitted().checks().get(2);
            }
        };

        abstract Check of(Bolt bolt);
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
