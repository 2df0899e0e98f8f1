package dev.restore4j.examples.demo;

import dev.restore4j.aura.AuraClient;
import dev.restore4j.aura.baseline.BaselineOptions;
import dev.restore4j.aura.baseline.GraphBaseline;
import dev.restore4j.aura.baseline.Tolerances;
import dev.restore4j.aura.bolt.Bolt;
import dev.restore4j.aura.bolt.Expect;
import dev.restore4j.examples.demo.OrderGraph.Counts;
import dev.restore4j.operation.RestoreResult;
import dev.restore4j.report.RestoreReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.neo4j.driver.Driver;
import org.slf4j.LoggerFactory;

/**
 * A restore from beginning to end: orders in a real Neo4j, a snapshot, a {@code DELETE} without {@code WHERE}, and the data
 * back. The Aura API is the testkit's fake, over HTTP on this machine; nothing leaves it.
 */
public final class Demo {

    private final Path directory;
    private int step;

    /**
     * What is to be restored, and what should then be there.
     *
     * @param order what somebody wants
     * @param whole what the database held when the snapshot was taken
     */
    private record Damage(RestoreOrder order, GraphBaseline whole) {}

    private Demo(Path directory) {
        this.directory = directory;
    }

    /**
     * Runs the demo.
     *
     * @param args none
     * @throws IOException if there is no place for its files
     */
    public static void main(String[] args) throws IOException {
        Path directory = Files.createTempDirectory("restore4j-demo-");
        int code = 1;
        try {
            new Demo(directory).run();
            code = 0;
        } catch (RuntimeException e) {
            LoggerFactory.getLogger(Demo.class).error("The demo failed", e);
        }
        System.exit(code);
    }

    private void run() {
        Instant begin = Instant.now();
        say("A restore with restore4j. The Neo4j is real, the Aura is a fake; nothing leaves this machine.");
        step("Start Neo4j 5.26 behind an instance of the fake Aura, and write orders over Bolt");
        try (DemoWorld world = DemoWorld.start(directory.resolve("neo4j"))) {
            say("instance " + world.instance() + ", " + world.addresses());
            Damage damage = damage(world);
            step("Plan, look, confirm; keep the present, restore, look at the data over Bolt");
            RestoreResult result = restore(world, damage);
            say("\n" + RestoreReport.of(result));

            step("Count the orders once more, independently");
            try (OrderGraph orders = world.connect()) {
                say(expectAll(orders.count()));
            }
            say("All orders are back.");
            say("Of the " + world.aura().requests().size() + " requests that the fake got, "
                    + world.aura().overwrites().size() + " overwrote.");
            say("The journal of the operation: " + stateDirectory().resolve("operations/" + result.id() + ".jsonl"));
        }
        say("Done in " + Duration.between(begin, Instant.now()).toSeconds() + " s.");
    }

    /** Writes orders, captures a baseline, has a snapshot taken, and deletes the orders. */
    private Damage damage(DemoWorld world) {
        try (OrderGraph orders = world.connect()) {
            orders.write();
            say(expectAll(orders.count()));
        }
        step("While all is well, write down what there is: counts, schema, hashes of content");
        GraphBaseline whole = capture(world);
        say(whole);
        step("Aura takes a snapshot, dated four hours back; then somebody forgets a WHERE");
        RestoreOrder order = world.orderAfterDamage("INC-4711");
        say(OrderGraph.DAMAGE);
        try (OrderGraph orders = world.connect()) {
            say(orders.count());
        }
        return new Damage(order, whole);
    }

    private static GraphBaseline capture(DemoWorld world) {
        try (Driver driver = world.driver()) {
            return GraphBaseline.capture(
                    driver, BaselineOptions.countsAndSchema().samples(100));
        }
    }

    private RestoreResult restore(DemoWorld world, Damage damage) {
        Bolt checks = Bolt.over(world::driver)
                .writable()
                .indexesOnline()
                .matches(damage.whole(), Tolerances.exact())
                .cypher("orders are back", "MATCH (o:Order) RETURN count(o)", Expect.value(OrderGraph.WHOLE.orders()));
        say("The instance is protected: somebody has to type RESTORE and its name. The demo does so by itself.\n");
        try (AuraClient aura = world.client(stateDirectory()).build();
                ProgressBarListener bar = new ProgressBarListener(DemoWorld.RESTORE.plusSeconds(2))) {
            return RestoreProgram.restore(aura, damage.order(), checks, bar);
        }
    }

    private Path stateDirectory() {
        return directory.resolve("state");
    }

    private static Counts expectAll(Counts actual) {
        if (!actual.equals(OrderGraph.WHOLE)) {
            throw new IllegalStateException("Expected " + OrderGraph.WHOLE + ", but there are " + actual + ".");
        }
        return actual;
    }

    private void step(String title) {
        System.out.println("\n" + ++step + ". " + title);
    }

    private static void say(Object text) {
        System.out.println(text);
    }
}
