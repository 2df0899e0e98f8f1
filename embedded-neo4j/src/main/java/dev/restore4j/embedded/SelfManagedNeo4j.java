package dev.restore4j.embedded;

import java.net.URI;
import java.nio.file.Path;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.neo4j.driver.Driver;

/**
 * A Neo4j of one's own, in a home that neo4j-admin can work on: a server in this JVM that writes a graph, and a store on
 * disk while it is stopped.
 *
 * <pre>{@code
 * try (SelfManagedNeo4j neo4j = SelfManagedNeo4j.start(home)) {
 *     try (Driver driver = neo4j.driver()) {
 *         driver.executableQuery("CREATE (:Order {number: 1})").execute();
 *     }
 *     neo4j.stop();
 *     Process dump = new ProcessBuilder(neo4j.admin().executable().toString(), "database", "dump", ...).start();
 * }
 * }</pre>
 *
 * <p>While the server runs, it holds the lock on its database, and the tool says that the database is in use. The database
 * is called {@value #DATABASE}. Thread-safe; calls wait for each other. An interrupt does not end a call; it is kept until
 * the call has returned.
 */
public final class SelfManagedNeo4j implements AutoCloseable {

    /** The database that a server of the community edition has, beside its own. */
    public static final String DATABASE = ServerHome.DATABASE;

    private final Server server;
    private @Nullable Pause pause;

    private SelfManagedNeo4j(Server server) {
        this.server = server;
    }

    /**
     * Starts a server in a home for the first time.
     *
     * @param home absent, empty, or with a database that {@code database load} has put there
     * @return the started server, which answers over Bolt
     * @throws IllegalStateException if a server was started in that home before, or the database cannot be opened
     */
    public static SelfManagedNeo4j start(Path home) {
        Credentials credentials = new Credentials("neo4j", UUID.randomUUID().toString());
        ServerHome root = new ServerHome(home.toAbsolutePath());
        return new SelfManagedNeo4j(OwnThread.call(() -> Server.start(root, credentials)));
    }

    /** {@return the home, which is {@code NEO4J_HOME} for the tool} */
    public Path home() {
        return server.home().root();
    }

    /** {@return the real neo4j-admin, installed into the home} */
    public RealNeo4jAdmin admin() {
        return RealNeo4jAdmin.installIn(home());
    }

    /** {@return where the server answers while it runs} */
    public URI boltUri() {
        return server.uri("bolt");
    }

    /** {@return a new driver with the right credentials, which reconnects after a restart; the caller closes it} */
    public Driver driver() {
        return server.credentials().driver(boltUri());
    }

    /** Stops the server, whose port stays its own. Does nothing if it is stopped. */
    public synchronized void stop() {
        if (pause == null) {
            pause = OwnThread.call(server::pause);
        }
    }

    /**
     * Starts the server again. Does nothing if it runs.
     *
     * @throws IllegalStateException if the database cannot be opened; the server is then stopped
     */
    public synchronized void resume() {
        Pause ending = pause;
        if (ending != null) {
            OwnThread.run(ending::close);
            pause = null;
        }
    }

    /** Stops the server and gives up its port. The files stay. */
    @Override
    public synchronized void close() {
        OwnThread.run(server::close);
    }
}
