package dev.restore4j.testkit.contract;

import java.nio.file.Path;

/**
 * The {@code neo4j-admin} that is checked, and what it is checked on.
 *
 * @param executable the tool
 * @param home a home with a database whose server is stopped; the checks only read it
 * @param database the name of that database
 * @param work an empty directory, for dumps and for homes to load into
 * @param server starts and stops the server of the home
 */
public record AdminTarget(Path executable, Path home, String database, Path work, Server server) {

    /** The server of the home, which makes its database one that is in use. */
    public interface Server {

        /** Starts it; afterwards the database is in use. */
        void start();

        /** Stops it. */
        void stop();
    }
}
