package dev.restore4j.aura;

import static dev.restore4j.aura.ScriptedApi.data;
import static dev.restore4j.aura.ScriptedApi.error;
import static dev.restore4j.aura.ScriptedApi.instance;
import static dev.restore4j.aura.ScriptedApi.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.restore4j.aura.wire.Json;
import dev.restore4j.catalog.Snapshot;
import dev.restore4j.operation.OperationId;
import dev.restore4j.spi.Evidence;
import dev.restore4j.spi.Look;
import dev.restore4j.spi.Observation;
import dev.restore4j.spi.Observation.Condition;
import dev.restore4j.spi.RestoreRoute;
import dev.restore4j.spi.SubmissionAnswer;
import dev.restore4j.spi.SubmissionAnswer.Accepted;
import dev.restore4j.spi.SubmissionAnswer.Lost;
import dev.restore4j.spi.SubmissionAnswer.Refused;
import dev.restore4j.spi.Urgency;
import dev.restore4j.spi.Urgency.Rank;
import dev.restore4j.testkit.wire.AuraAnswer;
import dev.restore4j.testkit.wire.Delivery;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NewInstanceTest {

    private static final String SOURCE = "2f49c2b3";
    private static final String SID = "3e5e6e27";
    private static final String POST = "POST /v1/instances";
    private static final String PASSWORD = "marked-password-1312";
    private static final OperationId OPERATION = new OperationId("0123456789abcdef");

    private final ScriptedApi api = new ScriptedApi();
    private final List<InstanceCredentials> received = new ArrayList<>();

    NewInstanceTest() {
        api.instanceIs(SOURCE).snapshotIs(SID, SOURCE);
    }

    private static AuraAnswer created() {
        return data(
                202,
                "{\"id\":\"0000000a\",\"connection_url\":\"neo4j+s://0000000a.databases.neo4j.io\","
                        + "\"username\":\"neo4j\",\"password\":\"" + PASSWORD + "\",\"name\":\"n\"}");
    }

    private SubmissionAnswer submit(AuraAnswer answer, Consumer<InstanceCredentials> receiver)
            throws InterruptedException {
        api.on(POST, answer);
        return api.time.run(() -> {
            RestoreRoute route = route(api.client().newInstance("rehearsal"), receiver);
            route.look(Urgency.of(Rank.CHECK));
            return route.submit(
                    OPERATION, api.time.nanoTime() + Duration.ofSeconds(30).toNanos());
        });
    }

    private RestoreRoute route(NewInstance target, Consumer<InstanceCredentials> receiver) {
        Snapshot snapshot = api.client().instance(SOURCE).snapshots().get(SID);
        return snapshot.to(target.credentialsTo(receiver));
    }

    private Observation observe(String created) throws InterruptedException {
        Look look = new Look(OPERATION, created, Urgency.of(Rank.FIRST_CHANGE));
        return api.time.run(() -> api.client().newInstance("rehearsal").observe(look));
    }

    @Test
    void sendsEverythingThatAuraRequires() throws InterruptedException {
        submit(created(), received::add);
        assertThat(Json.parse(api.requests().get(api.requests().size() - 1).body()))
                .isEqualTo(Json.parse(
                        "{\"cloud_provider\":\"gcp\",\"memory\":\"8GB\",\"name\":\"rehearsal-0123456789abcdef\","
                                + "\"region\":\"europe-west1\",\"source_instance_id\":\"2f49c2b3\","
                                + "\"source_snapshot_id\":\"3e5e6e27\",\"tenant_id\":\"tenant-1\","
                                + "\"type\":\"professional-db\",\"version\":\"5\"}"));
    }

    @Test
    void sendsWhatWasChosen() throws InterruptedException {
        api.on(POST, created());
        api.time.run(() -> {
            NewInstance chosen = api.client()
                    .newInstance("x")
                    .memory("16GB")
                    .region("eu-west-1")
                    .cloudProvider("aws")
                    .type("business-critical")
                    .tenant("tenant-2")
                    .version("4");
            // without a look: the source is read first
            route(chosen, received::add)
                    .submit(
                            OPERATION,
                            api.time.nanoTime() + Duration.ofSeconds(30).toNanos());
        });
        assertThat(api.requests().get(api.requests().size() - 1).body())
                .contains("\"memory\":\"16GB\"")
                .contains("\"region\":\"eu-west-1\"")
                .contains("\"cloud_provider\":\"aws\"")
                .contains("\"type\":\"business-critical\"")
                .contains("\"tenant_id\":\"tenant-2\"")
                .contains("\"version\":\"4\"");
    }

    @Test
    void sendsWhatWasSeenEvenIfTheSourceHasChangedSince() throws InterruptedException {
        api.on(POST, created());
        api.time.run(() -> {
            RestoreRoute route = route(api.client().newInstance("x"), received::add);
            route.look(Urgency.of(Rank.CHECK));
            api.instanceIs(SOURCE, "memory", "64GB");
            route.submit(OPERATION, api.time.nanoTime() + Duration.ofSeconds(30).toNanos());
        });
        assertThat(api.requests().get(api.requests().size() - 1).body()).contains("\"memory\":\"8GB\"");
    }

    @Test
    void handsTheCredentialsOverOnce() throws InterruptedException {
        assertThat(submit(created(), received::add)).isEqualTo(new Accepted("accepted", "0000000a", "req-202"));
        assertThat(received).singleElement().satisfies(credentials -> {
            assertThat(credentials.instanceId()).isEqualTo("0000000a");
            assertThat(credentials.username()).isEqualTo("neo4j");
            assertThat(credentials.password()).isEqualTo(PASSWORD);
            assertThat(credentials.connectionUrl()).contains(URI.create("neo4j+s://0000000a.databases.neo4j.io"));
            assertThat(credentials.toString()).doesNotContain(PASSWORD);
        });
    }

    @Test
    void aReceiverThatThrowsChangesNothing() throws InterruptedException {
        SubmissionAnswer answer = submit(created(), credentials -> {
            throw new IllegalStateException("cannot store " + credentials.password());
        });
        assertThat(answer).isInstanceOf(Accepted.class);
        assertThat(RecordedLogs.lines())
                .anySatisfy(line -> assertThat(line).contains("0000000a").contains("IllegalStateException"))
                .noneSatisfy(line -> assertThat(line).contains(PASSWORD));
    }

    @Test
    void anAcceptanceWithoutCredentialsIsOne() throws InterruptedException {
        assertThat(submit(data(202, "{\"id\":\"0000000a\"}"), received::add))
                .isEqualTo(new Accepted("accepted", "0000000a", "req-202"));
        assertThat(received).isEmpty();
    }

    @Test
    void anAcceptanceThatIsCutShortIsOneWithoutAnId() throws InterruptedException {
        assertThat(submit(created().withDelivery(new Delivery(Delivery.Mode.CUT_SHORT, 30)), received::add))
                .isEqualTo(new Accepted("accepted, but its body was cut short", null, "req-202"));
        assertThat(received).isEmpty();
    }

    @Test
    void refusalsAndLosses() throws InterruptedException {
        assertThat(submit(error(405, "", "Limit reached"), received::add)).isInstanceOf(Refused.class);
        assertThat(submit(error(400, "missing-billing-details", "No card"), received::add))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.why().code()).isEqualTo("payment-required"));
        assertThat(submit(json(502, "{\"error\":\"bad gateway\"}"), received::add))
                .isInstanceOf(Lost.class);
    }

    @ParameterizedTest
    @CsvSource({
        "x,x-0123456789abcdef",
        "thirteen char,thirteen char-0123456789abcdef",
        "a rehearsal of the disaster,a rehearsal o-0123456789abcdef",
        "twelve chars and,twelve chars-0123456789abcdef",
        "aaaaaaaaaaaa😀,aaaaaaaaaaaa-0123456789abcdef"
    })
    void theNameCarriesTheOperation(String name, String expected) {
        String given = api.client().newInstance(name).nameFor(OPERATION);
        assertThat(given).isEqualTo(expected);
        assertThat(given.length()).isBetween(1, 30);
    }

    @Test
    void blanksMakeNoSense() {
        assertThatThrownBy(() -> api.client().newInstance(" ")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> api.client().newInstance("x").memory("")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void isFoundByTheOperationInItsName() throws InterruptedException {
        api.on(
                "GET /v1/instances",
                data(
                        200,
                        "[{\"id\":\"00000001\",\"name\":\"rehearsal-0123456789abcdeg\"},{\"id\":\"00000002\"},"
                                + "{\"id\":\"0000000a\",\"name\":\"rehearsal-0123456789abcdef\"}]"));
        assertThat(observe(null))
                .isEqualTo(new Observation(Condition.BUSY, Evidence.RESTORE, "listed", "0000000a", "req-200"));
    }

    @Test
    void isNotListed() throws InterruptedException {
        api.on("GET /v1/instances", data(200, "[]"));
        assertThat(observe(null))
                .isEqualTo(new Observation(Condition.BUSY, Evidence.NONE, "not listed", null, "req-200"));
    }

    @Test
    void isNotFoundYet() throws InterruptedException {
        assertThat(observe("0000000a"))
                .isEqualTo(new Observation(Condition.GONE, Evidence.NONE, "not found", "0000000a", "req-404"));
    }

    @ParameterizedTest
    @CsvSource({
        "creating,BUSY",
        "loading,BUSY",
        "restoring,BUSY",
        "dreaming,BUSY",
        "running,READY",
        "loading failed,FAILED",
        "destroying,GONE"
    })
    void thatItIsThereIsTheProof(String word, Condition condition) throws InterruptedException {
        api.on("GET /v1/instances/0000000a", data(200, instance("0000000a", "status", word)));
        assertThat(observe("0000000a"))
                .isEqualTo(new Observation(condition, Evidence.RESTORE, word, "0000000a", "req-200"));
    }
}
