package dev.restore4j.testkit.model;

import dev.restore4j.testkit.wire.AuraAnswer;
import dev.restore4j.testkit.wire.AuraRequest;
import dev.restore4j.testkit.wire.Draw;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Credentials and tokens. An expired or revoked token is refused with 403, one that was never issued with 401. */
final class Access {

    /** How long a token lasts. */
    static final Duration LIFETIME = Duration.ofHours(1);

    private final Draw draw;
    private final Quirks quirks;
    private final String clientId;
    private final Map<String, Instant> tokens = new HashMap<>();
    private String clientSecret;
    private int issued;
    private int secrets;

    Access(Draw draw, Quirks quirks) {
        this.draw = draw.at("access");
        this.quirks = quirks;
        this.clientId = this.draw.at("client").hex(32);
        this.clientSecret = nextSecret();
    }

    String clientId() {
        return clientId;
    }

    String clientSecret() {
        return clientSecret;
    }

    void rotateSecret() {
        clientSecret = nextSecret();
    }

    void revokeTokens() {
        tokens.replaceAll((token, until) -> Instant.MIN);
    }

    /** {@return the refusal, if there is one} */
    Optional<AuraAnswer> check(AuraRequest request, Instant now) {
        String token = request.header("authorization")
                .filter(value -> value.regionMatches(true, 0, "Bearer ", 0, 7))
                .map(value -> value.substring(7).trim())
                .orElse("");
        Instant until = tokens.get(token);
        if (until == null) {
            return Optional.of(refusal(401, "unauthorized", "The token cannot be verified"));
        }
        return now.isBefore(until)
                ? Optional.empty()
                : Optional.of(refusal(403, "forbidden", "The token has expired or was revoked"));
    }

    /** Answers a request for a token. */
    AuraAnswer issue(AuraRequest request, Instant now) {
        if (request.body().isEmpty()) {
            return oauth(404, "invalid_request", "The request body is missing");
        }
        if (!isForm(request)) {
            return oauth(400, "invalid_request", "The request is not a form");
        }
        if (!request.body().equals("grant_type=client_credentials")) {
            return oauth(403, "unsupported_grant_type", "The request body is invalid");
        }
        String expected = "Basic "
                + Base64.getEncoder().encodeToString((clientId + ":" + clientSecret).getBytes(StandardCharsets.UTF_8));
        if (!request.header("authorization").orElse("").equals(expected)) {
            return oauth(401, "invalid_client", "The credentials are invalid, expired or revoked");
        }
        String token = nextToken();
        tokens.put(token, now.plus(LIFETIME));
        return AuraAnswer.json(
                200,
                Json.text(Json.object()
                        .put("access_token", token)
                        .put("expires_in", LIFETIME.toSeconds())
                        .put("token_type", quirks.has(Quirk.TokenType.LOWER_CASE) ? "bearer" : "Bearer")));
    }

    /** An error in front of the service, in the body that the quirks give it. */
    AuraAnswer refusal(int status, String reason, String message) {
        return quirks.has(Quirk.ErrorBody.GATEWAY)
                ? Answers.gateway(status, message)
                : Answers.error(status, reason, message);
    }

    private static boolean isForm(AuraRequest request) {
        return request.header("content-type").orElse("").startsWith("application/x-www-form-urlencoded");
    }

    private static AuraAnswer oauth(int status, String error, String description) {
        return AuraAnswer.json(
                status, Json.text(Json.object().put("error", error).put("error_description", description)));
    }

    private String nextSecret() {
        return AuraModel.SECRET_MARKER + draw.at("secret").at(++secrets).hex(40);
    }

    private String nextToken() {
        Draw token = draw.at("token").at(++issued);
        String header = base64("{\"alg\":\"RS256\",\"typ\":\"JWT\"}");
        String claims = base64("{\"sub\":\"" + clientId + "\",\"jti\":\"" + token.uuid() + "\"}");
        return header + "." + claims + "." + AuraModel.TOKEN_MARKER + token.hex(64);
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
