package dev.restore4j.it.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.restore4j.aura.baseline.Aspect;
import dev.restore4j.aura.baseline.BaselineDifference;
import dev.restore4j.aura.baseline.BaselineDifference.Item;
import dev.restore4j.aura.baseline.BaselineOptions;
import dev.restore4j.aura.baseline.GraphBaseline;
import dev.restore4j.aura.baseline.Tolerances;
import dev.restore4j.verify.Check;
import dev.restore4j.verify.Verdict;
import dev.restore4j.verify.Verdict.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Session;

/** A baseline is equal for two loads of one dump, and sees what is lost or changed. */
@ExtendWith(Lab.Door.class)
class BaselineTest {

    private static final BaselineOptions ALL = BaselineOptions.countsAndSchema().samples(1_000);

    private final Lab lab;
    private GraphBaseline before;

    BaselineTest(Lab lab) {
        this.lab = lab;
        this.before = capture(ALL);
    }

    @BeforeEach
    void isWhole() {
        assertThat(before.labels()).containsEntry("Order", Lab.ORDERS).containsEntry("Customer", Lab.CUSTOMERS);
        assertThat(before.relationshipTypes()).containsEntry("PLACED", Lab.ORDERS);
        assertThat(before.constraints())
                .containsEntry("order_number", "NODE_PROPERTY_UNIQUENESS NODE [Order] [number]");
        assertThat(before.indexes()).containsEntry("order_amount", "RANGE NODE [Order] [amount]");
        assertThat(before.database()).isEqualTo("neo4j");
        assertThat(before.databaseId()).isPresent();
    }

    @AfterEach
    void isWholeAgain() {
        assertThat(before.compare(capture(ALL), Tolerances.exact()).items()).isEmpty();
    }

    @Test
    void isEqualForTwoLoadsOfOneDumpAlsoThroughAFile() {
        lab.restore();
        GraphBaseline again = capture(ALL);
        assertThat(before.compare(again, Tolerances.exact()).items()).isEmpty();
        assertThat(GraphBaseline.parse(before.toJson())
                        .compare(GraphBaseline.parse(again.toJson()), Tolerances.exact())
                        .items())
                .isEmpty();
    }

    @Test
    void isEqualForTheSameContentUnderOtherIdsAndAnEmptyDatabaseIsAFailure() throws Exception {
        lab.run("MATCH (n) DETACH DELETE n");
        assertThat(lab.look(lab.bolt())).isEqualTo(Verdict.failed("The database is empty.", "nodes = 0"));
        lab.run("UNWIND range(0, 999) AS n CREATE ()");
        lab.run("UNWIND range(200, 1, -1) AS n CREATE (:Order {tags: ['a', toString(n)], amount: n * 1.5, number: n})");
        lab.run("UNWIND range(20, 1, -1) AS n CREATE (:Customer {number: n, name: 'Customer ' + n})");
        lab.run("MATCH (o:Order) MATCH (c:Customer {number: 1 + o.number % 20})"
                + " CREATE (c)-[:PLACED {on: date('2026-01-01') + duration({days: o.number})}]->(o)");
        lab.run("MATCH (n) WHERE size(labels(n)) = 0 DELETE n");
        assertThat(before.compare(capture(ALL), Tolerances.exact()).items()).isEmpty();
    }

