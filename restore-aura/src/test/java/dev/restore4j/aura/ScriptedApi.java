package dev.restore4j.aura;

import dev.restore4j.journal.Journal;
import dev.restore4j.testkit.http.InProcessClient;
import dev.restore4j.testkit.time.VirtualTime;
import dev.restore4j.testkit.wire.AuraAnswer;
import dev.restore4j.testkit.wire.AuraRequest;
import dev.restore4j.testkit.wire.Delivery;
import dev.restore4j.testkit.wire.Gate;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;

/** An API whose answers a test writes down, in virtual time. Everything else is a 404 of the service's kind. */
final class ScriptedApi implements Gate {

    static final String SECRET = "marked-secret-0451";
    static final String TOKEN = "marked-token-0815";
    static final URI BASE = URI.create("https://api.neo4j.io");

    final VirtualTime time = new VirtualTime(Instant.parse("2026-03-10T12:00:00Z"));
    private final Map<String, Deque<Function<AuraRequest, AuraAnswer>>> script = new HashMap<>();
    private final List<AuraRequest> requests = new ArrayList<>();
    private final List<Long> times = new ArrayList<>();
    private int tokens;

    ScriptedApi() {
        on("POST /oauth/token", request -> token(TOKEN + "-" + ++tokens, 3600));
    }

    static AuraAnswer token(String value, long expiresIn) {
        return json(
                200, "{\"access_token\":\"" + value + "\",\"expires_in\":" + expiresIn + ",\"token_type\":\"bearer\"}");
    }

    static AuraAnswer json(int status, String body) {
        return AuraAnswer.json(status, body).withHeader("X-Request-Id", "req-" + status);
    }

    static AuraAnswer data(int status, String data) {
        return json(status, "{\"data\":" + data + "}");
    }

    static AuraAnswer error(int status, String reason, String message) {
        return json(status, "{\"errors\":[{\"message\":\"" + message + "\",\"reason\":\"" + reason + "\"}]}");
    }

    static AuraAnswer failing(Delivery.Mode mode) {
        return json(200, "{\"data\":[]}").withDelivery(Delivery.of(mode));
    }

    /** An instance's body with every field that the specification names; replaced ones are given as JSON, null removes. */
    static String instance(String id, String... replaced) {
        Map<String, String> fields = new java.util.LinkedHashMap<>();
        fields.put("id", quoted(id));
        fields.put("name", quoted("Production"));
        fields.put("status", quoted("running"));
        fields.put("tenant_id", quoted("tenant-1"));
        fields.put("cloud_provider", quoted("gcp"));
        fields.put("connection_url", quoted("neo4j+s://" + id + ".databases.neo4j.io"));
        fields.put("region", quoted("europe-west1"));
        fields.put("type", quoted("professional-db"));
        fields.put("memory", quoted("8GB"));
        fields.put("storage", quoted("16GB"));
        fields.put("created_at", quoted("2026-01-20T13:44:42Z"));
        return object(fields, replaced);
    }

    static String snapshot(String id, String instance, String... replaced) {
        Map<String, String> fields = new java.util.LinkedHashMap<>();
        fields.put("snapshot_id", quoted(id));
        fields.put("instance_id", quoted(instance));
        fields.put("profile", quoted("Scheduled"));
        fields.put("status", quoted("Completed"));
        fields.put("timestamp", quoted("2026-03-10T08:00:00Z"));
        fields.put("exportable", "true");
        return object(fields, replaced);
    }

    private static String object(Map<String, String> fields, String... replaced) {
        for (int i = 0; i < replaced.length; i += 2) {
            if (replaced[i + 1] == null) {
                fields.remove(replaced[i]);
            } else {
                fields.put(replaced[i], quoted(replaced[i + 1]));
            }
        }
        List<String> parts = new ArrayList<>();
        fields.forEach((name, value) -> parts.add("\"" + name + "\":" + value));
        return "{" + String.join(",", parts) + "}";
    }

    private static String quoted(String text) {
        return text.equals("true") || text.equals("false") ? text : "\"" + text + "\"";
    }

    /** Writes answers down; the last one is repeated. */
    ScriptedApi on(String methodAndPath, AuraAnswer... answers) {
        Deque<Function<AuraRequest, AuraAnswer>> queue = new ArrayDeque<>();
        for (AuraAnswer answer : answers) {
            queue.add(request -> answer);
        }
        script.put(methodAndPath, queue);
        return this;
    }

    ScriptedApi on(String methodAndPath, Function<AuraRequest, AuraAnswer> answer) {
        script.put(methodAndPath, new ArrayDeque<>(List.of(answer)));
        return this;
    }

    ScriptedApi instanceIs(String id, String... replaced) {
        return on("GET /v1/instances/" + id, data(200, instance(id, replaced)));
    }

    ScriptedApi snapshotIs(String id, String instance, String... replaced) {
        return on("GET /v1/instances/" + instance + "/snapshots/" + id, data(200, snapshot(id, instance, replaced)));
    }

    /** Days around the time at which the tests run, without any snapshot. */
    ScriptedApi hasNoSnapshots(String instance) {
        for (int day = 1; day <= 20; day++) {
            on("GET /v1/instances/" + instance + "/snapshots?date=2026-03-%02d".formatted(day), data(200, "[]"));
        }
        return this;
    }

    @Override
    public synchronized AuraAnswer answer(AuraRequest request) {
        requests.add(request);
        times.add(time.nanoTime());
        Deque<Function<AuraRequest, AuraAnswer>> queue = script.get(request.method() + " " + request.uri());
        if (queue == null) {
            return error(404, "db-not-found", "DB not found");
        }
        Function<AuraRequest, AuraAnswer> next = queue.size() > 1 ? queue.removeFirst() : queue.getFirst();
        return next.apply(request);
    }

    AuraClientBuilder builder() {
        return AuraClient.builder()
                .credentials("client-7", SECRET)
                .baseUrl(BASE)
                .httpClient(new InProcessClient(this, BASE, time, 7))
                .journal(Journal.inMemory())
                .time(time)
                .random(new Random(7));
    }

    AuraClient client() {
        return builder().build();
    }

    synchronized List<AuraRequest> requests() {
        return List.copyOf(requests);
    }

    /** {@return method and path of all requests but those for tokens} */
    List<String> calls() {
        return lines().stream().filter(line -> !line.contains("/oauth/")).toList();
    }

    List<String> lines() {
        return requests().stream()
                .map(request -> request.method() + " " + request.uri())
                .toList();
    }

    long count(String methodAndPath) {
        return lines().stream().filter(methodAndPath::equals).count();
    }

    /** {@return when the requests arrived, in seconds after the first} */
    synchronized List<Double> arrivals() {
        return times.stream().map(at -> (at - times.get(0)) / 1e9).toList();
    }

    Duration elapsed() {
        return Duration.between(Instant.parse("2026-03-10T12:00:00Z"), time.now());
    }
}
