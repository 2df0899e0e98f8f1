package dev.restore4j.testkit;

import dev.restore4j.testkit.fault.Fault;
import dev.restore4j.testkit.fault.FaultMix;
import dev.restore4j.testkit.model.FakeSnapshot;
import dev.restore4j.testkit.model.Quirks;
import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The same program through one door and through the other. */
final class DoorTranscripts {

    private DoorTranscripts() {}

    static List<String> inProcess(long seed) throws Exception {
        try (FakeAura aura = aura(seed)) {
            return aura.virtualTime().run(() -> play(aura, RawClient.inProcess(aura)));
        }
    }

    static List<String> overHttp(long seed) throws Exception {
        try (FakeAura aura = aura(seed)) {
            RawClient client =
                    new RawClient(HttpClient.newHttpClient(), aura.serve().baseUri(), aura);
            return play(aura, client.login());
        }
    }

    private static FakeAura aura(long seed) {
        return FakeAura.builder().seed(seed).quirks(Quirks.seeded(seed)).build();
    }

    private static List<String> play(FakeAura aura, RawClient client) throws Exception {
        aura.faults()
                .mix(FaultMix.none(aura.requests().size() + 5)
                        .with(Fault.serverError(503), 0.1)
                        .with(Fault.tooManyRequests(), 0.1)
                        .with(Fault.notJson(), 0.1));
        // not with GET: the JDK's client sends that again by itself, once, when a pooled connection breaks
        aura.faults()
                .next(Fault.answerLost())
                .on("POST", "/instances/*/snapshots/*/restore")
                .every(3);
        FakeInstance instance = aura.addInstance(i -> i.name("Production"));
        FakeSnapshot snapshot = instance.addSnapshot(Instant.parse("2026-03-01T11:00:00Z"));
        String path = "/instances/" + instance.id();
        for (int i = 0; i < 12; i++) {
            tolerate(() -> client.get(path));
            tolerate(() -> client.post(path + "/snapshots/" + snapshot.id() + "/restore"));
            tolerate(() -> client.get(path + "/snapshots?date=2026-03-01"));
            tolerate(() -> client.post(path + "/snapshots"));
            aura.time().sleep(Duration.ofMinutes(1));
        }
        return aura.requests().stream().map(RecordedRequest::line).toList();
    }

    private static void tolerate(Step step) throws Exception {
        try {
            step.run();
        } catch (IOException e) {
            // a fault; the transcript says so
        }
    }

    private interface Step {
        Object run() throws Exception;
    }
}
