// tag::all[]
package dev.restore4j.examples.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.restore4j.aura.AuraClient;
import dev.restore4j.error.OutcomeUnknownException;
import dev.restore4j.journal.Journal;
import dev.restore4j.operation.Overwritten;
import dev.restore4j.operation.Proof;
import dev.restore4j.operation.RestoreResult;
import dev.restore4j.testkit.FakeAura;
import dev.restore4j.testkit.FakeInstance;
import dev.restore4j.testkit.fault.Fault;
import dev.restore4j.testkit.junit.AuraExtension;
import dev.restore4j.testkit.model.FakeSnapshot;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Each test has a fake Aura of its own and runs in virtual time: a restore of minutes takes milliseconds. */
@ExtendWith(AuraExtension.class)
class RecoveryTest {

    private FakeInstance production;
    private FakeSnapshot snapshot;

    @BeforeEach
    void anInstanceWithASnapshot(FakeAura fake) {
        production = fake.addInstance(spec -> spec.name("Production"));
        snapshot = production.addSnapshot(fake.time().now().minus(Duration.ofHours(4)));
        production.write("no orders any more");
    }

    @Test
    void bringsTheLastSnapshotBeforeTheIncidentBack(FakeAura fake) {
        RestoreResult result = recover(fake);

        assertThat(production.content()).isEqualTo(snapshot.content());
        assertThat(result.overwritten()).isEqualTo(Overwritten.YES);
        assertThat(fake.overwrites()).hasSize(1);
    }

    @Test
    void doesNotSendTheRestoreAgainWhenItsAnswerIsLost(FakeAura fake) {
        fake.faults().next(Fault.answerLost()).on("POST", "/instances/*/snapshots/*/restore");

        RestoreResult result = recover(fake);

        assertThat(fake.overwrites()).hasSize(1);
        assertThat(result.proof()).contains(Proof.SEEN_ONLY); // not ACCEPTED_AND_SEEN: the fault did strike
    }

    @Test
    void reportsAsUnknownWhatNobodySaw(FakeAura fake) {
        fake.faults().next(Fault.statesSkipped()); // over before the first look

        assertThatThrownBy(() -> recover(fake)).isInstanceOf(OutcomeUnknownException.class);
    }

    private RestoreResult recover(FakeAura fake) {
        try (AuraClient aura = AuraClient.builder()
                .httpClient(fake.httpClient())
                .time(fake.time())
                .credentials(fake.clientId(), fake.clientSecret())
                .journal(Journal.inMemory())
                .build()) {
            return new Recovery(aura).recover(production.id(), fake.time().now(), "INC-4711");
        }
    }

    @AfterEach
    void nothingIsLeftBehind(FakeAura fake) {
        fake.assertNothingLeftBehind();
        fake.faults().assertAllStruck();
    }
}
// end::all[]
