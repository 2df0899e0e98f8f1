package dev.restore4j.testkit.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.restore4j.testkit.wire.AuraRequest;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A rule that could never strike is refused, and one that did not strike is named. */
class FaultRuleTest {

    private static final String RESTORE = "/instances/*/snapshots/*/restore";

    private final Faults faults = new Faults();

    @ParameterizedTest
    @CsvSource({
        "POST, /instance/*/snapshots/*/restore",
        "POST, /instances/*/restore",
        "POST, instances/*/overwrite",
        "POST, ''",
        "GET, /instances/*/snapshots/*/restore",
        "PUT, /instances/*",
        "'', /instances/*",
        "GET, /v1beta5/instances/*",
        "GET, /oauth/token",
        "GET, /instances/*?x=y",
    })
    void whatIsNoEndpointIsRefused(String method, String path) {
        FaultRule rule = faults.next(Fault.reset());

        assertThatThrownBy(() -> rule.on(method, path))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("The fake has no endpoint like " + method + " ")
                .hasMessageContaining("POST /v1/instances/*/snapshots/*/restore")
                .hasMessageContaining("GET /v1/instances/*,");
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /instances/*/snapshots/*/restore",
        "post, /v1/instances/2f49c2b3/snapshots/*/restore",
        "*, /instances",
        "*, /instances/*/snapshots",
        "POST, /oauth/token",
        "DELETE, /instances/2f49c2b3",
    })
    void whatIsOneIsTaken(String method, String path) {
        assertThatCode(() -> faults.next(Fault.reset()).on(method, path)).doesNotThrowAnyException();
    }

    @Test
    void aFaultThatDoesNothingThereIsRefused() {
        assertThatThrownBy(() ->
                        faults.next(Fault.staleRunning(Duration.ofSeconds(45))).on("GET", "/instances/*"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The fault 'stale for PT45S' does nothing to GET /v1/instances/*. Put it on POST"
                        + " /v1/instances/*/overwrite, POST /v1/instances/*/snapshots/*/restore,"
                        + " POST /v1/databases/*/import/upload-complete.");
        for (Fault fault : new Fault[] {Fault.loadingFailed(), Fault.statesSkipped(), Fault.statesHidden()}) {
            assertThatThrownBy(() -> faults.next(fault).on("GET", "/instances/*"))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> faults.next(Fault.unknownStatus("x")).on("POST", "/oauth/token"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> faults.next(Fault.someoneElseRestores()).on("GET", "/tenants"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() ->
                        faults.next(Fault.dayBorderShifted(Duration.ofHours(1))).on("GET", "/instances/*"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aRefusalCanBePutAnywhere() {
        faults.next(Fault.unauthorized()).on("POST", "/oauth/token");
        faults.next(Fault.notFoundBlip()).on("POST", RESTORE);

        assertThat(draw("POST", "/oauth/token")).isEqualTo("401");
        assertThat(draw("POST", "/v1/instances/a/snapshots/b/restore")).isEqualTo("404 blip");
    }

    @Test
    void ofAnyMethodItStrikesWhereItDoesSomething() {
        faults.next(Fault.loadingFailed()).on("*", "/instances/*/snapshots");

        assertThat(draw("GET", "/v1/instances/a/snapshots")).isEqualTo("-");
        assertThat(draw("POST", "/v1/instances/a/snapshots")).isEqualTo("loading failed");
    }

    @Test
    void numbersThatMakeNoSenseAreRefused() {
        FaultRule rule = faults.next(Fault.reset());
        assertThatThrownBy(() -> rule.after(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> rule.times(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> rule.every(0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aRuleSaysWhatItIs() {
        assertThat(faults.next(Fault.reset())).hasToString("reset on the next request that it suits, struck 0 times");
        assertThat(faults.next(Fault.answerLost()).on("POST", RESTORE).after(2).times(3))
                .hasToString("answer lost on POST /v1/instances/*/snapshots/*/restore, after 2, 3 times,"
                        + " struck 0 times");
        FaultRule every =
                faults.next(Fault.serverError(503)).on("*", "/instances").every(2);
        draw("GET", "/v1/instances");
        draw("GET", "/v1/instances");
        draw("GET", "/v1/instances");
        assertThat(every).hasToString("503 on * /v1/instances, one in 2, struck 1 times");
    }

    @Test
    void rulesThatNeverStruckAreNamed() {
        faults.next(Fault.answerLost()).on("POST", RESTORE);
        faults.next(Fault.notJson()).on("GET", "/instances/*").times(2);
        draw("GET", "/v1/instances/2f49c2b3");

        assertThatThrownBy(faults::assertAllStruck)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("never struck: answer lost on POST /v1/instances/*/snapshots/*/restore")
                .hasMessageNotContaining("not JSON");

        draw("POST", "/v1/instances/2f49c2b3/snapshots/s/restore");
        faults.assertAllStruck();
        faults.next(Fault.stall());
        faults.clear();
        faults.assertAllStruck();
    }

    private String draw(String method, String path) {
        AuraRequest request = new AuraRequest(method, URI.create(path), Map.of(), "");
        return faults.draw(request).map(Fault::toString).orElse("-");
    }
}
