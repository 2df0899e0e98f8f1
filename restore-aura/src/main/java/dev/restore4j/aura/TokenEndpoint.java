package dev.restore4j.aura;

import com.fasterxml.jackson.databind.JsonNode;
import dev.restore4j.aura.wire.ErrorBody;
import dev.restore4j.aura.wire.Json;
import dev.restore4j.aura.wire.Replies;
import dev.restore4j.aura.wire.Reply;
import dev.restore4j.aura.wire.UserAgent;
import dev.restore4j.error.AccessException;
import dev.restore4j.error.ProtocolException;
import dev.restore4j.error.RestoreException;
import dev.restore4j.spi.Urgency;
import dev.restore4j.time.TimeSource;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/** {@code POST /oauth/token}: OAuth client credentials with HTTP Basic, as Aura documents it. */
final class TokenEndpoint {

    private static final String WHERE = "POST /oauth/token";
    private static final Duration SKEW = Duration.ofSeconds(60);
    private static final long DEFAULT_LIFETIME = 600;
    /** What a header can carry; the JDK's complaint about anything else would quote the token. */
    private static final Pattern HEADER_SAFE = Pattern.compile("[\\x21-\\x7e]+");

    private final Channel channel;
    private final ApiAddress address;
    private final TimeSource time;

    TokenEndpoint(Channel channel, ApiAddress address, TimeSource time) {
        this.channel = channel;
        this.address = address;
        this.time = time;
    }

    /** Asks at once: whoever is the most urgent waits for the answer, whoever asked. */
    AccessToken fetch(AuraCredentials credentials, AccessToken.Origin origin) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address.at("/oauth/token"))
                .header("Authorization", "Basic " + credentials.basic())
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Accept", "application/json")
                .header("User-Agent", UserAgent.VALUE)
                .POST(BodyPublishers.ofString("grant_type=client_credentials"))
                .build();
        long now = time.nanoTime();
        Reply reply = channel.send(request, WHERE, Urgency.of(Urgency.Rank.SUBMISSION))
                .orInterrupted();
        Reply.Answer answer = Replies.wholeOrUnavailable(reply, WHERE, time.now());
        if (!answer.isSuccess()) {
            throw refused(answer, credentials);
        }
        return token(answer, now, origin);
    }

    private RestoreException refused(Reply.Answer answer, AuraCredentials credentials) {
        if (answer.isPassing()) {
            return Replies.unavailable(answer, WHERE, time.now());
        }
        if (answer.status() / 100 == 3) {
            return Replies.redirected(answer, WHERE);
        }
        List<String> secrets = List.of(credentials.secret().value(), credentials.basic());
        ErrorBody said = ErrorBody.of(answer, secrets);
        return new AccessException(
                "Aura at " + address + " refused the credential with client id " + credentials.clientId() + " ("
                        + answer.status() + ", " + said.words() + "). Check client id and secret; make a new API key in"
                        + " the Aura Console if it was deleted.",
                null,
                answer.requestId(),
                null);
    }

    private static AccessToken token(Reply.Answer answer, long now, AccessToken.Origin origin) {
        JsonNode body = Json.parse(answer.body()).orElseThrow(() -> garbage(answer));
        String value = body.path("access_token").asText("");
        if (!HEADER_SAFE.matcher(value).matches()) {
            throw garbage(answer);
        }
        long lifetime = body.path("expires_in").asLong(DEFAULT_LIFETIME);
        long seconds = lifetime > 0 ? Math.min(lifetime, 86_400) : DEFAULT_LIFETIME;
        // a token that lives for less than two minutes is used for half its life
        long fresh = Math.max(seconds - SKEW.toSeconds(), seconds / 2);
        return new AccessToken(value, now, now + Duration.ofSeconds(fresh).toNanos(), origin);
    }

    private static ProtocolException garbage(Reply.Answer answer) {
        return new ProtocolException(
                WHERE + " was answered " + answer.status() + " without a usable access_token. Check the base URL; else"
                        + " report a bug.",
                null,
                answer.requestId(),
                null);
    }
}
