package dev.restore4j.it.many;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.restore4j.RestorePlan;
import dev.restore4j.aura.AuraClient;
import dev.restore4j.aura.AuraClientBuilder;
import dev.restore4j.error.OutcomeUnknownException;
import dev.restore4j.error.RestoreRejectedException;
import dev.restore4j.error.WaitTimeoutException;
import dev.restore4j.journal.Journal;
import dev.restore4j.operation.OperationId;
import dev.restore4j.operation.Proof;
import dev.restore4j.operation.RestoreResult;
import dev.restore4j.testkit.FakeAura;
import dev.restore4j.testkit.FakeInstance;
import dev.restore4j.testkit.fault.Fault;
import dev.restore4j.testkit.junit.AuraExtension;
import dev.restore4j.testkit.model.FakeSnapshot;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** An operation that one client began, watched by another without its plan. */
@ExtendWith(AuraExtension.class)
class AttachTest {

    private final Journal journal = Journal.inMemory();

    @Test
    void aLostAnswerIsSettledByWhatTheTargetShowsForTheRouteThatWasTaken(FakeAura fake) {
        FakeInstance production = fake.addInstance(spec -> spec.name("Production"));
        FakeSnapshot snapshot = production.addSnapshot(fake.time().now().minus(Duration.ofHours(4)));
        fake.faults().next(Fault.stallAfterWork()).on("POST", "/instances/*/snapshots/*/restore");
        OperationId id = begunAndLeft(fake, production, snapshot);

        try (AuraClient other = client(fake)) {
            RestoreResult result = other.operations().attach(id).await();

            assertThat(result.proof()).contains(Proof.SEEN_ONLY);
            assertThat(fake.overwrites()).hasSize(1);
        }
    }

    @Test
    void whatNobodySawStaysUnknown(FakeAura fake) {
        FakeInstance production = fake.addInstance(spec -> spec.name("Production"));
        FakeSnapshot snapshot = production.addSnapshot(fake.time().now().minus(Duration.ofHours(4)));
        fake.faults().next(Fault.stall()).on("POST", "/instances/*/snapshots/*/restore");
        OperationId id = begunAndLeft(fake, production, snapshot);

        try (AuraClient other = client(fake)) {
            assertThatThrownBy(() -> other.operations().attach(id).await()).isInstanceOf(OutcomeUnknownException.class);
            assertThat(fake.overwrites()).isEmpty();
        }
    }

    @Test
    void aClientOfAnotherAddressIsRefusedBeforeItAsksForAnything(FakeAura fake) {
        FakeInstance production = fake.addInstance(spec -> spec.name("Production"));
        FakeSnapshot snapshot = production.addSnapshot(fake.time().now().minus(Duration.ofHours(4)));
        OperationId id = begunAndLeft(fake, production, snapshot);
        int requests = fake.requests().size();

        try (AuraClient other = builder(fake)
                .baseUrl(URI.create("https://api.example.org"))
                .credentials(() -> {
                    throw new AssertionError("nobody may ask");
                })
                .build()) {
            assertThatThrownBy(() -> other.operations().attach(id))
                    .isInstanceOfSatisfying(
                            RestoreRejectedException.class,
                            refused -> assertThat(refused.code()).isEqualTo("another-client"))
                    .hasMessageContainingAll(id.value(), fake.baseUri().toString(), "https://api.example.org");
        }

        assertThat(fake.requests()).hasSize(requests);
    }

    /** Starts a restore whose answer does not come, and closes the client before it is known why. */
    private OperationId begunAndLeft(FakeAura fake, FakeInstance production, FakeSnapshot snapshot) {
        try (AuraClient first = client(fake)) {
            var operation = RestorePlan.from(
                            first.instance(production.id()).snapshots().get(snapshot.id()))
                    .named("INC-4711")
                    .confirm()
                    .start();
            assertThatThrownBy(() -> operation.await(Duration.ofSeconds(5))).isInstanceOf(WaitTimeoutException.class);
            return operation.id();
        }
    }

    private AuraClient client(FakeAura fake) {
        return builder(fake).build();
    }

    private AuraClientBuilder builder(FakeAura fake) {
        return AuraClient.builder()
                .baseUrl(fake.baseUri())
                .httpClient(fake.httpClient())
                .time(fake.time())
                .credentials(fake.clientId(), fake.clientSecret())
                .journal(journal);
    }
}
