package dev.restore4j.aura.console;

import dev.restore4j.aura.wire.Json;

/**
 * What is said of an archive before it is sent.
 *
 * @param crc32 the CRC32 of the whole file
 * @param dumpSize bytes of the file
 * @param fullSize bytes of the unpacked store as the archive's header states them, else of the file
 */
public record Announcement(long crc32, long dumpSize, long fullSize) {

    /**
     * The header {@code Neo4j-Version}: the neo4j-admin whose protocol this is, measured with 5.26.30. It is not this library's
     * version, which is in {@code User-Agent}: the service may choose by it what it expects, and that of the 5.26 line is a CRC32
     * of the whole file (2026.08.1 takes samples of large ones).
     */
    static final String NEO4J_VERSION = "5.26.30";

    String body() {
        return Json.write(
                Json.object().put("Crc32", crc32).put("DumpSize", dumpSize).put("FullSize", fullSize));
    }
}
