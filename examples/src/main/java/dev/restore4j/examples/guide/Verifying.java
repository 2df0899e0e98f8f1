package dev.restore4j.examples.guide;

import dev.restore4j.RestorePlan;
import dev.restore4j.Survey;
import dev.restore4j.aura.AuraClient;
import dev.restore4j.aura.baseline.Aspect;
import dev.restore4j.aura.baseline.BaselineDifference;
import dev.restore4j.aura.baseline.BaselineOptions;
import dev.restore4j.aura.baseline.GraphBaseline;
import dev.restore4j.aura.baseline.Tolerances;
import dev.restore4j.aura.bolt.Bolt;
import dev.restore4j.aura.bolt.Expect;
import dev.restore4j.aura.http.HttpCheck;
import dev.restore4j.verify.Check;
import dev.restore4j.verify.CheckContext;
import dev.restore4j.verify.CheckLevel;
import dev.restore4j.verify.CheckPlace;
import dev.restore4j.verify.Checks;
import dev.restore4j.verify.Marker;
import dev.restore4j.verify.Verdict;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.function.Supplier;
import org.neo4j.driver.AuthToken;
import org.neo4j.driver.Driver;
import org.neo4j.driver.GraphDatabase;

/** The examples of docs/verifying.md. */
final class Verifying {

    private Verifying() {}

    static Checks checks(URI address, Supplier<AuthToken> user, GraphBaseline baseline) {
        // tag::checks[]
        Checks checks = Bolt.at(address, user)
                .writable()
                .indexesOnline()
                .constraints("order_number", "customer_number")
                .matches(baseline, Tolerances.exact().countsWithinPercent(1))
                .cypher("orders are back", "MATCH (o:Order) RETURN count(o)", Expect.atLeast(1_204));
        // end::checks[]
        return checks;
    }

    static Bolt drivers(URI address, Supplier<AuthToken> user) {
        // tag::drivers[]
        Bolt aura = Bolt.at(URI.create("neo4j+s://2f49c2b3.databases.neo4j.io"), user);
        Bolt created = Bolt.atTarget(user); // where the service says that the target is
        Bolt own = Bolt.over(() -> GraphDatabase.driver(address, user.get())); // anywhere
        // end::drivers[]
        System.out.println(aura + ", " + created);
        return own;
    }

    static Bolt queries(Bolt bolt, LocalDate incident) {
        // tag::queries[]
        Bolt checks = bolt.cypher("no order without customer", """
                        MATCH (o:Order) WHERE NOT (o)<-[:PLACED]-(:Customer) RETURN o.number LIMIT 1
                        """, Expect.noRows())
                .cypher(
                        "orders of the day before",
                        "MATCH (o:Order) WHERE o.placed = $day RETURN count(o)",
                        Map.of("day", incident.minusDays(1)),
                        Expect.satisfies("a usual day", count -> (Long) count > 500));
        // end::queries[]
        return checks;
    }

    static void capture(Driver driver, Path file) throws IOException {
        // tag::capture[]
        GraphBaseline.capture(driver, BaselineOptions.countsAndSchema().samples(100))
                .write(file);
        // end::capture[]
    }

    static BaselineDifference compare(Driver driver, Path file) throws IOException {
        // tag::compare[]
        GraphBaseline expected = GraphBaseline.read(file);
        GraphBaseline found = GraphBaseline.capture(driver, expected.alike(BaselineOptions.countsAndSchema()));
        BaselineDifference difference = expected.compare(
                found,
                Tolerances.exact().countsWithin(50).ignoringNames("Session").ignoring(Aspect.PROPERTY_KEYS));
        System.out.println(difference);
        // end::compare[]
        return difference;
    }

    /** What a program may ask of its own. */
    interface Shop {

        boolean isStarting();

        long ordersBefore(Instant moment);
    }

    // tag::own-check[]
    record OrdersAreBack(Shop shop, long atLeast) implements Check {

        @Override
        public String name() {
            return "orders are back";
        }

        @Override
        public CheckPlace place() {
            return CheckPlace.FIXED; // the shop is in production, wherever a rehearsal goes
        }

        @Override
        public Verdict look(CheckContext context) throws Exception { // what it throws counts as inconclusive
            if (shop.isStarting()) {
                return Verdict.inconclusive("The shop is starting.").orLater(); // looked at again while there is time
            }
            long orders = shop.ordersBefore(context.restorePoint());
            String seen = "orders = " + orders;
            return orders >= atLeast ? Verdict.passed(seen) : Verdict.failed("Orders are missing.", seen);
        }
    }
    // end::own-check[]

    static RestorePlan around(AuraClient aura, RestorePlan plan, Bolt bolt, Shop shop) {
        // tag::around[]
        Check health = HttpCheck.get(URI.create("https://shop.example.com/health"))
                .named("the shop is up")
                .expectBodyContaining("\"neo4j\":\"UP\"");
        Check metrics = aura.metrics().containing("neo4j_database_count_node");
        RestorePlan looked = plan.verify(bolt) // each call adds
                .verify(new OrdersAreBack(shop, 1_204))
                .verify(health)
                .verify(metrics)
                .verifyAt(CheckLevel.FULL); // metrics are FULL
        // end::around[]
        return looked;
    }

    static void before(Bolt bolt, GraphBaseline baseline) {
        // tag::before[]
        Survey changes = bolt.changesSince(baseline);
        Marker marker = bolt.marker();
        // end::before[]
        System.out.println(changes + ", " + marker);
    }
}
