package dev.restore4j.aura;

import static dev.restore4j.aura.ScriptedApi.data;
import static dev.restore4j.aura.ScriptedApi.error;
import static dev.restore4j.aura.ScriptedApi.instance;
import static dev.restore4j.aura.ScriptedApi.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.restore4j.catalog.Snapshot;
import dev.restore4j.operation.Ending;
import dev.restore4j.operation.OperationId;
import dev.restore4j.spi.RestoreRoute;
import dev.restore4j.spi.SubmissionAnswer;
import dev.restore4j.spi.SubmissionAnswer.Accepted;
import dev.restore4j.spi.SubmissionAnswer.Lost;
import dev.restore4j.spi.SubmissionAnswer.NotTakenOver;
import dev.restore4j.spi.SubmissionAnswer.Refused;
import dev.restore4j.testkit.wire.AuraAnswer;
import dev.restore4j.testkit.wire.Delivery;
import dev.restore4j.testkit.wire.Delivery.Mode;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The one request that is never sent twice, and what its answers prove. */
class SubmissionTest {

    private static final String ID = "2f49c2b3";
    private static final String TARGET = "00000002";
    private static final String SID = "2023-01-20T18:07:25Z-adhoc";
    private static final String ENCODED = "2023-01-20T18%3A07%3A25Z-adhoc";
    private static final String RESTORE = "POST /v1/instances/2f49c2b3/snapshots/" + ENCODED + "/restore";
    private static final String OVERWRITE = "POST /v1/instances/00000002/overwrite";
    private static final OperationId OPERATION = new OperationId("0123456789abcdef");

    private final ScriptedApi api = new ScriptedApi();
    private RestoreRoute inPlace;
    private RestoreRoute overwrite;

    @BeforeEach
    void routes() {
        api.instanceIs(ID).instanceIs(TARGET);
        api.on("GET /v1/instances/2f49c2b3/snapshots/" + ENCODED, data(200, ScriptedApi.snapshot(SID, ID)));
        use(api.client());
    }

    private void use(AuraClient client) {
        api.time.run(() -> {
            Snapshot snapshot = client.instance(ID).snapshots().get(SID);
            inPlace = snapshot.to(snapshot.home().orElseThrow());
            overwrite = snapshot.to(client.instance(TARGET));
        });
    }

    private SubmissionAnswer submit(AuraAnswer answer) throws InterruptedException {
        api.on(RESTORE, answer);
        SubmissionAnswer given = submit(inPlace);
        assertThat(api.count(RESTORE)).as("sent").isEqualTo(1);
        return given;
    }

    private SubmissionAnswer submit(RestoreRoute route) throws InterruptedException {
        return api.time.run(() -> route.submit(OPERATION, in(30)));
    }

    private long in(int seconds) {
        return api.time.nanoTime() + Duration.ofSeconds(seconds).toNanos();
    }

    @Test
    void sendsAnEmptyObjectInPlace() throws InterruptedException {
        assertThat(submit(data(202, instance(ID, "status", "restoring"))))
                .isEqualTo(new Accepted("restoring", null, "req-202"));
        var request = api.requests().get(api.requests().size() - 1);
        assertThat(request.body()).isEqualTo("{}");
        assertThat(request.headers()).containsEntry("content-type", "application/json");
    }

