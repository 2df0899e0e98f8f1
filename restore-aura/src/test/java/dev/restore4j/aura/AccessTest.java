package dev.restore4j.aura;

import static dev.restore4j.aura.ScriptedApi.TOKEN;
import static dev.restore4j.aura.ScriptedApi.data;
import static dev.restore4j.aura.ScriptedApi.error;
import static dev.restore4j.aura.ScriptedApi.instance;
import static dev.restore4j.aura.ScriptedApi.json;
import static dev.restore4j.aura.ScriptedApi.token;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.restore4j.error.AccessException;
import dev.restore4j.error.ProtocolException;
import dev.restore4j.error.RestoreException;
import dev.restore4j.error.UnavailableException;
import dev.restore4j.testkit.wire.AuraAnswer;
import dev.restore4j.testkit.wire.AuraRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens: fetched once, refreshed once, by one thread for all. */
class AccessTest {

    private static final String GET = "GET /v1/instances/2f49c2b3";
    private static final String POST = "POST /oauth/token";

    private final ScriptedApi api = new ScriptedApi();

    private static AuraAnswer ifToken(AuraRequest request, int least) {
        String last = request.header("authorization").orElse("").replace("Bearer " + TOKEN + "-", "");
        return Integer.parseInt(last) >= least
                ? data(200, instance("2f49c2b3"))
                : error(403, "forbidden", "The access token has expired");
    }

    @Test
    void aTokenIsKept() {
        api.instanceIs("2f49c2b3");
        AuraClient client = api.client();
        api.time.run(() -> {
            for (int i = 0; i < 5; i++) {
                client.instance("2f49c2b3");
            }
        });
        assertThat(api.count(POST)).isEqualTo(1);
    }

    @Test
    void aTokenIsReplacedAMinuteBeforeItExpires() {
        api.instanceIs("2f49c2b3");
        AuraClient client = api.client();
        api.time.run(() -> {
            client.instance("2f49c2b3");
            api.time.advance(Duration.ofSeconds(3530));
            client.instance("2f49c2b3");
            assertThat(api.count(POST)).isEqualTo(1);
            api.time.advance(Duration.ofSeconds(20));
            client.instance("2f49c2b3");
            assertThat(api.count(POST)).isEqualTo(2);
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403})
    void oneRefreshAndTheReadIsSentAgain(int status) {
        api.on(GET, error(status, "", "No"), data(200, instance("2f49c2b3")));
        api.time.run(() -> api.client().instance("2f49c2b3"));
        assertThat(api.lines()).containsExactly(POST, GET, POST, GET);
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403})
    void neverMoreThanOneRefresh(int status) {
        api.on(GET, error(status, "forbidden", "You may not"));
        AuraClient client = api.client();
        api.time.run(() -> assertThatThrownBy(() -> client.instance("2f49c2b3"))
                .isInstanceOf(AccessException.class)
                .hasMessageContaining("You may not")
                .hasMessageContaining("client-7")
                .hasMessageContaining("[X-Request-Id req-" + status + "]"));
        assertThat(api.lines()).containsExactly(POST, GET, POST, GET);
        // the next one knows that it is about permissions
        api.time.run(() -> assertThatThrownBy(() -> client.instance("2f49c2b3")).isInstanceOf(AccessException.class));
        assertThat(api.lines()).containsExactly(POST, GET, POST, GET, GET);
    }

    @Test
    void aTokenThatWasLetInAndIsRefusedLaterIsReplacedAgain() {
        AtomicInteger asked = new AtomicInteger();
        // let in, expired, let in, expired, let in
        api.on(
                GET,
                request -> asked.incrementAndGet() % 2 == 1
                        ? data(200, instance("2f49c2b3"))
                        : error(403, "forbidden", "The access token has expired"));
        AuraClient client = api.client();
        api.time.run(() -> {
            for (int i = 0; i < 3; i++) {
                client.instance("2f49c2b3");
            }
        });
        assertThat(api.count(POST)).isEqualTo(3);
    }

