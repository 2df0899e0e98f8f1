package dev.restore4j.aura;

import static dev.restore4j.aura.ScriptedApi.data;
import static dev.restore4j.aura.ScriptedApi.error;
import static dev.restore4j.aura.ScriptedApi.failing;
import static dev.restore4j.aura.ScriptedApi.instance;
import static dev.restore4j.aura.ScriptedApi.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.restore4j.error.ProtocolException;
import dev.restore4j.error.RestoreException;
import dev.restore4j.error.UnavailableException;
import dev.restore4j.error.WaitInterruptedException;
import dev.restore4j.operation.OperationId;
import dev.restore4j.spi.Look;
import dev.restore4j.spi.Urgency;
import dev.restore4j.spi.Urgency.Rank;
import dev.restore4j.testkit.wire.AuraAnswer;
import dev.restore4j.testkit.wire.Delivery;
import dev.restore4j.testkit.wire.Delivery.Mode;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads: what is tried again, what is not, and what never hangs. */
class ReadTest {

    private static final String GET = "GET /v1/instances/2f49c2b3";

    private final ScriptedApi api = new ScriptedApi();

    private String name(AuraClient client) {
        return api.time.run(() -> client.instance("2f49c2b3").name());
    }

    @Test
    void sendsWhatAuraAsksFor() {
        api.instanceIs("2f49c2b3");
        assertThat(name(api.client())).isEqualTo("Production");
        assertThat(api.lines()).containsExactly("POST /oauth/token", GET);
        assertThat(api.requests().get(0).headers())
                .containsEntry("content-type", "application/x-www-form-urlencoded")
                .containsEntry("authorization", "Basic Y2xpZW50LTc6bWFya2VkLXNlY3JldC0wNDUx");
        assertThat(api.requests().get(0).body()).isEqualTo("grant_type=client_credentials");
        assertThat(api.requests().get(1).headers())
                .containsEntry("authorization", "Bearer " + ScriptedApi.TOKEN + "-1")
                .containsEntry("accept", "application/json")
                .hasEntrySatisfying("user-agent", agent -> assertThat(agent).startsWith("restore4j/"))
                .doesNotContainKey("content-type");
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 429, 500, 502, 503, 504})
    void triesAgainAfterWhatMayPass(int status) {
        api.on(GET, error(status, "server-err", "Oops"), data(200, instance("2f49c2b3")));
        assertThat(name(api.client())).isEqualTo("Production");
        assertThat(api.count(GET)).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource(
            value = Mode.class,
            names = {"STALLED", "STALLED_IN_BODY", "REFUSED", "RESET", "CUT_SHORT"})
    void triesAgainAfterBrokenExchanges(Mode mode) {
        AuraAnswer broken = data(200, instance("2f49c2b3")).withDelivery(new Delivery(mode, 20));
        api.on(GET, broken, data(200, instance("2f49c2b3")));
        assertThat(name(api.client())).isEqualTo("Production");
    }

    @Test
    void givesUpAfterFourTriesWithGrowingPauses() {
        api.on(GET, error(503, "server-err", "Down for maintenance"));
        assertThatThrownBy(() -> name(api.client()))
                .isInstanceOf(UnavailableException.class)
                .hasMessageContaining("/v1/instances/2f49c2b3")
                .hasMessageContaining("503")
                .hasMessageContaining("[X-Request-Id req-503]");
        List<Double> at = api.arrivals().subList(1, 5);
        assertThat(api.count(GET)).isEqualTo(4);
        assertThat(at.get(1) - at.get(0)).isBetween(1.0, 1.8);
        assertThat(at.get(2) - at.get(1)).isBetween(2.0, 3.3);
        assertThat(at.get(3) - at.get(2)).isBetween(4.0, 6.3);
    }

    @ParameterizedTest
    @EnumSource(
            value = Rank.class,
            names = {"FIRST_CHANGE", "WATCH"})
    void aWatchIsTriedOnce(Rank rank) {
        api.instanceIs("2f49c2b3");
        AuraClient client = api.client();
        name(client);
        api.on(GET, error(503, "server-err", "Oops"));
        Look look = new Look(new OperationId("0123456789abcdef"), null, Urgency.of(rank));
        assertThatThrownBy(() -> api.time.run(
                        () -> client.target("aura:2f49c2b3").orElseThrow().observe(look)))
                .isInstanceOf(UnavailableException.class);
        assertThat(api.count(GET)).isEqualTo(2);
    }

    @Test
    void retryAfterInSecondsIsKept() {
        api.on(GET, error(429, "", "Slow down").withHeader("Retry-After", "17"), data(200, instance("2f49c2b3")));
        name(api.client());
        assertThat(api.arrivals().get(2) - api.arrivals().get(1)).isBetween(17.0, 18.0);
    }

    @Test
    void retryAfterAsADateIsKept() {
        AuraAnswer slow = error(503, "", "Slow down").withHeader("Retry-After", "Tue, 10 Mar 2026 12:00:20 GMT");
        api.on(GET, slow, data(200, instance("2f49c2b3")));
        name(api.client());
        assertThat(api.elapsed()).isBetween(Duration.ofSeconds(20), Duration.ofSeconds(21));
    }

    @Test
    void retryAfterSlowsEverybodyOfTheClient() {
        api.on(GET, error(429, "", "Slow down").withHeader("Retry-After", "30"));
        api.instanceIs("00000001");
        AuraClient client = api.client();
        api.time.run(() -> {
            Look look = new Look(new OperationId("0123456789abcdef"), null, Urgency.of(Rank.WATCH));
            assertThatThrownBy(
                            () -> client.target("aura:2f49c2b3").orElseThrow().observe(look))
                    .isInstanceOfSatisfying(
                            UnavailableException.class,
                            error -> assertThat(error.retryAfter()).contains(Duration.ofSeconds(30)));
            client.instance("00000001");
        });
        assertThat(api.arrivals().get(2) - api.arrivals().get(1)).isGreaterThanOrEqualTo(30.0);
    }

    @Test
    void a429WithoutRetryAfterSlowsEverybodyTooForFiveSeconds() {
        api.on(GET, error(429, "", "Slow down"), data(200, instance("2f49c2b3")));
        name(api.client());
        assertThat(api.arrivals().get(2) - api.arrivals().get(1)).isGreaterThanOrEqualTo(5.0);
    }

    @Test
    void nobodyIsKeptWaitingForAVeryLongRetryAfter() {
        api.on(GET, error(503, "", "Closed").withHeader("Retry-After", "86400"));
        AuraClient client = api.client();
        assertThatThrownBy(() -> name(client))
                .isInstanceOfSatisfying(
                        UnavailableException.class,
                        error -> assertThat(error.retryAfter()).contains(Duration.ofMinutes(15)));
        assertThat(api.elapsed()).isLessThan(Duration.ofSeconds(1));
        assertThatThrownBy(() -> name(client))
                .isInstanceOf(UnavailableException.class)
                .hasMessageContaining("15 min");
        assertThat(api.count(GET)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html><body>It works!</body></html>",
                "{}",
                "[]",
                "null",
                "{\"data\":null}",
                "{\"data\":\"x\"}",
                "{\"data\":{\"id\":\"2f49c2b3\"",
                "{\"data\":{}}",
                "{\"data\":{\"id\":\"2f49c2b3\",\"name\":\"Production\"}}",
                "{\"data\":{\"id\":\"2f49c2b3\",\"status\":\"running\"}}",
                "{\"data\":[]}"
            })
    void whatMakesNoSenseIsAProtocolError(String body) {
        api.on(GET, json(200, body));
        assertThatThrownBy(() -> name(api.client()))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("GET /v1/instances/2f49c2b3")
                .hasMessageContaining("[X-Request-Id req-200]")
                .hasMessageNotContaining("It works");
        assertThat(api.count(GET)).isEqualTo(1);
    }

    @Test
    void anAnswerAboutAnotherInstanceIsNotBelieved() {
        api.on(GET, data(200, instance("deadbeef")));
        assertThatThrownBy(() -> name(api.client()))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("another instance, deadbeef");
    }

    @Test
    void unknownFieldsAndMissingOnesAreFine() {
        api.on(
                GET,
                json(
                        200,
                        "{\"new\":1,\"data\":{\"id\":\"2f49c2b3\",\"name\":\"P\",\"status\":\"Dreaming\","
                                + "\"more\":{\"a\":[1]},\"memory\":null}}"));
        api.time.run(() -> {
            var seen = api.client().instance("2f49c2b3");
            assertThat(seen.status().word()).isEqualTo("dreaming");
            assertThat(seen.memory()).isEmpty();
            assertThat(seen.connectionUrl()).isEmpty();
        });
    }

    @Test
    void anEndlessBodyIsCutOff() {
        api.on(GET, failing(Mode.ENDLESS));
        assertThatThrownBy(() -> name(api.client()))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("larger than 1 MB");
        assertThat(api.elapsed()).isLessThan(Duration.ofMinutes(1));
    }

    @Test
    void aHugeBodyIsCutOff() {
        api.on(GET, json(200, "{\"data\":\"" + "x".repeat(1_000_000) + "\"}"));
        assertThatThrownBy(() -> name(api.client())).isInstanceOf(ProtocolException.class);
    }

    @Test
    void aBodyOfExactlyOneMegabyteIsRead() {
        String body = "{\"data\":" + instance("2f49c2b3") + "}";
        api.on(GET, json(200, body + " ".repeat(1_000_000 - body.length())));
        assertThat(name(api.client())).isEqualTo("Production");
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 307, 308})
    void redirectsAreErrors(int status) {
        api.on(GET, json(status, "").withHeader("Location", "https://elsewhere.example/v1/instances/2f49c2b3"));
        assertThatThrownBy(() -> name(api.client()))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("redirect");
        assertThat(api.calls()).containsExactly(GET);
    }

    @Test
    void aRefusalThatIsNotExplainedByTheStatusSaysWhatAuraSaid() {
        api.on(GET, error(400, "validation-error", "Line one\\nline\\u0000 two"));
        assertThatThrownBy(() -> name(api.client()))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("400")
                .hasMessageContaining("Line one line two (validation-error)");
    }

    @Test
    void anInterruptEndsTheWaitAndStaysKnown() {
        api.on(GET, failing(Mode.STALLED));
        AtomicReference<RestoreException> thrown = new AtomicReference<>();
        AtomicReference<Boolean> flag = new AtomicReference<>();
        api.time.run(() -> {
            Thread reader = api.time.fork("reader", () -> {
                try {
                    api.client().instance("2f49c2b3");
                } catch (RestoreException e) {
                    thrown.set(e);
                    flag.set(Thread.currentThread().isInterrupted());
                }
            });
            api.time.advance(Duration.ofSeconds(5));
            reader.interrupt();
            api.time.advance(Duration.ofSeconds(1));
        });
        assertThat(thrown.get()).isInstanceOf(WaitInterruptedException.class);
        assertThat(flag.get()).isTrue();
    }

    @Test
    void aLookThatIsInterruptedClearsTheFlagAsIsUsual() {
        api.on(GET, failing(Mode.STALLED));
        Look look = new Look(new OperationId("0123456789abcdef"), null, Urgency.of(Rank.WATCH));
        AtomicReference<Boolean> flag = new AtomicReference<>();
        api.time.run(() -> {
            Thread watcher = api.time.fork("watcher", () -> {
                try {
                    api.client().target("aura:2f49c2b3").orElseThrow().observe(look);
                } catch (InterruptedException e) {
                    flag.set(Thread.currentThread().isInterrupted());
                }
            });
            api.time.advance(Duration.ofSeconds(5));
            watcher.interrupt();
            api.time.advance(Duration.ofSeconds(1));
        });
        assertThat(flag.get()).isFalse();
    }

    @Test
    void oneDeadlineCoversHeadersAndBody() {
        AuraAnswer stalled = data(200, instance("2f49c2b3")).withDelivery(new Delivery(Mode.STALLED_IN_BODY, 30));
        api.on(GET, stalled);
        AuraClient client = api.builder().exchangeTimeout(Duration.ofSeconds(3)).build();
        assertThatThrownBy(() -> name(client))
                .isInstanceOf(UnavailableException.class)
                .hasMessageContaining("did not arrive in time");
        List<Double> at = api.arrivals();
        // 3 seconds and the back-off
        assertThat(at.get(2) - at.get(1)).isBetween(4.0, 4.6);
    }
}
