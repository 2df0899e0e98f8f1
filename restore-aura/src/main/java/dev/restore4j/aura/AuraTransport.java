package dev.restore4j.aura;

import com.fasterxml.jackson.databind.JsonNode;
import dev.restore4j.aura.wire.ErrorBody;
import dev.restore4j.aura.wire.Hosts;
import dev.restore4j.aura.wire.Json;
import dev.restore4j.aura.wire.Replies;
import dev.restore4j.aura.wire.Reply;
import dev.restore4j.aura.wire.Reply.Answer;
import dev.restore4j.aura.wire.UserAgent;
import dev.restore4j.error.AccessException;
import dev.restore4j.error.ProtocolException;
import dev.restore4j.error.UnavailableException;
import dev.restore4j.spi.Urgency;
import dev.restore4j.time.TimeSource;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;

/** The API as this library uses it: reads that are tried again, and submissions that never are. Thread-safe. */
final class AuraTransport {

    private final Channel channel;
    private final AccessTokens tokens;
    private final AccessRules rules;
    private final ReadBackoff backoff;
    private final ApiAddress address;
    private final TimeSource time;

    AuraTransport(TransportParts parts) {
        this.channel = parts.channel();
        this.tokens = parts.tokens();
        this.rules = parts.rules();
        this.backoff = parts.backoff();
        this.address = parts.address();
        this.time = parts.time();
    }

    /**
     * What a transport is made of.
     *
     * @param channel sends within the budget
     * @param tokens the tokens
     * @param rules what may be sent
     * @param backoff how reads are tried again
     * @param address where to
     * @param time waits
     */
    record TransportParts(
            Channel channel,
            AccessTokens tokens,
            AccessRules rules,
            ReadBackoff backoff,
            ApiAddress address,
            TimeSource time) {}

    AccessRules rules() {
        return rules;
    }

    ApiAddress address() {
        return address;
    }

    String clientId() {
        return tokens.clientId();
    }

    /**
     * Reads; tried again after what may pass, with one new token after a 401 or 403 (Aura answers 403 for an expired token
     * and for a missing permission alike).
     */
    Reading read(ApiCall call, Urgency urgency) throws InterruptedException {
        rules.check(call);
        ReadBackoff.Tries tries = backoff.begin(urgency.rank());
        while (true) {
            try {
                return readOnce(call, urgency);
            } catch (UnavailableException e) {
                tries.awaitNext(e);
            }
        }
    }

    private Reading readOnce(ApiCall call, Urgency urgency) throws InterruptedException {
        AccessToken token = tokens.current();
        Answer answer = answerTo(call, token, urgency);
        if (answer.refusesAccess() && tokens.refused(token)) {
            token = tokens.current();
            answer = answerTo(call, token, urgency);
        }
        ErrorBody said = answer.isSuccess() ? ErrorBody.NONE : ErrorBody.of(answer, tokens.secrets(token));
        if (answer.refusesAccess()) {
            throw noAccess(call, answer, said);
        }
        if (answer.isPassing()) {
            throw Replies.unavailable(answer, call.where(), time.now());
        }
        token.letIn();
        if (answer.status() / 100 == 4) {
            return new Reading(call.where(), answer.status(), null, said, answer.requestId());
        }
        if (!answer.isSuccess()) {
            throw Replies.redirected(answer, call.where());
        }
        return new Reading(call.where(), answer.status(), data(call, answer), said, answer.requestId());
    }

    private Answer answerTo(ApiCall call, AccessToken token, Urgency urgency) throws InterruptedException {
        Reply reply =
                channel.send(request(call, token), call.template(), urgency).orInterrupted();
        return Replies.wholeOrUnavailable(reply, call.where(), time.now());
    }

    private static JsonNode data(ApiCall call, Answer answer) {
        JsonNode data = Json.parse(answer.body())
                .map(root -> root.path("data"))
                .filter(node -> node.isObject() || node.isArray())
                .orElse(null);
        if (data == null) {
            throw new ProtocolException(
                    call.where() + " was answered " + answer.status() + " with a body that is no JSON or has no 'data'."
                            + " Check the base URL; else report a bug.",
                    null,
                    answer.requestId(),
                    null);
        }
        return data;
    }

