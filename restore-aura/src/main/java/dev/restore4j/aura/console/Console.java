package dev.restore4j.aura.console;

import com.fasterxml.jackson.databind.JsonNode;
import dev.restore4j.aura.wire.ErrorBody;
import dev.restore4j.aura.wire.Exchange;
import dev.restore4j.aura.wire.Json;
import dev.restore4j.aura.wire.Replies;
import dev.restore4j.aura.wire.Reply.Answer;
import dev.restore4j.aura.wire.Sanitized;
import dev.restore4j.aura.wire.UserAgent;
import dev.restore4j.error.AccessException;
import dev.restore4j.error.ProtocolException;
import dev.restore4j.error.RestoreException;
import dev.restore4j.error.RestoreRejectedException;
import dev.restore4j.operation.DatabaseLogin;
import dev.restore4j.time.TimeSource;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.regex.Pattern;

/** The Console's import endpoints for one database. Thread-safe. */
public final class Console {

    /** What a header can carry; the JDK's complaint about anything else would quote the token. */
    private static final Pattern HEADER_SAFE = Pattern.compile("[\\x21-\\x7e]+");

    private final Exchange exchange;
    private final TimeSource time;
    private final URI base;
    private final String database;

    /**
     * Makes one.
     *
     * @param exchange sends
     * @param time for what answers say of it
     * @param base the Console's address
     * @param database the database's id
     */
    public Console(Exchange exchange, TimeSource time, URI base, String database) {
        this.exchange = exchange;
        this.time = time;
        this.base = base;
        this.database = database;
    }

    /**
     * {@return a token for the other endpoints; sends {@code POST …/import/auth} with the consent to overwrite, which overwrites
     * nothing}
     *
     * @param login of the database
     * @throws RestoreException if there is none
     * @throws InterruptedException if the thread was interrupted
     */
    public String authenticate(DatabaseLogin login) throws InterruptedException {
        String where = "POST /import/auth of the Console for database " + database;
        HttpRequest request = HttpRequest.newBuilder(at("/v1/databases/" + database + "/import/auth"))
                .header("Authorization", "Basic " + login.basic())
                .header("Confirmed", "true")
                .header("Accept", "application/json")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("User-Agent", UserAgent.VALUE)
                .POST(BodyPublishers.noBody())
                .build();
        Answer answer = Replies.wholeOrUnavailable(
                exchange.send(request, "POST /v1/databases/*/import/auth").orInterrupted(), where, time.now());
        if (!answer.isSuccess()) {
            throw refused(answer, where, login);
        }
        String token = Json.parse(answer.body())
                .flatMap(body -> Json.text(body, "Token"))
                .orElse("");
        if (!HEADER_SAFE.matcher(token).matches()) {
            throw unexpected(where, answer, "without a usable token");
        }
        return token;
    }

    private RestoreException refused(Answer answer, String where, DatabaseLogin login) {
        ErrorBody said = ErrorBody.of(answer, List.of(login.password(), login.basic()));
        String requestId = answer.requestId();
        return switch (answer.status()) {
            case 401 ->
                new AccessException(
                        "User '" + Sanitized.text(login.user()) + "' and the password are refused by database "
                                + database + " (" + said.words() + "). They are the database's own, not the API key's.",
                        null,
                        requestId,
                        null);
            case 403 ->
                new AccessException(
                        "User '" + Sanitized.text(login.user()) + "' is no administrator of database " + database + " ("
                                + said.words() + "). Use one, such as neo4j.",
                        null,
                        requestId,
                        null);
            case 404 ->
                new RestoreRejectedException(
                        "unknown-instance",
                        "The Console at " + base.getHost() + " does not know database " + database
                                + ". Check the address of the target.",
                        null,
                        requestId);
            case 409 ->
                new RestoreRejectedException(
                        "no-consent",
                        "The Console refuses the consent to overwrite database " + database + " (" + said.words()
                                + ").",
                        null,
                        requestId);
            default -> other(answer, where, said);
        };
    }

    private RestoreException other(Answer answer, String where, ErrorBody said) {
        if (answer.isPassing()) {
            return Replies.unavailable(answer, where, time.now());
        }
        if (answer.status() / 100 == 3) {
            return unexpected(where, answer, "with a redirect: the way to upload has changed; use a newer version");
        }
        return unexpected(where, answer, said.words());
    }

    /**
     * What an import is at.
     *
     * @param word the status word
     * @param message what the service says of a failure; empty where it says nothing
     * @param requestId the answer's request id, or null
     */
    public record Status(
            String word,
            String message,
            @org.jspecify.annotations.Nullable String requestId) {}

    /**
     * {@return what the database's import is at; sends {@code GET …/import/status}}
     *
     * @param token from {@link #authenticate}
     * @throws AccessException if the token is refused, as when it has expired: authenticate again
     * @throws RestoreException if it could not be read
     * @throws InterruptedException if the thread was interrupted
     */
    public Status status(String token) throws InterruptedException {
        String where = "GET /import/status of the Console for database " + database;
        HttpRequest request = HttpRequest.newBuilder(at("/v1/databases/" + database + "/import/status"))
                .header("Authorization", "Bearer " + token)
                .header("Accept", "application/json")
                .header("User-Agent", UserAgent.VALUE)
                .build();
        Answer answer = Replies.wholeOrUnavailable(
                exchange.send(request, "GET /v1/databases/*/import/status").orInterrupted(), where, time.now());
        if (answer.refusesAccess()) {
            throw new AccessException("The Console's token has expired.", null, answer.requestId(), null);
        }
        if (!answer.isSuccess()) {
            throw other(answer, where, ErrorBody.of(answer, List.of(token)));
        }
        JsonNode body = Json.parse(answer.body()).orElseThrow(() -> unexpected(where, answer, "with what is no JSON"));
        String word = Json.text(body, "Status").orElseThrow(() -> unexpected(where, answer, "without a status"));
        String message =
                Json.text(body.path("Error"), "Message").map(Sanitized::text).orElse("");
        return new Status(Sanitized.text(word), message, answer.requestId());
    }

    TimeSource time() {
        return time;
    }

    private URI at(String path) {
        return base.resolve(path);
    }

    private static ProtocolException unexpected(String where, Answer answer, String what) {
        return new ProtocolException(
                where + " was answered " + answer.status() + ", " + what + ". The protocol is Neo4j's own and may have"
                        + " changed: report a bug.",
                null,
                answer.requestId(),
                null);
    }
}
