package dev.restore4j.aura;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.restore4j.RestorePlan;
import dev.restore4j.catalog.Instance;
import dev.restore4j.error.UnavailableException;
import dev.restore4j.journal.Journal;
import dev.restore4j.operation.RestoreResult;
import dev.restore4j.spi.Disposal;
import dev.restore4j.spi.Disposal.Disposed;
import dev.restore4j.spi.Look;
import dev.restore4j.spi.Safeguard;
import dev.restore4j.spi.Safeguard.Begun;
import dev.restore4j.spi.Safeguard.Condition;
import dev.restore4j.spi.Safeguard.Kept;
import dev.restore4j.spi.Urgency;
import dev.restore4j.spi.Urgency.Rank;
import dev.restore4j.testkit.FakeAura;
import dev.restore4j.testkit.FakeInstance;
import dev.restore4j.testkit.fault.Fault;
import dev.restore4j.testkit.fault.FaultMix;
import dev.restore4j.testkit.model.FakeSnapshot;
import dev.restore4j.testkit.model.Quirks;
import dev.restore4j.testkit.verify.FakeCheckContext;
import dev.restore4j.verify.Verdict.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Snapshots on demand and the deletion of what was created, at the testkit's Aura, while much goes wrong. */
class KeepAndDiscardTest {

    private static final Urgency URGENCY = Urgency.of(Rank.SUBMISSION);
    private static final Duration PAUSE = Duration.ofSeconds(10);

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

    private static FakeAura troubled(long seed) {
        FakeAura aura =
                FakeAura.builder().seed(seed).quirks(Quirks.seeded(seed)).build();
        FaultMix mix = FaultMix.none(seed);
        for (Fault fault : List.of(
                Fault.tooManyRequests(),
                Fault.serverError(503),
                Fault.serverErrorAfterWork(504),
                Fault.stallAfterWork(),
                Fault.answerLost(),
                Fault.cutShort(),
                Fault.connectRefused(),
                Fault.notFoundBlip(),
                Fault.snapshotNotAllowed(),
                Fault.dayBorderShifted(Duration.ofHours(8)))) {
            mix = mix.with(fault, 0.05);
        }
        aura.faults().mix(mix);
        return aura;
    }

    /** As whoever restores does it: looks for what was begun before it begins another. */
    private static Kept keep(FakeAura aura, Safeguard safeguard, Instant moment) throws InterruptedException {
        for (int round = 0; round < 200; round++) {
            try {
                Optional<Kept> kept = safeguard.since(moment, URGENCY);
                if (kept.isEmpty()) {
                    Begun begun = safeguard.begin(URGENCY);
                    assertThat(begun).isNotInstanceOf(Begun.Refused.class);
                } else if (kept.get().condition() != Condition.PENDING) {
                    return kept.get();
                }
            } catch (UnavailableException e) {
                // it is looked for in the next round
            }
            aura.time().sleep(PAUSE);
        }
        throw new AssertionError("never kept: " + aura.requests());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24})
    void thePresentDataIsKeptOnceWhateverAuraIsLike(long seed) throws InterruptedException {
        try (FakeAura aura = troubled(seed)) {
            FakeInstance production = aura.addInstance(spec -> spec.name("Production"));
            production.addSnapshot(Instant.parse("2026-03-01T11:00:00Z"));
            production.write("present");
            Kept kept = aura.virtualTime().run(() -> {
                // shortly before midnight in UTC, or in one of the other zones
                aura.time().sleep(Duration.ofMinutes(8 * 60 + 59 - 90 * (seed % 3)));
                Safeguard safeguard = client(aura)
                        .target("aura:" + production.id())
                        .orElseThrow()
                        .safeguard()
                        .orElseThrow();
                return keep(aura, safeguard, aura.time().now());
            });
            List<FakeSnapshot> onDemand = production.snapshots().stream()
                    .filter(snapshot -> snapshot.profile().equals("AdHoc"))
                    .toList();
            assertThat(onDemand).hasSize(1);
            assertThat(onDemand.get(0).id()).isEqualTo(kept.snapshot());
            assertThat(onDemand.get(0).content()).isEqualTo("present");
            assertThat(kept.condition()).isEqualTo(Condition.COMPLETE);
        }
    }

    @Test
    void whatWasKeptBringsThePresentDataBack() throws Exception {
        try (FakeAura aura = FakeAura.create()) {
            FakeInstance production = aura.addInstance(spec -> spec.name("Production"));
            FakeSnapshot old = production.addSnapshot(Instant.parse("2026-03-01T11:00:00Z"));
            production.write("present");
            aura.virtualTime().run(() -> {
                AuraClient client = client(aura);
                Safeguard safeguard =
                        client.instance(production.id()).safeguard().orElseThrow();
                Kept kept = keep(aura, safeguard, aura.time().now());
                RestorePlan.from(client.instance(production.id()).snapshots().get(old.id()))
                        .confirm()
                        .execute();
                assertThat(production.content()).isEqualTo(old.content());
                RestorePlan.from(safeguard.source(kept.snapshot())).confirm().execute();
                var verdict =
                        aura.contentIs("present").look(FakeCheckContext.of("aura:" + production.id(), aura.time()));
                assertThat(verdict.outcome()).isEqualTo(Outcome.PASSED);
            });
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24})
    void whatWasCreatedIsDeletedAndNothingElseIs(long seed) throws InterruptedException {
        try (FakeAura aura =
                FakeAura.builder().seed(seed).quirks(Quirks.seeded(seed)).build()) {
            FakeInstance production = aura.addInstance(spec -> spec.name("Production"));
            FakeInstance staging = aura.addInstance(spec -> spec.name("Staging"));
            FakeSnapshot good = production.addSnapshot(Instant.parse("2026-03-01T11:00:00Z"));
            aura.virtualTime().run(() -> {
                AuraClient client = client(aura);
                NewInstance target =
                        client.newInstance("quarterly").forRehearsal().credentialsTo(credentials -> {});
                RestoreResult result = RestorePlan.from(
                                client.instance(production.id()).snapshots().get(good.id()))
                        .into(target)
                        .confirm()
                        .execute();
                List<Instance> left = client.leftovers();
                assertThat(left).hasSize(1);
                assertThat(left.get(0).name()).isEqualTo("drill-quarter-" + result.id());
                assertThatThrownBy(aura::assertNothingLeftBehind).isInstanceOf(AssertionError.class);

                aura.faults().mix(FaultMix.seeded(seed));
                discard(
                        aura,
                        target.disposal().orElseThrow(),
                        new Look(result.id(), left.get(0).id(), URGENCY));
                aura.faults().clear();
                aura.time().sleep(Duration.ofMinutes(10));
                assertThat(client.leftovers()).isEmpty();
            });
            aura.assertNothingLeftBehind();
            assertThat(aura.instances()).extracting(FakeInstance::id).containsExactly(production.id(), staging.id());
        }
    }

    private static void discard(FakeAura aura, Disposal disposal, Look look) throws InterruptedException {
        for (int round = 0; round < 100; round++) {
            try {
                if (disposal.delete(look) == Disposed.GONE) {
                    return;
                }
            } catch (dev.restore4j.error.RestoreException e) {
                // asked again, as the contract says
            }
            aura.time().sleep(PAUSE);
        }
        throw new AssertionError("never deleted: " + aura.requests());
    }
}
