package dev.restore4j.aura;

import static dev.restore4j.aura.ScriptedApi.data;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.restore4j.catalog.Snapshot;
import dev.restore4j.error.RestoreRejectedException;
import dev.restore4j.operation.Ending;
import dev.restore4j.operation.OperationId;
import dev.restore4j.spi.Look;
import dev.restore4j.spi.RestoreRoute;
import dev.restore4j.spi.SubmissionAnswer;
import dev.restore4j.spi.SubmissionAnswer.Refused;
import dev.restore4j.spi.Urgency;
import dev.restore4j.spi.Urgency.Rank;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** readOnly() and allowOnly(), as enforced for every request. */
class AccessRulesTest {

    private static final OperationId OPERATION = new OperationId("0123456789abcdef");

    private final ScriptedApi api = new ScriptedApi();

    AccessRulesTest() {
        api.instanceIs("00000001").instanceIs("00000002").instanceIs("00000003");
        api.snapshotIs("s-1", "00000001");
        api.on(
                "GET /v1/instances",
                data(
                        200,
                        "[{\"id\":\"00000001\",\"name\":\"A\"},{\"id\":\"00000002\",\"name\":\"B\"},"
                                + "{\"id\":\"00000003\",\"name\":\"C\"}]"));
    }

    private static void refused(String code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        RestoreRejectedException.class,
                        error -> assertThat(error.code()).isEqualTo(code))
                .hasMessageContaining("was not sent");
    }

    private SubmissionAnswer submit(RestoreRoute route) throws InterruptedException {
        return route.submit(
                OPERATION, api.time.nanoTime() + Duration.ofSeconds(30).toNanos());
    }

    /** A route of a client that may do all, ending at a target of a client that may not. */
    private SubmissionAnswer submitThrough(AuraClient restricted, String target) throws InterruptedException {
        Snapshot snapshot = api.client().instance("00000001").snapshots().get("s-1");
        return submit(snapshot.to(restricted.target(target).orElseThrow()));
    }

    private static void refused(String code, SubmissionAnswer answer) {
        assertThat(answer).isInstanceOfSatisfying(Refused.class, refused -> {
            assertThat(refused.why().code()).isEqualTo(code);
            assertThat(refused.why().kind()).isEqualTo(Ending.Kind.REQUEST);
        });
    }

    private long posts() {
        return api.calls().stream().filter(call -> call.startsWith("POST")).count();
    }

    @Test
    void readOnlySendsNothingThatChangesAnything() throws InterruptedException {
        AuraClient client = api.builder().readOnly().build();
        api.time.run(() -> {
            refused("read-only", submitThrough(client, "aura:00000001"));
            refused("read-only", submitThrough(client, "aura:00000002"));
            Snapshot snapshot = client.instance("00000001").snapshots().get("s-1");
            NewInstance created = client.newInstance("x").credentialsTo(credentials -> {});
            refused("read-only", submit(snapshot.to(created)));
            assertThat(client.instances()).hasSize(3);
        });
        assertThat(posts()).isZero();
    }

    @Test
    void everyCallThatChangesSomethingIsHeldByReadOnly() {
        AccessRules rules = AccessRules.NONE.readOnly();
        for (ApiCall call : List.of(
                ApiCall.restore("00000001", "s"),
                ApiCall.overwrite("00000001", "00000002", "{}"),
                ApiCall.create("00000001", "{}"),
                ApiCall.takeSnapshot("00000001"))) {
            refused("read-only", () -> rules.check(call));
        }
        rules.check(ApiCall.listInstances());
        rules.check(ApiCall.instance("00000001"));
        rules.check(ApiCall.snapshot("00000001", "s"));
        rules.check(ApiCall.snapshots("00000001", LocalDate.EPOCH));
    }

    @Test
    void allowOnlyKeepsFromReadingOthers() {
        AuraClient client =
                api.builder().allowOnly("00000001").allowOnly("00000003").build();
        api.time.run(() -> {
            assertThat(client.instances())
                    .extracting(instance -> instance.id())
                    .containsExactly("00000001", "00000003");
            refused("not-allowed", () -> client.instance("00000002"));
        });
        assertThat(api.count("GET /v1/instances/00000002")).isZero();
        AccessRules rules = AccessRules.NONE.allowOnly(java.util.Set.of("00000001"));
        refused("not-allowed", () -> rules.check(ApiCall.snapshot("00000002", "s")));
        refused("not-allowed", () -> rules.check(ApiCall.snapshots("00000002", LocalDate.EPOCH)));
        refused("not-allowed", () -> rules.check(ApiCall.takeSnapshot("00000002")));
    }

    @Test
    void allowOnlyKeepsFromOverwritingOthers() throws InterruptedException {
        AuraClient client = api.builder().allowOnly("00000001").build();
        api.time.run(() -> {
            refused("not-allowed", submitThrough(client, "aura:00000002"));
            Snapshot snapshot = client.instance("00000001").snapshots().get("s-1");
            RestoreRoute route = snapshot.to(client.target("aura:00000002").orElseThrow());
            refused("not-allowed", () -> route.look(Urgency.of(Rank.CHECK)));
        });
        assertThat(posts()).isZero();
    }

    @Test
    void allowOnlyHoldsForTheSourceToo() throws InterruptedException {
        AuraClient client = api.builder().allowOnly("00000002").build();
        api.time.run(() -> {
            refused("not-allowed", submitThrough(client, "aura:00000002"));
            Snapshot snapshot = api.client().instance("00000001").snapshots().get("s-1");
            NewInstance created = client.newInstance("x").credentialsTo(credentials -> {});
            refused("not-allowed", submit(snapshot.to(created)));
        });
        assertThat(posts()).isZero();
    }

    @Test
    void anInstanceThatAnOperationCreatedIsWatchedAllTheSame() throws InterruptedException {
        AuraClient client = api.builder().allowOnly("00000001").build();
        Look look = new Look(OPERATION, "00000002", Urgency.of(Rank.WATCH));
        api.time.run(
                () -> assertThat(client.newInstance("x").observe(look).word()).isEqualTo("running"));
    }
}
