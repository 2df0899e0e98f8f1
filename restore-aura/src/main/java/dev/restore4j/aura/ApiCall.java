package dev.restore4j.aura;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One request to the API, as data.
 *
 * @param template method and path without ids, for logs
 * @param path path and query, encoded
 * @param body the JSON of a POST, or null for a GET
 * @param instances the ids of the instances that it names
 */
record ApiCall(String template, String path, @Nullable String body, Set<String> instances) {

    private static final String INSTANCES = "/v1/instances";

    static ApiCall listInstances() {
        return new ApiCall("GET /v1/instances", INSTANCES, null, Set.of());
    }

    static ApiCall instance(String id) {
        return new ApiCall("GET /v1/instances/{id}", of(id), null, Set.of(id));
    }

    /**
     * Reads an instance that one of our own operations created: nobody can have allowed its id beforehand, so that it names
     * none to the rules.
     */
    static ApiCall createdInstance(String id) {
        return new ApiCall("GET /v1/instances/{id}", of(id), null, Set.of());
    }

    static ApiCall snapshots(String id, LocalDate day) {
        return new ApiCall(
                "GET /v1/instances/{id}/snapshots?date={day}", of(id) + "/snapshots?date=" + day, null, Set.of(id));
    }

    static ApiCall snapshot(String id, String snapshot) {
        return new ApiCall("GET /v1/instances/{id}/snapshots/{id}", of(id, snapshot), null, Set.of(id));
    }

    static ApiCall restore(String id, String snapshot) {
        return new ApiCall(
                "POST /v1/instances/{id}/snapshots/{id}/restore", of(id, snapshot) + "/restore", "{}", Set.of(id));
    }

    static ApiCall overwrite(String id, String sourceId, String body) {
        return new ApiCall("POST /v1/instances/{id}/overwrite", of(id) + "/overwrite", body, Set.of(id, sourceId));
    }

    static ApiCall create(String sourceId, String body) {
        return new ApiCall("POST /v1/instances", INSTANCES, body, Set.of(sourceId));
    }

    String method() {
        return body == null ? "GET" : "POST";
    }

    boolean changesSomething() {
        return body != null;
    }

    /** {@return method and path with ids, for messages} */
    String where() {
        return method() + " " + path;
    }

    private static String of(String id) {
        return INSTANCES + "/" + segment(id);
    }

    private static String of(String id, String snapshot) {
        return of(id) + "/snapshots/" + segment(snapshot);
    }

    /** Ids are opaque; snapshot ids with colons were seen. Dots alone would be another path, and nothing is a list. */
    private static String segment(String id) {
        if (id.isBlank() || id.equals(".") || id.equals("..") || id.length() > 200) {
            throw new IllegalArgumentException("Not an id: '" + Sanitized.text(id) + "'.");
        }
        return URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
