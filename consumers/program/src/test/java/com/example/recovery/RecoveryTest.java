package com.example.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restore4j.aura.AuraClient;
import dev.restore4j.aura.AuraClientBuilder;
import dev.restore4j.journal.FileJournal;
import dev.restore4j.operation.Overwritten;
import dev.restore4j.operation.RestoreResult;
import dev.restore4j.operation.RestoreState;
import dev.restore4j.testkit.FakeAura;
import dev.restore4j.testkit.FakeInstance;
import dev.restore4j.testkit.junit.AuraExtension;
import dev.restore4j.testkit.model.FakeSnapshot;
import dev.restore4j.testkit.model.OperationTimes;
import dev.restore4j.testkit.time.ScaledTime;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A restore through both doors of the fake, and once more from the journal, on the class path of this consumer. */
class RecoveryTest {

    @TempDir
    private Path state;

    @Test
    @ExtendWith(AuraExtension.class)
    void restoresInProcess(FakeAura fake) {
        restores(fake, AuraClient.builder().httpClient(fake.httpClient()));
    }

    @Test
    void restoresOverHttp() {
        try (FakeAura fake = FakeAura.builder()
                .time(ScaledTime.times(4))
                .operationTimes(OperationTimes.fixed(Duration.ofSeconds(12)))
                .build()) {
            restores(fake, AuraClient.builder().baseUrl(fake.serve().baseUri()));
        }
    }

    private void restores(FakeAura fake, AuraClientBuilder client) {
        Instant incident = fake.time().now();
        FakeInstance production = fake.addInstance(instance -> instance.name("Production"));
        FakeSnapshot snapshot = production.addSnapshot(incident.minus(Duration.ofHours(3)));
        client.credentials(fake.clientId(), fake.clientSecret())
                .time(fake.time())
                .journal(FileJournal.at(state));

        RestoreResult result = run(client, incident, production);
        assertThat(result.state()).isEqualTo(RestoreState.COMPLETED);
        assertThat(result.overwritten()).isEqualTo(Overwritten.YES);
        assertThat(production.content()).isEqualTo(snapshot.content());

        // Started again, the program reads the journal: a part of Jackson that a first run does not need.
        assertThat(run(client, incident, production).id()).isEqualTo(result.id());
        assertThat(fake.overwrites()).hasSize(1);
    }

    private static RestoreResult run(AuraClientBuilder client, Instant incident, FakeInstance production) {
        try (AuraClient aura = client.build()) {
            return new Recovery(aura).before(incident, production.id(), "INC-4711");
        }
    }
}