    @Test
    void seesOneChangedProperty() throws Exception {
        lab.run("MATCH (o:Order {number: 77}) SET o.amount = 1");
        assertThat(difference(ALL).items())
                .extracting(Item::aspect, Item::name)
                .containsExactly(
                        // its customer's surroundings have changed as well
                        tuple(Aspect.CONTENT, "Customer"), tuple(Aspect.CONTENT, "Order"));
        List<Check> checks = lab.bolt().matches(before, Tolerances.exact()).checks();
        assertThat(checks.get(2).look(new LookContext()).outcome()).isEqualTo(Outcome.PASSED);
        assertThat(checks.get(3).look(new LookContext()).outcome()).isEqualTo(Outcome.PASSED);
        Verdict content = checks.get(4).look(new LookContext());
        assertThat(content.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(content.evidence()).contains("content of Order nodes: expected 200 of 200 samples");
        Tolerances loose = Tolerances.exact().contentWithinPercent(10);
        assertThat(before.compare(capture(ALL), loose).items()).isEmpty();
        lab.run("MATCH (o:Order {number: 77}) SET o.amount = 77 * 1.5");
    }

    @Test
    void seesAChangeOutsideOfTheSampleByTheSum() {
        BaselineOptions one = BaselineOptions.countsAndSchema().samples(1).ofLabels("Order");
        GraphBaseline small = capture(one);
        String untouched = "1 of 1 samples and checksum ";
        List<Item> items = List.of();
        // one of the first two may be the sample, or beside it, but hardly all of them
        for (int order = 1;
                order <= 5 && items.stream().noneMatch(item -> item.found().startsWith(untouched));
                order++) {
            lab.run("MATCH (o:Order) SET o.amount = o.number * 1.5");
            lab.run("MATCH (o:Order {number: $number}) SET o.amount = 0.25", Map.of("number", order));
            items = small.compare(capture(one), Tolerances.exact()).items();
        }
        assertThat(items).singleElement().satisfies(item -> {
            assertThat(item.name()).isEqualTo("Order");
            assertThat(item.expected()).startsWith(untouched);
            assertThat(item.found()).startsWith(untouched).isNotEqualTo(item.expected());
        });
        lab.run("MATCH (o:Order) SET o.amount = o.number * 1.5");
    }

    @Test
    void seesOneLostAndOneMovedRelationship() {
        lab.run("MATCH (:Order {number: 5})<-[p:PLACED]-() DELETE p");
        assertThat(difference(BaselineOptions.countsAndSchema()).items())
                .extracting(Item::toString)
                .containsExactly(
                        "relationships: expected 200, found 199", "PLACED relationships: expected 200, found 199");
        lab.run(
                "MATCH (o:Order {number: 5}), (c:Customer {number: 20}) CREATE (c)-[:PLACED {on: date('2026-01-06')}]->(o)");
        assertThat(difference(BaselineOptions.countsAndSchema()).isEmpty()).isTrue();
        assertThat(difference(ALL).items()).extracting(Item::name).containsExactly("Customer", "Order");
        lab.run("MATCH (o:Order {number: 5})<-[p:PLACED]-(), (c:Customer {number: 6}) DELETE p"
                + " CREATE (c)-[:PLACED {on: date('2026-01-06')}]->(o)");
    }

    @Test
    void seesADroppedConstraintAndWhatWasAdded() throws Exception {
        lab.run("DROP CONSTRAINT customer_number");
        lab.run("UNWIND range(1, 1204) AS n CREATE (:Order)");
        lab.run("CREATE INDEX customer_name FOR (c:Customer) ON (c.name)");
        assertThat(difference(BaselineOptions.countsAndSchema()).items())
                .extracting(Item::toString)
                .containsExactly(
                        "nodes: expected 220, found 1,424",
                        "Order nodes: expected 200, found 1,404",
                        "index customer_name: expected none, found RANGE NODE [Customer] [name]",
                        "index customer_number: expected RANGE NODE [Customer] [number], found none",
                        "constraint customer_number: expected NODE_PROPERTY_UNIQUENESS NODE [Customer] [number],"
                                + " found none");
        Tolerances tolerances =
                Tolerances.exact().countsWithin(1204).ignoring(Aspect.INDEXES).ignoringNames("customer_number");
        assertThat(before.compare(capture(ALL), tolerances.ignoring(Aspect.CONTENT))
                        .isEmpty())
                .isTrue();
        assertThat(lab.bolt().changesSince(before).look())
                .extracting(finding -> finding.message())
                .containsExactly(
                        "1,204 Order nodes were added since the baseline of " + before.captured() + ".",
                        "The constraint customer_number was dropped since the baseline of " + before.captured() + ".",
                        "The index customer_name was created since the baseline of " + before.captured() + ".",
                        "The index customer_number was dropped since the baseline of " + before.captured() + ".");
        lab.run("MATCH (o:Order) WHERE o.number IS NULL DELETE o");
        lab.run("DROP INDEX customer_name");
        lab.run("CREATE CONSTRAINT customer_number FOR (c:Customer) REQUIRE c.number IS UNIQUE");
    }

    @Test
    void countsTakeNoLongerInALargeDatabase() {
        List<String> queries = new ArrayList<>();
        try (Driver driver = lab.neo4j().driver()) {
            GraphBaseline.capture(new Overheard(queries).driver(driver));
            queries.removeIf(query -> !query.contains("count("));
            assertThat(queries).hasSize(4);
            try (Session session = driver.session()) {
                for (String query : queries) {
                    String plan =
                            session.run("EXPLAIN " + query).consume().plan().toString();
                    assertThat(plan).contains("CountFromCountStore").doesNotContain("Scan");
                }
            }
        }
    }

    @Test
    void aBaselineOfADatabaseOfAnotherNameIsNotCompared() throws Exception {
        String json = before.toJson();
        GraphBaseline foreign = GraphBaseline.parse(json.replace("\"neo4j\"", "\"shop\""));
        assertThat(foreign.database()).isEqualTo("shop");
        for (Check check :
                lab.bolt().matches(foreign, Tolerances.exact()).checks().subList(2, 5)) {
            assertThat(check.look(new LookContext()))
                    .as(check.name())
                    .isEqualTo(Verdict.inconclusive("The baseline is of the database 'shop', and 'neo4j' was captured;"
                            + " ignore DATABASE to compare them all the same."));
        }
        assertThat(lab.bolt().changesSince(foreign).look()).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo("baseline-of-another-database");
            assertThat(finding.message()).contains("'shop'", "'neo4j'", "not compared");
        });
        Tolerances anyName = Tolerances.exact().ignoring(Aspect.DATABASE);
        assertThat(lab.look(lab.bolt().matches(foreign, anyName)).outcome()).isEqualTo(Outcome.PASSED);
    }

    @Test
    void theIdOfTheDatabaseIsNotComparedSinceARestoreIntoAnotherInstanceHasAnother() {
        String id = before.databaseId().orElseThrow();
        GraphBaseline elsewhere = GraphBaseline.parse(before.toJson().replace(id, "F".repeat(id.length())));
        assertThat(elsewhere.databaseId()).isNotEqualTo(before.databaseId());
        assertThat(elsewhere.compare(capture(ALL), Tolerances.exact()).items()).isEmpty();
    }

    @Test
    void contentOfOtherOptionsIsRefused() {
        GraphBaseline bare = capture(BaselineOptions.countsAndSchema());
        assertThatThrownBy(() -> before.compare(bare, Tolerances.exact())).isInstanceOf(IllegalArgumentException.class);
        assertThat(bare.compare(before, Tolerances.exact()).isEmpty()).isTrue();
        GraphBaseline customers = capture(ALL.ofLabels("Customer"));
        assertThat(customers
                        .compare(capture(customers.alike(BaselineOptions.countsAndSchema())), Tolerances.exact())
                        .isEmpty())
                .isTrue();
    }

    private BaselineDifference difference(BaselineOptions options) {
        Tolerances tolerances =
                options == ALL ? Tolerances.exact() : Tolerances.exact().ignoring(Aspect.CONTENT);
        return before.compare(capture(options), tolerances);
    }

    private GraphBaseline capture(BaselineOptions options) {
        Lab.Traces traces = lab.traces();
        GraphBaseline baseline = GraphBaseline.capture(lab.driver(), options);
        traces.assertSame(lab.traces());
        return baseline;
    }
}
