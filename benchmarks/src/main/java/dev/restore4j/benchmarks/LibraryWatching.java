package dev.restore4j.benchmarks;

import dev.restore4j.RestoreOperation;
import dev.restore4j.aura.AuraClient;
import dev.restore4j.journal.Journal;
import dev.restore4j.operation.OperationId;
import dev.restore4j.testkit.model.FakeSnapshot;
import dev.restore4j.testkit.model.Overwrite;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** The library after a restart of its program: it attaches to what is in its journal. */
final class LibraryWatching implements Watching {

    private static final Duration LIMIT = Duration.ofHours(24);

    private final PastRestore past = PastRestore.record();

    @Override
    public String name() {
        return "restore4j";
    }

    @Override
    public void watch(Scene scene) {
        Journal journal = Journal.inMemory();
        Map<OperationId, String> instances = written(journal, scene);
        try (AuraClient client = scene.client(journal)) {
            List<RestoreOperation> operations = new ArrayList<>();
            instances.forEach((id, instance) -> {
                RestoreOperation operation = client.operations().attach(id);
                tellOf(operation, instance, scene);
                operations.add(operation);
            });
            operations.forEach(operation -> operation.await(LIMIT));
        }
    }

    /** Tells the world when the end is known; of anything but a success, it is not told. */
    static void tellOf(RestoreOperation operation, String instance, Scene scene) {
        var unused = operation.completion().thenRun(() -> scene.know(instance));
    }

    private Map<OperationId, String> written(Journal journal, Scene scene) {
        Random random = new Random(1);
        Map<OperationId, String> instances = new LinkedHashMap<>();
        for (Overwrite truth : scene.truth()) {
            FakeSnapshot snapshot = scene.snapshotOf(truth.target());
            OperationId id = past.write(journal, snapshot, truth.acceptedAt(), scene.now(), random);
            instances.put(id, truth.target());
        }
        return instances;
    }
}
