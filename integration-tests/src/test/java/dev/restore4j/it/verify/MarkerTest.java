package dev.restore4j.it.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.restore4j.aura.bolt.Bolt;
import dev.restore4j.embedded.Writes;
import dev.restore4j.it.verify.LookContext.Death;
import dev.restore4j.verify.Marker;
import dev.restore4j.verify.Marker.Sighting;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A mark is there until the data is replaced, and leaves nothing. */
@ExtendWith(Lab.Door.class)
class MarkerTest {

    private static final String TOKEN = "restore4j marker 0123456789abcdef";

    private final Lab lab;

    MarkerTest(Lab lab) {
        this.lab = lab;
    }

    @AfterEach
    void tidy() {
        lab.writes(Writes.ACCEPTED);
        lab.run("MATCH (n) WHERE size(labels(n)) = 0 DETACH DELETE n");
    }

    @Test
    void isThereUntilADumpIsLoaded() throws Exception {
        Marker marker = lab.bolt().marker();
        LookContext notes = new LookContext();
        Lab.Traces before = lab.traces();
        assertThat(marker.look(TOKEN, notes)).isEqualTo(Sighting.UNREADABLE);
        marker.place(TOKEN, notes);
        assertThat(marker.look(TOKEN, notes)).isEqualTo(Sighting.THERE);
        assertThat(lab.neo4j().tokens()).isEqualTo(before.tokens());

        lab.restore();

        assertThat(marker.look(TOKEN, notes)).isEqualTo(Sighting.GONE);
        // its id is used again, by somebody else
        String id = lab.run("CREATE (n {amount: 'theirs'}) RETURN elementId(n)")
                .get(0)
                .get(0)
                .asString();
        notes.write("marker.node", id);
        assertThat(marker.look(TOKEN, notes)).isEqualTo(Sighting.GONE);
        marker.remove(TOKEN, notes);
        assertThat(lab.traces().nodes()).isEqualTo(before.nodes() + 1);
    }

    @Test
    void isPlacedOnceAndRemovedForGood() throws Exception {
        Marker marker = lab.bolt().marker();
        LookContext notes = new LookContext();
        Lab.Traces before = lab.traces();
        marker.place(TOKEN, notes);
        marker.place(TOKEN, notes);
        assertThat(lab.traces().nodes()).isEqualTo(before.nodes() + 1);
        marker.remove(TOKEN, notes);
        marker.remove(TOKEN, notes);
        before.assertSame(lab.traces());
        assertThat(marker.look(TOKEN, notes)).isEqualTo(Sighting.UNREADABLE);
        assertThat(marker.look("another", notes)).isEqualTo(Sighting.UNREADABLE);
    }

    @Test
    void isNeverGoneThatWasNeverCommitted() throws Exception {
        Marker marker = lab.bolt().marker();
        for (int writes = 1; writes <= 4; writes++) {
            LookContext notes = new LookContext();
            LookContext last = notes.killedAfter(writes);
            Lab.Traces before = lab.traces();
            assertThatThrownBy(() -> marker.place(TOKEN, last)).isInstanceOf(Death.class);
            assertThat(marker.look(TOKEN, notes.next())).isEqualTo(writes < 4 ? Sighting.UNREADABLE : Sighting.THERE);
            marker.place(TOKEN, notes.next());
            assertThat(marker.look(TOKEN, notes.next())).isEqualTo(Sighting.THERE);
            marker.remove(TOKEN, notes.next());
            before.assertSame(lab.traces());
        }
    }

    @Test
    void isNeverGoneWhereTheConnectionIsCut() throws Exception {
        Lab.Traces before = lab.traces();
        int cuts = 0;
        boolean cut = true;
        while (cut) {
            LookContext notes = new LookContext();
            try (CutConnection connection = new CutConnection(lab.neo4j().boltUri(), ++cuts)) {
                try {
                    lab.bolt(connection).marker().place(TOKEN, notes);
                } catch (RuntimeException e) {
                    assertThat(lab.bolt().marker().look(TOKEN, notes)).isEqualTo(Sighting.UNREADABLE);
                }
                cut = connection.isCut();
            }
            Marker marker = lab.bolt().marker();
            marker.place(TOKEN, notes);
            try (CutConnection connection = new CutConnection(lab.neo4j().boltUri(), cuts)) {
                assertThat(lab.bolt(connection).marker().look(TOKEN, notes)).isNotEqualTo(Sighting.GONE);
            }
            marker.remove(TOKEN, notes);
            before.assertSame(lab.traces());
        }
        assertThat(cuts).isGreaterThan(5);
    }

    @Test
    void cannotBeReadWhereNothingAnswersOrNothingCanBeWritten() throws Exception {
        Marker marker = lab.bolt().marker();
        LookContext notes = new LookContext();
        marker.place(TOKEN, notes);
        Marker elsewhere =
                Bolt.at(URI.create("bolt://127.0.0.1:1"), lab::credentials).marker();
        assertThat(elsewhere.look(TOKEN, notes)).isEqualTo(Sighting.UNREADABLE);
        assertThatThrownBy(() -> elsewhere.place("another", new LookContext())).isInstanceOf(RuntimeException.class);
        marker.remove(TOKEN, notes);
    }

    @Test
    void isFoundWithoutItsIdWhereIdsLookDifferent() throws Exception {
        Marker marker = lab.bolt().marker();
        LookContext notes = new LookContext();
        marker.place(TOKEN, notes);
        String id = notes.read("marker.node").orElseThrow();
        notes.write("marker.node", "4:00000000-0000-0000-0000-000000000000:1");
        assertThat(marker.look(TOKEN, notes)).isEqualTo(Sighting.THERE);
        lab.run("MATCH (n) WHERE elementId(n) = $id DELETE n", Map.of("id", id));
        assertThat(marker.look(TOKEN, notes)).isEqualTo(Sighting.GONE);
    }

    @Test
    void isLeftWhereSomebodyHasUsedIt() throws Exception {
        Marker marker = lab.bolt().marker();
        LookContext notes = new LookContext();
        marker.place(TOKEN, notes);
        lab.run("MATCH (n) WHERE size(labels(n)) = 0 SET n.name = 'mine now'");
        assertThatThrownBy(() -> marker.remove(TOKEN, notes)).hasMessageContaining("was changed by somebody");
        assertThat(lab.number("MATCH (n {name: 'mine now'}) RETURN count(n)")).isEqualTo(1);
    }
}
