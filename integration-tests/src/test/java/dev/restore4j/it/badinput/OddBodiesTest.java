package dev.restore4j.it.badinput;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.restore4j.aura.AuraClient;
import dev.restore4j.error.AccessException;
import dev.restore4j.error.ProtocolException;
import dev.restore4j.error.RestoreException;
import dev.restore4j.it.fixture.Diverting;
import dev.restore4j.it.fixture.Intercepting;
import dev.restore4j.it.fixture.Production;
import dev.restore4j.it.fixture.Way;
import dev.restore4j.journal.Journal;
import dev.restore4j.operation.Proof;
import dev.restore4j.operation.RestoreResult;
import dev.restore4j.operation.RestoreState;
import dev.restore4j.testkit.wire.AuraAnswer;
import java.net.http.HttpRequest;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies that are JSON, more or less, and not what was asked for. */
class OddBodiesTest {

    private static final String SENSIBLE = "\"id\":\"2f49c2b3\",\"name\":\"Production\",\"status\":\"running\"";

    static Stream<Named<String>> nonsense() {
        return Stream.of(
                Named.of("nothing", ""),
                Named.of("blanks", " \n "),
                Named.of("null", "null"),
                Named.of("a truth value", "true"),
                Named.of("a number", "42"),
                Named.of("a text", "\"text\""),
                Named.of("a list", "[]"),
                Named.of("an empty object", "{}"),
                Named.of("no data", "{\"data\":null}"),
                Named.of("text as data", "{\"data\":\"x\"}"),
                Named.of("empty data", "{\"data\":{}}"),
                Named.of("a list as data", "{\"data\":[{" + SENSIBLE + "}]}"),
                Named.of("another instance", "{\"data\":{" + SENSIBLE.replace("2f49c2b3", "3e50d3c4") + "}}"),
                Named.of("no id", "{\"data\":{\"name\":\"Production\",\"status\":\"running\"}}"),
                Named.of("no name", "{\"data\":{\"id\":\"2f49c2b3\",\"status\":\"running\"}}"),
                Named.of("no status", "{\"data\":{\"id\":\"2f49c2b3\",\"name\":\"Production\"}}"),
                Named.of("blank status", "{\"data\":{" + SENSIBLE.replace("running", " ") + "}}"),
                Named.of("status as an object", "{\"data\":{" + SENSIBLE.replace("\"running\"", "{}") + "}}"),
                Named.of("half of it", "{\"data\":{" + SENSIBLE),
                Named.of("too deep", "{\"data\":" + "[".repeat(400_000)),
                Named.of("too deep, closed", "{\"data\":" + "{\"a\":".repeat(90_000) + "1" + "}".repeat(90_001)),
                Named.of("too many digits", "{\"data\":{" + SENSIBLE + ",\"memory\":" + "9".repeat(100_000) + "}}"),
                Named.of("a mark of byte order, twice", "\ufeff\ufeff{\"data\":{" + SENSIBLE + "}}"),
                Named.of("something else", "\u0000\u0001\u0002"));
    }

    @ParameterizedTest
    @MethodSource("nonsense")
    void anInstanceThatIsNoneIsAProtocolError(String body) {
        assertThat(failure(request -> request.method().equals("GET"), body, client -> client.instance("2f49c2b3")))
                .isInstanceOf(ProtocolException.class)
                .message()
                .hasSizeLessThan(500)
                .contains("GET /v1/instances/2f49c2b3")
                .doesNotContain("\n");
    }

    static Stream<Named<String>> tolerable() {
        return Stream.of(
                Named.of("unknown fields", "{\"data\":{" + SENSIBLE + ",\"x\":{\"y\":[1,null]}},\"meta\":1}"),
                Named.of("more behind it", "{\"data\":{" + SENSIBLE + "}} and so on"),
                Named.of("a key twice", "{\"data\":{\"status\":\"paused\"," + SENSIBLE + "}}"),
                Named.of("odd types", "{\"data\":{" + SENSIBLE + ",\"memory\":8,\"created_at\":1,\"region\":{}}}"),
                Named.of("a number out of range", "{\"data\":{" + SENSIBLE + ",\"memory\":1e999}}"),
                Named.of("no URL", "{\"data\":{" + SENSIBLE + ",\"connection_url\":\"not a url\"}}"),
                Named.of("a lone surrogate", "{\"data\":{" + SENSIBLE + ",\"x\":\"\\ud800\"}}"),
                Named.of("another case", "{\"data\":{" + SENSIBLE.replace("running", "Running") + "}}"));
    }

