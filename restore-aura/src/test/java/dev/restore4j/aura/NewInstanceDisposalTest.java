package dev.restore4j.aura;

import static dev.restore4j.aura.ScriptedApi.data;
import static dev.restore4j.aura.ScriptedApi.error;
import static dev.restore4j.aura.ScriptedApi.failing;
import static dev.restore4j.aura.ScriptedApi.instance;
import static dev.restore4j.aura.ScriptedApi.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.restore4j.error.AccessException;
import dev.restore4j.error.RestoreRejectedException;
import dev.restore4j.error.UnavailableException;
import dev.restore4j.operation.OperationId;
import dev.restore4j.spi.Disposal.Disposed;
import dev.restore4j.spi.Look;
import dev.restore4j.spi.Urgency;
import dev.restore4j.spi.Urgency.Rank;
import dev.restore4j.testkit.wire.AuraAnswer;
import dev.restore4j.testkit.wire.Delivery.Mode;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is deleted, and above all what is not. */
class NewInstanceDisposalTest {

    private static final String ID = "0000000a";
    private static final String GET = "GET /v1/instances/" + ID;
    private static final String DELETE = "DELETE /v1/instances/" + ID;
    private static final OperationId OPERATION = new OperationId("0123456789abcdef");
    private static final String NAME = "drill-x-0123456789abcdef";

    private final ScriptedApi api = new ScriptedApi();

    NewInstanceDisposalTest() {
        api.instanceIs(ID, "name", NAME);
        api.on("GET /v1/instances", data(200, "[]"));
        api.on(DELETE, data(202, instance(ID, "status", "destroying")));
    }

    private Disposed delete() throws InterruptedException {
        return delete(api.client(), ID);
    }

    private Disposed delete(AuraClient client, String created) throws InterruptedException {
        Look look = new Look(OPERATION, created, Urgency.of(Rank.INTERACTIVE));
        return api.time.run(
                () -> client.newInstance("x").disposal().orElseThrow().delete(look));
    }

    private static AuraAnswer of(String status) {
        return data(200, instance(ID, "name", NAME, "status", status));
    }

    @Test
    void readsTheNameAndThenDeletes() throws InterruptedException {
        assertThat(delete()).isEqualTo(Disposed.GONE);
        assertThat(api.calls()).containsExactly(GET, DELETE);
        var request = api.requests().get(api.requests().size() - 1);
        assertThat(request.body()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Production",
                "drill-x",
                "drill-x-0123456789abcdeg",
                "0123456789abcdef",
                "-0123456789abcdef",
                "drill-x-0123456789abcdef ",
                "drill-x-0123456789abcdef-2",
                "drill-x0123456789abcdef"
            })
    void whatDoesNotCarryTheOperationIsKept(String name) {
        api.instanceIs(ID, "name", name);
        assertThatThrownBy(this::delete)
                .isInstanceOfSatisfying(
                        RestoreRejectedException.class,
                        error -> assertThat(error.code()).isEqualTo("not-created-by-operation"))
                .hasMessageContaining(ID);
        assertThat(api.count(DELETE)).isZero();
    }

    @Test
    void withoutAnIdNothingIsDeleted() {
        assertThatThrownBy(() -> delete(api.client(), null))
                .isInstanceOfSatisfying(
                        RestoreRejectedException.class,
                        error -> assertThat(error.code()).isEqualTo("nothing-created"));
        assertThat(api.calls()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"destroying", "deleting"})
    void whatGoesIsGone(String status) throws InterruptedException {
        api.on(GET, of(status));
        assertThat(delete()).isEqualTo(Disposed.GONE);
        assertThat(api.count(DELETE)).isZero();
    }

    @ParameterizedTest
    @CsvSource({"404,db-not-found", "410,db-already-deleted"})
    void whatIsNeitherFoundNorListedIsGone(int status, String reason) throws InterruptedException {
        api.on(GET, error(status, reason, "Not there"));
        assertThat(delete()).isEqualTo(Disposed.GONE);
        assertThat(api.count(DELETE)).isZero();
    }

