package dev.restore4j.testkit.contract;

import dev.restore4j.time.TimeSource;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.Optional;

/**
 * What is checked, and through what. {@link #toString()} hides the secret.
 *
 * @param base scheme and host, without {@code /v1}
 * @param clientId of the credential
 * @param clientSecret of the credential
 * @param client sends the requests
 * @param time in which the checks wait
 * @param throwAway an instance that the checks may overwrite; empty for only reading
 */
public record ContractTarget(
        URI base,
        String clientId,
        String clientSecret,
        HttpClient client,
        TimeSource time,
        Optional<String> throwAway) {

    /** A real account: {@code AURA_CLIENT_ID}, {@code AURA_CLIENT_SECRET}. */
    private static final String ID = "AURA_CLIENT_ID";

    private static final String SECRET = "AURA_CLIENT_SECRET";
    private static final String BASE = "AURA_CONTRACT_URL";
    private static final String THROW_AWAY = "AURA_CONTRACT_THROW_AWAY_INSTANCE";

    /**
     * A real account, if the environment names one: {@code AURA_CLIENT_ID} and {@code AURA_CLIENT_SECRET}, and optionally
     * {@code AURA_CONTRACT_URL}. Only reading, unless {@code AURA_CONTRACT_THROW_AWAY_INSTANCE} names an instance whose data
     * may be lost.
     *
     * @return the account, in real time
     */
    public static Optional<ContractTarget> fromEnvironment() {
        String id = System.getenv(ID);
        String secret = System.getenv(SECRET);
        if (id == null || secret == null) {
            return Optional.empty();
        }
        String base = System.getenv().getOrDefault(BASE, "https://api.neo4j.io");
        return Optional.of(new ContractTarget(
                URI.create(base),
                id,
                secret,
                HttpClient.newHttpClient(),
                TimeSource.system(),
                Optional.ofNullable(System.getenv(THROW_AWAY))));
    }

    @Override
    public String toString() {
        return "ContractTarget[" + base + ", " + clientId + ", throwAway=" + throwAway + "]";
    }
}
