package dev.restore4j.aura;

import dev.restore4j.aura.wire.Hosts;
import java.net.URI;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Where the API is. Tokens go there and nowhere else. */
record ApiAddress(URI base) {

    static final ApiAddress AURA = new ApiAddress(URI.create("https://api.neo4j.io"));

    static ApiAddress of(URI uri) {
        String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
        String host = uri.getHost();
        boolean plain = uri.getRawUserInfo() == null && uri.getRawQuery() == null && uri.getRawFragment() == null;
        if (host == null || !plain) {
            throw new IllegalArgumentException(
                    "The base URL must be a host with an optional port and path, such as https://api.neo4j.io.");
        }
        boolean secure = scheme.equals("https") || (scheme.equals("http") && Hosts.isLoopback(host));
        if (!secure) {
            throw new IllegalArgumentException("The base URL must be HTTPS: the client secret and the token go there. "
                    + "Plain HTTP is accepted for loopback hosts only, and this is " + scheme + "://" + host + ".");
        }
        String text = scheme + "://" + uri.getRawAuthority().toLowerCase(Locale.ROOT) + uri.getRawPath();
        return new ApiAddress(URI.create(text.replaceAll("/+$", "")));
    }

    /** {@return the address of a path that begins with a slash} */
    URI at(String path) {
        return URI.create(base + path);
    }

    /** {@return where the Console is if it is not Aura's: who tries things out does not mean the real one; null elsewhere} */
    @Nullable
    URI ownConsole() {
        return Hosts.isLoopback(base.getHost()) ? base.resolve("/") : null;
    }

    @Override
    public String toString() {
        return base.toString();
    }
}
