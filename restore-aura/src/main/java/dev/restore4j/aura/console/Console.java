package dev.restore4j.aura.console;

import com.fasterxml.jackson.databind.JsonNode;
import dev.restore4j.aura.text.Sanitized;
import dev.restore4j.aura.wire.ErrorBody;
import dev.restore4j.aura.wire.Exchange;
import dev.restore4j.aura.wire.Json;
import dev.restore4j.aura.wire.Replies;
import dev.restore4j.aura.wire.Reply;
import dev.restore4j.aura.wire.Reply.Answer;
import dev.restore4j.aura.wire.UserAgent;
import dev.restore4j.error.AccessException;
import dev.restore4j.error.ProtocolException;
import dev.restore4j.error.RestoreException;
import dev.restore4j.error.RestoreRejectedException;
import dev.restore4j.operation.DatabaseLogin;
import dev.restore4j.spi.Observation;
import dev.restore4j.time.TimeSource;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The Console's import endpoints for one database. Thread-safe. */
public final class Console {

    /** What a header can carry; the JDK's complaint about anything else would quote the token. */
    private static final Pattern HEADER_SAFE = Pattern.compile("[\\x21-\\x7e]+");

    /** A store that puts many parts together takes its time. Nothing is known of a limit: the real tool has none. */
    private static final Duration COMPLETION = Duration.ofMinutes(5);

    /** Ten thousand addresses of up to 2 KB and more. */
    private static final int ADDRESSES = 32_000_000;

    /** That they arrive on a slow line. */
    private static final Duration ANNOUNCING = Duration.ofMinutes(2);

