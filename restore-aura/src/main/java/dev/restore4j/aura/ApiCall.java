package dev.restore4j.aura;

import dev.restore4j.aura.text.Sanitized;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One request to the API, as data.
 *
 * @param act what it does
 * @param template method and path without ids, for logs
 * @param path path and query, encoded
 * @param body the JSON of a POST, or null for all else
 * @param instances the ids of the instances that it names
 */
record ApiCall(
        Act act, String template, String path, @Nullable String body, Set<String> instances) {

    private static final String INSTANCES = "/v1/instances";

    /** What a request does. */
    enum Act {
        /** It changes nothing. */
        READ("GET"),
        /** It begins something. */
        CHANGE("POST"),
        /** It deletes an instance that one of our own operations created, and no other: see {@link CreatedInstance}. */
        DISPOSAL("DELETE");

        private final String method;

        Act(String method) {
            this.method = method;
        }
    }

    static ApiCall listInstances() {
        return get("GET /v1/instances", INSTANCES, Set.of());
    }

    static ApiCall instance(String id) {
        return get("GET /v1/instances/{id}", of(id), Set.of(id));
    }

    /**
     * Reads an instance that one of our own operations created: nobody can have allowed its id beforehand, so that it names
     * none to the rules.
     */
    static ApiCall createdInstance(String id) {
        return get("GET /v1/instances/{id}", of(id), Set.of());
    }

    static ApiCall snapshots(String id, LocalDate day) {
        return get("GET /v1/instances/{id}/snapshots?date={day}", of(id) + "/snapshots?date=" + day, Set.of(id));
    }

    static ApiCall snapshot(String id, String snapshot) {
        return get("GET /v1/instances/{id}/snapshots/{id}", of(id, snapshot), Set.of(id));
    }

    static ApiCall restore(String id, String snapshot) {
        return post("POST /v1/instances/{id}/snapshots/{id}/restore", of(id, snapshot) + "/restore", "{}", Set.of(id));
    }

    static ApiCall overwrite(String id, String sourceId, String body) {
        return post("POST /v1/instances/{id}/overwrite", of(id) + "/overwrite", body, Set.of(id, sourceId));
    }

    /** Takes a snapshot; the body must be there, and be an empty object. */
    static ApiCall takeSnapshot(String id) {
        return post("POST /v1/instances/{id}/snapshots", of(id) + "/snapshots", "{}", Set.of(id));
    }

    /** Deletes. Names no instance to the rules, as {@link #createdInstance} does. */
    static ApiCall delete(CreatedInstance created) {
        return new ApiCall(Act.DISPOSAL, "DELETE /v1/instances/{id}", of(created.id()), null, Set.of());
    }

    static ApiCall create(String sourceId, String body) {
        return post("POST /v1/instances", INSTANCES, body, Set.of(sourceId));
    }

    String method() {
        return act.method;
    }

    boolean changesSomething() {
        return act != Act.READ;
    }

    /** {@return method and path with ids, for messages} */
    String where() {
        return method() + " " + path;
    }

    private static ApiCall get(String template, String path, Set<String> instances) {
        return new ApiCall(Act.READ, template, path, null, instances);
    }

    private static ApiCall post(String template, String path, String body, Set<String> instances) {
        return new ApiCall(Act.CHANGE, template, path, body, instances);
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
