package dev.restore4j.aura;

import static dev.restore4j.aura.ScriptedApi.data;
import static dev.restore4j.aura.ScriptedApi.error;
import static dev.restore4j.aura.ScriptedApi.failing;
import static dev.restore4j.aura.ScriptedApi.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.restore4j.error.AccessException;
import dev.restore4j.error.UnavailableException;
import dev.restore4j.operation.Ending;
import dev.restore4j.operation.OperationId;
import dev.restore4j.spi.Look;
import dev.restore4j.spi.Safeguard;
import dev.restore4j.spi.Safeguard.Begun;
import dev.restore4j.spi.Safeguard.Begun.NotNow;
import dev.restore4j.spi.Safeguard.Begun.Refused;
import dev.restore4j.spi.Safeguard.Begun.Started;
import dev.restore4j.spi.Safeguard.Condition;
import dev.restore4j.spi.Safeguard.Kept;
import dev.restore4j.spi.Urgency;
import dev.restore4j.spi.Urgency.Rank;
import dev.restore4j.testkit.wire.AuraAnswer;
import dev.restore4j.testkit.wire.Delivery;
import dev.restore4j.testkit.wire.Delivery.Mode;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Snapshots on demand, and what their answers prove. */
class InstanceSafeguardTest {

    private static final String ID = "2f49c2b3";
    private static final String POST = "POST /v1/instances/2f49c2b3/snapshots";
    private static final Urgency URGENCY = Urgency.of(Rank.INTERACTIVE);

    private final ScriptedApi api = new ScriptedApi();

    InstanceSafeguardTest() {
        api.instanceIs(ID);
    }

    private static Safeguard of(AuraClient client) {
        return client.target("aura:" + ID).orElseThrow().safeguard().orElseThrow();
    }

    private Begun begin(AuraAnswer... answers) throws InterruptedException {
        api.on(POST, answers);
        return api.time.run(() -> of(api.client()).begin(URGENCY));
    }

    private static AuraAnswer taken() {
        return data(202, "{\"snapshot_id\":\"s-9\"}");
    }

    @Test
    void startsWithAnEmptyObject() throws InterruptedException {
        assertThat(begin(taken())).isEqualTo(new Started("s-9"));
        var request = api.requests().get(api.requests().size() - 1);
        assertThat(request.body()).isEqualTo("{}");
        assertThat(request.headers()).containsEntry("content-type", "application/json");
        assertThat(api.count(POST)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"snapshot-not-allowed", "ongoing-database-operation", "", "something-new"})
    void aConflictPasses(String reason) throws InterruptedException {
        assertThat(begin(error(409, reason, "Not now"))).isInstanceOfSatisfying(NotNow.class, notNow -> {
            assertThat(notNow.after()).isNull();
            assertThat(notNow.why().code()).isEqualTo("snapshot-not-now");
            assertThat(notNow.why().requestId()).isEqualTo("req-409");
            assertThat(notNow.why().message()).contains(ID).contains("Not now");
        });
        assertThat(api.count(POST)).isEqualTo(1);
    }

