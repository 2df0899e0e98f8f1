package dev.restore4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restore4j.testkit.fault.FaultMix;
import dev.restore4j.testkit.model.FakeSnapshot;
import dev.restore4j.testkit.model.Quirks;
import dev.restore4j.testkit.time.VirtualTime;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DeterminismTest {

    private static final int CLIENTS = 4;

    @Test
    void theSameSeedGivesTheSameTranscriptToSeveralClientsUnderFaults() throws Exception {
        for (long seed = 0; seed < 40; seed++) {
            assertThat(transcript(seed)).as("seed " + seed).isEqualTo(transcript(seed));
        }
    }

    @Test
    void anotherSeedGivesAnotherTranscript() throws Exception {
        assertThat(transcript(1)).isNotEqualTo(transcript(2));
    }

    @Test
    void printsWhatAWholeRestoreCosts() throws Exception {
        int restores = 500;
        long before = System.nanoTime();
        for (int i = 0; i < restores; i++) {
            Scenario.play(s -> {
                s.client.post(s.restorePath);
                s.poll(Duration.ofSeconds(5), 60);
                assertThat(s.instance.content()).isEqualTo(s.snapshot.content());
            });
        }
        System.out.printf(
                "fake Aura: %.2f ms a restore of 62 requests%n", (System.nanoTime() - before) / 1e6 / restores);
    }

    private static List<String> transcript(long seed) throws Exception {
        try (FakeAura aura =
                FakeAura.builder().seed(seed).quirks(Quirks.seeded(seed)).build()) {
            VirtualTime time = aura.virtualTime();
            return time.run(() -> {
                RawClient client = RawClient.inProcess(aura);
                aura.faults().mix(FaultMix.seeded(seed));
                for (int i = 0; i < CLIENTS; i++) {
                    FakeInstance instance = aura.addInstance(spec -> spec.name("Instance"));
                    FakeSnapshot snapshot = instance.addSnapshot(time.now().minusSeconds(60));
                    time.fork("client " + i, () -> drive(aura, client, instance, snapshot));
                }
                time.sleep(Duration.ofHours(1));
                List<String> log = new ArrayList<>();
                aura.requests().forEach(request -> log.add(request.at() + " " + request.line()));
                aura.overwrites().forEach(overwrite -> log.add(overwrite.toString()));
                return log;
            });
        }
    }

    private static void drive(FakeAura aura, RawClient client, FakeInstance instance, FakeSnapshot snapshot) {
        String path = "/instances/" + instance.id();
        try {
            attempt(
                    aura,
                    client.json(path + "/snapshots/" + snapshot.id() + "/restore")
                            .POST(BodyPublishers.ofString("{}"))
                            .build(),
                    client);
            for (int i = 0; i < 40; i++) {
                attempt(aura, client.request(path).build(), client);
                aura.time().sleep(Duration.ofSeconds(10));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** With a deadline of our own, as a stall has no other end. */
    private static void attempt(FakeAura aura, HttpRequest request, RawClient client) throws InterruptedException {
        var future = client.http().sendAsync(request, BodyHandlers.ofByteArray());
        aura.time()
                .await(future, aura.time().nanoTime() + Duration.ofSeconds(15).toNanos());
        future.cancel(true);
    }
}
