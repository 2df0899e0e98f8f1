package dev.restore4j.aura;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restore4j.RestorePlan;
import dev.restore4j.catalog.Instance;
import dev.restore4j.catalog.Snapshot;
import dev.restore4j.journal.Journal;
import dev.restore4j.operation.Overwritten;
import dev.restore4j.operation.RestoreResult;
import dev.restore4j.operation.RestoreState;
import dev.restore4j.testkit.FakeAura;
import dev.restore4j.testkit.FakeInstance;
import dev.restore4j.testkit.model.FakeSnapshot;
import dev.restore4j.testkit.model.Limits;
import dev.restore4j.testkit.model.Quirks;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The three ways, from the client to the data, at the testkit's Aura. */
class FakeAuraTest {

    private static AuraClient client(FakeAura aura) {
        return AuraClient.builder()
                .credentials(aura.clientId(), aura.clientSecret())
                .baseUrl(aura.baseUri())
                .httpClient(aura.httpClient())
                .time(aura.time())
                .random(new Random(7))
                .journal(Journal.inMemory())
                .build();
    }

    @Test
    void inPlace() {
        FakeAura aura = FakeAura.create();
        FakeInstance production = aura.addInstance(spec -> spec.name("Production"));
        FakeSnapshot good = production.addSnapshot(Instant.parse("2026-03-01T11:00:00Z"));
        production.write("destroyed");
        RestoreResult result = aura.virtualTime().run(() -> {
            AuraClient client = client(aura);
            Snapshot snapshot = client.instance(production.id())
                    .snapshots()
                    .latest(Period.ofDays(2))
                    .orElseThrow();
            RestoreResult done = RestorePlan.from(snapshot).confirm().execute();
            assertThat(client.operations().list()).hasSize(1);
            return done;
        });
        assertThat(result.state()).isEqualTo(RestoreState.COMPLETED);
        assertThat(result.overwritten()).isEqualTo(Overwritten.YES);
        assertThat(production.content()).isEqualTo(good.content());
        assertThat(aura.overwrites()).hasSize(1);
        aura.assertNothingLeftBehind();
    }

    @Test
    void overAnother() {
        FakeAura aura = FakeAura.create();
        FakeInstance production = aura.addInstance(spec -> spec.name("Production"));
        FakeInstance staging = aura.addInstance(spec -> spec.name("Staging"));
        FakeSnapshot good = production.addSnapshot(Instant.parse("2026-03-01T11:00:00Z"));
        String before = production.content();
        aura.virtualTime().run(() -> {
            AuraClient client = client(aura);
            Snapshot snapshot = client.instance(production.id()).snapshots().get(good.id());
            Instance target = client.instance(staging.id());
            RestorePlan.from(snapshot).into(target).confirm().execute();
        });
        assertThat(staging.content()).isEqualTo(good.content());
        assertThat(production.content()).isEqualTo(before);
        assertThat(aura.overwrites()).hasSize(1);
    }

    @Test
    void intoANewOne() {
        FakeAura aura = FakeAura.create();
        FakeInstance production = aura.addInstance(spec -> spec.name("Production"));
        FakeSnapshot good = production.addSnapshot(Instant.parse("2026-03-01T11:00:00Z"));
        List<InstanceCredentials> received = new ArrayList<>();
        RestoreResult result = aura.virtualTime().run(() -> {
            AuraClient client = client(aura);
            Snapshot snapshot = client.instance(production.id()).snapshots().get(good.id());
            NewInstance target = client.newInstance("rehearsal").credentialsTo(received::add);
            return RestorePlan.from(snapshot).into(target).confirm().execute();
        });
        assertThat(result.state()).isEqualTo(RestoreState.COMPLETED);
        assertThat(received).hasSize(1);
        FakeInstance created = aura.instance(received.get(0).instanceId());
        assertThat(created.content()).isEqualTo(good.content());
        assertThat(created.name()).isEqualTo("rehearsal-" + result.id());
    }

    /** Aura's day, order, ids and time stamps may be any of what was seen; the right snapshot is found under all. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16})
    void findsTheSnapshotBeforeTheIncidentWhateverAuraIsLike(long seed) {
        FakeAura aura =
                FakeAura.builder().seed(seed).quirks(Quirks.seeded(seed)).build();
        FakeInstance production = aura.addInstance(spec -> spec.name("Production"));
        List<FakeSnapshot> series = production.addSnapshots(
                Instant.parse("2026-02-25T01:30:00Z"), Instant.parse("2026-03-01T14:00:00Z"), Duration.ofHours(6));
        aura.virtualTime().run(() -> {
            Instance instance = client(aura).instance(production.id());
            for (int i = 1; i < series.size(); i++) {
                Instant incident = series.get(i).timestamp();
                String expected = series.get(i - 1).id();
                assertThat(instance.snapshots().latestBefore(incident, Period.ofDays(7)))
                        .hasValueSatisfying(
                                snapshot -> assertThat(snapshot.id()).isEqualTo(expected));
            }
        });
        assertThat(aura.refusedByLimit()).isZero();
    }

    /** 40 restores at once under 25 requests a minute: never a 429 of our own making. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void neverExceedsTheLimit(long seed) {
        FakeAura aura = FakeAura.builder()
                .seed(seed)
                .quirks(Quirks.seeded(seed))
                .limits(new Limits(25, 100, 1_000))
                .build();
        List<FakeInstance> instances = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            String name = "I" + i;
            FakeInstance instance = aura.addInstance(spec -> spec.name(name));
            instance.addSnapshot(Instant.parse("2026-03-01T11:00:00Z"));
            instances.add(instance);
        }
        aura.virtualTime().run(() -> {
            AuraClient client = AuraClient.builder()
                    .credentials(aura.clientId(), aura.clientSecret())
                    .httpClient(aura.httpClient())
                    .time(aura.time())
                    .random(new Random(7))
                    .journal(Journal.inMemory())
                    .requestBudget(25)
                    .build();
            for (FakeInstance instance : instances) {
                aura.time().fork("reader " + instance.name(), () -> {
                    for (int i = 0; i < 10; i++) {
                        client.instance(instance.id());
                    }
                });
            }
            aura.virtualTime().advance(Duration.ofHours(1));
        });
        assertThat(aura.requests()).hasSizeGreaterThan(350);
        assertThat(aura.refusedByLimit()).isZero();
    }
}
