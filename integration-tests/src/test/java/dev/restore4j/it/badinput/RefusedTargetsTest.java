package dev.restore4j.it.badinput;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.restore4j.Assessment;
import dev.restore4j.RestorePlan;
import dev.restore4j.aura.AuraClient;
import dev.restore4j.error.RestoreRejectedException;
import dev.restore4j.it.fixture.Diverting;
import dev.restore4j.it.fixture.Intercepting;
import dev.restore4j.it.fixture.Production;
import dev.restore4j.it.fixture.Way;
import dev.restore4j.journal.Journal;
import dev.restore4j.operation.Finding;
import dev.restore4j.operation.Overwritten;
import dev.restore4j.operation.RestoreState;
import dev.restore4j.testkit.FakeAura;
import dev.restore4j.testkit.FakeInstance;
import dev.restore4j.testkit.fault.Fault;
import dev.restore4j.testkit.model.Quirk;
import dev.restore4j.testkit.model.Quirks;
import dev.restore4j.testkit.wire.AuraAnswer;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Targets that cannot be restored as they stand: found before anything is sent, and where Aura finds it, told with its reason. */
class RefusedTargetsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "paused",
                "pausing",
                "suspended",
                "suspending",
                "resuming",
                "restoring",
                "overwriting",
                "loading",
                "updating",
                "creating",
                "destroying",
                "resizing",
                "upgrading",
                "encryption key deleted",
                "recalibrating"
            })
    void aTargetThatDoesNotRunIsFoundByTheAssessment(String word) {
        try (Production production = Production.create()) {
            production.aura().faults().next(Fault.unknownStatus(word)).every(1);
            for (Way way : new Way[] {Way.IN_PLACE, Way.OVERWRITE}) {
                Assessment assessment = assess(production, way, production.client());
                assertThat(assessment.blocking())
                        .extracting(Finding::code)
                        .as(way + " of one that is " + word)
                        .contains("target-not-running");
                assertThat(refusalOf(assessment)).hasMessageContaining("'" + word + "'");
                assertThat(assessment.toString()).contains(word, "BLOCKING");
            }
            production.assertNothingSent();
        }
    }

    /** The status that Aura shows is stale: it says {@code running} while the target does not, and Aura refuses. */
    @ParameterizedTest
    @EnumSource(
            value = Quirk.PausedTarget.class,
            names = {"ACTION_UNAVAILABLE", "ONGOING_OPERATION", "BAD_REQUEST"})
    void whatAuraRefusesWhileTheStatusIsStaleIsRejected(Quirk.PausedTarget answer) {
        try (Production production =
                Production.in(FakeAura.builder().quirks(Quirks.documented().with(answer)))) {
            production.instance().pause();
            production.aura().virtualTime().advance(Duration.ofMinutes(5));
            production.aura().faults().next(Fault.unknownStatus("running")).every(1);
            RestoreRejectedException e = refusedBySubmitting(production, Way.IN_PLACE);
            String status = answer == Quirk.PausedTarget.BAD_REQUEST ? "400" : "409";
            assertThat(e).hasMessageContaining("answered " + status).hasMessageContaining("paused");
        }
    }

    @ParameterizedTest
    @EnumSource(Quirk.ConflictReason.class)
    void aTargetThatBecameBusyAfterTheLastLookIsRejected(Quirk.ConflictReason reason) {
        try (Production production =
                Production.in(FakeAura.builder().quirks(Quirks.documented().with(reason)))) {
            for (Way way : new Way[] {Way.IN_PLACE, Way.OVERWRITE}) {
                FakeInstance target = way == Way.IN_PLACE ? production.instance() : production.other();
                AuraClient client = production
                        .builder(Journal.inMemory())
                        .httpClient(new Intercepting(production.aura().httpClient(), request -> {
                            if (Intercepting.isSubmission(request)) {
                                target.resize("16GB");
                            }
                        }))
                        .build();
                RestoreRejectedException e = refusedBySubmitting(production, way, client);
                assertThat(e.code()).isEqualTo("target-busy");
                assertThat(e).hasMessageContaining("undergoing an operation");
            }
        }
    }

    @Test
    void aFreeTargetIsFoundByTheAssessment() {
        try (Production production = Production.create()) {
            FakeInstance free =
                    production.aura().addInstance(spec -> spec.name("Free").type("free-db"));
            production.run(() -> {
                AuraClient client = production.client();
                Assessment assessment = into(production, client, free).assess();
                assertThat(assessment.blocking()).extracting(Finding::code).contains("free-tier");
                assertThat(refusalOf(assessment)).hasMessageContaining("420").hasMessageContaining(free.id());
            });
            production.assertNothingSent();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "420, '{\"errors\":[{\"message\":\"not for free instances\",\"reason\":\"database-incapable-of-action\"}]}'",
        "420, '{\"error\":\"not for free instances\"}'"
    })
    void theAnswer420IsARejectionWithItsReason(int status, String body) {
        try (Production production = Production.create()) {
            AuraClient client = production
                    .builder(Journal.inMemory())
                    .httpClient(new Diverting(
                            production, Intercepting::isSubmission, request -> AuraAnswer.json(status, body)))
                    .build();
            RestoreRejectedException e = rejected(production, Way.OVERWRITE, client);
            assertThat(e.code()).isEqualTo("free-tier");
            assertThat(e).hasMessageContaining("420").hasMessageContaining("not for free instances");
            production.assertNothingSent();
        }
    }

    @Test
    void aTargetSmallerThanTheSourceIsFoundByTheAssessment() {
        try (Production production = Production.create()) {
            FakeInstance small =
                    production.aura().addInstance(spec -> spec.name("Small").memory("4GB"));
            production.run(() -> {
                Assessment assessment =
                        into(production, production.client(), small).assess();
                assertThat(assessment.blocking()).extracting(Finding::code).contains("target-smaller-than-source");
                assertThat(refusalOf(assessment)).hasMessageContaining("4GB").hasMessageContaining("8GB");
            });
            production.assertNothingSent();
        }
    }

    /** A paused source does not state its size, so that Aura is the first to find out: with a 500 that is a refusal. */
    @Test
    void the500OfATargetThatIsTooSmallIsARejectionAndNotRepeated() throws InterruptedException {
        Quirks quirks = Quirks.documented().with(Quirk.PausedMemory.ABSENT);
        try (Production production = Production.in(FakeAura.builder().quirks(quirks))) {
            FakeInstance small =
                    production.aura().addInstance(spec -> spec.name("Small").memory("4GB"));
            production.instance().pause();
            production.run(() -> {
                production.time().sleep(Duration.ofMinutes(5));
                AuraClient client = production.client();
                RestorePlan plan = into(production, client, small).named("INC-4711");
                RestoreRejectedException e = catchThrowableOfType(
                        RestoreRejectedException.class, () -> plan.confirm().execute());
                assertRefused(e);
                assertThat(e.code()).isEqualTo("target-too-small");
                assertThat(e).hasMessageContaining("Cannot clone database").hasMessageContaining("500");
                assertThat(production.posts()).hasSize(1);
                production.time().sleep(Duration.ofMinutes(15));
                assertThat(plan.assess().needsTyping()).isTrue();
            });
            assertThat(production.posts()).hasSize(1);
            production.assertUntouched();
        }
    }

    @Test
    void aSnapshotUnderWayMayBlockTheRestore() {
        try (Production production = Production.create()) {
            AuraClient client = production
                    .builder(Journal.inMemory())
                    .httpClient(new Diverting(
                            production,
                            Intercepting::isSubmission,
                            request -> AuraAnswer.json(409, "{\"errors\":[{\"reason\":\"snapshot-not-allowed\"}]}")))
                    .build();
            assertThat(rejected(production, Way.IN_PLACE, client))
                    .hasMessageContaining("409")
                    .hasMessageContaining("snapshot-not-allowed");
            production.assertNothingSent();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Quirk.Differential.class,
            names = {"REFUSED_WITH_409", "REFUSED_WITH_400"})
    void aDifferentialSnapshotThatAuraRefusesIsRejected(Quirk.Differential answer) {
        try (Production production =
                Production.in(FakeAura.builder().quirks(Quirks.documented().with(answer)))) {
            String id = production
                    .instance()
                    .addDifferentialSnapshot(production.time().now().minus(Duration.ofHours(2)))
                    .id();
            production.run(() -> {
                AuraClient client = production.client();
                RestorePlan plan = RestorePlan.from(
                        client.instance(production.instance().id()).snapshots().get(id));
                RestoreRejectedException e = catchThrowableOfType(
                        RestoreRejectedException.class, () -> plan.confirm().execute());
                assertRefused(e);
                assertThat(e).hasMessageContaining("differential");
            });
            production.assertUntouched();
        }
    }

    private static RestorePlan into(Production production, AuraClient client, FakeInstance target) {
        return RestorePlan.from(client.instance(production.instance().id())
                        .snapshots()
                        .get(production.snapshot().id()))
                .into(client.instance(target.id()));
    }

    private static Assessment assess(Production production, Way way, AuraClient client) {
        return production
                .aura()
                .virtualTime()
                .run(() -> way.plan(production, client).assess());
    }

    private static RestoreRejectedException refusalOf(Assessment assessment) {
        RestoreRejectedException e = catchThrowableOfType(RestoreRejectedException.class, assessment::confirm);
        assertThat(e).isNotNull();
        assertThat(e.overwritten()).isEqualTo(Overwritten.NO);
        assertThat(e.operationId()).isEmpty();
        return e;
    }

    private static RestoreRejectedException refusedBySubmitting(Production production, Way way) {
        return refusedBySubmitting(production, way, production.client());
    }

    private static RestoreRejectedException refusedBySubmitting(Production production, Way way, AuraClient client) {
        int before = production.posts().size();
        RestoreRejectedException e = rejected(production, way, client);
        assertThat(production.posts()).hasSize(before + 1);
        production.assertUntouched();
        return e;
    }

    private static RestoreRejectedException rejected(Production production, Way way, AuraClient client) {
        RestoreRejectedException e = production
                .aura()
                .virtualTime()
                .run(() -> catchThrowableOfType(
                        RestoreRejectedException.class,
                        () -> way.plan(production, client).confirm().execute()));
        assertRefused(e);
        return e;
    }

    private static void assertRefused(RestoreRejectedException e) {
        assertThat(e).as("a rejection").isNotNull();
        assertThat(e.state()).isEqualTo(RestoreState.REJECTED);
        assertThat(e.overwritten()).isEqualTo(Overwritten.NO);
    }
}
