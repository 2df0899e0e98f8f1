package dev.restore4j.aura;

import static dev.restore4j.aura.ScriptedApi.failing;
import static dev.restore4j.aura.ScriptedApi.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.restore4j.testkit.verify.FakeCheckContext;
import dev.restore4j.testkit.wire.AuraAnswer;
import dev.restore4j.testkit.wire.Delivery.Mode;
import dev.restore4j.verify.Verdict;
import dev.restore4j.verify.Verdict.Again;
import dev.restore4j.verify.Verdict.Outcome;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where metrics are read from, and where the token does not go. */
class AuraMetricsTest {

    private static final String ID = "2f49c2b3";
    private static final String URL = "https://api.neo4j.io/api/v1/tenant-1/2f49c2b3/metrics";
    private static final String GET = "GET /api/v1/tenant-1/2f49c2b3/metrics";

    private final ScriptedApi api = new ScriptedApi();

    AuraMetricsTest() {
        api.instanceIs(ID, "metrics_integration_url", URL);
        api.on(GET, text());
    }

    private static AuraAnswer text() {
        return json(200, "neo4j_dbms_vm_heap_used_ratio{instance_id=\"" + ID + "\"} 0.42\n");
    }

    private Verdict look(AuraClient client) throws InterruptedException {
        FakeCheckContext context = FakeCheckContext.of("aura:" + ID, api.time);
        return api.time.run(() -> client.metrics().look(context));
    }

    private Verdict look() throws InterruptedException {
        return look(api.client());
    }

    private static void isA(Verdict verdict, Outcome outcome, Again again) {
        assertThat(verdict.outcome()).as(verdict.toString()).isEqualTo(outcome);
        assertThat(verdict.again()).as(verdict.toString()).isEqualTo(again);
        assertThat(verdict.toString()).doesNotContain(ScriptedApi.TOKEN).doesNotContain(ScriptedApi.SECRET);
    }

    @Test
    void readsWhereTheInstanceSays() throws InterruptedException {
        isA(look(), Outcome.PASSED, Again.POINTLESS);
        assertThat(api.calls()).containsExactly("GET /v1/instances/" + ID, GET);
        assertThat(api.requests().get(api.requests().size() - 1).headers())
                .containsEntry("authorization", "Bearer " + ScriptedApi.TOKEN + "-1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://customer-metrics-api.neo4j.io/metrics",
                "https://metrics.example.com/metrics",
                "https://neo4j.io.example.com/metrics",
                "https://evilneo4j.io/metrics",
                "https://api.neo4j.io@example.com/metrics",
                "https://user@api.neo4j.io/metrics"
            })
    void theTokenGoesNowhereElse(String url) throws InterruptedException {
        api.instanceIs(ID, "metrics_integration_url", url);
        Verdict verdict = look();
        isA(verdict, Outcome.INCONCLUSIVE, Again.POINTLESS);
        assertThat(verdict.reason()).contains("not sent");
        assertThat(api.calls()).containsExactly("GET /v1/instances/" + ID);
    }

    @Test
    void anInstanceWithoutMetricsHasNone() throws InterruptedException {
        api.instanceIs(ID);
        Verdict verdict = look();
        isA(verdict, Outcome.INCONCLUSIVE, Again.POINTLESS);
        assertThat(verdict.reason()).contains("professional-db").contains("leave this check out");
    }

    @ParameterizedTest
    @CsvSource({
        "302,INCONCLUSIVE,POINTLESS",
        "400,INCONCLUSIVE,POINTLESS",
        "401,INCONCLUSIVE,POINTLESS",
        "403,INCONCLUSIVE,POINTLESS",
        "404,FAILED,LATER",
        "429,INCONCLUSIVE,LATER",
        "500,FAILED,LATER",
        "503,FAILED,LATER"
    })
    void judgesByTheStatus(int status, Outcome outcome, Again again) throws InterruptedException {
        api.on(GET, json(status, "{\"error\":\"x\"}"));
        isA(look(), outcome, again);
    }

    @ParameterizedTest
    @EnumSource(
            value = Mode.class,
            names = {"STALLED", "RESET", "REFUSED", "CUT_SHORT", "STALLED_IN_BODY"})
    void whatDoesNotAnswerMayDoSoLater(Mode mode) throws InterruptedException {
        api.on(GET, failing(mode));
        isA(look(), Outcome.FAILED, Again.LATER);
    }

    @Test
    void anExpiredTokenIsReplacedOnce() throws InterruptedException {
        api.on(GET, json(401, "{\"error\":\"expired\"}"), text());
        isA(look(), Outcome.PASSED, Again.POINTLESS);
        assertThat(api.count("POST /oauth/token")).isEqualTo(2);
    }

    @Test
    void theApisOwnTroubleSaysNothingOfTheMetrics() throws InterruptedException {
        api.on("GET /v1/instances/" + ID, json(503, "{\"error\":\"x\"}"));
        isA(look(), Outcome.INCONCLUSIVE, Again.LATER);
    }

    @Test
    void endsWithTheCheck() throws InterruptedException {
        api.on(GET, failing(Mode.STALLED));
        FakeCheckContext context = FakeCheckContext.of("aura:" + ID, api.time).withLeft(Duration.ofSeconds(4));
        api.time.run(() -> api.client().metrics().look(context));
        assertThat(api.elapsed()).isLessThan(Duration.ofSeconds(6));
    }

    @Test
    void theRulesHoldButForWhatTheOperationCreated() throws InterruptedException {
        AuraClient client = api.builder().allowOnly("00000001").readOnly().build();
        Verdict verdict = look(client);
        isA(verdict, Outcome.INCONCLUSIVE, Again.POINTLESS);
        assertThat(verdict.reason()).contains("allowOnly");
        assertThat(api.count(GET)).isZero();
        api.instanceIs(ID, "metrics_integration_url", URL, "name", "drill-x-0123456789abcdef");
        isA(look(client), Outcome.PASSED, Again.POINTLESS);
    }
}
