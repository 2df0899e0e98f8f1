package dev.restore4j.aura.bolt;

import dev.restore4j.verify.CheckContext;
import dev.restore4j.verify.CheckPlace;
import java.net.URI;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.neo4j.driver.AuthToken;
import org.neo4j.driver.Config;
import org.neo4j.driver.Driver;
import org.neo4j.driver.GraphDatabase;
import org.neo4j.driver.Logging;

/** How a driver is come by, and which database is meant. It holds no credentials, only who has them. Thread-safe. */
final class Access {

    private static final int CONNECT_SECONDS = 10;
    private static final int ACQUIRE_SECONDS = 20;
    private static final int CONNECTIONS = 4;

    private final String description;
    private final Function<Optional<CheckContext>, Driver> opener;
    private final CheckPlace place;
    private final @Nullable String database;

    private Access(
            String description,
            Function<Optional<CheckContext>, Driver> opener,
            CheckPlace place,
            @Nullable String database) {
        this.description = description;
        this.opener = opener;
        this.place = place;
        this.database = database;
    }

    static Access over(Supplier<Driver> drivers) {
        Objects.requireNonNull(drivers, "drivers");
        return new Access("the program's drivers", context -> drivers.get(), CheckPlace.FIXED, null);
    }

    static Access overTarget(Function<CheckContext, Driver> drivers) {
        Objects.requireNonNull(drivers, "drivers");
        return new Access("the program's drivers", context -> drivers.apply(present(context)), CheckPlace.TARGET, null);
    }

    static Access at(URI address, Supplier<AuthToken> credentials) {
        Objects.requireNonNull(credentials, "credentials");
        URI checked = BoltAddress.checked(address);
        return new Access(checked.toString(), context -> driver(checked, credentials), CheckPlace.FIXED, null);
    }

    static Access atTarget(Supplier<AuthToken> credentials) {
        Objects.requireNonNull(credentials, "credentials");
        return new Access(
                "the target's address",
                context -> {
                    URI address = present(context)
                            .connection()
                            .orElseThrow(() -> new NoAddressException(
                                    "The address of the target is not known. Name it: Bolt.at."));
                    return driver(BoltAddress.checked(address), credentials);
                },
                CheckPlace.TARGET,
                null);
    }

    Access database(String name) {
        return new Access(description, opener, place, Objects.requireNonNull(name, "name"));
    }

    CheckPlace place() {
        return place;
    }

    /**
     * {@return this, for what looks before a restore}
     *
     * @param what looks, for the message
     * @throws IllegalStateException if the place is the target's, which only a look after the restore is told
     */
    Access before(String what) {
        if (place == CheckPlace.TARGET) {
            throw new IllegalStateException(
                    what + " looks before the restore, when nobody says yet where the target is."
                            + " Take Bolt.at(address, credentials) or Bolt.over(drivers) for it; the checks may stay as they are.");
        }
        return this;
    }

    /** Opens a driver for one look. Who opens it closes it. */
    Driver open(CheckContext context) {
        return opener.apply(Optional.of(context));
    }

    /** As {@link #open(CheckContext)}, where nothing is known of a restore. */
    Driver open() {
        return opener.apply(Optional.empty());
    }

    Optional<String> database() {
        return Optional.ofNullable(database);
    }

    private static CheckContext present(Optional<CheckContext> context) {
        return context.orElseThrow(() -> new NoAddressException(
                "Before a restore, the target's address is not known here. Name it with Bolt.at"));
    }

    private static Driver driver(URI address, Supplier<AuthToken> credentials) {
        Config config = Config.builder()
                .withConnectionTimeout(CONNECT_SECONDS, TimeUnit.SECONDS)
                .withConnectionAcquisitionTimeout(ACQUIRE_SECONDS, TimeUnit.SECONDS)
                .withMaxConnectionPoolSize(CONNECTIONS)
                .withLogging(Logging.slf4j())
                .build();
        return GraphDatabase.driver(address, credentials.get(), config);
    }

    @Override
    public String toString() {
        return description + (database == null ? "" : ", database " + database);
    }

    /** Nobody said where. */
    static final class NoAddressException extends IllegalStateException {

        private static final long serialVersionUID = 1L;

        NoAddressException(String message) {
            super(message);
        }
    }
}
