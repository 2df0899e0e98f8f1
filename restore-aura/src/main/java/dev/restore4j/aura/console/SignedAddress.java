package dev.restore4j.aura.console;

import dev.restore4j.aura.wire.Hosts;
import dev.restore4j.error.ProtocolException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Addresses that a service gives out, and that are secrets: whoever has one may write there. */
public final class SignedAddress {

    private SignedAddress() {}

    /**
     * {@return the address, if something may be sent there: https; or http to this machine itself, where that is who has given it, as
     * a fake for tests does; without user info}
     *
     * @param text the address
     * @param giver the address of who has given it
     */
    public static Optional<URI> parse(String text, URI giver) {
        URI uri;
        try {
            uri = new URI(text);
        } catch (URISyntaxException e) {
            return Optional.empty(); // its message quotes the text
        }
        boolean secure = "https".equalsIgnoreCase(uri.getScheme());
        boolean own = "http".equalsIgnoreCase(uri.getScheme()) && isLoopback(uri) && isLoopback(giver);
        boolean fit = (secure || own) && uri.getHost() != null && uri.getRawUserInfo() == null;
        return fit ? Optional.of(uri) : Optional.empty();
    }

    private static boolean isLoopback(URI uri) {
        return uri.getHost() != null && Hosts.isLoopback(uri.getHost());
    }

    /**
     * {@return the same}
     *
     * @param text the address
     * @param giver the address of who has given it
     * @param where which step gave it, for the message
     * @param requestId of the answer, or null
     * @throws ProtocolException if nothing may be sent there; the message does not repeat it
     */
    public static URI of(String text, URI giver, String where, @Nullable String requestId) {
        return parse(text, giver)
                .orElseThrow(() -> new ProtocolException(
                        where + " gave an address that is not https, or not one at all. Nothing is sent there. The"
                                + " protocol is Neo4j's own and may have changed: report a bug.",
                        null,
                        requestId,
                        null));
    }
}
