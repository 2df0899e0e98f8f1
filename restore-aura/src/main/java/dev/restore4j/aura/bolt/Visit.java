package dev.restore4j.aura.bolt;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.neo4j.driver.AccessMode;
import org.neo4j.driver.AuthToken;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Session;
import org.neo4j.driver.SessionConfig;
import org.neo4j.driver.TransactionConfig;

/**
 * A driver of our own for one look. Its sessions have no bookmarks, and nothing is tried twice: who looks decides whether to look
 * again. Not thread-safe.
 */
final class Visit implements AutoCloseable {

    private static final Duration LEAST = Duration.ofMillis(1);
    private static final long ROWS_AT_ONCE = 1_000;

    private final Driver driver;
    private final Optional<String> database;
    private final Duration limit;

    Visit(Driver driver, Optional<String> database, Duration limit) {
        this.driver = driver;
        this.database = database;
        this.limit = limit.compareTo(LEAST) < 0 ? LEAST : limit;
    }

    Driver driver() {
        return driver;
    }

    Optional<String> database() {
        return database;
    }

    Duration limit() {
        return limit;
    }

    Session reading() {
        return driver.session(config(AccessMode.WRITE, ROWS_AT_ONCE));
    }

    /** As {@link #reading()}, with no more rows on their way than these. */
    Session readingAtMost(long rows) {
        return driver.session(config(AccessMode.WRITE, rows));
    }

    Session readingAs(AuthToken token) {
        return driver.session(Session.class, config(AccessMode.READ, ROWS_AT_ONCE), token);
    }

    /** Also for reads that must not be answered by a member of a cluster that lags behind. */
    Session writing() {
        return driver.session(config(AccessMode.WRITE, ROWS_AT_ONCE));
    }

    /** {@return what makes the server give up a transaction when the time is over} */
    TransactionConfig transaction() {
        return TransactionConfig.builder()
                .withTimeout(limit)
                .withMetadata(Map.of("application", "restore4j"))
                .build();
    }

    private SessionConfig config(AccessMode mode, long rows) {
        SessionConfig.Builder config =
                SessionConfig.builder().withDefaultAccessMode(mode).withFetchSize(rows);
        database.ifPresent(config::withDatabase);
        return config.build();
    }

    /** Does not wait for the end of it, which takes a fifth of a second: what was found counts, not how the connection ended. */
    @Override
    public void close() {
        driver.closeAsync();
    }
}