    /** Ten thousand parts with their entity tags. */
    private static final int PARTS = 4_000_000;

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
            @org.jspecify.annotations.Nullable String requestId) {

        /**
         * {@return the same look with the service's own words, where it says why}
         *
         * @param seen what was seen of the target
         */
        public Observation explaining(Observation seen) {
            return message.isEmpty()
                    ? seen
                    : new Observation(
                            seen.condition(),
                            seen.evidence(),
                            seen.word() + ": " + message,
                            seen.created(),
                            seen.requestId());
        }
    }

    /**
     * {@return what the database's import is at; sends {@code GET …/import/status}}
     *
     * @param token from {@link #authenticate}
     * @throws AccessException if the token is refused, as when it has expired: authenticate again
     * @throws RestoreException if it could not be read
     * @throws InterruptedException if the thread was interrupted
     */
    public Status status(String token) throws InterruptedException {
        String where = where("GET", "status");
        Answer answer =
                sent(bearer(token, "/v1", "/import/status").build(), where, "GET /v1/databases/*/import/status");
        if (!answer.isSuccess()) {
            throw refusedStep(answer, where, ErrorBody.of(answer, List.of(token)));
        }
        JsonNode body = json(answer, where);
        String word = Json.text(body, "Status").orElseThrow(() -> unexpected(where, answer, "without a status"));
        String message =
                Json.text(body.path("Error"), "Message").map(Sanitized::text).orElse("");
        return new Status(Sanitized.text(word), message, answer.requestId());
    }

    /**
     * Asks whether a database of that size fits; sends {@code POST …/import/size}, which changes nothing.
     *
     * @param token from {@link #authenticate}
     * @param fullSize bytes of the unpacked store as the archive's header states them, else of the file
     * @throws RestoreRejectedException {@code file-too-big} with the service's words, if it does not
     * @throws AccessException if the token is refused, as when it has expired: authenticate again
     * @throws RestoreException if nobody knows
     * @throws InterruptedException if the thread was interrupted
     */
    public void size(String token, long fullSize) throws InterruptedException {
        String where = where("POST", "size");
        String body = Json.write(Json.object().put("FullSize", fullSize));
        Answer answer =
                sent(posted(bearer(token, "/v1", "/import/size"), body), where, "POST /v1/databases/*/import/size");
        if (answer.status() != 200) {
            throw refusedStep(answer, where, ErrorBody.of(answer, List.of(token)));
        }
    }

    /**
     * {@return where an archive can be sent to; sends {@code POST /v2/…/import}, which overwrites nothing and may be repeated}
     *
     * @param token from {@link #authenticate}
     * @param archive what will be sent
     * @throws RestoreRejectedException if the service does not want it
     * @throws AccessException if the token is refused, as when it has expired: authenticate again
     * @throws ProtocolException if it is answered with anything but a 202 that names a provider and private addresses
     * @throws RestoreException if nobody knows
     * @throws InterruptedException if the thread was interrupted
     */
    public Announced announce(String token, Announcement archive) throws InterruptedException {
        String where = "POST /v2/…/import of the Console for database " + database;
        HttpRequest.Builder request =
                bearer(token, "/v2", "/import").header("Neo4j-Version", Announcement.NEO4J_VERSION);
        Answer answer = sent(
                exchange.reading(ADDRESSES).lasting(ANNOUNCING),
                posted(request, archive.body()),
                where,
                "POST /v2/databases/*/import");
        if (answer.status() != 202) {
            throw refusedStep(answer, where, ErrorBody.of(answer, List.of(token)));
        }
        return Announced.of(json(answer, where), base, where, answer.requestId());
    }

    /**
     * {@return the parts of an upload that have arrived; empty where the Console does not know the upload (404). Sends
     * {@code POST …/import/multipart-upload-status}, which changes nothing}
     *
     * @param token from {@link #authenticate}
     * @param crc32 as announced
     * @param uploadId as it was given
     * @throws AccessException if the token is refused, as when it has expired: authenticate again
     * @throws ProtocolException if the answer is no list of parts
     * @throws RestoreException if nobody knows
     * @throws InterruptedException if the thread was interrupted
     */
    public Optional<ArrivedParts> arrived(String token, long crc32, String uploadId) throws InterruptedException {
        String where = where("POST", "multipart-upload-status");
        String body = Json.write(Json.object().put("Crc32", crc32).put("UploadID", uploadId));
        Answer answer = sent(
                exchange.reading(PARTS),
                posted(bearer(token, "/v1", "/import/multipart-upload-status"), body),
                where,
                "POST /v1/databases/*/import/multipart-upload-status");
        if (answer.status() == 404) {
            return Optional.empty();
        }
        if (!answer.isSuccess()) {
            throw refusedStep(answer, where, ErrorBody.of(answer, List.of(token)));
        }
        return Optional.of(ArrivedParts.of(json(answer, where), where, answer.requestId()));
    }

    /**
     * Says that an archive is whole; sends {@code POST …/import/upload-complete}, once. This overwrites the database.
     *
     * @param token from {@link #authenticate}
     * @param completion what is whole
     * @return what is known after it; when the thread was interrupted while waiting for the answer, its flag is set again
     * @throws InterruptedException if the thread was interrupted before anything was sent
     */
    CompletionAnswer complete(String token, Completion completion) throws InterruptedException {
        HttpRequest.Builder request =
                bearer(token, "/v1", "/import/upload-complete").header("Neo4j-Version", Announcement.NEO4J_VERSION);
        Reply reply = exchange.lasting(COMPLETION)
                .send(posted(request, completion.body()), "POST /v1/databases/*/import/upload-complete");
        ErrorBody said = reply instanceof Answer answer ? ErrorBody.of(answer, List.of(token)) : ErrorBody.NONE;
        return CompletionAnswer.of(reply, said, time.now());
    }

    /** {@return the same with its waiting on another time} */
    Console on(TimeSource other) {
        return new Console(exchange.on(other), other, base, database);
    }

    /** {@return which database of which Console, in words that never change: {@code console.neo4j.io/2f49c2b3}} */
    String place() {
        return base.getAuthority() + "/" + database;
    }

    private String where(String method, String step) {
        return method + " /import/" + step + " of the Console for database " + database;
    }

    private HttpRequest.Builder bearer(String token, String version, String path) {
        return HttpRequest.newBuilder(at(version + "/databases/" + database + path))
                .header("Authorization", "Bearer " + token)
                .header("Accept", "application/json")
                .header("User-Agent", UserAgent.VALUE);
    }

    private static HttpRequest posted(HttpRequest.Builder request, String body) {
        return request.header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build();
    }

    /** Of what may be repeated. */
    private Answer sent(HttpRequest request, String where, String label) throws InterruptedException {
        return sent(exchange, request, where, label);
    }

    private Answer sent(Exchange by, HttpRequest request, String where, String label) throws InterruptedException {
        Answer answer = Replies.wholeOrUnavailable(by.send(request, label).orInterrupted(), where, time.now());
        if (answer.refusesAccess()) {
            throw new AccessException("The Console's token has expired.", null, answer.requestId(), null);
        }
        return answer;
    }

    private static JsonNode json(Answer answer, String where) {
        return Json.parse(answer.body()).orElseThrow(() -> unexpected(where, answer, "with what is no JSON"));
    }

    private RestoreException refusedStep(Answer answer, String where, ErrorBody said) {
        if (answer.status() == 422 || answer.status() == 409) {
            ImportRefusal refusal = ImportRefusal.of(answer.status(), said.reason());
            return new RestoreRejectedException(
                    refusal.code(),
                    where + " was answered " + answer.status() + ", " + said.words() + ". " + refusal.advice() + ".",
                    null,
                    answer.requestId());
        }
        return other(answer, where, said);
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