    @Test
    void alwaysSendsBothIdsOfAnOverwrite() throws InterruptedException {
        api.on(OVERWRITE, data(202, instance(TARGET, "status", "overwriting")));
        assertThat(submit(overwrite)).isEqualTo(new Accepted("overwriting", null, "req-202"));
        var request = api.requests().get(api.requests().size() - 1);
        assertThat(request.body())
                .isEqualTo("{\"source_instance_id\":\"" + ID + "\",\"source_snapshot_id\":\"" + SID + "\"}");
        assertThat(request.headers()).containsEntry("content-type", "application/json");
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 202})
    void anInstanceInASuccessIsAcceptance(int status) throws InterruptedException {
        assertThat(submit(data(status, instance(ID)))).isEqualTo(new Accepted("running", null, "req-" + status));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html>",
                "{}",
                "{\"data\":\"accepted\"}",
                "{\"data\":{}}",
                "{\"data\":{\"id\":\"2f49c2b3\"}}"
            })
    void a202IsAcceptanceWhateverItsBody(String body) throws InterruptedException {
        assertThat(submit(json(202, body)))
                .isEqualTo(new Accepted("accepted, but its body states no instance", null, "req-202"));
    }

    @ParameterizedTest
    @CsvSource({
        "CUT_SHORT,its body was cut short",
        "STALLED_IN_BODY,its body did not arrive in time",
        "ENDLESS,its body was larger than 1 MB"
    })
    void a202IsAcceptanceHoweverItsBodyArrives(Mode mode, String words) throws InterruptedException {
        AuraAnswer answer = data(202, instance(ID)).withDelivery(new Delivery(mode, 25));
        assertThat(submit(answer)).isEqualTo(new Accepted("accepted, but " + words, null, "req-202"));
    }

    @Test
    void a202AboutAnotherInstanceIsAcceptanceWithoutItsWord() throws InterruptedException {
        assertThat(submit(data(202, instance("deadbeef", "status", "restoring"))))
                .isInstanceOfSatisfying(
                        Accepted.class, accepted -> assertThat(accepted.word()).doesNotContain("restoring"));
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 204, 206})
    void anotherSuccessWithoutAnInstanceIsLost(int status) throws InterruptedException {
        assertThat(submit(json(status, "{\"ok\":true}"))).isInstanceOf(Lost.class);
    }

    @Test
    void anotherSuccessWhoseBodyBreaksIsLost() throws InterruptedException {
        assertThat(submit(data(200, instance(ID)).withDelivery(new Delivery(Mode.CUT_SHORT, 5))))
                .isInstanceOf(Lost.class);
    }

    @ParameterizedTest
    @CsvSource({
        "400,validation-error,refused",
        "400,missing-billing-details,payment-required",
        "402,quota-exceeded,payment-required",
        "402,'',payment-required",
        "404,snapshot-not-found,unknown-snapshot",
        "404,db-not-found,unknown-instance",
        "404,'',not-found",
        "405,'',instance-limit",
        "409,ongoing-database-operation,target-busy",
        "409,instance-action-unavailable,target-not-running",
        "409,'',target-busy",
        "410,db-already-deleted,unknown-instance",
        "415,'',refused",
        "420,'',free-tier",
        "422,'',refused",
        "499,'',refused"
    })
    void aRefusalProvesThatNothingHappened(int status, String reason, String code) throws InterruptedException {
        assertThat(submit(error(status, reason, "Because of this"))).isInstanceOfSatisfying(Refused.class, refused -> {
            assertThat(refused.why().code()).isEqualTo(code);
            assertThat(refused.why().kind()).isEqualTo(Ending.Kind.REQUEST);
            assertThat(refused.why().requestId()).isEqualTo("req-" + status);
            assertThat(refused.why().message())
                    .contains("restore of instance 2f49c2b3 from its snapshot " + SID)
                    .contains("Because of this")
                    .contains(String.valueOf(status))
                    .endsWith(".");
        });
    }

    @Test
    void aRefusalWhoseBodyNeverEndsIsARefusal() throws InterruptedException {
        assertThat(submit(error(409, "x", "y").withDelivery(Delivery.of(Mode.ENDLESS))))
                .isInstanceOf(Refused.class);
    }

    @Test
    void theOne500ThatIsARefusal() throws InterruptedException {
        api.on(OVERWRITE, error(500, "server-err", "Cannot clone database 2f49c2b3 into smaller database 00000002."));
        assertThat(submit(overwrite))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.why().code()).isEqualTo("target-too-small"));
        assertThat(api.count(OVERWRITE)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {300, 301, 302, 307, 308, 408, 500, 502, 503, 504, 599})
    void everythingElseThatAnswersIsLost(int status) throws InterruptedException {
        assertThat(submit(error(status, "server-err", "Oops")
                        .withHeader("Location", "https://elsewhere.example/")
                        .withHeader("Retry-After", "1")))
                .isInstanceOfSatisfying(Lost.class, lost -> {
                    assertThat(lost.why())
                            .startsWith("Aura answered " + status)
                            .endsWith(", which does not prove that it was refused");
                    assertThat(lost.requestId()).isEqualTo("req-" + status);
                });
    }

    @ParameterizedTest
    @EnumSource(
            value = Mode.class,
            names = {"STALLED", "RESET"})
    void silenceIsLost(Mode mode) throws InterruptedException {
        assertThat(submit(ScriptedApi.failing(mode)))
                .isInstanceOfSatisfying(
                        Lost.class, lost -> assertThat(lost.why()).startsWith("its answer was lost: "));
    }

    @Test
    void aConnectionThatWasNeverMadeProvesThatNothingWasSent() throws InterruptedException {
        assertThat(submit(ScriptedApi.failing(Mode.REFUSED))).isInstanceOfSatisfying(NotTakenOver.class, not -> {
            assertThat(not.why().kind()).isEqualTo(Ending.Kind.UNAVAILABLE);
            assertThat(not.why().code()).isEqualTo("not-sent");
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403})
    void withoutAccessItMayBeSentAgainWithANewToken(int status) throws InterruptedException {
        assertThat(submit(error(status, "forbidden", "The access token has expired")))
                .isInstanceOfSatisfying(NotTakenOver.class, not -> {
                    assertThat(not.why().kind()).isEqualTo(Ending.Kind.ACCESS);
                    assertThat(not.why().message()).contains("The access token has expired");
                });
        assertThat(api.count("POST /oauth/token")).isEqualTo(1);
        submit(inPlace);
        assertThat(api.count("POST /oauth/token")).isEqualTo(2);
    }

    @Test
    void tooManyRequestsMayBeSentAgainWhenAuraSays() throws InterruptedException {
        assertThat(submit(error(429, "", "Slow down").withHeader("Retry-After", "40")))
                .isInstanceOfSatisfying(NotTakenOver.class, not -> {
                    assertThat(not.why().kind()).isEqualTo(Ending.Kind.UNAVAILABLE);
                    assertThat(not.after()).isEqualTo(Duration.ofSeconds(40));
                });
    }

    @Test
    void tooManyRequestsWithoutAWordIsFiveSeconds() throws InterruptedException {
        assertThat(submit(error(429, "", "Slow down")))
                .isInstanceOfSatisfying(
                        NotTakenOver.class, not -> assertThat(not.after()).isEqualTo(Duration.ofSeconds(5)));
    }

    @Test
    void withoutATokenNothingIsSent() throws InterruptedException {
        api.time.advance(Duration.ofHours(2));
        api.on("POST /oauth/token", json(401, "{\"error\":\"invalid_client\"}"));
        assertThat(submit(inPlace))
                .isInstanceOfSatisfying(
                        NotTakenOver.class, not -> assertThat(not.why().kind()).isEqualTo(Ending.Kind.ACCESS));
        api.time.advance(Duration.ofMinutes(1));
        api.on("POST /oauth/token", json(503, "").withHeader("Retry-After", "9"));
        assertThat(submit(inPlace)).isInstanceOfSatisfying(NotTakenOver.class, not -> {
            assertThat(not.why().kind()).isEqualTo(Ending.Kind.UNAVAILABLE);
            assertThat(not.after()).isEqualTo(Duration.ofSeconds(9));
        });
        api.time.advance(Duration.ofMinutes(1));
        api.on("POST /oauth/token", json(200, "{}"));
        assertThat(submit(inPlace))
                .isInstanceOfSatisfying(
                        NotTakenOver.class, not -> assertThat(not.why().kind()).isEqualTo(Ending.Kind.UNAVAILABLE));
        assertThat(api.count(RESTORE)).isZero();
    }

    @Test
    void aTokenThatIsAboutToExpireIsReplacedFirst() throws InterruptedException {
        api.time.advance(Duration.ofSeconds(3550));
        submit(data(202, instance(ID)));
        assertThat(api.lines()).endsWith("POST /oauth/token", RESTORE);
    }

    @Test
    void whatCannotBeSentInTimeIsNotSent() throws InterruptedException {
        use(api.builder().requestBudget(5).build());
        api.on(RESTORE, data(202, instance(ID)));
        // the budget's four places are taken by what came before
        assertThat(submit(inPlace)).isInstanceOfSatisfying(NotTakenOver.class, not -> {
            assertThat(not.why().kind()).isEqualTo(Ending.Kind.UNAVAILABLE);
            assertThat(not.after()).isNotNull();
        });
        assertThat(api.count(RESTORE)).isZero();
        assertThat(api.time.<SubmissionAnswer, InterruptedException>run(() -> inPlace.submit(OPERATION, in(61))))
                .isInstanceOf(Accepted.class);
    }

    @Test
    void aTokenThatComesTooLateSendsNothing() throws InterruptedException {
        api.time.advance(Duration.ofHours(2));
        assertThat(api.time.<SubmissionAnswer, InterruptedException>run(
                        () -> inPlace.submit(OPERATION, api.time.nanoTime() + 1)))
                .isInstanceOf(NotTakenOver.class);
        assertThat(api.count(RESTORE)).isZero();
    }

    @Test
    void anInterruptBeforeSendingSendsNothing() {
        api.time.run(() -> {
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> inPlace.submit(OPERATION, in(30))).isInstanceOf(InterruptedException.class);
        });
        assertThat(api.count(RESTORE)).isZero();
    }

    @Test
    void anInterruptWhileWaitingIsLostAndStaysKnown() {
        api.on(RESTORE, ScriptedApi.failing(Mode.STALLED));
        interruptedAfterSending(Lost.class);
    }

    @Test
    void anInterruptAfterA202IsAcceptance() {
        api.on(RESTORE, data(202, instance(ID)).withDelivery(new Delivery(Mode.STALLED_IN_BODY, 10)));
        interruptedAfterSending(Accepted.class);
    }

    private void interruptedAfterSending(Class<?> expected) {
        AtomicReference<SubmissionAnswer> answer = new AtomicReference<>();
        AtomicReference<Boolean> flag = new AtomicReference<>();
        api.time.run(() -> {
            Thread driver = api.time.fork("driver", () -> {
                try {
                    answer.set(inPlace.submit(OPERATION, in(30)));
                    flag.set(Thread.currentThread().isInterrupted());
                } catch (InterruptedException e) {
                    throw new IllegalStateException("after the request was sent", e);
                }
            });
            api.time.advance(Duration.ofSeconds(3));
            assertThat(api.count(RESTORE)).isEqualTo(1);
            driver.interrupt();
            api.time.advance(Duration.ofSeconds(1));
        });
        assertThat(answer.get()).isInstanceOf(expected);
        assertThat(flag.get()).isTrue();
    }

    @Test
    void aWrapperThatThrowsMayHaveSent() throws InterruptedException {
        use(api.builder()
                .httpClient(new ThrowingClient(
                        new dev.restore4j.testkit.http.InProcessClient(api, ScriptedApi.BASE, api.time, 7)))
                .build());
        assertThat(submit(inPlace)).isInstanceOf(Lost.class);
    }
}
