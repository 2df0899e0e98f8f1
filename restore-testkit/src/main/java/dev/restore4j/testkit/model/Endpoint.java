package dev.restore4j.testkit.model;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The endpoints of the API that a restore needs, and those of the Console that an import needs. */
public enum Endpoint {
    /** Issues an access token. */
    TOKEN("POST", "/oauth/token"),
    /** Lists tenants (projects). */
    LIST_TENANTS("GET", "/v1/tenants"),
    /** Shows a tenant and what it may create. */
    GET_TENANT("GET", "/v1/tenants/*"),
    /** Lists instances, without their status. */
    LIST_INSTANCES("GET", "/v1/instances"),
    /** Creates an instance. */
    CREATE_INSTANCE("POST", "/v1/instances"),
    /** Shows an instance. */
    GET_INSTANCE("GET", "/v1/instances/*"),
    /** Renames or resizes an instance. */
    PATCH_INSTANCE("PATCH", "/v1/instances/*"),
    /** Deletes an instance. */
    DELETE_INSTANCE("DELETE", "/v1/instances/*"),
    /** Pauses an instance. */
    PAUSE("POST", "/v1/instances/*/pause"),
    /** Resumes an instance. */
    RESUME("POST", "/v1/instances/*/resume"),
    /** Replaces an instance's data by another's. */
    OVERWRITE("POST", "/v1/instances/*/overwrite"),
    /** Lists the snapshots of a day. */
    LIST_SNAPSHOTS("GET", "/v1/instances/*/snapshots"),
    /** Takes a snapshot. */
    CREATE_SNAPSHOT("POST", "/v1/instances/*/snapshots"),
    /** Shows a snapshot. */
    GET_SNAPSHOT("GET", "/v1/instances/*/snapshots/*"),
    /** Replaces an instance's data by its own snapshot. */
    RESTORE("POST", "/v1/instances/*/snapshots/*/restore"),
    /** The Console's: gives a token for an import to somebody with the database's own password. */
    IMPORT_AUTH("POST", "/v1/databases/*/import/auth"),
    /** The Console's: whether an archive fits. */
    IMPORT_SIZE("POST", "/v1/databases/*/import/size"),
    /** The Console's: gives signed addresses of an object store. */
    IMPORT_START("POST", "/v2/databases/*/import"),
    /** The Console's: lists the parts that the object store has. */
    IMPORT_PARTS("POST", "/v1/databases/*/import/multipart-upload-status"),
    /** The Console's: replaces an instance's data by what was uploaded. */
    IMPORT_COMPLETE("POST", "/v1/databases/*/import/upload-complete"),
    /** The Console's: shows an instance's status, and why loading failed. */
    IMPORT_STATUS("GET", "/v1/databases/*/import/status");

    private static final List<Endpoint> VALUES = List.of(values());

    private final String method;
    private final String template;

    @SuppressWarnings("ImmutableEnumChecker") // List.of is immutable
    private final List<String> segments;

    Endpoint(String method, String template) {
        this.method = method;
        this.template = template;
        this.segments = List.of(template.split("/", -1));
    }

    /** {@return the HTTP method} */
    public String method() {
        return method;
    }

    /** {@return the path with a star for each id} */
    public String template() {
        return template;
    }

    /** {@return whether it is one of the Console's, which are no part of the API and have tokens of their own} */
    public boolean isConsole() {
        return template.contains("/databases/");
    }

    /**
     * Which endpoint a request is for.
     *
     * @param method the HTTP method
     * @param path the path, still encoded
     * @return the endpoint, if there is one
     */
    public static Optional<Endpoint> of(String method, String path) {
        String[] parts = path.split("/", -1);
        for (Endpoint endpoint : VALUES) {
            if (endpoint.method.equals(method) && endpoint.matches(parts)) {
                return Optional.of(endpoint);
            }
        }
        return Optional.empty();
    }

    /**
     * Which endpoints requests may be for.
     *
     * @param method the HTTP method in any case, or a star for any
     * @param pattern the path, with stars for what may be anything
     * @return the endpoints, none if there are none
     */
    public static List<Endpoint> like(String method, String pattern) {
        String[] parts = pattern.split("/", -1);
        boolean query = pattern.indexOf('?') >= 0;
        return VALUES.stream()
                .filter(endpoint -> method.equals("*") || endpoint.method.equalsIgnoreCase(method))
                .filter(endpoint -> !query && endpoint.mayMatch(parts))
                .toList();
    }

    /** Whether the path is known under some method. */
    static boolean isPath(String path) {
        String[] parts = path.split("/", -1);
        for (Endpoint endpoint : VALUES) {
            if (endpoint.matches(parts)) {
                return true;
            }
        }
        return false;
    }

    /**
     * The ids in a path of this endpoint.
     *
     * @param path the path, still encoded
     * @return the ids, decoded, in their order
     */
    public List<String> ids(String path) {
        String[] parts = path.split("/", -1);
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < parts.length; i++) {
            if (segments.get(i).equals("*")) {
                // a plus stands for itself in a path
                ids.add(URLDecoder.decode(parts[i].replace("+", "%2B"), StandardCharsets.UTF_8));
            }
        }
        return ids;
    }

    private boolean mayMatch(String[] pattern) {
        String[] filled = pattern.clone();
        for (int i = 0; i < filled.length && i < segments.size(); i++) {
            filled[i] = filled[i].equals("*") ? segments.get(i) : filled[i];
        }
        return matches(filled);
    }

    private boolean matches(String[] parts) {
        if (parts.length != segments.size()) {
            return false;
        }
        for (int i = 0; i < parts.length; i++) {
            boolean id = segments.get(i).equals("*");
            if (id ? parts[i].isEmpty() : !segments.get(i).equals(parts[i])) {
                return false;
            }
        }
        return true;
    }
}
