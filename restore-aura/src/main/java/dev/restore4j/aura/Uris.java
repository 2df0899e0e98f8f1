package dev.restore4j.aura;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/** Addresses as Aura states them. */
final class Uris {

    private Uris() {}

    /** {@return the address; empty where the text is none} */
    static Optional<URI> parse(String text) {
        try {
            return Optional.of(new URI(text));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }
}