    @Test
    void tooManyRequestsPassAfterAWhile() throws InterruptedException {
        AuraAnswer answer = json(429, "{\"error\":\"slow down\"}").withHeader("Retry-After", "17");
        assertThat(begin(answer))
                .isInstanceOfSatisfying(
                        NotNow.class, notNow -> assertThat(notNow.after()).isEqualTo(Duration.ofSeconds(17)));
        assertThat(api.count(POST)).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "400,validation-error,refused,REQUEST",
        "402,quota-exceeded,snapshot-quota,REQUEST",
        "402,'',snapshot-quota,REQUEST",
        "404,db-not-found,unknown-instance,REQUEST",
        "409,instance-action-unavailable,target-not-running,REQUEST",
        "409,database-incapable-of-action,snapshot-not-supported,REQUEST",
        "415,'',refused,REQUEST",
        "401,'',access-refused,ACCESS",
        "403,'',access-refused,ACCESS"
    })
    void aRefusalDoesNotPass(int status, String reason, String code, Ending.Kind kind) throws InterruptedException {
        assertThat(begin(error(status, reason, "Because"))).isInstanceOfSatisfying(Refused.class, refused -> {
            assertThat(refused.why().code()).isEqualTo(code);
            assertThat(refused.why().kind()).isEqualTo(kind);
            assertThat(refused.why().message()).contains("snapshot on demand of instance " + ID);
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403})
    void anExpiredTokenIsReplacedOnce(int status) throws InterruptedException {
        assertThat(begin(json(status, "{\"error\":\"expired\"}"), taken())).isEqualTo(new Started("s-9"));
        assertThat(api.count(POST)).isEqualTo(2);
        assertThat(api.count("POST /oauth/token")).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 500, 502, 503, 504})
    void aServersErrorMayHaveTakenOneAndIsNotSentAgain(int status) {
        assertThatThrownBy(() -> begin(json(status, "{\"error\":\"x\"}")))
                .isInstanceOf(UnavailableException.class)
                .hasMessageContaining("not known whether")
                .hasMessageContaining(ID);
        assertThat(api.count(POST)).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(
            value = Mode.class,
            names = {"STALLED", "RESET"})
    void aLostAnswerIsNotSentAgain(Mode mode) {
        assertThatThrownBy(() -> begin(failing(mode))).isInstanceOf(UnavailableException.class);
        assertThat(api.count(POST)).isEqualTo(1);
    }

    @Test
    void whatWasNeverSentMayBeSentLater() throws InterruptedException {
        assertThat(begin(failing(Mode.REFUSED)))
                .isInstanceOfSatisfying(
                        NotNow.class, notNow -> assertThat(notNow.why().code()).isEqualTo("not-sent"));
    }

    @Test
    void anAcceptanceWithoutItsIdIsLookedFor() {
        assertThatThrownBy(() -> begin(taken().withDelivery(new Delivery(Mode.CUT_SHORT, 10))))
                .isInstanceOf(UnavailableException.class)
                .hasMessageContaining("accepted");
    }

    @Test
    void credentialsThatAreRefusedAreARefusal() throws InterruptedException {
        api.on("POST /oauth/token", json(401, "{\"error\":\"invalid_client\"}"));
        assertThat(begin(taken()))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.why().kind()).isEqualTo(Ending.Kind.ACCESS));
        assertThat(api.count(POST)).isZero();
    }

    @Test
    void theRulesOfTheClientHold() throws InterruptedException {
        api.on(POST, taken());
        api.time.run(() -> {
            for (AuraClient client : java.util.List.of(
                    api.builder().readOnly().build(),
                    api.builder().allowOnly("00000001").build())) {
                assertThat(of(client).begin(URGENCY)).isInstanceOf(Refused.class);
            }
        });
        assertThat(api.count(POST)).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "Completed,COMPLETE",
        "completed,COMPLETE",
        "Failed,FAILED",
        "Cancelled,FAILED",
        "Pending,PENDING",
        "InProgress,PENDING",
        "Dreaming,PENDING"
    })
    void looks(String word, Condition condition) throws InterruptedException {
        api.snapshotIs("s-9", ID, "status", word);
        Optional<Kept> seen = api.time.run(() -> of(api.client()).look("s-9", URGENCY));
        assertThat(seen).contains(new Kept("s-9", condition, Instant.parse("2026-03-10T08:00:00Z")));
    }

    @Test
    void looksForWhatIsNotThere() throws InterruptedException {
        Optional<Kept> seen = api.time.run(() -> of(api.client()).look("s-9", URGENCY));
        assertThat(seen).isEmpty();
    }

    @Test
    void itsSourceIsRestoredInPlace() {
        api.time.run(() -> {
            AuraClient client = api.client();
            var source = of(client).source("s-9");
            var home = source.home().orElseThrow();
            assertThat(home.reference()).isEqualTo("aura:" + ID);
            assertThat(source.to(home).kind()).isEqualTo(InPlaceRoute.KIND);
            assertThat(source.to(home).sourceReference()).isEqualTo("aura:" + ID + "/snapshot/s-9");
        });
    }

    @ParameterizedTest
    @CsvSource({
        "professional-db,7",
        "business-critical,30",
        "enterprise-db,90",
        "professional-ds,30",
        "enterprise-ds,90",
        "free-db,",
        "new-db,"
    })
    void estimatesForHowLongItIsKept(String type, Long days) {
        api.instanceIs(ID, "type", type);
        api.time.run(() -> {
            AuraClient client = api.client();
            assertThat(of(client).keptFor()).as("before it was read").isEmpty();
            Safeguard safeguard = client.instance(ID).safeguard().orElseThrow();
            assertThat(safeguard.keptFor()).isEqualTo(Optional.ofNullable(days).map(Duration::ofDays));
            assertThat(of(client).keptFor()).isEqualTo(safeguard.keptFor());
        });
    }

    @Test
    void saysWhereBoltIs() throws InterruptedException {
        Look look = new Look(new OperationId("0123456789abcdef"), null, URGENCY);
        Optional<URI> address = api.time.run(() -> api.client().instance(ID).connection(look));
        assertThat(address).contains(URI.create("neo4j+s://2f49c2b3.databases.neo4j.io"));
        api.instanceIs(ID, "connection_url", null);
        Optional<URI> none = api.time.run(() -> api.client().instance(ID).connection(look));
        assertThat(none).isEmpty();
    }

    @Test
    void readingWithoutPermissionIsAnError() {
        api.on("GET /v1/instances/2f49c2b3/snapshots/s-9", json(403, "{\"error\":\"no\"}"));
        assertThatThrownBy(() -> api.time.run(() -> of(api.client()).look("s-9", URGENCY)))
                .isInstanceOf(AccessException.class);
    }
}
