package dev.restore4j.it.admin;

import dev.restore4j.embedded.SelfManagedNeo4j;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.neo4j.driver.Driver;

/** Self-managed databases to work on. */
final class Stores {

    private Stores() {}

    /** {@return a stopped server in that home, with a graph} */
    static SelfManagedNeo4j withOrders(Path home) {
        SelfManagedNeo4j neo4j = SelfManagedNeo4j.start(home);
        try (Driver driver = neo4j.driver()) {
            driver.executableQuery("UNWIND range(1, 200) AS i CREATE (:Order {number: i})-[:OF]->(:Item {number: i})")
                    .execute();
        }
        neo4j.stop();
        neo4j.admin().quickened();
        return neo4j;
    }

    /** {@return another home with a copy of what a stopped server has in its own} */
    static Path copied(SelfManagedNeo4j neo4j, Path home) throws IOException {
        return copied(neo4j.home(), home);
    }

    /** {@return another home with a copy of what is in one in which nothing runs} */
    static Path copied(Path from, Path home) throws IOException {
        try (Stream<Path> files = Files.walk(from.resolve("data"))) {
            for (Path file : files.toList()) {
                Path copy = home.resolve(from.relativize(file));
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
        return home;
    }

    /** Makes the first relationship of a stopped database end at a node that there is not; {@return the home} */
    static Path damaged(Path home) throws IOException {
        Path relationships = home.resolve("data/databases/neo4j/neostore.relationshipstore.db");
        try (RandomAccessFile file = new RandomAccessFile(relationships.toFile(), "rw")) {
            // a byte of flags, and the node that it begins at
            file.seek(5);
            file.writeInt(0x00FF_FFFF);
        }
        return home;
    }
}
