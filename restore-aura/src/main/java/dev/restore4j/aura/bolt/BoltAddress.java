package dev.restore4j.aura.bolt;

import dev.restore4j.aura.wire.Hosts;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where credentials may be sent: to Aura, with TLS and a certificate that is checked, or to this machine.
 *
 * <p>A program reads addresses from answers, files and variables. One that only resembles Aura's would get the password.
 */
final class BoltAddress {

    /** Beside the plain one: another environment of Neo4j's, a private link, and instances whose host is not their database. */
    private static final List<Pattern> AURA = List.of(
            Pattern.compile("[0-9a-f]{8}(-[a-z0-9]([a-z0-9-]{0,40}[a-z0-9])?)?\\.databases\\.neo4j\\.io"),
            Pattern.compile("[0-9a-f]{8}\\.[a-z][a-z0-9]{0,30}-orch-[0-9]{1,8}\\.neo4j\\.io"),
            Pattern.compile("[0-9a-z]{4,40}(-[a-z0-9]([a-z0-9-]{0,40}[a-z0-9])?)?\\.instances\\.neo4j\\.io"));

    private static final List<String> CHECKED = List.of("neo4j+s", "bolt+s");
    private static final List<String> LOCAL = List.of("neo4j", "bolt", "neo4j+s", "bolt+s", "neo4j+ssc", "bolt+ssc");
    private static final int BOLT_PORT = 7687;

    private BoltAddress() {}

    /**
     * {@return the address to give to the driver}
     *
     * @throws IllegalArgumentException if no credentials go there
     */
    static URI checked(URI uri) {
        String host = uri.getHost() == null ? "" : uri.getHost().toLowerCase(Locale.ROOT);
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (hasMore(uri)) {
            throw refused(host, "an address is a scheme, a host and perhaps a port");
        }
        if (Hosts.isLoopback(host)) {
            if (!LOCAL.contains(scheme)) {
                throw refused(host, "the scheme is none of " + LOCAL);
            }
            // Directly: what answers there could name other hosts in its routing table.
            return URI.create(scheme.replace("neo4j", "bolt") + "://" + host + port(uri));
        }
        if (AURA.stream().noneMatch(pattern -> pattern.matcher(host).matches())) {
            throw refused(host, "it is neither a host of Aura's nor a loopback address");
        }
        if (!CHECKED.contains(scheme)) {
            throw refused(host, "the scheme must be one of " + CHECKED + ", so that its certificate is checked");
        }
        if (uri.getPort() != -1 && uri.getPort() != BOLT_PORT) {
            throw refused(host, "Aura's port is " + BOLT_PORT);
        }
        return URI.create(scheme + "://" + host + port(uri));
    }

    private static boolean hasMore(URI uri) {
        return uri.getRawUserInfo() != null
                || isThere(uri.getRawPath())
                || isThere(uri.getRawQuery())
                || isThere(uri.getRawFragment());
    }

    private static boolean isThere(@Nullable String part) {
        return part != null && !part.isEmpty() && !part.equals("/");
    }

    private static String port(URI uri) {
        return uri.getPort() == -1 ? "" : ":" + uri.getPort();
    }

    /** Without what else is in the address: it may be a password in the wrong place. */
    private static IllegalArgumentException refused(String host, String why) {
        return new RefusedException("No credentials are sent to '" + host + "': " + why
                + ". For any other server, make the driver yourself: Bolt.over.");
    }

    /** The message is ours, and can be shown. */
    static final class RefusedException extends IllegalArgumentException {

        private static final long serialVersionUID = 1L;

        RefusedException(String message) {
            super(message);
        }
    }
}
