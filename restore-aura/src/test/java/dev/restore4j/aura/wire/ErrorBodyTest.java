package dev.restore4j.aura.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Error bodies and Retry-After, in every shape seen. */
class ErrorBodyTest {

    private static final Instant NOW = Instant.parse("2026-03-10T12:00:00Z");

    private static ErrorBody body(String text, String... secrets) {
        return ErrorBody.of(
                new Reply.Answer(409, HttpHeaders.of(Map.of(), (a, b) -> true), text, null), List.of(secrets));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'errors':[{'message':'M','reason':'r','field':'f'},{'message':'second'}]}|r|M",
                "{'errors':[{'message':'M','reason':''}]}||M",
                "{'errors':['M']}||M",
                "{'errors':{'name':{'message':'M','reason':'r'}}}|r|M",
                "{'errors':{'name':{}},'message':'M','reason':'validation-error'}|validation-error|M",
                "{'message':'M','reason':'r'}|r|M",
                "{'Message':'M','Reason':'r'}|r|M",
                "{'error':'M'}||M",
                "{'error':'r','error_description':'M'}|r|M",
                "{'errors':[]}||",
                "{'errors':7,'message':{'deep':1}}||",
                "'text'||",
                "Service Unavailable||",
                "<html>no</html>||",
                "||"
            })
    void readsEveryShape(String text, String reason, String message) {
        ErrorBody body = body(text == null ? "" : text.replace('\'', '"'));
        assertThat(body.reason()).isEqualTo(reason == null ? "" : reason);
        assertThat(body.message()).isEqualTo(message == null ? "" : message);
    }

    @Test
    void passesNothingOnThatCouldForgeALog() {
        ErrorBody body =
                body("{\"message\":\"a\\r\\n2026 INFO forged\\u001b[31m\\u2028\\u202e" + "x".repeat(1000) + "\"}");
        assertThat(body.message())
                .hasSize(200)
                .startsWith("a 2026 INFO forged [31m x")
                .doesNotContain("\n");
    }

    @Test
    void passesNoSecretOn() {
        String text = "{\"message\":\"The token abc123 is unknown\",\"reason\":\"r\"}";
        assertThat(body(text, "other", "abc123")).isEqualTo(ErrorBody.NONE);
        assertThat(body(text, "other").reason()).isEqualTo("r");
        assertThat(body(text.replace("abc", "\\u0061bc"), "abc123")).isEqualTo(ErrorBody.NONE);
        // cut off in the middle, it would still be half of it
        assertThat(body(text.replace("The", "x".repeat(190)), "abc123")).isEqualTo(ErrorBody.NONE);
        assertThat(ErrorBody.NONE.words()).isEqualTo("without saying why");
    }

    private static HttpHeaders header(String value) {
        return HttpHeaders.of(Map.of("Retry-After", List.of(value)), (a, b) -> true);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "5|5",
                " 5 |5",
                "0|0",
                "900|900",
                "86400|900",
                "999999999|900",
                "Tue, 10 Mar 2026 12:00:07 GMT|7",
                "Tue, 10 Mar 2026 11:00:00 GMT|0",
                "Fri, 10 Mar 2028 11:00:00 GMT|900"
            })
    void readsWhenToComeBack(String text, long seconds) {
        assertThat(RetryAfter.of(header(text), NOW)).contains(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "-5", "1.5", "99999999999999999999", "Tue, 99 Mar 2026 12:00:07 GMT"})
    void ignoresWhatIsNeitherSecondsNorADate(String text) {
        assertThat(RetryAfter.of(header(text), NOW)).isEmpty();
    }
}
