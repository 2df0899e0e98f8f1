package dev.restore4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.restore4j.testkit.verify.FakeCheckContext;
import dev.restore4j.verify.Check;
import dev.restore4j.verify.Marker;
import dev.restore4j.verify.Marker.Sighting;
import dev.restore4j.verify.Notes;
import dev.restore4j.verify.Verdict;
import dev.restore4j.verify.Verdict.Again;
import dev.restore4j.verify.Verdict.Outcome;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Verification by what is really in an instance. */
class ContentTest {

    @Test
    void aCheckComparesTheContentOfTheInstanceThatWasRestored() throws Exception {
        Scenario.play(s -> {
            FakeCheckContext context = FakeCheckContext.of("aura:" + s.instance.id(), s.aura.time());
            Check check = s.aura.contentIs(s.snapshot.content());
            assertThat(check.look(context).outcome()).isEqualTo(Outcome.FAILED);
            s.client.post(s.restorePath);
            Verdict meanwhile = check.look(context);
            assertThat(meanwhile.outcome()).isEqualTo(Outcome.INCONCLUSIVE);
            assertThat(meanwhile.again()).isEqualTo(Again.LATER);
            s.pass(Duration.ofMinutes(3));
            assertThat(check.look(context).outcome()).isEqualTo(Outcome.PASSED);
            Verdict elsewhere = check.look(FakeCheckContext.of("admin:neo4j", s.aura.time()));
            assertThat(elsewhere.outcome()).isEqualTo(Outcome.INCONCLUSIVE);
        });
    }

    @Test
    void aMarkIsInTheDataUntilTheyAreReplaced() throws Exception {
        Scenario.play(s -> {
            Notes notes = FakeCheckContext.of("aura:x", s.aura.time()).notes();
            String before = s.instance.content();
            Marker marker = s.instance.marker();
            assertThat(marker.look("t", notes)).isEqualTo(Sighting.GONE);
            marker.place("t", notes);
            marker.place("t", notes);
            assertThat(s.instance.content()).isNotEqualTo(before);
            assertThat(marker.look("t", notes)).isEqualTo(Sighting.THERE);
            assertThat(marker.look("u", notes)).isEqualTo(Sighting.GONE);
            marker.remove("t", notes);
            marker.remove("t", notes);
            assertThat(s.instance.content()).isEqualTo(before);

            marker.place("t", notes);
            s.client.post(s.restorePath);
            assertThat(marker.look("t", notes)).isEqualTo(Sighting.UNREADABLE);
            assertThatThrownBy(() -> marker.place("u", notes)).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> marker.remove("t", notes)).isInstanceOf(IllegalStateException.class);
            s.pass(Duration.ofMinutes(3));
            assertThat(marker.look("t", notes)).isEqualTo(Sighting.GONE);
            assertThat(s.instance.content()).isEqualTo(s.snapshot.content());
            assertThat(notes.read("marker.instance")).contains(s.instance.id());
        });
    }

    @Test
    void whatClientsCreateAndDoNotDeleteIsLeftBehind() throws Exception {
        Scenario.play(s -> {
            String id = s.client
                    .post("/instances", RestoresTest.creation(s, s.snapshot.id()))
                    .data()
                    .get("id")
                    .asText();
            s.pass(Duration.ofMinutes(10));
            assertThatThrownBy(s.aura::assertNothingLeftBehind)
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining(id)
                    .hasMessageContaining("never deleted");
            assertThat(s.client.delete("/instances/" + id).status()).isEqualTo(202);
            s.aura.assertNothingLeftBehind();
        });
    }
}
