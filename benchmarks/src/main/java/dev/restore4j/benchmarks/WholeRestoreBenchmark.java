package dev.restore4j.benchmarks;

import dev.restore4j.RestorePlan;
import dev.restore4j.aura.AuraClient;
import dev.restore4j.catalog.Snapshot;
import dev.restore4j.embedded.EmbeddedNeo4j;
import dev.restore4j.embedded.RestoreTimings;
import dev.restore4j.journal.FileJournal;
import dev.restore4j.testkit.FakeAura;
import dev.restore4j.testkit.model.FakeSnapshot;
import dev.restore4j.testkit.model.OperationTimes;
import dev.restore4j.time.TimeSource;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Session;

/**
 * A whole restore by the library over the bare stop, load and start of the same store.
 *
 * <p>The fake lives in virtual time: its ten minutes, and the library's waiting between looks, take no time. What is
 * left is what the library and the fake do, and the same stop, load and start within.
 */
final class WholeRestoreBenchmark implements Benchmark {

    private static final TimeSource CLOCK = TimeSource.system();

    @Override
    public List<Table> measure(Scale scale) throws Exception {
        int nodes = scale.choose(100_000, 100);
        int rounds = scale.choose(9, 1);
        try (Workspace workspace = Workspace.create();
                EmbeddedNeo4j neo4j = EmbeddedNeo4j.start(workspace.resolve("neo4j"));
                FakeAura aura = FakeAura.builder()
                        .operationTimes(OperationTimes.fixed(Duration.ofMinutes(10)))
                        .build();
                Driver driver = neo4j.driver()) {
            fill(driver, nodes);
            String instance =
                    aura.addInstance(neo4j, spec -> spec.name("Production")).id();
            FakeSnapshot snapshot =
                    aura.instance(instance).addSnapshot(aura.time().now().minus(Duration.ofHours(4)));
            Program program = new Program(aura, snapshot, FileJournal.at(workspace.resolve("journal")));
            Runnable bare = () -> neo4j.restore(neo4j, snapshot.id());
            Results results = new Results();
            if (scale == Scale.FULL) {
                timed(driver, nodes, bare);
                timed(driver, nodes, program::restore);
            }
            for (int i = 0; i < rounds; i++) {
                results.bare.add(timed(driver, nodes, bare));
                Duration whole = timed(driver, nodes, program::restore);
                results.whole.add(whole);
                RestoreTimings within = neo4j.lastRestore().orElseThrow();
                results.rest.add(whole.minus(within.total()));
            }
            return List.of(results.table(nodes, rounds));
        }
    }

    private static void fill(Driver driver, int nodes) {
        try (Session session = driver.session()) {
            session.run("CREATE CONSTRAINT order_number FOR (o:Order) REQUIRE o.number IS UNIQUE")
                    .consume();
            session.run("""
                            UNWIND range(1, $nodes) AS n
                            CALL (n) {
                              CREATE (o:Order {number: n, customer: 'Customer ' + n % 5000, total: n % 977})
                              CREATE (o)-[:FOLLOWS]->(o)
                            } IN TRANSACTIONS OF 10000 ROWS
                            """, Map.of("nodes", nodes)).consume();
        }
    }

    /** {@return how long it takes, after which the data must be that of the snapshot} */
    private static Duration timed(Driver driver, int nodes, Runnable restore) {
        try (Session session = driver.session()) {
            session.run("CREATE (:Order {number: 0})").consume();
        }
        long begin = CLOCK.nanoTime();
        restore.run();
        Duration took = Duration.ofNanos(CLOCK.nanoTime() - begin);
        try (Session session = driver.session()) {
            long found = session.run("MATCH (o:Order) RETURN count(o)")
                    .single()
                    .get(0)
                    .asLong();
            if (found != nodes) {
                throw new IllegalStateException(nodes + " nodes were to come back, and " + found + " did");
            }
        }
        return took;
    }

    /** What a user would write. */
    private static final class Program {

        private final FakeAura aura;
        private final FakeSnapshot snapshot;
        private final FileJournal journal;
        private int runs;

        Program(FakeAura aura, FakeSnapshot snapshot, FileJournal journal) {
            this.aura = aura;
            this.snapshot = snapshot;
            this.journal = journal;
        }

        void restore() {
            String name = "run " + ++runs;
            aura.virtualTime().run(() -> {
                try (AuraClient client = AuraClient.builder()
                        .baseUrl(aura.baseUri())
                        .credentials(aura.clientId(), aura.clientSecret())
                        .httpClient(aura.httpClient())
                        .time(aura.time())
                        .journal(journal)
                        .build()) {
                    Snapshot source =
                            client.instance(snapshot.instanceId()).snapshots().get(snapshot.id());
                    RestorePlan.from(source).named(name).confirm().execute();
                }
            });
        }
    }

    private static final class Results {

        private final Sample bare = new Sample();
        private final Sample whole = new Sample();
        private final Sample rest = new Sample();

        Table table(int nodes, int rounds) {
            return new Table(
                            String.format(
                                    Locale.ROOT, "A store of %,d nodes, medians of %d rounds in turn", nodes, rounds),
                            "what",
                            "ms",
                            "of bare")
                    .row("bare stop, load, start", bare.medianMillis(), 1.0)
                    .row("whole restore: assess, confirm, execute", whole.medianMillis(), ratio(whole))
                    .row("of that, not stop, load, start", rest.medianMillis(), ratio(rest))
                    .note("Journal on disk, Aura faked in process and in virtual time. Aim: 1.10 of bare.");
        }

        private double ratio(Sample sample) {
            return sample.medianMillis() / bare.medianMillis();
        }
    }
}
