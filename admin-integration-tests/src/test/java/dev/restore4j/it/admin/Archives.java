package dev.restore4j.it.admin;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.UUID;
import org.neo4j.dbms.archive.CompressionFormat;
import org.neo4j.dbms.archive.DumpZstdFormatV1;
import org.neo4j.dbms.archive.Dumper;
import org.neo4j.dbms.archive.backup.BackupDescription;
import org.neo4j.dbms.archive.backup.BackupTarFormatV1;
import org.neo4j.io.fs.DefaultFileSystemAbstraction;
import org.neo4j.kernel.database.DatabaseIdFactory;
import org.neo4j.storageengine.api.StoreId;

/** Archives of a stopped database that the commands of the tool do not make, by the tool's own writer of archives. */
final class Archives {

    private static final String CHECKPOINTS = "data/transactions/neo4j/checkpoint.0";

    /** Where the first entry is, behind the header, and how long each is (measured with 5.26.30). */
    private static final int FIRST_ENTRY = 128;

    private static final int ENTRY = 232;

    /** What begins an entry of the log: as 5.26.30 and as 2026.08.1 write it (read in their class files). */
    private static final int OF_5_25 = 20;

    private static final int OF_2026_08 = 32;

    private Archives() {}

    /**
     * Makes of a stopped database one that a newer Neo4j has written, as far as an older one reads: the entries of its log, whose
     * first byte is the version of their writer, are of 2026.08. {@return the home}
     */
    static Path newer(Path home) throws IOException {
        try (RandomAccessFile file =
                new RandomAccessFile(home.resolve(CHECKPOINTS).toFile(), "rw")) {
            int entries = 0;
            for (long at = FIRST_ENTRY; at < file.length(); at += ENTRY) {
                file.seek(at);
                if (file.read() == OF_5_25) {
                    file.seek(at);
                    file.write(OF_2026_08);
                    entries++;
                }
            }
            if (entries == 0) {
                throw new IllegalStateException("The log is not as it was measured");
            }
        }
        return home;
    }

    /** Writes a dump without looking at the store, as the tool does; {@return the file} */
    static Path dump(Path home, Path file) throws IOException {
        return write(home, file, new DumpZstdFormatV1());
    }

    /** Writes a backup, for which the community edition has no command; {@return the file} */
    static Path backup(Path home, Path file) throws IOException {
        BackupTarFormatV1 format = new BackupTarFormatV1();
        StoreId store = StoreId.generateNew("record", "aligned", 1, 1);
        LocalDateTime takenAt = LocalDateTime.of(2026, 11, 19, 23, 15, 42);
        format.setMetadata(new BackupDescription(
                "neo4j", store, DatabaseIdFactory.from(UUID.randomUUID()), takenAt, true, true, true, 1, 17));
        return write(home, file, format);
    }

    private static Path write(Path home, Path file, CompressionFormat format) throws IOException {
        Path data = home.resolve("data");
        try (DefaultFileSystemAbstraction system = new DefaultFileSystemAbstraction();
                OutputStream out = Files.newOutputStream(file)) {
            // without somewhere to tell its progress, it does not count
            new Dumper(system, new PrintStream(OutputStream.nullOutputStream()))
                    .dump(
                            data.resolve("databases/neo4j"),
                            data.resolve("transactions/neo4j"),
                            out,
                            format,
                            path -> path.endsWith("database_lock"));
        }
        return file;
    }
}
