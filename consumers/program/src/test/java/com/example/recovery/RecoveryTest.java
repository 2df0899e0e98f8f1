package com.example.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restore4j.aura.AuraClient;
import dev.restore4j.aura.AuraClientBuilder;
import dev.restore4j.event.RestoreEvent.Looked;
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
        ScaledTime time = ScaledTime.times(4);
        Duration hours = Duration.ofHours(2);
        try (FakeAura fake = FakeAura.builder()
                .time(time)
                .operationTimes(OperationTimes.fixed(hours))
                .build()) {
            AuraClientBuilder client = AuraClient.builder()
                    .baseUrl(fake.serve().baseUri())
                    .exchangeTimeout(hours)
                    .listener(event -> {
                        // it takes hours, which pass once somebody has seen it
                        if (event instanceof Looked looked && looked.word().equals("restoring")) {
                            time.advance(hours);
                        }
                    });
            restores(fake, client);
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
