package dev.restore4j.it.confirm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.restore4j.Assessment;
import dev.restore4j.RestorePlan;
import dev.restore4j.aura.AuraClient;
import dev.restore4j.catalog.Instance;
import dev.restore4j.error.RestoreException;
import dev.restore4j.error.RestoreRejectedException;
import dev.restore4j.it.fixture.Killed;
import dev.restore4j.it.fixture.Production;
import dev.restore4j.it.fixture.Way;
import dev.restore4j.journal.Journal;
import dev.restore4j.operation.Finding;
import dev.restore4j.operation.RestoreResult;
import dev.restore4j.operation.RestoreState;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Clients that may only read, or may touch certain instances only: whatever they are asked, no such request goes out. */
class ClientRulesTest {

    private final Production production = Production.create();
    private final Journal journal = Journal.inMemory();

    @AfterEach
    void close() {
        production.close();
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void aReadOnlyClientAssessesAndDoesNotRestore(Way way) {
        production.run(() -> {
            Assessment assessment = way.plan(production, readOnly()).assess();
            assertThat(assessment.blocking()).extracting(Finding::code).containsExactly("read-only");
            assertThat(assessment.dataLoss().isPresent()).isEqualTo(way != Way.NEW_INSTANCE);
            RestoreRejectedException e = catchThrowableOfType(RestoreRejectedException.class, assessment::confirm);
            assertThat(e.code()).isEqualTo("read-only");
        });
        production.assertNothingSent();
    }

    /** All requests are those of the target's client. */
    @Test
    void aTargetOfAReadOnlyClientIsNotOverwrittenByASnapshotOfAnotherClient() {
        production.run(() -> {
            Instance target = readOnly().instance(production.other().id());
            Assessment assessment = Way.IN_PLACE
                    .plan(production, production.client(journal))
                    .into(target)
                    .assess();
            assertThat(assessment.blocking()).extracting(Finding::code).contains("read-only");
        });
        production.assertNothingSent();
    }

    @Test
    void aReadOnlyClientDoesNotSendWhatAWritingOneHasConfirmed() {
        production.run(() -> {
            AuraClient dying = production
                    .builder(journal)
                    .httpClient(Killed.before(
                            production.aura().httpClient(),
                            request -> !journal.list().isEmpty()))
                    .build();
            RestorePlan plan = Way.IN_PLACE.plan(production, dying).named("INC-4711");
            assertThat(catchThrowableOfType(
                            RestoreException.class, () -> plan.confirm().execute()))
                    .isNotNull();
            RestoreRejectedException e = catchThrowableOfType(
                    RestoreRejectedException.class,
                    () -> Way.IN_PLACE
                            .plan(production, readOnly())
                            .named("INC-4711")
                            .confirm()
                            .execute());
            assertThat(e.code()).isEqualTo("read-only");
        });
        production.assertNothingSent();
    }

    @Test
    void aReadOnlyClientWatchesWhatAWritingOneHasSent() throws InterruptedException {
        production.run(() -> {
            RestorePlan plan =
                    Way.IN_PLACE.plan(production, production.client(journal)).named("INC-4711");
            production.time().fork("writer", () -> plan.confirm().execute());
            production.time().sleep(Duration.ofSeconds(30));
            AuraClient watcher = readOnly();
            RestoreResult result = watcher.operations()
                    .attach(watcher.operations().named("INC-4711").orElseThrow().id())
                    .await();
            assertThat(result.state()).isEqualTo(RestoreState.COMPLETED);
        });
        production.assertRestoredOnce();
    }

    @Test
    void onlyWhatIsAllowedIsListedAndTouched() {
        production.run(() -> {
            AuraClient client = allowing(production.instance().id());
            assertThat(client.instances())
                    .extracting(Instance::id)
                    .containsExactly(production.instance().id());
            RestoreRejectedException e = catchThrowableOfType(
                    RestoreRejectedException.class,
                    () -> client.instance(production.other().id()));
            assertThat(e.code()).isEqualTo("not-allowed");
            assertThat(e)
                    .hasMessageContaining(production.other().id())
                    .hasMessageContaining(production.instance().id());
        });
        assertOtherUntouched();
    }

    @Test
    void whatIsAllowedIsRestored() {
        production.run(() -> Way.IN_PLACE
                .plan(production, allowing(production.instance().id()))
                .confirm()
                .execute());
        production.assertRestoredOnce();
        assertOtherUntouched();
    }

    @Test
    void aTargetOfAnotherClientIsNotOverwrittenFromASourceThatItsClientMayNotTouch() {
        production.run(() -> {
            Instance target = allowing(production.other().id())
                    .instance(production.other().id());
            RestorePlan plan =
                    Way.IN_PLACE.plan(production, production.client(journal)).into(target);
            RestoreRejectedException e = catchThrowableOfType(RestoreRejectedException.class, plan::assess);
            assertThat(e.code()).isEqualTo("not-allowed");
        });
        production.assertNothingSent();
    }

    @Test
    void aNewInstanceOfAnAllowedSourceIsCreatedAndWatched() {
        production.run(() -> Way.NEW_INSTANCE
                .plan(production, allowing(production.instance().id()))
                .confirm()
                .execute());
        assertThat(production.acts()).hasSize(1);
        assertOtherUntouched();
    }

    @Test
    void theRulesOfBothKindsHoldTogether() {
        production.run(() -> {
            AuraClient client = production
                    .builder(journal)
                    .allowOnly(production.instance().id())
                    .readOnly()
                    .build();
            Assessment assessment = Way.IN_PLACE.plan(production, client).assess();
            assertThat(assessment.blocking()).extracting(Finding::code).containsExactly("read-only");
        });
        production.assertNothingSent();
        assertOtherUntouched();
    }

    private void assertOtherUntouched() {
        assertThat(production.aura().requests())
                .filteredOn(
                        request -> request.path().contains(production.other().id()))
                .isEmpty();
    }

    private AuraClient readOnly() {
        return production.builder(journal).readOnly().build();
    }

    private AuraClient allowing(String id) {
        return production.builder(journal).allowOnly(id).build();
    }
}
