package dev.restore4j.testkit.model;

/**
 * An archive that a client has announced.
 *
 * @param id drawn; the Console's {@code UploadID}
 * @param instance where it is to go
 * @param provider whose kind of store takes it
 * @param bytes the archive's size, as announced
 * @param crc32 its checksum, as announced
 * @param fullSize the size of its content, as announced
 * @param neo4jVersion the header {@code Neo4j-Version}; empty if there was none
 * @param parts in how many parts it is to be sent; 1 for GCP
 * @param completions how often Aura has accepted that it was whole, and begun to load it
 */
public record Upload(
        String id,
        String instance,
        UploadProvider provider,
        long bytes,
        long crc32,
        long fullSize,
        String neo4jVersion,
        int parts,
        int completions) {}