    @Test
    void whatIsListedIsNotGone() {
        api.on(GET, error(404, "db-not-found", "A blip"));
        api.on("GET /v1/instances", data(200, "[{\"id\":\"" + ID + "\",\"name\":\"" + NAME + "\"}]"));
        assertThatThrownBy(this::delete).isInstanceOf(UnavailableException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {404, 410})
    void whatWasDeletedMeanwhileIsGone(int status) throws InterruptedException {
        api.on(DELETE, error(status, "", "Not there"));
        assertThat(delete()).isEqualTo(Disposed.GONE);
    }

    @Test
    void aBusyInstanceIsNotYetGone() throws InterruptedException {
        api.on(DELETE, error(409, "ongoing-database-operation", "Busy"));
        assertThat(delete()).isEqualTo(Disposed.NOT_YET);
        assertThat(api.count(DELETE)).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(
            value = Mode.class,
            names = {"STALLED", "RESET", "REFUSED"})
    void aLostAnswerIsSettledByReading(Mode mode) throws InterruptedException {
        api.on(DELETE, failing(mode));
        assertThat(delete()).isEqualTo(Disposed.NOT_YET);
        assertThat(api.count(DELETE)).isEqualTo(1);
        api.on(GET, of("running"), of("destroying"));
        assertThat(delete()).isEqualTo(Disposed.GONE);
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 500, 502, 503, 504})
    void aServersErrorIsSettledByReading(int status) throws InterruptedException {
        api.on(DELETE, json(status, "{\"error\":\"x\"}"));
        assertThat(delete()).isEqualTo(Disposed.NOT_YET);
        api.on(GET, of("running"), error(404, "db-not-found", "Gone"));
        assertThat(delete()).isEqualTo(Disposed.GONE);
    }

    @Test
    void otherAnswersAreErrors() {
        api.on(DELETE, json(403, "{\"error\":\"no\"}"));
        assertThatThrownBy(this::delete).isInstanceOf(AccessException.class);
        api.on(DELETE, error(400, "", "Odd"));
        assertThatThrownBy(this::delete)
                .isInstanceOf(RestoreRejectedException.class)
                .hasMessageContaining("still exists");
        api.on(DELETE, json(429, "{\"error\":\"slow\"}").withHeader("Retry-After", "9"));
        assertThatThrownBy(this::delete)
                .isInstanceOfSatisfying(
                        UnavailableException.class,
                        error -> assertThat(error.retryAfter()).contains(Duration.ofSeconds(9)));
    }

    @Test
    void anExpiredTokenIsReplacedOnce() throws InterruptedException {
        api.on(DELETE, json(403, "{\"error\":\"expired\"}"), data(202, instance(ID)));
        assertThat(delete()).isEqualTo(Disposed.GONE);
        assertThat(api.count(DELETE)).isEqualTo(2);
    }

    @Test
    void aReadOnlyClientDeletesNothing() {
        AuraClient client = api.builder().readOnly().build();
        assertThatThrownBy(() -> delete(client, ID))
                .isInstanceOfSatisfying(
                        RestoreRejectedException.class,
                        error -> assertThat(error.code()).isEqualTo("read-only"));
        assertThat(api.count(DELETE)).isZero();
    }

    @Test
    void nobodyCanHaveAllowedTheIdOfWhatWasCreated() throws InterruptedException {
        assertThat(delete(api.builder().allowOnly("2f49c2b3").build(), ID)).isEqualTo(Disposed.GONE);
    }

    @Test
    void existingInstancesHaveNoDisposal() {
        api.time.run(() -> {
            AuraClient client = api.client();
            assertThat(client.instance(ID).disposal()).isEmpty();
            assertThat(client.target("aura:" + ID).orElseThrow().disposal()).isEmpty();
            assertThat(client.newInstance("x").safeguard()).isEmpty();
        });
    }

    @Test
    void saysWhereTheCreatedOneServesBolt() throws InterruptedException {
        api.time.run(() -> {
            NewInstance target = api.client().newInstance("x");
            Urgency urgency = Urgency.of(Rank.INTERACTIVE);
            assertThat(target.connection(new Look(OPERATION, null, urgency))).isEmpty();
            assertThat(target.connection(new Look(OPERATION, ID, urgency)))
                    .contains(URI.create("neo4j+s://0000000a.databases.neo4j.io"));
            assertThat(target.connection(new Look(OPERATION, "0000000b", urgency)))
                    .isEmpty();
        });
    }
}
