package dev.restore4j.it.badinput;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.restore4j.RestorePlan;
import dev.restore4j.aura.AuraClient;
import dev.restore4j.catalog.Snapshots;
import dev.restore4j.error.RestoreRejectedException;
import dev.restore4j.it.fixture.Production;
import dev.restore4j.journal.Journal;
import dev.restore4j.operation.OperationId;
import dev.restore4j.testkit.model.FakeSnapshot;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ids of what is not there: rejected, naming the id and what is there. */
class UnknownThingsTest {

    private final Production production = Production.create();
    private final AuraClient client = production.client();

    @AfterEach
    void nothingWasSent() {
        production.assertNothingSent();
        production.close();
    }

    @Test
    void anUnknownInstanceIsNamedAndSoAreThoseThatExist() {
        RestoreRejectedException e = rejection(() -> client.instance("deadbeef"));
        assertThat(e.code()).isEqualTo("unknown-instance");
        assertThat(e)
                .hasMessageContaining("deadbeef")
                .hasMessageContaining(production.instance().id() + " 'Production'")
                .hasMessageContaining(production.other().id() + " 'Rehearsal'");
        assertThat(e.requestId()).isPresent();
    }

    @Test
    void anInstanceThatWasDestroyedIsUnknownToo() {
        String id = production.other().id();
        production.other().destroy();
        assertThat(rejection(() -> client.instance(id)))
                .hasMessageContaining(id)
                .hasMessageContaining(production.instance().id() + " 'Production'")
                .hasMessageNotContaining("Rehearsal");
    }

    @Test
    void anUnknownSnapshotIsNamedAndSoAreThoseThatExist() {
        String id = "00000000-0000-4000-8000-000000000000";
        RestoreRejectedException e = rejection(() -> snapshots().get(id));
        assertThat(e.code()).isEqualTo("unknown-snapshot");
        assertThat(e)
                .hasMessageContaining(id)
                .hasMessageContaining(production.instance().id())
                .hasMessageContaining(production.snapshot().id())
                .hasMessageContaining(production.snapshot().timestamp().toString());
    }

    @Test
    void aSnapshotOfAnotherInstanceIsUnknownHere() {
        FakeSnapshot elsewhere =
                production.other().addSnapshot(production.time().now().minus(Duration.ofHours(1)));
        assertThat(rejection(() -> snapshots().get(elsewhere.id())).code()).isEqualTo("unknown-snapshot");
    }

    @Test
    void aSnapshotThatIsGoneBeforeTheAssessmentIsUnknown() {
        production.run(() -> {
            RestorePlan plan =
                    RestorePlan.from(snapshots().get(production.snapshot().id()));
            production.instance().deleteSnapshot(production.snapshot().id());
            assertThat(rejection(plan::assess))
                    .hasMessageContaining(production.snapshot().id())
                    .hasMessageContaining("It has none of the 7 d");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", ".", "..", "2f49c2b3/pause", "2f49c2b3?x=y", "2f49c2b3\r\nX: y", "Zoë", "%2e%2e"})
    void whatIsNoIdReachesNoOtherPath(String id) {
        production.run(() -> assertThatThrownBy(() -> client.instance(id))
                .isInstanceOfAny(RestoreRejectedException.class, IllegalArgumentException.class));
        assertThat(production.aura().requests())
                .filteredOn(request -> request.path().startsWith("/v1/instances/"))
                .allSatisfy(request -> assertThat(request.path().split("/", -1)).hasSize(4))
                .allSatisfy(request -> assertThat(request.query()).isEmpty());
    }

    @Test
    void anUnknownOperationIsNamedAndSoAreThoseOfTheJournal() {
        OperationId id = new OperationId("0123456789abcdef");
        assertThat(rejection(() -> client.operations().attach(id)))
                .hasMessageContaining(id.value())
                .hasMessageContaining("It has none");
        Journal journal = Journal.inMemory();
        Production elsewhere = Production.create();
        elsewhere.run(() -> {
            AuraClient owner = elsewhere.client(journal);
            OperationId known = dev.restore4j.it.fixture.Way.IN_PLACE
                    .plan(elsewhere, owner)
                    .confirm()
                    .execute()
                    .id();
            assertThatThrownBy(() -> owner.operations().attach(id)).hasMessageContaining(known.value());
        });
        elsewhere.close();
    }

    private Snapshots snapshots() {
        return client.instance(production.instance().id()).snapshots();
    }

    private RestoreRejectedException rejection(Runnable call) {
        RestoreRejectedException[] thrown = new RestoreRejectedException[1];
        production.run(() -> thrown[0] = catchThrowableOfType(RestoreRejectedException.class, call::run));
        assertThat(thrown[0]).as("a rejection").isNotNull();
        return thrown[0];
    }
}
