package dev.restore4j.benchmarks;

import dev.restore4j.aura.AuraClient;
import dev.restore4j.journal.Journal;
import dev.restore4j.testkit.FakeAura;
import dev.restore4j.testkit.FakeInstance;
import dev.restore4j.testkit.model.FakeSnapshot;
import dev.restore4j.testkit.model.Limits;
import dev.restore4j.testkit.model.OperationKind;
import dev.restore4j.testkit.model.OperationTimes;
import dev.restore4j.testkit.model.Overwrite;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A fake Aura with an instance and a snapshot for each of many restores, in virtual time. */
final class Scene implements AutoCloseable {

    static final int REQUESTS_A_MINUTE = 125;

    private final long seed;
    private final FakeAura aura;
    private final List<FakeSnapshot> snapshots = new ArrayList<>();
    private final Map<String, Instant> known = new HashMap<>();
    private Instant began;
    private int requestsBefore;

    /**
     * Makes the world; nothing goes on there.
     *
     * @param durations how long the restores take, in the order of their acceptance
     * @param seed of everything else
     */
    Scene(List<Duration> durations, long seed) {
        this.seed = seed;
        Iterator<Duration> next = durations.iterator();
        OperationTimes times =
                (kind, gigabytes, draw) -> kind == OperationKind.RESTORE ? next.next() : Duration.ofMinutes(1);
        this.aura = FakeAura.builder()
                .seed(seed)
                .operationTimes(times)
                .limits(new Limits(REQUESTS_A_MINUTE, durations.size(), 10))
                .build();
        this.began = now();
        for (int i = 0; i < durations.size(); i++) {
            String name = "Instance " + i;
            FakeInstance instance = aura.addInstance(spec -> spec.name(name));
            snapshots.add(instance.addSnapshot(now().minus(Duration.ofHours(4))));
        }
    }

    /** {@return a world in which that will happen, without anybody's requests} */
    static Scene of(Course course, long seed) {
        List<Duration> durations =
                course.restores().stream().map(Course.Restore::takes).toList();
        Scene scene = new Scene(durations, seed);
        Instant beginning = scene.now();
        for (int i = 0; i < durations.size(); i++) {
            FakeSnapshot snapshot = scene.snapshots.get(i);
            FakeInstance instance = scene.aura.instance(snapshot.instanceId());
            Duration accepted = course.restores().get(i).accepted();
            scene.aura.someoneElseRestores(instance, snapshot.id(), beginning.plus(accepted));
        }
        return scene;
    }

    FakeAura aura() {
        return aura;
    }

    List<FakeSnapshot> snapshots() {
        return snapshots;
    }

    FakeSnapshot snapshotOf(String instance) {
        return aura.instance(instance).snapshots().get(0);
    }

    Instant now() {
        return aura.time().now();
    }

    /** {@return a new client of this world's Aura} */
    AuraClient client(Journal journal) {
        return AuraClient.builder()
                .baseUrl(aura.baseUri())
                .credentials(aura.clientId(), aura.clientSecret())
                .httpClient(aura.httpClient())
                .time(aura.time())
                .random(new Random(seed))
                .requestBudget(REQUESTS_A_MINUTE)
                .journal(journal)
                .build();
    }

    /** Lets somebody watch until all is over. */
    void play(Watching watching) throws InterruptedException {
        aura.virtualTime().<InterruptedException>run(() -> watching.watch(this));
    }

    /** Says that what is measured begins now. */
    void begin() {
        began = now();
        requestsBefore = aura.requests().size();
    }

    Instant began() {
        return began;
    }

    /** {@return how many requests were sent since the beginning} */
    int requests() {
        return aura.requests().size() - requestsBefore;
    }

    /** Notes that somebody knows now that the restore of this instance is over. */
    void know(String instance) {
        known.put(instance, now());
    }

    int neverKnown() {
        return snapshots.size() - known.size();
    }

    /** {@return what really happened, oldest first} */
    List<Overwrite> truth() {
        return aura.overwrites();
    }

    /** {@return how long after their real ends the ends were known; what was never known is missing} */
    Sample delays() {
        Sample delays = new Sample();
        for (Overwrite overwrite : truth()) {
            Instant at = known.get(overwrite.target());
            if (at != null) {
                delays.add(Duration.between(overwrite.endedAt().orElse(at), at));
            }
        }
        return delays;
    }

    /** {@return how long after the beginning the ends were known} */
    Sample knownSinceBeginning() {
        Sample all = new Sample();
        known.values().forEach(at -> all.add(Duration.between(began, at)));
        return all;
    }

    @Override
    public void close() {
        aura.close();
    }
}
