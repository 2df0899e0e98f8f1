package dev.restore4j.it.many;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restore4j.RestoreOperation;
import dev.restore4j.RestorePlan;
import dev.restore4j.aura.AuraClient;
import dev.restore4j.journal.Journal;
import dev.restore4j.operation.RestoreState;
import dev.restore4j.testkit.FakeAura;
import dev.restore4j.testkit.FakeInstance;
import dev.restore4j.testkit.junit.AuraExtension;
import dev.restore4j.testkit.model.FakeSnapshot;
import dev.restore4j.testkit.model.Overwrite;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Many restores at once under the limit of trial credentials: each waits minutes for its place, none is refused for it. */
@ExtendWith(AuraExtension.class)
class ManyAtOnceTest {

    private static final int RESTORES = 60;

    @Test
    void allCompleteUnderATightBudgetAndNoneCausesA429(FakeAura fake) {
        try (AuraClient client = AuraClient.builder()
                .baseUrl(fake.baseUri())
                .httpClient(fake.httpClient())
                .time(fake.time())
                .credentials(fake.clientId(), fake.clientSecret())
                .requestBudget(25)
                .journal(Journal.inMemory())
                .build()) {
            List<RestoreOperation> operations = new ArrayList<>();
            for (int i = 0; i < RESTORES; i++) {
                operations.add(start(fake, client, i));
            }

            operations.forEach(
                    operation -> assertThat(operation.await().state()).isEqualTo(RestoreState.COMPLETED));
        }

        assertThat(fake.overwrites())
                .hasSize(RESTORES)
                .allMatch(overwrite -> overwrite.outcome() == Overwrite.Outcome.SUCCEEDED);
        assertThat(fake.refusedByLimit()).isZero();
    }

    private static RestoreOperation start(FakeAura fake, AuraClient client, int number) {
        FakeInstance instance = fake.addInstance(spec -> spec.name("Instance " + number));
        FakeSnapshot snapshot = instance.addSnapshot(fake.time().now().minus(Duration.ofHours(4)));
        return RestorePlan.from(client.instance(instance.id()).snapshots().get(snapshot.id()))
                .confirmationValidFor(Duration.ofHours(24))
                .confirm()
                .start();
    }
}
