package dev.restore4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restore4j.testkit.model.FakeSnapshot;
import dev.restore4j.testkit.model.OperationTimes;
import dev.restore4j.testkit.time.ScaledTime;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class BackingTest {

    // kept, or the level would be forgotten
    private static final Logger LOGGER = Logger.getLogger(Backings.class.getName());

    @BeforeAll
    static void expectFailures() {
        LOGGER.setLevel(Level.OFF);
    }

    @AfterAll
    static void expectNoMore() {
        LOGGER.setLevel(null);
    }

    @Test
    void dataReallyGoesAndReallyComesBackWhenTheRestoreEnds() throws Exception {
        Scenario.play(s -> {
            Memory memory = new Memory("A");
            FakeInstance backed = s.aura.addInstance(memory, i -> i.name("Backed"));
            String path = "/instances/" + backed.id();
            assertThat(s.client.get(path).data().get("connection_url").asText()).isEqualTo("bolt://127.0.0.1:1");
            FakeSnapshot snapshot = backed.addSnapshot(s.aura.time().now());
            memory.data = "B";
            s.client.post(path + "/snapshots/" + snapshot.id() + "/restore");
            s.pass(Duration.ofSeconds(170));
            assertThat(memory.data).isEqualTo("B");
            s.pass(Duration.ofSeconds(10));
            assertThat(memory.data).isEqualTo("A");
            assertThat(backed.status()).isEqualTo("running");
        });
    }

    @Test
    void aSnapshotOnDemandIsTakenAtOnce() throws Exception {
        Scenario.play(s -> {
            Memory memory = new Memory("A");
            FakeInstance backed = s.aura.addInstance(memory, i -> i.name("Backed"));
            String path = "/instances/" + backed.id();
            String id =
                    s.client.post(path + "/snapshots").data().get("snapshot_id").asText();
            memory.data = "B";
            s.pass(Duration.ofMinutes(3));
            s.client.post(path + "/snapshots/" + id + "/restore");
            s.pass(Duration.ofMinutes(3));
            assertThat(memory.data).isEqualTo("A");
        });
    }

    @Test
    void anOverwriteAndANewInstanceGetTheDataOfTheOther() throws Exception {
        List<Memory> made = new ArrayList<>();
        Scenario.play(
                aura -> aura.backNewInstances(() -> {
                    made.add(new Memory("empty"));
                    return made.get(made.size() - 1);
                }),
                s -> {
                    Memory target = new Memory("T");
                    FakeInstance source = s.aura.addInstance(new Memory("S"), i -> i.name("Source"));
                    FakeInstance backed = s.aura.addInstance(target, i -> i.name("Target"));
                    FakeSnapshot snapshot = source.addSnapshot(s.aura.time().now());
                    s.client.post(
                            "/instances/" + backed.id() + "/overwrite",
                            "{\"source_instance_id\":\"" + source.id() + "\",\"source_snapshot_id\":\"" + snapshot.id()
                                    + "\"}");
                    s.client.post(
                            "/instances",
                            RestoresTest.creation(s, snapshot.id()).replace(s.instance.id(), source.id()));
                    s.pass(Duration.ofMinutes(3));
                    assertThat(target.data).isEqualTo("S");
                    assertThat(made)
                            .singleElement()
                            .satisfies(memory -> assertThat(memory.data).isEqualTo("S"));
                });
        assertThat(made.get(0).closed).isTrue();
    }

    @Test
    void aFailingBackingEndsInLoadingFailedOrAFailedSnapshot() throws Exception {
        Scenario.play(s -> {
            Memory memory = new Memory("A");
            FakeInstance backed = s.aura.addInstance(memory, i -> i.name("Backed"));
            String path = "/instances/" + backed.id();
            FakeSnapshot snapshot = backed.addSnapshot(s.aura.time().now());
            memory.broken = true;
            String id =
                    s.client.post(path + "/snapshots").data().get("snapshot_id").asText();
            s.pass(Duration.ofMinutes(3));
            assertThat(s.client
                            .get(path + "/snapshots/" + id)
                            .data()
                            .get("status")
                            .asText())
                    .isEqualTo("Failed");
            s.client.post(path + "/snapshots/" + snapshot.id() + "/restore");
            s.pass(Duration.ofMinutes(3));
            assertThat(backed.status()).isEqualTo("loading failed");
        });
    }

    @Test
    void inRealTimeTheInstanceIsRestoringUntilTheRealRestoreIsOver() throws Exception {
        try (FakeAura aura = FakeAura.builder()
                .time(ScaledTime.times(0))
                .operationTimes(OperationTimes.fixed(Duration.ofMinutes(3)))
                .build()) {
            ScaledTime time = (ScaledTime) aura.time();
            Memory memory = new Memory("A");
            FakeInstance backed = aura.addInstance(memory, i -> i.name("Backed"));
            FakeSnapshot snapshot = backed.addSnapshot(time.now());
            memory.data = "B";
            memory.gate = new CountDownLatch(1);
            RawClient.inProcess(aura).post("/instances/" + backed.id() + "/snapshots/" + snapshot.id() + "/restore");
            time.advance(Duration.ofMinutes(10));
            assertThat(backed.status()).isEqualTo("restoring");
            memory.gate.countDown();
            aura.backings().await();
            assertThat(backed.status()).isEqualTo("running");
            assertThat(memory.data).isEqualTo("A");
        }
    }

    /** A database of one word. */
    private static final class Memory implements InstanceBacking {

        private final Map<String, String> snapshots = new ConcurrentHashMap<>();
        private volatile String data;
        private volatile boolean broken;
        private volatile boolean closed;
        private volatile CountDownLatch gate = new CountDownLatch(0);

        Memory(String data) {
            this.data = data;
        }

        @Override
        public URI boltUri() {
            return URI.create("bolt://127.0.0.1:1");
        }

        @Override
        public void takeSnapshot(String snapshotId) {
            failIfBroken();
            snapshots.put(snapshotId, data);
        }

        @Override
        public void restore(InstanceBacking origin, String snapshotId) {
            failIfBroken();
            try {
                gate.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            data = ((Memory) origin).snapshots.get(snapshotId);
        }

        @Override
        public void close() {
            closed = true;
        }

        private void failIfBroken() {
            if (broken) {
                throw new IllegalStateException("broken on purpose");
            }
        }
    }
}