    @Test
    void threadsThatFailTogetherCauseOneRefresh() {
        api.on(GET, request -> ifToken(request, 2));
        AuraClient client = api.client();
        AtomicInteger succeeded = new AtomicInteger();
        api.time.run(() -> {
            for (int i = 0; i < 30; i++) {
                api.time.fork("t" + i, () -> {
                    client.instance("2f49c2b3");
                    succeeded.incrementAndGet();
                });
            }
            api.time.advance(Duration.ofMinutes(1));
        });
        assertThat(succeeded).hasValue(30);
        assertThat(api.count(POST)).isEqualTo(2);
    }

    @Test
    void wrongCredentialsCauseNoStorm() {
        api.on(POST, json(401, "{\"error\":\"invalid_client\",\"error_description\":\"The credentials are revoked\"}"));
        AuraClient client = api.client();
        List<RestoreException> errors = new ArrayList<>();
        api.time.run(() -> {
            for (int i = 0; i < 30; i++) {
                api.time.fork("t" + i, () -> {
                    try {
                        client.instance("2f49c2b3");
                    } catch (RestoreException e) {
                        errors.add(e);
                    }
                });
            }
            api.time.advance(Duration.ofSeconds(5));
            assertThatThrownBy(() -> client.instance("2f49c2b3")).isInstanceOf(AccessException.class);
        });
        assertThat(errors)
                .hasSize(30)
                .allSatisfy(error -> assertThat(error)
                        .isInstanceOf(AccessException.class)
                        .hasMessageContaining("client id client-7")
                        .hasMessageContaining("The credentials are revoked (invalid_client)"));
        assertThat(api.lines()).containsExactly(POST);
    }

    @Test
    void wrongCredentialsAreTriedAgainLater() {
        api.instanceIs("2f49c2b3");
        api.on(POST, json(401, "{\"error\":\"invalid_client\"}"), token(TOKEN + "-9", 3600));
        AuraClient client = api.client();
        api.time.run(() -> {
            assertThatThrownBy(() -> client.instance("2f49c2b3")).isInstanceOf(AccessException.class);
            api.time.advance(Duration.ofSeconds(11));
            client.instance("2f49c2b3");
        });
    }

    @Test
    void rotatedSecretsAreReadAnewAndUsedAtOnce() {
        AtomicReference<String> secret = new AtomicReference<>("old-secret");
        api.on(GET, request -> ifToken(request, 2));
        AtomicInteger issued = new AtomicInteger();
        api.on(
                POST,
                request -> request.header("authorization").orElse("").equals("Basic Y2xpZW50LTc6bmV3LXNlY3JldA==")
                        ? token(TOKEN + "-" + (issued.incrementAndGet() + 1), 3600)
                        : json(401, "{\"error\":\"invalid_client\"}"));
        AuraClient client = api.builder()
                .credentials(() -> AuraCredentials.of("client-7", secret.get()))
                .build();
        api.time.run(() -> {
            assertThatThrownBy(() -> client.instance("2f49c2b3")).isInstanceOf(AccessException.class);
            secret.set("new-secret");
            assertThat(client.instance("2f49c2b3").id()).isEqualTo("2f49c2b3");
        });
        assertThat(api.count(POST)).isEqualTo(2);
    }

    @Test
    void credentialsAreReadAgainAfterARefusedToken() {
        AtomicInteger asked = new AtomicInteger();
        api.on(GET, request -> ifToken(request, 2));
        AuraClient client = api.builder()
                .credentials(() -> {
                    asked.incrementAndGet();
                    return AuraCredentials.of("client-7", "s");
                })
                .build();
        api.time.run(() -> client.instance("2f49c2b3"));
        assertThat(asked).hasValue(2);
    }

