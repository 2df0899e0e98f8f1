package dev.restore4j.testkit.wire;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A request as it arrives.
 *
 * @param method in upper case
 * @param uri path and query as they were sent, still encoded
 * @param headers by lower-case name, the first value of each
 * @param body as text; empty when there was none
 */
public record AuraRequest(String method, URI uri, Map<String, String> headers, String body) {

    /**
     * Makes the method upper case and the names of the headers lower case.
     *
     * @param method in any case
     * @param uri path and query as they were sent, still encoded
     * @param headers by name, the first value of each
     * @param body as text; empty when there was none
     */
    public AuraRequest {
        method = method.toUpperCase(Locale.ROOT);
        Map<String, String> lower = new TreeMap<>();
        headers.forEach((name, value) -> lower.putIfAbsent(name.toLowerCase(Locale.ROOT), value));
        headers = Map.copyOf(lower);
    }

    /** {@return the path as it was sent, still encoded} */
    public String path() {
        return uri.getRawPath() == null ? "" : uri.getRawPath();
    }

    /** {@return the query as it was sent, still encoded; empty when there was none} */
    public String query() {
        return uri.getRawQuery() == null ? "" : uri.getRawQuery();
    }

    /**
     * A header's first value.
     *
     * @param name in any case
     * @return the value, if it was sent
     */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }

    /**
     * A parameter of the query.
     *
     * @param name its name
     * @return its first value, decoded, if it was sent
     */
    public Optional<String> parameter(String name) {
        for (String pair : query().split("&", -1)) {
            int equals = pair.indexOf('=');
            String key = equals < 0 ? pair : pair.substring(0, equals);
            if (key.equals(name)) {
                String value = equals < 0 ? "" : pair.substring(equals + 1);
                return Optional.of(URLDecoder.decode(value, StandardCharsets.UTF_8));
            }
        }
        return Optional.empty();
    }
}
