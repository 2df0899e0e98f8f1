package dev.restore4j.aura;

import static dev.restore4j.aura.ScriptedApi.data;
import static dev.restore4j.aura.ScriptedApi.error;
import static dev.restore4j.aura.ScriptedApi.instance;
import static dev.restore4j.aura.ScriptedApi.token;
import static org.assertj.core.api.Assertions.assertThat;

import dev.restore4j.ConfirmedRestore;
import dev.restore4j.RestoreOperation;
import dev.restore4j.RestorePlan;
import dev.restore4j.catalog.Snapshot;
import dev.restore4j.error.RestoreException;
import dev.restore4j.error.WaitInterruptedException;
import dev.restore4j.journal.Journal;
import dev.restore4j.operation.OperationId;
import dev.restore4j.operation.RestoreState;
import dev.restore4j.spi.RestoreRoute;
import dev.restore4j.spi.SubmissionAnswer;
import dev.restore4j.spi.SubmissionAnswer.NotTakenOver;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a client that is closed does to those who wait in it. */
class ClosingTest {

    private static final String ID = "2f49c2b3";
    private static final String SID = "3e5e6e27";
    private static final String GET = "GET /v1/instances/" + ID;
    private static final String RESTORE = "POST /v1/instances/" + ID + "/snapshots/" + SID + "/restore";
    private static final OperationId OPERATION = new OperationId("0123456789abcdef");

    private final ScriptedApi api = new ScriptedApi();
    private final List<Object> outcomes = new ArrayList<>();

    ClosingTest() {
        api.instanceIs(ID).snapshotIs(SID, ID).on(RESTORE, data(202, instance(ID, "status", "restoring")));
    }

    /** {@return a client with four places a minute} */
    private AuraClient narrow() {
        return api.builder().journal(Journal.inMemory()).requestBudget(5).build();
    }

    private void read(AuraClient client) {
        try {
            outcomes.add(client.instance(ID).name());
        } catch (RestoreException e) {
            assertThat(Thread.currentThread().isInterrupted()).isFalse();
            outcomes.add(e);
        }
    }

    private void assertStopped() {
        assertThat(outcomes)
                .singleElement()
                .isInstanceOfSatisfying(
                        WaitInterruptedException.class,
                        error -> assertThat(error).hasMessageContaining("closed"));
    }

    @Test
    void whoWaitsForAPlaceIsReleasedAtOnce() throws InterruptedException {
        AuraClient client = narrow();
        api.time.run(() -> {
            for (int i = 0; i < 3; i++) {
                client.instance(ID);
            }
            api.time.fork("reader", () -> read(client));
            api.time.sleep(Duration.ofSeconds(5));
            assertThat(outcomes).isEmpty();
            client.close();
            api.time.sleep(Duration.ofNanos(1));
            assertStopped();
        });
        assertThat(api.count(GET)).isEqualTo(3);
    }

    @Test
    void whoWaitsToTryAgainIsReleasedAtOnce() throws InterruptedException {
        api.on(GET, error(503, "", "Slow down").withHeader("Retry-After", "40"));
        AuraClient client = api.client();
        api.time.run(() -> {
            api.time.fork("reader", () -> read(client));
            api.time.sleep(Duration.ofSeconds(5));
            assertThat(outcomes).isEmpty();
            client.close();
            api.time.sleep(Duration.ofNanos(1));
            assertStopped();
        });
        assertThat(api.count(GET)).isEqualTo(1);
    }

    @Test
    void anOperationThatWaitsForAPlaceIsLeftAtOnce() throws InterruptedException {
        AuraClient client = narrow();
        api.time.run(() -> {
            // a token, the snapshot, the instance; and the first read of the check waits for the minute's end
            Snapshot snapshot = client.instance(ID).snapshots().get(SID);
            ConfirmedRestore confirmed = RestorePlan.from(snapshot).confirm();
            int before = api.requests().size();
            RestoreOperation operation = confirmed.start();
            api.time.sleep(Duration.ofSeconds(5));
            assertThat(api.requests()).hasSize(before);
            long begin = api.time.nanoTime();
            client.close();
            awaitEnd(operation);
            assertThat(api.time.nanoTime() - begin)
                    .isLessThan(Duration.ofSeconds(1).toNanos());
            assertThat(operation.status().state()).isEqualTo(RestoreState.CONFIRMED);
        });
        assertThat(outcomes).singleElement().isInstanceOf(WaitInterruptedException.class);
        assertThat(api.count(RESTORE)).isZero();
    }

    private void awaitEnd(RestoreOperation operation) {
        try {
            outcomes.add(operation.await());
        } catch (RestoreException e) {
            outcomes.add(e);
        }
    }

    @Test
    void aSubmissionThatWaitsForAPlaceIsNotSent() throws InterruptedException {
        AuraClient client = narrow();
        api.time.run(() -> {
            RestoreRoute route = route(client);
            client.instance(ID);
            api.time.fork("submitter", () -> submit(route));
            api.time.sleep(Duration.ofSeconds(5));
            assertThat(outcomes).isEmpty();
            client.close();
            api.time.sleep(Duration.ofNanos(1));
            assertNotSent();
            api.time.sleep(Duration.ofMinutes(5));
        });
        assertThat(api.count(RESTORE)).isZero();
    }

    @Test
    void aSubmissionThatGetsItsPlaceWhenTheClientIsClosedIsNotSent() throws InterruptedException {
        api.on("POST /oauth/token", request -> token("t", 1));
        AuraClient client = api.client();
        api.time.run(() -> {
            RestoreRoute route = route(client);
            api.time.sleep(Duration.ofMinutes(1));
            api.on("POST /oauth/token", request -> {
                client.close();
                return token("t", 3600);
            });
            submit(route);
        });
        assertNotSent();
        assertThat(api.count(RESTORE)).isZero();
    }

    private static RestoreRoute route(AuraClient client) {
        Snapshot snapshot = client.instance(ID).snapshots().get(SID);
        return snapshot.to(snapshot.home().orElseThrow());
    }

    private void submit(RestoreRoute route) {
        try {
            SubmissionAnswer answer = route.submit(
                    OPERATION, api.time.nanoTime() + Duration.ofSeconds(90).toNanos());
            outcomes.add(answer);
        } catch (InterruptedException e) {
            outcomes.add(e);
        }
    }

    private void assertNotSent() {
        assertThat(outcomes)
                .singleElement()
                .isInstanceOfSatisfying(
                        NotTakenOver.class,
                        answer -> assertThat(answer.why().message()).contains("closed"));
    }
}
