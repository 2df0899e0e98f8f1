package dev.restore4j.aura;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Objects;

/**
 * An API credential, as made in the Aura Console under "API keys". Its {@code toString} hides the secret.
 *
 * @param clientId the client id, no secret
 * @param secret the client secret
 */
public record AuraCredentials(String clientId, ClientSecret secret) {

    /**
     * Checks that both are there.
     *
     * @param clientId the client id, no secret
     * @param secret the client secret
     */
    public AuraCredentials {
        Objects.requireNonNull(secret, "secret");
        if (clientId.isBlank() || clientId.indexOf(':') >= 0) {
            throw new IllegalArgumentException("The client id is blank or contains a colon.");
        }
    }

    /** {@return what HTTP Basic sends; a secret} */
    String basic() {
        String pair = clientId + ":" + secret.value();
        return Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * {@return the credential of these values}
     *
     * @param clientId the client id
     * @param secret the client secret
     */
    public static AuraCredentials of(String clientId, String secret) {
        return new AuraCredentials(clientId, ClientSecret.of(secret));
    }
}
