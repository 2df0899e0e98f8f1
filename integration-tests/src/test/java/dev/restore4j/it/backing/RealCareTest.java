package dev.restore4j.it.backing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.restore4j.Assessment;
import dev.restore4j.RestorePlan;
import dev.restore4j.aura.AuraClient;
import dev.restore4j.aura.baseline.BaselineOptions;
import dev.restore4j.aura.baseline.GraphBaseline;
import dev.restore4j.aura.baseline.Tolerances;
import dev.restore4j.aura.bolt.Bolt;
import dev.restore4j.aura.bolt.Expect;
import dev.restore4j.embedded.EmbeddedNeo4j;
import dev.restore4j.error.VerificationFailedException;
import dev.restore4j.it.backing.Orders.Counts;
import dev.restore4j.journal.FileJournal;
import dev.restore4j.operation.Finding;
import dev.restore4j.operation.RestoreResult;
import dev.restore4j.operation.RestoreState;
import dev.restore4j.operation.SafetySnapshot;
import dev.restore4j.testkit.FakeAura;
import dev.restore4j.testkit.FakeInstance;
import dev.restore4j.testkit.model.FakeSnapshot;
import dev.restore4j.testkit.model.Overwrite;
import dev.restore4j.verify.CheckLevel;
import dev.restore4j.verify.CheckResult;
import dev.restore4j.verify.Checks;
import dev.restore4j.verify.Verdict.Outcome;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.neo4j.driver.AuthTokens;
import org.neo4j.driver.Driver;

/** Real data is looked at over Bolt after the restore, kept before it, and put back: also hours later. */
class RealCareTest {

    private static final String COUNT_ORDERS = "MATCH (o:Order) RETURN count(o)";

    /** A server takes seconds to start: one for all, with one driver; each test has an Aura, and data, of its own. */
    @TempDir
    static Path directory;

    private static EmbeddedNeo4j production;
    private static Driver driver;
    private static int tests;

    private FakeAura aura;
    private FakeInstance instance;
    private AuraClient client;
    private EmbeddedNeo4j created;

    @BeforeAll
    static void startServer() {
        production = EmbeddedNeo4j.start(directory.resolve("production"));
        driver = production.driver();
    }

    @AfterAll
    static void stopServer() {
        driver.close();
        production.close();
    }

    @BeforeEach
    void start() {
        tests++;
        aura = FakeAura.builder().seed(tests).backNewInstances(() -> created).build();
        instance = aura.addInstance(production, spec -> spec.name("Production"));
        client = AuraClient.builder()
                .baseUrl(aura.baseUri())
                .credentials(aura.clientId(), aura.clientSecret())
                .httpClient(aura.httpClient())
                .time(aura.time())
                .journal(FileJournal.at(directory.resolve("state" + tests)))
                .build();
        new Orders(driver).clear().write();
    }

    @AfterEach
    void stop() {
        client.close();
        aura.close();
    }

    @Test
    void whatWasDestroyedIsVerifiedAndTheIncidentCanBePutBackHoursLater() throws Exception {
        GraphBaseline whole = baseline(driver);
        FakeSnapshot snapshot = instance.addSnapshot(aura.time().now().minus(Duration.ofHours(4)));
        new Orders(driver).destroy().addCustomer(51).addCustomer(52);
        GraphBaseline incident = baseline(driver);
        aura.virtualTime().run(() -> {
            RestoreResult result = plan(snapshot)
                    .named("INC-4711")
                    .keepPresent(SafetySnapshot.required())
                    .markedBy(bolt().marker())
                    .verify(bolt().writable()
                            .indexesOnline()
                            .matches(whole, Tolerances.exact())
                            .cypher("orders are back", COUNT_ORDERS, Expect.value(1_000L)))
                    .verifyAt(CheckLevel.FULL)
                    .orRollBack()
                    .confirm()
                    .execute();
            assertThat(result.isVerified()).as(result.toString()).isTrue();
            assertThat(result.rollback()).isEmpty();
            assertThat(result.warnings()).isEmpty();
            assertThat(result.verification().results())
                    .extracting(CheckResult::check)
                    .contains("answers over Bolt", "accepts writes", "baseline: content", "orders are back");
            assertSame(whole, baseline(driver));

            new Orders(driver).addCustomer(53);
            aura.time().sleep(Duration.ofHours(6));
            Assessment undo = RestorePlan.undoing(client.operations().attach(result.id()))
                    .survey(bolt().changesSince(whole))
                    .assess();
            assertThat(undo.findings())
                    .extracting(Finding::code, Finding::message)
                    .contains(tuple(
                            "changed-since-baseline",
                            "1 Customer nodes were added since the baseline of " + whole.captured() + "."))
                    .anySatisfy(finding -> assertThat(finding)
                            .extracting(Object::toString)
                            .asString()
                            .contains("undoing", "is lost, too"));
            assertThat(undo.confirm().execute().state()).isEqualTo(RestoreState.COMPLETED);
            assertSame(incident, baseline(driver)); // with the two, without the third, and without the marker
        });
        assertThat(aura.overwrites()).hasSize(2);
    }

