package dev.restore4j.aura.console;

import dev.restore4j.aura.wire.Hosts;
import dev.restore4j.error.ProtocolException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Addresses that a service gives out, and that are secrets: whoever has one may write there. */
public final class SignedAddress {

    private SignedAddress() {}

    /**
     * {@return the address, if something may be sent there: https, or http to this machine itself; without user info}
     *
     * @param text the address
     */
    public static Optional<URI> parse(String text) {
        URI uri;
        try {
            uri = new URI(text);
        } catch (URISyntaxException e) {
            return Optional.empty(); // its message quotes the text
        }
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        boolean http = scheme.equals("https") || scheme.equals("http");
        return http && Hosts.isPrivate(uri) && uri.getRawUserInfo() == null ? Optional.of(uri) : Optional.empty();
    }

    /**
     * {@return the same}
     *
     * @param text the address
     * @param where which step gave it, for the message
     * @param requestId of the answer, or null
     * @throws ProtocolException if nothing may be sent there; the message does not repeat it
     */
    public static URI of(String text, String where, @Nullable String requestId) {
        return parse(text)
                .orElseThrow(() -> new ProtocolException(
                        where + " gave an address that is not https, or not one at all. Nothing is sent there. The"
                                + " protocol is Neo4j's own and may have changed: report a bug.",
                        null,
                        requestId,
                        null));
    }
}