    @Test
    void aSupplierThatThrowsIsAnAccessErrorWithoutItsMessage() {
        AuraClient client = api.builder()
                .credentials(() -> {
                    throw new IllegalStateException("vault says " + ScriptedApi.SECRET);
                })
                .build();
        api.time.run(() -> assertThatThrownBy(() -> client.instance("2f49c2b3"))
                .isInstanceOf(AccessException.class)
                .hasMessageContaining("IllegalStateException")
                .hasNoCause());
        assertThat(api.lines()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404})
    void theTokenEndpointsRefusalsAreAccessErrors(int status) {
        api.on(POST, json(status, "{\"error\":\"invalid_request\"}"));
        api.time.run(() ->
                assertThatThrownBy(() -> api.client().instance("2f49c2b3")).isInstanceOf(AccessException.class));
        assertThat(api.lines()).containsExactly(POST);
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 429, 500, 503})
    void theTokenEndpointsProblemsMayPass(int status) {
        api.instanceIs("2f49c2b3");
        api.on(POST, json(status, "{\"error\":\"busy\"}"), token(TOKEN + "-1", 3600));
        api.time.run(() -> api.client().instance("2f49c2b3"));
        assertThat(api.count(POST)).isEqualTo(2);

        api.on(POST, json(status, "{\"error\":\"busy\"}"));
        api.time.run(() ->
                assertThatThrownBy(() -> api.client().instance("2f49c2b3")).isInstanceOf(UnavailableException.class));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "{\"access_token\":\"\"}",
                "{\"access_token\":\"two words\"}",
                "{\"access_token\":\"line\\nbreak\"}"
            })
    void aTokenThatIsNoneIsAProtocolErrorThatDoesNotQuoteIt(String body) {
        api.on(POST, json(200, body));
        api.time.run(() -> assertThatThrownBy(() -> api.client().instance("2f49c2b3"))
                .isInstanceOf(ProtocolException.class)
                .hasMessageNotContaining("words")
                .hasMessageNotContaining("break"));
    }

    @Test
    void aRedirectOfTheTokenEndpointIsNotFollowed() {
        api.on(POST, json(308, "").withHeader("Location", "https://elsewhere.example/oauth/token"));
        api.time.run(() -> assertThatThrownBy(() -> api.client().instance("2f49c2b3"))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("redirect"));
        assertThat(api.lines()).containsExactly(POST);
    }

    @Test
    void aThreadThatIsInterruptedWhileItAsksLeavesThatToAnother() {
        api.instanceIs("2f49c2b3");
        AtomicInteger asked = new AtomicInteger();
        api.on(
                POST,
                request -> asked.incrementAndGet() == 1
                        ? ScriptedApi.failing(dev.restore4j.testkit.wire.Delivery.Mode.STALLED)
                        : token(TOKEN + "-1", 3600));
        AuraClient client = api.client();
        List<String> log = new ArrayList<>();
        api.time.run(() -> {
            Thread leader = api.time.fork("leader", () -> get(client, log, "leader"));
            api.time.fork("follower", () -> get(client, log, "follower"));
            api.time.advance(Duration.ofSeconds(3));
            leader.interrupt();
            api.time.advance(Duration.ofSeconds(3));
        });
        assertThat(log).containsExactly("leader WaitInterruptedException", "follower got it");
    }

    private static void get(AuraClient client, List<String> log, String name) {
        try {
            client.instance("2f49c2b3");
            log.add(name + " got it");
        } catch (RestoreException e) {
            log.add(name + " " + e.getClass().getSimpleName());
        }
    }

    @Test
    void tokensCountInTheBudget() {
        api.instanceIs("2f49c2b3");
        AuraClient client = api.builder().requestBudget(5).build();
        api.time.run(() -> {
            for (int i = 0; i < 4; i++) {
                client.instance("2f49c2b3");
            }
        });
        // four places: the token and three reads take them
        assertThat(api.arrivals().get(4)).isGreaterThanOrEqualTo(60.0);
    }
}
