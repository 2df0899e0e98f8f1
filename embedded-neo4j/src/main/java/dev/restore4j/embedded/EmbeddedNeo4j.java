package dev.restore4j.embedded;

import dev.restore4j.testkit.InstanceBacking;
import dev.restore4j.time.TimeSource;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.SortedSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.neo4j.driver.Driver;

/**
 * A Neo4j server in this JVM, with authentication, on a loopback port that stays the same over its life.
 *
 * <p>Snapshots are dumps made by Neo4j's own admin commands. The community edition dumps and loads only what is
 * stopped, so {@link #takeSnapshot} and {@link #restore} both stop the server and start it again: connections drop,
 * transactions that are open are lost, and a driver of before reconnects by itself. Users and roles are no part of a
 * snapshot; the credentials stay the same.
 *
 * <p>A restore turns back the transaction ids, too. A bookmark of before may name one that is not there any more, and
 * the server then waits for it in vain for half a minute, at each try of the driver. So after a restore, use new
 * sessions or a new driver: {@link Driver#executableQuery} keeps bookmarks as long as the driver lives.
 *
 * <p>Everything is kept below the directory given at the start, and stays there after {@link #close}. A backing that is
 * never closed keeps the JVM alive. Instances are thread-safe; calls wait for each other. An interrupt does not end a
 * call; it is kept until the call has returned.
 */
public final class EmbeddedNeo4j implements InstanceBacking {

    private final Snapshots snapshots;
    private final Server server;
    private final TimeSource time = TimeSource.system();
    private @Nullable RestoreTimings lastRestore;

    private EmbeddedNeo4j(Snapshots snapshots, Server server) {
        this.snapshots = snapshots;
        this.server = server;
    }

    /**
     * Starts an empty database with a password of its own, which {@link #password} tells.
     *
     * @param directory where to keep everything; created if absent
     * @return the started server, which answers over Bolt
     * @throws IllegalArgumentException if there is something in the directory already
     */
    public static EmbeddedNeo4j start(Path directory) {
        return start(directory, UUID.randomUUID().toString());
    }

    /**
     * Starts an empty database.
     *
     * @param directory where to keep everything; created if absent
     * @param password the password of the user {@code neo4j}, of at least eight characters
     * @return the started server, which answers over Bolt
     * @throws IllegalArgumentException if there is something in the directory already
     * @throws IllegalStateException if Neo4j does not accept the password
     */
    public static EmbeddedNeo4j start(Path directory, String password) {
        Directories.createEmpty(directory);
        Snapshots snapshots = new Snapshots(Directories.createEmpty(directory.resolve("snapshots")));
        Credentials credentials = new Credentials("neo4j", password);
        ServerHome home = new ServerHome(directory.resolve("server"));
        return new EmbeddedNeo4j(snapshots, OwnThread.call(() -> Server.start(home, credentials)));
    }

    /** {@inheritDoc} */
    @Override
    public URI boltUri() {
        return server.uri("bolt");
    }

    /** {@return the same address with the scheme {@code neo4j}: drivers then ask for a routing table, as with Aura} */
    public URI driverUri() {
        return server.uri("neo4j");
    }

    /** {@return the name of the only user} */
    public String user() {
        return server.credentials().user();
    }

    /** {@return the password of the only user} */
    public String password() {
        return server.credentials().password();
    }

    /** {@return a new driver with the right credentials, which reconnects after a restart; the caller closes it} */
    public Driver driver() {
        return server.credentials().driver(driverUri());
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if the id cannot be the name of a file
     * @throws IllegalStateException if there is a snapshot of that id already, the server is not running, or the dump
     *     fails
     */
    @Override
    public synchronized void takeSnapshot(String snapshotId) {
        snapshots.add(
                snapshotId,
                draft -> OwnThread.run(() -> {
                    try (Pause pause = server.pause()) {
                        pause.dump(draft);
                    }
                }));
    }

    /**
     * {@inheritDoc}
     *
     * <p>What fails before the data was replaced leaves it as it was, and the server running.
     *
     * @param origin this or another {@code EmbeddedNeo4j}, which may be closed
     * @throws IllegalArgumentException if the origin is of another kind
     * @throws java.util.NoSuchElementException if the origin has no such snapshot
     * @throws IllegalStateException if the server is not running, or the dump cannot be loaded
     */
    @Override
    public synchronized void restore(InstanceBacking origin, String snapshotId) {
        if (!(origin instanceof EmbeddedNeo4j other)) {
            throw new IllegalArgumentException(
                    "Only a snapshot of an EmbeddedNeo4j can be loaded, not one of " + origin.getClass());
        }
        // Only its files are read, and those never change: two that restore from each other need not wait.
        Path dump = other.snapshots.find(snapshotId);
        lastRestore = OwnThread.call(() -> loadFrom(dump));
    }

    /**
     * {@inheritDoc}
     *
     * <p>What fails before the data was replaced leaves it as it was, and the server running.
     *
     * @throws IllegalStateException if the server is not running, or the archive is no dump that can be loaded
     */
    @Override
    public synchronized void load(Path archive) {
        snapshots.lend(archive, directory -> lastRestore = OwnThread.call(() -> loadFrom(directory)));
    }

    private RestoreTimings loadFrom(Path dump) {
        long begin = time.nanoTime();
        long stopped;
        long loaded;
        try (Pause pause = server.pause()) {
            stopped = time.nanoTime();
            pause.load(dump);
            loaded = time.nanoTime();
        }
        long started = time.nanoTime();
        return new RestoreTimings(
                Duration.ofNanos(stopped - begin),
                Duration.ofNanos(loaded - stopped),
                Duration.ofNanos(started - loaded));
    }

    /**
     * Decides about writes from now on, as Aura does when it makes a database read-only. A snapshot or a restore ends it.
     *
     * @param writes what becomes of them
     * @throws IllegalStateException if the server is not running
     */
    public synchronized void writes(Writes writes) {
        server.writes(writes);
    }

    /**
     * {@return all names of labels, relationship types and property keys that the store knows, in use or not} It never forgets one.
     *
     * @throws IllegalStateException if the server is not running
     */
    public synchronized SortedSet<String> tokens() {
        return server.tokens();
    }

    /** {@return how long the steps of the last completed restore took, if there was one} */
    public synchronized Optional<RestoreTimings> lastRestore() {
        return Optional.ofNullable(lastRestore);
    }

    /** Stops the server and gives up its port. The files stay: others can still restore from its snapshots. */
    @Override
    public synchronized void close() {
        OwnThread.run(server::close);
    }
}
