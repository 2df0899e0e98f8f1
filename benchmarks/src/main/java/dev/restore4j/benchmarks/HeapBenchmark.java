package dev.restore4j.benchmarks;

import dev.restore4j.OperationSummary;
import dev.restore4j.RestoreOperation;
import dev.restore4j.aura.AuraClient;
import dev.restore4j.journal.Journal;
import dev.restore4j.testkit.http.InProcessClient;
import dev.restore4j.testkit.time.VirtualTime;
import dev.restore4j.testkit.wire.AuraAnswer;
import dev.restore4j.testkit.wire.AuraRequest;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * What an operation occupies while it waits for its end. Aura is an answer that is always the same here: the fake keeps
 * every request that it has seen, and that would be counted.
 */
final class HeapBenchmark implements Benchmark {

    private static final URI BASE = URI.create("https://api.neo4j.io");

    @Override
    public List<Table> measure(Scale scale) throws Exception {
        int count = scale.choose(1000, 10);
        Table table = new Table(
                        count + " that wait, each more than none",
                        "what",
                        "heap bytes each",
                        "resident bytes each",
                        "threads")
                .note("Heap: used after a collection. Resident: VmRSS of /proc/self/status, with a heap that is"
                        + " resident from the start: thread stacks and what else is no heap. The journal is in memory,"
                        + " and was there before.");
        threads(table, count);
        operations(table, count);
        return List.of(table);
    }

    private static void threads(Table table, int count) throws Exception {
        try (VirtualTime time = new VirtualTime()) {
            ProcessStatus before = ProcessStatus.now();
            time.run(() -> {
                for (int i = 0; i < count; i++) {
                    time.fork("waiting-" + i, () -> time.advance(Duration.ofDays(1)));
                }
                time.advance(Duration.ofSeconds(1));
            });
            write(table, "a thread that does nothing", before, count);
        }
    }

    private static void operations(Table table, int count) throws Exception {
        PastRestore past = PastRestore.record();
        Journal journal = Journal.inMemory();
        try (VirtualTime time = new VirtualTime();
                AuraClient client = client(time, journal)) {
            Random random = new Random(1);
            Instant accepted = time.now().minus(Duration.ofMinutes(5));
            for (int i = 0; i < count; i++) {
                past.write(journal, PastRestore.someSnapshot(i), accepted, time.now(), random);
            }
            List<RestoreOperation> operations = new ArrayList<>(count);
            List<OperationSummary> summaries = client.operations().list();
            ProcessStatus before = ProcessStatus.now();
            time.run(() -> {
                summaries.forEach(summary -> operations.add(client.operations().attach(summary.id())));
                // each has looked at least once, and waits between two looks or for the budget
                time.advance(Duration.ofMinutes(15));
            });
            write(table, "a restore that is watched", before, count);
            long waiting = operations.stream()
                    .filter(operation -> !operation.status().state().isEnd())
                    .count();
            if (waiting != count) {
                throw new IllegalStateException("only " + waiting + " of " + count + " restores wait");
            }
        }
    }

    private static void write(Table table, String what, ProcessStatus before, int count) throws Exception {
        ProcessStatus after = ProcessStatus.now();
        table.row(
                what,
                after.heapEach(before, count),
                after.residentEach(before, count),
                after.threads() - before.threads());
    }

    private static AuraClient client(VirtualTime time, Journal journal) {
        return AuraClient.builder()
                .baseUrl(BASE)
                .credentials("benchmark", "no secret")
                .httpClient(new InProcessClient(HeapBenchmark::answer, BASE, time, 1))
                .time(time)
                .journal(journal)
                .build();
    }

    private static AuraAnswer answer(AuraRequest request) {
        if (request.method().equals("POST")) {
            return AuraAnswer.json(
                    200, "{\"access_token\": \"benchmark\", \"expires_in\": 86400, \"token_type\": \"bearer\"}");
        }
        String id = request.path().substring(request.path().lastIndexOf('/') + 1);
        return AuraAnswer.json(
                200, "{\"data\": {\"id\": \"%s\", \"name\": \"Instance\", \"status\": \"restoring\"}}".formatted(id));
    }
}
