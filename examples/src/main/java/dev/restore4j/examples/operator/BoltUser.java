package dev.restore4j.examples.operator;

import java.util.Map;
import java.util.function.Supplier;
import org.neo4j.driver.AuthToken;
import org.neo4j.driver.AuthTokens;

/** Who logs in over Bolt: the variables that the Aura Console writes into its file of credentials. */
final class BoltUser {

    static final String USERNAME = "NEO4J_USERNAME";
    static final String PASSWORD = "NEO4J_PASSWORD";

    private BoltUser() {}

    /**
     * {@return the user of the environment}
     *
     * @throws IllegalArgumentException if there is no password
     */
    static Supplier<AuthToken> of(Map<String, String> environment) {
        String username = environment.getOrDefault(USERNAME, "neo4j");
        String password = environment.getOrDefault(PASSWORD, "");
        if (password.isBlank()) {
            throw new IllegalArgumentException("The environment variable " + PASSWORD
                    + " is not set: without it, nobody can look at the data over Bolt. Nothing was sent.");
        }
        return () -> AuthTokens.basic(username, password);
    }
}
