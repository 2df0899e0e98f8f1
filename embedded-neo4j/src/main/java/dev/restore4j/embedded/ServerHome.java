package dev.restore4j.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The directory of one server: its settings, its data, its logs. */
record ServerHome(Path root) {

    /** The database that a community server has, beside its own. */
    static final String DATABASE = "neo4j";

    private static final String SETTINGS = """
            server.bolt.enabled=true
            server.bolt.listen_address=127.0.0.1:%1$d
            server.bolt.advertised_address=127.0.0.1:%1$d
            server.http.enabled=false
            server.https.enabled=false
            dbms.security.auth_enabled=true

            # It would call its vendor.
            dbms.usage_report.enabled=false

            # As little memory, disk and log as several servers in one JVM need.
            server.memory.pagecache.size=8m
            server.bolt.thread_pool_min_size=1
            db.tx_log.preallocate=false
            db.logs.query.enabled=OFF

            # A stop waits for nobody: by default, it takes ten seconds, and ten more while a transaction is open.
            internal.dbms.bolt.netty_server_shutdown_quiet_period=0
            db.shutdown_transaction_end_timeout=0s

            # How late a transaction is ended whose time is over: two seconds by default.
            db.transaction.monitor.check.interval=200ms

            # The connector for callers in this JVM: nobody uses it, and with netty 4.2 it prevents the start.
            internal.dbms.bolt.local_enabled=false
            """;

    AdminCommands admin() {
        return new AdminCommands(this);
    }

    ServerHome sibling(String name) {
        return new ServerHome(root.resolveSibling(name));
    }

    Path configuration() {
        return root.resolve("conf");
    }

    Path settings() {
        return configuration().resolve("neo4j.conf");
    }

    /** Writes the settings of a server that listens on this port. */
    void configure(int port) {
        try {
            Files.createDirectories(configuration());
            Files.writeString(settings(), SETTINGS.formatted(port));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Replaces the database by that of the other home, which loses it. No server may run in either. */
    void takeDatabaseFrom(ServerHome other) {
        Directories.replace(store(), other.store());
        Directories.replace(transactionLogs(), other.transactionLogs());
    }

    private Path store() {
        return root.resolve("data/databases").resolve(DATABASE);
    }

    private Path transactionLogs() {
        return root.resolve("data/transactions").resolve(DATABASE);
    }
}