    @ParameterizedTest
    @MethodSource("tolerable")
    void anInstanceWithOdditiesIsTolerated(String body) {
        assertThat(failure(request -> request.method().equals("GET"), body, client -> {
                    assertThat(client.instance("2f49c2b3").status().isRunning()).isTrue();
                    assertThat(client.instance("2f49c2b3").toString()).contains("Production");
                }))
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{}",
                "{\"access_token\":null}",
                "{\"access_token\":\"\"}",
                "{\"access_token\":{}}",
                "{\"access_token\":\"two words\"}",
                "{\"access_token\":\"a\\r\\nX-Evil: b\"}",
                "{\"access_token\":\"Zoë\"}",
                "access_token=abc"
            })
    void aTokenThatIsNoneIsAProtocolErrorThatDoesNotQuoteIt(String body) {
        assertThat(failure(OddBodiesTest::isForToken, body, AuraClient::instances))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("/oauth/token")
                .hasMessageNotContaining("Evil");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "\"soon\"", "null", "1e400", "99999999999999999999999999", "{}", "3600"})
    void aTokenWithAnOddLifetimeIsUsed(String lifetime) {
        String body = "{\"access_token\":\"nobody-issued-this\",\"expires_in\":" + lifetime + "}";
        // the fake refuses it, so it was sent
        assertThat(failure(OddBodiesTest::isForToken, body, AuraClient::instances))
                .isInstanceOf(AccessException.class)
                .hasMessageContaining("401")
                .hasMessageNotContaining("nobody-issued-this");
    }

    static Stream<Named<String>> refusals() {
        return Stream.of(
                Named.of("nothing", ""),
                Named.of("html", "<html>" + "x".repeat(5_000) + "</html>"),
                Named.of("null", "null"),
                Named.of("empty errors", "{\"errors\":[]}"),
                Named.of("null errors", "{\"errors\":[null]}"),
                Named.of("errors as texts", "{\"errors\":[\"no\"]}"),
                Named.of("errors by field", "{\"errors\":{\"name\":{\"message\":\"no\"}}}"),
                Named.of("errors as a number", "{\"errors\":7,\"error\":{}}"),
                Named.of("capital keys", "{\"Message\":\"no\",\"Reason\":\"because\"}"),
                Named.of("a long message", "{\"error\":\"" + "long\\n".repeat(50_000) + "\"}"),
                Named.of("too deep", "{\"errors\":" + "[".repeat(200_000)));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void aRefusalInAnyWordsIsARejection(String body) {
        try (Production production = Production.create()) {
            AuraClient client = diverted(production, Intercepting::isSubmission, 409, body);
            Throwable e = production
                    .aura()
                    .virtualTime()
                    .run(() -> catchThrowable(() ->
                            Way.IN_PLACE.plan(production, client).confirm().execute()));
            assertThat(e)
                    .isInstanceOf(RestoreException.class)
                    .message()
                    .contains("409")
                    .hasSizeLessThan(1_500)
                    .doesNotContain("\n");
            assertThat(((RestoreException) e).state()).isEqualTo(RestoreState.REJECTED);
            production.assertNothingSent();
        }
    }

    /** Aura accepts, and says it in a strange way: the restore is watched to its end, and sent once. */
    @ParameterizedTest
    @MethodSource("nonsense")
    void anAcceptanceInAnyWordsIsWatchedToTheEnd(String body) {
        try (Production production = Production.create()) {
            AuraClient client = diverted(
                    production,
                    request -> {
                        if (!Intercepting.isSubmission(request)) {
                            return false;
                        }
                        production
                                .aura()
                                .someoneElseRestores(
                                        production.instance(),
                                        production.snapshot().id(),
                                        production.time().now());
                        return true;
                    },
                    202,
                    body);
            RestoreResult result = production
                    .aura()
                    .virtualTime()
                    .run(() -> Way.IN_PLACE.plan(production, client).confirm().execute());
            assertThat(result.proof()).contains(Proof.ACCEPTED_AND_SEEN);
            assertThat(production.instance().content())
                    .isEqualTo(production.snapshot().content());
            assertThat(production.posts()).isEmpty();
        }
    }

    private interface Call {
        void on(AuraClient client);
    }

    private static Throwable failure(Predicate<HttpRequest> which, String body, Call call) {
        try (Production production = Production.create()) {
            AuraClient client = diverted(production, which, 200, body);
            Throwable failure = production.aura().virtualTime().run(() -> catchThrowable(() -> call.on(client)));
            production.assertNothingSent();
            return failure;
        }
    }

    private static AuraClient diverted(Production production, Predicate<HttpRequest> which, int status, String body) {
        return production
                .builder(Journal.inMemory())
                .httpClient(new Diverting(production, which, request -> AuraAnswer.json(status, body)))
                .build();
    }

    private static boolean isForToken(HttpRequest request) {
        return request.uri().getPath().equals("/oauth/token");
    }
}
