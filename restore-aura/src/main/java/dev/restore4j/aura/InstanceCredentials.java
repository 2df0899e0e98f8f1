package dev.restore4j.aura;

import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How to log in to an instance that was just created. Aura states the password once, in the answer to the creation, and it
 * cannot be read again. Its {@link #toString()} hides it. Immutable.
 */
public final class InstanceCredentials {

    private final String instanceId;
    private final String username;
    private final String password;
    private final @Nullable URI connectionUrl;

    InstanceCredentials(String instanceId, String username, String password, @Nullable URI connectionUrl) {
        this.instanceId = instanceId;
        this.username = username;
        this.password = password;
        this.connectionUrl = connectionUrl;
    }

    /** {@return the id of the new instance} */
    public String instanceId() {
        return instanceId;
    }

    /** {@return the user, usually {@code neo4j}} */
    public String username() {
        return username;
    }

    /** {@return the initial password, in clear} */
    public String password() {
        return password;
    }

    /** {@return where Bolt will be; empty where Aura did not state it} */
    public Optional<URI> connectionUrl() {
        return Optional.ofNullable(connectionUrl);
    }

    /** {@return the instance and the user, without the password} */
    @Override
    public String toString() {
        return "credentials of " + username + " at instance " + instanceId + " (password hidden)";
    }
}
