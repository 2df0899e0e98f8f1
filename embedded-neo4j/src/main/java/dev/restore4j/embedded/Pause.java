package dev.restore4j.embedded;

import java.nio.file.Path;

/** The time in which a server is stopped, the only one in which its database can be dumped or replaced. */
final class Pause implements AutoCloseable {

    private final Server server;

    Pause(Server server) {
        this.server = server;
    }

    /** Writes a dump of the database into that directory. */
    void dump(Path directory) {
        server.home().admin().dump(directory);
    }

    /**
     * Replaces the database by the dump in that directory.
     *
     * <p>Neo4j's own overwriting load deletes the present store before it reads the dump. So the dump is loaded into a
     * home of its own first, and one that cannot be read costs no data.
     */
    void load(Path directory) {
        ServerHome staging = server.home().sibling("staging");
        try {
            staging.admin().load(directory);
            server.home().takeDatabaseFrom(staging);
        } finally {
            Directories.delete(staging.root());
        }
    }

    /** Starts the server again. */
    @Override
    public void close() {
        server.resume();
    }
}
