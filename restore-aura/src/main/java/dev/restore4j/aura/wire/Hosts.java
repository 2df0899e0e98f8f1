package dev.restore4j.aura.wire;

import java.net.URI;
import java.util.Locale;
import java.util.regex.Pattern;

/** Where secrets may go. */
public final class Hosts {

    private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[(0{0,4}:){2,7}0{0,3}1]");
    private static final Pattern NEO4J = Pattern.compile("([a-z0-9-]+\\.)*neo4j\\.io");

    private Hosts() {}

    /**
     * {@return whether a host is this machine itself}
     *
     * @param host as in a URI
     */
    public static boolean isLoopback(String host) {
        return LOOPBACK.matcher(host.toLowerCase(Locale.ROOT)).matches();
    }

    /**
     * {@return whether what is sent there can be read by nobody on the way: HTTPS, or a loopback host}
     *
     * @param uri the address
     */
    public static boolean isPrivate(URI uri) {
        String host = uri.getHost();
        return host != null && ("https".equalsIgnoreCase(uri.getScheme()) || isLoopback(host));
    }

    /**
     * {@return whether a token of Aura may go there: privately, to a host of neo4j.io or to a loopback host}
     *
     * @param uri the address
     */
    public static boolean mayGetToken(URI uri) {
        String host = uri.getHost();
        return isPrivate(uri)
                && uri.getRawUserInfo() == null
                && (isLoopback(host)
                        || NEO4J.matcher(host.toLowerCase(Locale.ROOT)).matches());
    }
}
