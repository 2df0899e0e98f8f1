package dev.restore4j.it.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.restore4j.RestorePlan;
import dev.restore4j.aura.AuraClient;
import dev.restore4j.aura.bolt.Bolt;
import dev.restore4j.embedded.Writes;
import dev.restore4j.error.VerificationFailedException;
import dev.restore4j.journal.Journal;
import dev.restore4j.operation.RestoreResult;
import dev.restore4j.operation.RestoreState;
import dev.restore4j.operation.SafetySnapshot;
import dev.restore4j.operation.Verification.Status;
import dev.restore4j.testkit.FakeAura;
import dev.restore4j.testkit.FakeInstance;
import dev.restore4j.testkit.InstanceBacking;
import dev.restore4j.testkit.model.FakeSnapshot;
import dev.restore4j.verify.CheckResult;
import dev.restore4j.verify.CheckSubject;
import dev.restore4j.verify.Checks;
import dev.restore4j.verify.Verdict.Outcome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.neo4j.driver.GraphDatabase;

/**
 * What becomes of a whole restore, with a rule to take it back, by what is found in a real Neo4j behind the fake Aura. The server
 * stays up: the restore leaves it in some state, and the rollback puts that right.
 */
@ExtendWith(Lab.Door.class)
class RestoresTest {

    private static final Duration BRIEF = Duration.ofSeconds(1);

    private final Lab lab;
    private final FakeAura aura = FakeAura.builder().build();
    private final AuraClient client = AuraClient.builder()
            .baseUrl(aura.baseUri())
            .credentials(aura.clientId(), aura.clientSecret())
            .httpClient(aura.httpClient())
            .time(aura.time())
            .journal(Journal.inMemory())
            .build();

    RestoresTest(Lab lab) {
        this.lab = lab;
    }

    @AfterEach
    void tidy() {
        client.close();
        aura.close();
        lab.writes(Writes.ACCEPTED);
        lab.run("DROP INDEX of_this_test IF EXISTS");
        lab.run("MATCH (t:Text) CALL (t) { DETACH DELETE t } IN TRANSACTIONS OF 10000 ROWS");
    }

    @Test
    void aDatabaseThatIsReadOnlyFailsAndIsNotTakenBack() {
        RestorePlan plan = plan(
                new Backing(() -> lab.writes(Writes.REFUSED), () -> {}),
                lab.bolt().writable());
        failsWithoutRollback(plan, "accepts writes");
    }

    @Test
    void aPortOnWhichNothingAnswersFailsAndIsNotTakenBack() throws Exception {
        try (Socket held = held()) {
            URI closed = URI.create("bolt://127.0.0.1:" + held.getLocalPort());
            RestorePlan plan = plan(
                    new Backing(() -> {}, () -> {}),
                    Bolt.at(closed, lab::credentials).writable().indexesOnline());
            RestoreResult told = failsWithoutRollback(plan, "answers over Bolt");
            assertThat(told.verification().results().stream().skip(1))
                    .hasSize(3)
                    .extracting(CheckResult::outcome)
                    .containsOnly(Outcome.INCONCLUSIVE);
        }
    }

    @Test
    void anEmptyDatabaseFailsAndIsTakenBack() {
        Backing empties = new Backing(() -> lab.run("MATCH (n) DETACH DELETE n"), lab::write);
        Lab.Traces before = lab.traces();
        RestoreResult told = failsAndIsTakenBack(plan(empties, lab.bolt()), "not empty");
        assertThat(told.verification().toString()).contains("The database is empty.");
        assertThat(lab.traces()).isEqualTo(before);
    }

    @Test
    void anIndexThatIsMissingFailsAndIsTakenBack() {
        Backing loses = new Backing(
                () -> lab.run("DROP INDEX order_amount"),
                () -> lab.run("CREATE INDEX order_amount FOR (o:Order) ON (o.amount)"));
        RestoreResult told = failsAndIsTakenBack(
                plan(loses, lab.bolt().indexes("order_amount", "order_number")), "expected indexes");
        assertThat(told.verification().toString()).contains("Indexes are missing: [order_amount].");
        lab.run("CALL db.awaitIndexes(60)");
    }

    @Test
    void anIndexThatIsBeingPopulatedProvesNothing() {
        RestoreResult told = null;
        // a fast machine has it ready before anybody looks: more of it
        for (int texts = 6_000; texts < 200_000 && (told == null || told.isVerified()); texts *= 2) {
            int more = texts;
            told = execute(
                    plan(new Backing(() -> populate(more), () -> {}), lab.bolt().indexesOnline()));
        }
        assertNotVerified(told);
        assertThat(told.verification().toString()).contains("of_this_test (POPULATING");
    }