    @Test
    void aSnapshotThatLacksDataIsTakenBackAndAllIsAsBefore() {
        GraphBaseline expected = baseline(driver);
        new Orders(driver).destroy();
        FakeSnapshot poor = instance.addSnapshot(aura.time().now().minus(Duration.ofHours(4)));
        new Orders(driver).write().addCustomer(101);
        Counts counted = new Orders(driver).count();
        GraphBaseline before = baseline(driver);
        VerificationFailedException e = aura.virtualTime()
                .run(() -> catchThrowableOfType(
                        VerificationFailedException.class,
                        () -> plan(poor)
                                .named("INC-4712")
                                .keepPresent(SafetySnapshot.required())
                                .verify(bolt().matches(expected, Tolerances.exact()))
                                .orRollBack()
                                .confirm()
                                .execute()));
        RestoreResult told = e.result().orElseThrow();
        assertThat(told.verification().toString()).contains("Order nodes: expected 1,000, found 0");
        assertThat(told.rollback()).map(RestoreResult::state).contains(RestoreState.COMPLETED);
        assertThat(new Orders(driver).count()).isEqualTo(counted);
        assertSame(before, baseline(driver));
        assertThat(aura.overwrites())
                .extracting(Overwrite::outcome)
                .containsExactly(Overwrite.Outcome.SUCCEEDED, Overwrite.Outcome.SUCCEEDED);
    }

    @Test
    void checksThatCannotLookTakeNothingBack() {
        FakeSnapshot snapshot = instance.addSnapshot(aura.time().now().minus(Duration.ofHours(4)));
        GraphBaseline whole = baseline(driver);
        new Orders(driver).destroy();
        RestoreResult result = aura.virtualTime()
                .run(() -> plan(snapshot)
                        .keepPresent(SafetySnapshot.required())
                        .verify(Bolt.at(production.boltUri(), () -> AuthTokens.basic("nobody", "a wrong password"))
                                .cypher("orders are back", COUNT_ORDERS, Expect.value(1_000L)))
                        .verifyWithin(Duration.ofSeconds(1), Duration.ofSeconds(5))
                        .orRollBack()
                        .confirm()
                        .execute());
        assertThat(result.isVerified()).isFalse();
        assertThat(result.verification().results())
                .extracting(CheckResult::outcome)
                .containsOnly(Outcome.INCONCLUSIVE);
        assertSame(whole, baseline(driver));
        assertThat(aura.overwrites()).hasSize(1);
    }

    @Test
    void aRehearsalIsLookedAtWhereItIsAndLeavesNothing() {
        GraphBaseline whole = baseline(driver);
        FakeSnapshot snapshot = instance.addSnapshot(aura.time().now().minus(Duration.ofHours(4)));
        new Orders(driver).destroy();
        GraphBaseline incident = baseline(driver);
        created = EmbeddedNeo4j.start(directory.resolve("created"));
        Checks checks = Bolt.atTarget(() -> AuthTokens.basic(created.user(), created.password()))
                .matches(whole, Tolerances.exact());
        try (Driver there = created.driver()) {
            aura.virtualTime().run(() -> {
                RestorePlan plan = plan(snapshot)
                        .keepPresent(SafetySnapshot.required())
                        .verify(checks)
                        .verifyAt(CheckLevel.FULL);
                RestoreResult drill = plan.rehearsal(client.newInstance("drill").credentialsTo(credentials -> {}))
                        .confirm()
                        .execute();
                assertThat(drill.isVerified()).as(drill.toString()).isTrue();
                aura.assertNothingLeftBehind();
                assertSame(whole, baseline(there));

                new Orders(there).clear();
                FakeInstance other = aura.addInstance(created, spec -> spec.name("Spare"));
                RestoreResult over =
                        plan.rehearsal(client.instance(other.id())).confirm().execute();
                assertThat(over.isVerified()).as(over.toString()).isTrue();
                assertSame(whole, baseline(there));
            });
        }
        assertSame(incident, baseline(driver));
        assertThat(instance.snapshots()).as("nothing is kept for a rehearsal").hasSize(1);
    }

    private RestorePlan plan(FakeSnapshot snapshot) {
        return RestorePlan.from(client.instance(instance.id()).snapshots().get(snapshot.id()));
    }

    private Bolt bolt() {
        return Bolt.over(production::driver);
    }

    private static GraphBaseline baseline(Driver looking) {
        return GraphBaseline.capture(looking, BaselineOptions.countsAndSchema().samples(1_000));
    }

    private static void assertSame(GraphBaseline expected, GraphBaseline found) {
        assertThat(expected.compare(found, Tolerances.exact()).items()).isEmpty();
    }
}
