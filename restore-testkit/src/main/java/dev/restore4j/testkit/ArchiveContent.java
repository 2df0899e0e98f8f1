package dev.restore4j.testkit;

import dev.restore4j.testkit.admin.StoreSpec;
import dev.restore4j.testkit.store.ArchiveFile;
import java.io.IOException;
import java.nio.file.Path;

/**
 * What a fake instance contains after an archive was imported. The only place where bytes become a label.
 *
 * @see FakeAuraBuilder#archiveContent
 */
@FunctionalInterface
public interface ArchiveContent {

    /**
     * Reads an archive.
     *
     * @param archive its file, whole and with the size and checksum that were announced
     * @return the label, which {@link FakeInstance#content()} shows
     * @throws IOException if it is not an archive: the import then ends in {@code loading failed}, with this message
     */
    String of(Path archive) throws IOException;

    /** {@return any bytes are an archive, and the label is {@code import:} with their CRC32 in eight hexadecimal digits} */
    static ArchiveContent byChecksum() {
        return archive -> "import:%08x".formatted(ArchiveFile.crc32(archive));
    }

    /**
     * {@return only whole dumps of {@code FakeNeo4jAdmin} are archives, and the label is what was in the database:
     * {@code 1000 orders} for one of {@code StoreSpec.of("1000 orders")}}
     */
    static ArchiveContent ofFakeDumps() {
        return archive -> StoreSpec.inDump(archive).text();
    }
}
