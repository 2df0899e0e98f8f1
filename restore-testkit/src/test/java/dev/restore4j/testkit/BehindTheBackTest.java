package dev.restore4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.restore4j.testkit.model.FakeSnapshot;
import dev.restore4j.testkit.model.Overwrite;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BehindTheBackTest {

    @Test
    void someoneElseRestoresAtItsTimeAndIsNotTheClient() throws Exception {
        Scenario.play(s -> {
            Instant at = s.aura.time().now().plusSeconds(60);
            s.aura.someoneElseRestores(s.instance, s.snapshot.id(), at);
            s.pass(Duration.ofSeconds(59));
            assertThat(s.status()).isEqualTo("running");
            s.pass(Duration.ofSeconds(1));
            assertThat(s.status()).isEqualTo("restoring");
            s.pass(Duration.ofMinutes(3));
            Overwrite overwrite = s.aura.overwrites().get(0);
            assertThat(overwrite.byClient()).isFalse();
            assertThat(overwrite.acceptedAt()).isEqualTo(at);
            assertThat(s.instance.content()).isEqualTo(s.snapshot.content());
        });
    }

    @Test
    void someoneElseDoesNothingToABusyInstance() throws Exception {
        Scenario.play(s -> {
            s.client.post(s.restorePath);
            s.aura.someoneElseRestores(
                    s.instance, s.snapshot.id(), s.aura.time().now());
            assertThat(s.aura.overwrites()).hasSize(1).allMatch(Overwrite::byClient);
        });
    }

    @Test
    void actionsHappenAtTheirTimeEvenIfNobodyAsks() throws Exception {
        Scenario.play(s -> {
            List<Instant> happened = new ArrayList<>();
            Instant at = s.aura.time().now().plusSeconds(90);
            s.aura.at(at, () -> {
                happened.add(s.aura.time().now());
                s.instance.rename("Later");
            });
            s.pass(Duration.ofSeconds(89));
            assertThat(happened).isEmpty();
            s.pass(Duration.ofSeconds(10));
            assertThat(happened).containsExactly(at);
            assertThat(s.client.get(s.path).data().get("name").asText()).isEqualTo("Later");
        });
    }

    @Test
    void namesSizesAndStatesChange() throws Exception {
        Scenario.play(s -> {
            s.instance.rename("Old production").resize("16GB");
            assertThat(s.status()).isEqualTo("updating");
            s.pass(Duration.ofMinutes(3));
            JsonNode data = s.client.get(s.path).data();
            assertThat(data.get("name").asText()).isEqualTo("Old production");
            assertThat(data.get("memory").asText()).isEqualTo("16GB");
            s.instance.pause();
            s.pass(Duration.ofMinutes(3));
            assertThat(s.status()).isEqualTo("paused");
        });
    }

    @Test
    void anInstanceIsReplacedByAnotherOfTheSameName() throws Exception {
        Scenario.play(s -> {
            FakeInstance other = s.instance.replace();
            assertThat(s.client.get(s.path).status()).isEqualTo(404);
            assertThat(s.instance.status()).isEqualTo("deleted");
            JsonNode list = s.client.get("/instances").data();
            assertThat(list).singleElement().satisfies(each -> {
                assertThat(each.get("id").asText()).isEqualTo(other.id()).isNotEqualTo(s.instance.id());
                assertThat(each.get("name").asText()).isEqualTo("Production");
            });
        });
    }

    @Test
    void anInstanceIsMadeAnotherUnderTheSameId() throws Exception {
        Scenario.play(s -> {
            String before = s.client.get(s.path).data().get("created_at").asText();
            String content = s.instance.content();
            s.instance.recreate();
            assertThat(s.client.get(s.path).data().get("created_at").asText()).isNotEqualTo(before);
            assertThat(s.instance.content()).isNotEqualTo(content);
        });
    }

    @Test
    void aSnapshotDisappears() throws Exception {
        Scenario.play(s -> {
            s.instance.deleteSnapshot(s.snapshot.id());
            assertThat(s.client.post(s.restorePath).reason()).isEqualTo("snapshot-not-found");
            assertThat(s.client.get(s.path + "/snapshots").data()).isEmpty();
        });
    }

    @Test
    void snapshotsHoldTheContentOfTheirMoment() throws Exception {
        Scenario.play(s -> {
            s.instance.write("A");
            s.client.post(s.path + "/snapshots");
            s.instance.write("B");
            List<FakeSnapshot> snapshots = s.instance.snapshots();
            assertThat(snapshots.get(1).content()).isEqualTo("A");
            assertThat(s.instance.content()).isEqualTo("B");
        });
    }

    @Test
    void nothingIsLeftBehindByARestoreThatHasEnded() throws Exception {
        Scenario.play(s -> {
            s.client.post(s.restorePath);
            assertThatThrownBy(s.aura::assertNothingLeftBehind)
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("RESTORE of " + s.instance.id());
            s.pass(Duration.ofMinutes(3));
            s.aura.assertNothingLeftBehind();
        });
    }

    @Test
    void anInstanceThatTheClientMadeIsLeftBehindUntilItDeletesIt() throws Exception {
        Scenario.play(s -> {
            String id = s.client
                    .post("/instances", RestoresTest.creation(s, s.snapshot.id()))
                    .data()
                    .get("id")
                    .asText();
            s.pass(Duration.ofMinutes(3));
            assertThatThrownBy(s.aura::assertNothingLeftBehind).hasMessageContaining(id);
            s.client.delete("/instances/" + id);
            s.aura.assertNothingLeftBehind();
        });
    }

    @Test
    void aHandleOfAnInstanceThatNeverWasIsRefused() {
        try (FakeAura aura = FakeAura.create()) {
            assertThatThrownBy(() -> aura.instance("none").content()).isInstanceOf(IllegalArgumentException.class);
            aura.addInstance(i -> i.id("abcd1234"));
            assertThatThrownBy(() -> aura.addInstance(i -> i.id("abcd1234")))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThat(aura.instances()).extracting(FakeInstance::id).containsExactly("abcd1234");
        }
    }
}