    private AccessException noAccess(ApiCall call, Answer answer, ErrorBody said) {
        return new AccessException(
                call.where() + " was answered " + answer.status() + ", " + said.words()
                        + ", with a fresh token of client id " + tokens.clientId()
                        + ". Give that API key's user the permission, or use another key.",
                null,
                answer.requestId(),
                null);
    }

    /** Releases those who wait for a place or to try again. What is being sent is brought to its end. */
    void close() {
        channel.close();
        backoff.close();
    }

    /**
     * Sends a request that must not be repeated, once, with a token that will not expire on the way.
     *
     * @param latestNanos the latest time to send it
     * @return what came back; when the thread was interrupted while waiting for it, its flag is set again
     * @throws dev.restore4j.error.RestoreException if nothing was sent
     * @throws InterruptedException if the thread was interrupted before anything was sent
     */
    Submitted submit(ApiCall call, long latestNanos) throws InterruptedException {
        rules.check(call);
        AccessToken token = tokens.current();
        Reply reply = channel.submit(request(call, token), call.template(), latestNanos);
        if (refusesAccess(reply)) {
            // the next attempt asks for another token
            tokens.refused(token);
        }
        return submitted(reply, token);
    }

    /**
     * Sends a request that changes something and harms nothing when it is sent once more: one time, and a second time with
     * another token after a 401 or 403, which prove that nothing was done. After anything else it is not sent again.
     *
     * @throws dev.restore4j.error.RestoreException if nothing was done
     * @throws InterruptedException if the thread was interrupted; the request may have been sent
     */
    Submitted change(ApiCall call, Urgency urgency) throws InterruptedException {
        rules.check(call);
        AccessToken token = tokens.current();
        Reply reply =
                channel.send(request(call, token), call.template(), urgency).orInterrupted();
        if (refusesAccess(reply) && tokens.refused(token)) {
            token = tokens.current();
            reply = channel.send(request(call, token), call.template(), urgency).orInterrupted();
        }
        if (reply instanceof Answer && !refusesAccess(reply)) {
            token.letIn();
        }
        return submitted(reply, token);
    }

    /**
     * Reads text from another service of Neo4j, once, and a second time with another token after a 401 or 403.
     *
     * @param label what is read, for the log
     * @throws IllegalArgumentException if a token must not go there
     */
    Submitted readElsewhere(URI address, String label, Duration limit) throws InterruptedException {
        if (!Hosts.mayGetToken(address)) {
            throw new IllegalArgumentException("A token must not go to " + address.getHost());
        }
        AccessToken token = tokens.current();
        Reply reply = elsewhere(address, token, label, limit);
        if (refusesAccess(reply) && tokens.refused(token)) {
            token = tokens.current();
            reply = elsewhere(address, token, label, limit);
        }
        return submitted(reply, token);
    }

    private Reply elsewhere(URI address, AccessToken token, String label, Duration limit) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address)
                .header("Authorization", "Bearer " + token.value())
                .header("Accept", "application/openmetrics-text, text/plain")
                .header("User-Agent", UserAgent.VALUE)
                .build();
        return channel.sendElsewhere(request, label, limit).orInterrupted();
    }

    private static boolean refusesAccess(Reply reply) {
        return reply instanceof Answer answer && answer.refusesAccess();
    }

    private Submitted submitted(Reply reply, AccessToken token) {
        boolean error = reply instanceof Answer answer && !answer.isSuccess();
        return new Submitted(reply, error ? ErrorBody.of((Answer) reply, tokens.secrets(token)) : ErrorBody.NONE);
    }

    /**
     * What came back for a request that changes something.
     *
     * @param reply the reply
     * @param said what an error said
     */
    record Submitted(Reply reply, ErrorBody said) {}

    private HttpRequest request(ApiCall call, AccessToken token) {
        HttpRequest.Builder builder = HttpRequest.newBuilder(address.at(call.path()))
                .header("Authorization", "Bearer " + token.value())
                .header("Accept", "application/json")
                .header("User-Agent", UserAgent.VALUE);
        String body = call.body();
        return body == null
                ? builder.method(call.method(), BodyPublishers.noBody()).build()
                // without the header, Aura answers 415, for empty bodies, too
                : builder.header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body))
                        .build();
    }
}
