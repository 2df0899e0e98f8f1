package dev.restore4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restore4j.testkit.model.AuraModel;
import dev.restore4j.testkit.model.Quirk;
import java.net.http.HttpRequest;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TokenTest {

    @Test
    void aTokenIsABearerTokenForAnHour() throws Exception {
        Scenario.play(s -> {
            var reply = s.client.askForToken("grant_type=client_credentials");
            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.json().size()).isEqualTo(3);
            assertThat(reply.json().get("expires_in").asInt()).isEqualTo(3600);
            assertThat(reply.json().get("token_type").asText()).isEqualTo("bearer");
            assertThat(reply.header("X-Request-Id")).isEmpty();
        });
    }

    @Test
    void secretsAndTokensAreMarkedForLeakTests() throws Exception {
        Scenario.play(s -> {
            assertThat(s.client.token()).contains(AuraModel.TOKEN_MARKER).matches("[\\w-]+\\.[\\w-]+\\.[\\w-]+");
            assertThat(s.aura.clientSecret()).contains(AuraModel.SECRET_MARKER);
        });
    }

    @Test
    void anExpiredTokenIsRefusedWith403() throws Exception {
        Scenario.play(s -> {
            s.pass(Duration.ofMinutes(59));
            assertThat(s.client.get(s.path).status()).isEqualTo(200);
            s.pass(Duration.ofMinutes(1));
            assertThat(s.client.get(s.path).status()).isEqualTo(403);
        });
    }

    @Test
    void aRevokedTokenIsRefusedWith403AndANewOneWorks() throws Exception {
        Scenario.play(s -> {
            s.aura.revokeTokens();
            assertThat(s.client.get(s.path).status()).isEqualTo(403);
            s.client.login();
            assertThat(s.client.get(s.path).status()).isEqualTo(200);
        });
    }

    @Test
    void aTokenThatWasNeverIssuedIsRefusedWith401() throws Exception {
        Scenario.play(s -> {
            assertThat(s.client.withToken("forged").get(s.path).status()).isEqualTo(401);
            HttpRequest naked = HttpRequest.newBuilder(s.aura.baseUri().resolve("/v1" + s.path))
                    .build();
            assertThat(s.client.send(naked).status()).isEqualTo(401);
        });
    }

    @Test
    void aRotatedSecretRefusesTheOldOneButLeavesTokensAlone() throws Exception {
        Scenario.play(s -> {
            s.aura.rotateSecret();
            var reply = s.client.askForToken("grant_type=client_credentials");
            assertThat(reply.status()).isEqualTo(401);
            assertThat(reply.json().get("error").asText()).isEqualTo("invalid_client");
            assertThat(s.client.get(s.path).status()).isEqualTo(200);
            assertThat(RawClient.inProcess(s.aura).get(s.path).status()).isEqualTo(200);
        });
    }

    @Test
    void requestsForTokensHaveTheirOwnRefusals() throws Exception {
        Scenario.play(s -> {
            assertThat(s.client.askForToken("").status()).isEqualTo(404);
            assertThat(s.client.askForToken("grant_type=password").status()).isEqualTo(403);
            HttpRequest noForm = HttpRequest.newBuilder(s.aura.baseUri().resolve("/oauth/token"))
                    .POST(HttpRequest.BodyPublishers.ofString("{}"))
                    .build();
            assertThat(s.client.send(noForm).status()).isEqualTo(400);
        });
    }

    @Test
    void theTypeMayBeCapitalized() throws Exception {
        Scenario.with(Quirk.TokenType.CAPITALIZED, s -> {
            var reply = s.client.askForToken("grant_type=client_credentials");
            assertThat(reply.json().get("token_type").asText()).isEqualTo("Bearer");
        });
    }

    @Test
    void refusalsHaveTheGatewaysBodyOrTheServices() throws Exception {
        Scenario.play(s -> assertThat(s.client.withToken("x").get(s.path).json().has("error"))
                .isTrue());
        Scenario.with(
                Quirk.ErrorBody.SERVICE,
                s -> assertThat(s.client.withToken("x").get(s.path).reason()).isEqualTo("unauthorized"));
    }
}
