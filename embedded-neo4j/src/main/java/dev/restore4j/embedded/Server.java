package dev.restore4j.embedded;

import java.net.URI;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.neo4j.configuration.Config;
import org.neo4j.configuration.GraphDatabaseSettings;
import org.neo4j.dbms.api.DatabaseManagementService;
import org.neo4j.dbms.api.DatabaseManagementServiceBuilder;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Session;
import org.neo4j.graphdb.Transaction;
import org.neo4j.kernel.internal.GraphDatabaseAPI;

/** A server that can be stopped and started again on its port. Not thread-safe. */
final class Server implements AutoCloseable {

    private final ServerHome home;
    private final ReservedPort port;
    private final Credentials credentials;
    private final Driver probe;
    private @Nullable DatabaseManagementService running;

    private Server(ServerHome home, ReservedPort port, Credentials credentials) {
        this.home = home;
        this.port = port;
        this.credentials = credentials;
        this.probe = credentials.driver(uri("bolt"));
    }

    /** Starts a server in that home for the first time. */
    static Server start(ServerHome home, Credentials credentials) {
        // Before the first start, so that the server is at no time reachable with the default password.
        home.admin().setInitialPassword(credentials.password());
        ReservedPort port = ReservedPort.onLoopback();
        home.configure(port.number());
        Server server = new Server(home, port, credentials);
        try {
            server.resume();
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
        return server;
    }

    ServerHome home() {
        return home;
    }

    Credentials credentials() {
        return credentials;
    }

    URI uri(String scheme) {
        return URI.create(scheme + "://127.0.0.1:" + port.number());
    }

    /** Stops the server until the pause is closed. */
    Pause pause() {
        if (running == null) {
            throw new IllegalStateException("The Neo4j at " + uri("bolt") + " is not running.");
        }
        stop();
        return new Pause(this);
    }

    /** Starts the server; afterwards it answers queries over Bolt. */
    void resume() {
        running = new DatabaseManagementServiceBuilder(home.root())
                .loadPropertiesFromFile(home.settings())
                .build();
        // A server with a database that could not be opened starts just as well; only a query tells.
        try (Session session = probe.session()) {
            session.run("RETURN 1").consume();
        } catch (RuntimeException e) {
            stop();
            throw new IllegalStateException("The Neo4j at " + uri("bolt") + " was started and does not answer.", e);
        }
    }

    /** Decides about writes from now on, without a stop; a stopped server forgets it. */
    void writes(Writes writes) {
        Set<String> readOnly = writes == Writes.REFUSED ? Set.of(ServerHome.DATABASE) : Set.of();
        database()
                .getDependencyResolver()
                .resolveDependency(Config.class)
                .setDynamic(GraphDatabaseSettings.read_only_databases, readOnly, "embedded-neo4j");
    }

    /** {@return all names that the store knows, in use or not, each after what it names} */
    SortedSet<String> tokens() {
        SortedSet<String> tokens = new TreeSet<>();
        try (Transaction transaction = database().beginTx()) {
            transaction.getAllLabels().forEach(label -> tokens.add("label " + label.name()));
            transaction.getAllRelationshipTypes().forEach(type -> tokens.add("type " + type.name()));
            transaction.getAllPropertyKeys().forEach(key -> tokens.add("property key " + key));
        }
        return tokens;
    }

    private GraphDatabaseAPI database() {
        if (running == null) {
            throw new IllegalStateException("The Neo4j at " + uri("bolt") + " is not running.");
        }
        return (GraphDatabaseAPI) running.database(ServerHome.DATABASE);
    }

    private void stop() {
        DatabaseManagementService stopping = running;
        running = null;
        if (stopping != null) {
            stopping.shutdown();
        }
    }

    @Override
    public void close() {
        stop();
        probe.close();
        port.close();
    }
}