    private void populate(int texts) {
        lab.run("DROP INDEX of_this_test IF EXISTS");
        lab.run(
                "UNWIND range(1, $texts) AS n CREATE (:Text {text: $words + n})",
                Map.of("texts", texts, "words", "lorem ipsum ".repeat(20)));
        lab.run("CREATE FULLTEXT INDEX of_this_test FOR (t:Text) ON EACH [t.text]");
    }

    @Test
    void credentialsThatAreRefusedProveNothing() {
        Checks checks =
                Bolt.at(lab.neo4j().boltUri(), () -> org.neo4j.driver.AuthTokens.basic("nobody", "not the password"));
        assertNotVerified(execute(plan(new Backing(() -> {}, () -> {}), checks)));
    }

    @Test
    void aDatabaseThatComesBackSlowlyIsLookedAtUntilItIsThere() throws Exception {
        AtomicInteger looks = new AtomicInteger();
        try (Socket held = held();
                Relay late = new Relay(lab.neo4j().boltUri(), held)) {
            Bolt bolt = Bolt.over(() -> {
                if (looks.incrementAndGet() == 4) {
                    late.open();
                }
                return GraphDatabase.driver(late.uri(), lab.credentials());
            });
            RestoreResult told = execute(plan(new Backing(() -> {}, () -> {}), bolt)
                    .verifyWithin(Duration.ofMinutes(2), Duration.ofMinutes(10)));
            assertThat(told.isVerified()).as(told.toString()).isTrue();
            assertThat(looks).hasValueGreaterThanOrEqualTo(5);
            CheckResult first = told.verification().results().get(0);
            assertThat(first.took()).as("three times nothing answered").isGreaterThan(Duration.ofSeconds(14));
        }
    }

    private RestorePlan plan(Backing backing, Checks checks) {
        FakeInstance instance = aura.addInstance(backing, spec -> spec.name("Production"));
        FakeSnapshot snapshot = instance.addSnapshot(aura.time().now().minus(Duration.ofHours(4)));
        return aura.virtualTime()
                .run(() -> RestorePlan.from(
                        client.instance(instance.id()).snapshots().get(snapshot.id())))
                .keepPresent(SafetySnapshot.required())
                .verify(checks)
                .verifyWithin(BRIEF, BRIEF)
                .orRollBack();
    }

    private RestoreResult execute(RestorePlan plan) {
        return aura.virtualTime().run(() -> plan.confirm().execute());
    }

    private RestoreResult fails(RestorePlan plan, String check, CheckSubject subject) {
        VerificationFailedException failed =
                catchThrowableOfType(VerificationFailedException.class, () -> execute(plan));
        RestoreResult told = failed.result().orElseThrow();
        assertThat(told.state()).isEqualTo(RestoreState.VERIFICATION_FAILED);
        assertThat(told.verification().results())
                .filteredOn(result -> result.outcome() == Outcome.FAILED)
                .singleElement()
                .satisfies(result -> {
                    assertThat(result.check()).isEqualTo(check);
                    assertThat(result.subject()).isEqualTo(subject);
                });
        return told;
    }

    private RestoreResult failsWithoutRollback(RestorePlan plan, String check) {
        RestoreResult told = fails(plan, check, CheckSubject.SERVICE);
        assertThat(told.rollback()).isEmpty();
        assertThat(aura.overwrites()).hasSize(1);
        return told;
    }

    private RestoreResult failsAndIsTakenBack(RestorePlan plan, String check) {
        RestoreResult told = fails(plan, check, CheckSubject.DATA);
        assertThat(told.rollback()).map(RestoreResult::state).contains(RestoreState.COMPLETED);
        assertThat(aura.overwrites()).hasSize(2);
        return told;
    }

    private static void assertNotVerified(RestoreResult told) {
        assertThat(told.state()).isEqualTo(RestoreState.COMPLETED);
        assertThat(told.verification().status()).as(told.toString()).isEqualTo(Status.NOT_VERIFIED);
        assertThat(told.rollback()).isEmpty();
    }

    /** A port of ours on which nothing listens. */
    private static Socket held() throws IOException {
        Socket socket = new Socket();
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        return socket;
    }

    /** The lab's server: what a restore leaves of it, and what a rollback mends. */
    private final class Backing implements InstanceBacking {

        private final Runnable restore;
        private final Runnable rollback;
        private int restores;

        Backing(Runnable restore, Runnable rollback) {
            this.restore = restore;
            this.rollback = rollback;
        }

        @Override
        public URI boltUri() {
            return lab.neo4j().boltUri();
        }

        @Override
        public void takeSnapshot(String snapshotId) {}

        @Override
        public void restore(InstanceBacking origin, String snapshotId) {
            restores++;
            (restores == 1 ? restore : rollback).run();
        }

        @Override
        public void close() {}
    }
}
