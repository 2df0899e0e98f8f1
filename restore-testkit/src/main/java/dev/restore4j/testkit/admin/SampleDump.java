package dev.restore4j.testkit.admin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * A dump for programs that restore from files: whole by each of its checksums and numbers, and in the format that Neo4j writes
 * ({@code DZV1}). What is in it is no store that a Neo4j could open; a {@code FakeAura} loads it.
 */
public final class SampleDump {

    private SampleDump() {}

    /**
     * Writes one, over whatever is there.
     *
     * @param path where
     * @param content the content of its one file; it is not compressed, so that the dump is some hundred bytes longer
     * @return the path
     * @throws IOException if it cannot be written
     */
    public static Path write(Path path, byte[] content) throws IOException {
        return Files.write(path, DumpArchive.write(Map.of("neostore", content)));
    }
}
