package dev.restore4j.benchmarks;

import dev.restore4j.ConfirmedRestore;
import dev.restore4j.RestoreOperation;
import dev.restore4j.RestorePlan;
import dev.restore4j.aura.AuraClient;
import dev.restore4j.catalog.Snapshot;
import dev.restore4j.error.RestoreException;
import dev.restore4j.journal.Journal;
import dev.restore4j.testkit.model.FakeSnapshot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The library with many restores that are started at once: their submissions share the budget with their watches. */
final class LibraryStarting implements Watching {

    // the assessments alone take longer than the 15 minutes for which one is valid by default
    private static final Duration VALIDITY = Duration.ofHours(24);

    @Override
    public String name() {
        return "restore4j";
    }

    @Override
    public void watch(Scene scene) throws InterruptedException {
        try (AuraClient client = scene.client(Journal.inMemory())) {
            List<ConfirmedRestore> confirmed = confirmed(client, scene.snapshots());
            // until the requests of the assessments have left the window
            scene.aura().time().sleep(Duration.ofMinutes(2));
            scene.begin();
            List<RestoreOperation> operations = new ArrayList<>();
            for (int i = 0; i < confirmed.size(); i++) {
                RestoreOperation operation = confirmed.get(i).start();
                LibraryWatching.tellOf(operation, scene.snapshots().get(i).instanceId(), scene);
                operations.add(operation);
            }
            operations.forEach(LibraryStarting::awaitAnyEnd);
        }
    }

    private static List<ConfirmedRestore> confirmed(AuraClient client, List<FakeSnapshot> snapshots) {
        List<ConfirmedRestore> confirmed = new ArrayList<>();
        for (FakeSnapshot snapshot : snapshots) {
            Snapshot source = client.instance(snapshot.instanceId()).snapshots().get(snapshot.id());
            confirmed.add(
                    RestorePlan.from(source).confirmationValidFor(VALIDITY).confirm());
        }
        return confirmed;
    }

    private static void awaitAnyEnd(RestoreOperation operation) {
        try {
            operation.await();
        } catch (RestoreException notCompleted) {
            // the world was not told, and counts it as never known
        }
    }
}
