package dev.restore4j.benchmarks;

import dev.restore4j.testkit.FakeAura;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Aura's API without the library: what whoever polls by hand would write. */
final class RawAura {

    private static final Duration FRESH = Duration.ofMinutes(50);
    private static final Pattern TOKEN = Pattern.compile("\"access_token\"\\s*:\\s*\"([^\"]+)\"");
    private static final Pattern STATUS = Pattern.compile("\"status\"\\s*:\\s*\"([^\"]+)\"");

    private final FakeAura aura;
    private final URI base;
    private final HttpClient http;
    private CompletableFuture<String> token = CompletableFuture.failedFuture(new IllegalStateException("no token yet"));
    private Instant tokenFrom = Instant.MIN;

    /**
     * A client.
     *
     * @param aura whose credentials and time to use
     * @param base where it is, without {@code /v1}
     * @param http how to get there
     */
    RawAura(FakeAura aura, URI base, HttpClient http) {
        this.aura = aura;
        this.base = base;
        this.http = http;
    }

    /** What is done with an answer. */
    interface Reader {

        /**
         * Takes the status word.
         *
         * @param word such as {@code running}
         */
        void status(String word);

        /**
         * Takes a 429.
         *
         * @param retryAfter what it asks for
         */
        void throttled(Duration retryAfter);
    }

    /** Asks for the status of an instance; the answer comes in the time of the fake. */
    void look(String instance, Reader reader) {
        var unused = token().thenCompose(bearer -> get(instance, bearer)).thenAccept(answer -> read(answer, reader));
    }

    private static void read(HttpResponse<String> answer, Reader reader) {
        if (answer.statusCode() == 429) {
            long seconds =
                    Long.parseLong(answer.headers().firstValue("Retry-After").orElse("5"));
            reader.throttled(Duration.ofSeconds(seconds));
        } else {
            reader.status(found(STATUS, answer.body()));
        }
    }

    private CompletableFuture<HttpResponse<String>> get(String instance, String bearer) {
        HttpRequest request = HttpRequest.newBuilder(at("/v1/instances/" + instance))
                .header("Authorization", "Bearer " + bearer)
                .build();
        return http.sendAsync(request, BodyHandlers.ofString());
    }

    private CompletableFuture<String> token() {
        Instant now = aura.time().now();
        if (tokenFrom.plus(FRESH).isBefore(now)) {
            tokenFrom = now;
            token = http.sendAsync(tokenRequest(), BodyHandlers.ofString())
                    .thenApply(answer -> found(TOKEN, answer.body()));
        }
        return token;
    }

    HttpRequest tokenRequest() {
        String secret = aura.clientId() + ":" + aura.clientSecret();
        String basic = Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8));
        return HttpRequest.newBuilder(at("/oauth/token"))
                .header("Authorization", "Basic " + basic)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("grant_type=client_credentials"))
                .build();
    }

    private URI at(String path) {
        return base.resolve(path);
    }

    private static String found(Pattern pattern, String body) {
        Matcher matcher = pattern.matcher(body);
        if (!matcher.find()) {
            throw new IllegalStateException("no " + pattern + " in " + body);
        }
        return matcher.group(1);
    }
}
