package dev.restore4j.embedded;

import java.net.URI;
import java.util.concurrent.TimeUnit;
import org.neo4j.driver.AuthTokens;
import org.neo4j.driver.Config;
import org.neo4j.driver.Driver;
import org.neo4j.driver.GraphDatabase;

/** Who may log in to a server. */
record Credentials(String user, String password) {

    /** {@return a driver that notices by itself when the server was restarted since its last use} */
    Driver driver(URI uri) {
        Config config = Config.builder()
                .withoutEncryption()
                .withTelemetryDisabled(true)
                .withConnectionLivenessCheckTimeout(0, TimeUnit.MILLISECONDS)
                .build();
        return GraphDatabase.driver(uri, AuthTokens.basic(user, password), config);
    }

    @Override
    public String toString() {
        return user;
    }
}
