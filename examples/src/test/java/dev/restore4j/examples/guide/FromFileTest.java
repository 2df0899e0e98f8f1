package dev.restore4j.examples.guide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restore4j.RestorePlan;
import dev.restore4j.aura.AuraClient;
import dev.restore4j.aura.AuraCredentials;
import dev.restore4j.journal.Journal;
import dev.restore4j.operation.DatabaseLogin;
import dev.restore4j.operation.RestoreResult;
import dev.restore4j.testkit.FakeAura;
import dev.restore4j.testkit.FakeInstance;
import dev.restore4j.testkit.ReceivedImport;
import dev.restore4j.testkit.admin.SampleDump;
import dev.restore4j.testkit.fault.Fault;
import dev.restore4j.testkit.store.StoreFault;
import dev.restore4j.testkit.time.ScaledTime;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of docs/testing-with-the-testkit.md: a program that restores from a file, and what may go wrong. */
class FromFileTest {

    @TempDir
    private Path directory;

    @Test
    void theFileIsLoadedOnceWhateverGoesWrongOnTheWay() throws IOException {
        byte[] orders = "no orders any more\n".repeat(1000).getBytes(StandardCharsets.US_ASCII);
        // tag::upload[]
        Path file = SampleDump.write(directory.resolve("orders.dump"), orders);
        ScaledTime time = ScaledTime.times(10).startingAt(Instant.now()); // files have the machine's time
        try (FakeAura fake = FakeAura.builder().time(time).build();
                AuraClient aura = AuraClient.builder()
                        .credentials(AuraCredentials.of(fake.clientId(), fake.clientSecret()))
                        .baseUrl(fake.serve().baseUri()) // on loopback, the Console is there, too
                        .journal(Journal.inMemory())
                        .time(time)
                        .exchangeTimeout(Duration.ofHours(1)) // of that time: 6 minutes
                        .build()) {
            FakeInstance instance = fake.addInstance(spec -> spec.name("Production")); // region("aws", ...): in parts
            fake.stores().faults().next(StoreFault.resetAfter(200)); // the connection breaks in the midst
            fake.faults().next(Fault.answerLost()).on("POST", "/databases/*/import/upload-complete");

            RestoreResult result = RestorePlan.from(aura.backupFile(file))
                    .into(aura.instance(instance.id())
                            .withLogin(() -> DatabaseLogin.of(instance.user(), instance.password())))
                    .confirm()
                    .execute();

            ReceivedImport received = fake.imports().get(0);
            assertThat(received.completions()).isOne();
            assertThat(received.file().orElseThrow()).hasSameBinaryContentAs(file);
            assertThat(instance.content()).startsWith("import:"); // and the CRC32 of the file
            assertThat(result.state()).hasToString("COMPLETED");
        }
        // end::upload[]
    }
}
