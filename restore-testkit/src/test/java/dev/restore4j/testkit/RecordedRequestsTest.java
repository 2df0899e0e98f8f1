package dev.restore4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restore4j.testkit.model.AuraModel;
import org.junit.jupiter.api.Test;

class RecordedRequestsTest {

    @Test
    void everyRequestIsRecordedWithItsAnswer() throws Exception {
        Scenario.play(s -> {
            var reply = s.client.get("/instances?tenantId=" + s.aura.tenantId());
            s.client.patch(s.path, "{\"name\":\"x\"}");
            assertThat(s.aura.requests()).hasSize(3);
            RecordedRequest list = s.aura.requests().get(1);
            assertThat(list.ordinal()).isEqualTo(2);
            assertThat(list.method()).isEqualTo("GET");
            assertThat(list.path()).isEqualTo("/v1/instances");
            assertThat(list.query()).isEqualTo("tenantId=" + s.aura.tenantId());
            assertThat(list.status()).hasValue(200);
            assertThat(list.requestId()).contains(reply.header("X-Request-Id"));
            assertThat(list.at()).isBeforeOrEqualTo(s.aura.time().now());
            assertThat(s.aura.requests().get(2).body()).isEqualTo("{\"name\":\"x\"}");
        });
    }

    @Test
    void neitherTokensNorSecretsAreRecorded() throws Exception {
        Scenario.play(s -> {
            s.client.get(s.path);
            assertThat(s.aura.requests().get(0).headers()).containsEntry("authorization", "Basic [redacted]");
            assertThat(s.aura.requests().get(1).headers()).containsEntry("authorization", "Bearer [redacted]");
            assertThat(s.aura.requests().toString())
                    .doesNotContain(AuraModel.TOKEN_MARKER)
                    .doesNotContain(AuraModel.SECRET_MARKER)
                    .doesNotContain(s.aura.clientSecret());
        });
    }

    @Test
    void requestIdsDiffer() throws Exception {
        Scenario.play(s -> assertThat(s.client.get(s.path).header("X-Request-Id"))
                .isNotEqualTo(s.client.get(s.path).header("X-Request-Id")));
    }
}
