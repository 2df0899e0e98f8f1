package dev.restore4j.testkit;

import dev.restore4j.testkit.model.FakeSnapshot;
import dev.restore4j.testkit.model.OperationTimes;
import dev.restore4j.testkit.model.Quirk;
import dev.restore4j.testkit.model.Quirks;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** One instance with one snapshot, a raw client in process, and virtual time. Operations take three minutes. */
final class Scenario {

    final FakeAura aura;
    final FakeInstance instance;
    final FakeSnapshot snapshot;
    final RawClient client;
    final String path;
    final String restorePath;

    private Scenario(FakeAura aura) throws Exception {
        this.aura = aura;
        this.instance = aura.addInstance(i -> i.name("Production").memory("8GB"));
        this.snapshot = instance.addSnapshot(Instant.parse("2026-03-01T11:00:00Z"));
        this.client = RawClient.inProcess(aura);
        this.path = "/instances/" + instance.id();
        this.restorePath = path + "/snapshots/" + snapshot.id() + "/restore";
    }

    static void play(Body body) throws Exception {
        play(aura -> aura, body);
    }

    static void with(Quirk quirk, Body body) throws Exception {
        play(aura -> aura.quirks(Quirks.documented().with(quirk)), body);
    }

    static void play(UnaryOperator<FakeAuraBuilder> settings, Body body) throws Exception {
        FakeAuraBuilder builder = FakeAura.builder().operationTimes(OperationTimes.fixed(Duration.ofMinutes(3)));
        try (FakeAura aura = settings.apply(builder).build()) {
            aura.virtualTime().run(() -> body.run(new Scenario(aura)));
        }
    }

    void pass(Duration duration) throws InterruptedException {
        aura.time().sleep(duration);
    }

    String status() throws Exception {
        return client.get(path).data().get("status").asText();
    }

    /** The distinct words seen by polling, in their order. */
    List<String> poll(Duration every, int times) throws Exception {
        List<String> words = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            String word = status();
            if (words.isEmpty() || !words.get(words.size() - 1).equals(word)) {
                words.add(word);
            }
            pass(every);
        }
        return words;
    }

    interface Body {
        void run(Scenario scenario) throws Exception;
    }
}
