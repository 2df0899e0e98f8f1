package dev.restore4j.it.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.ZstdInputStream;
import dev.restore4j.aura.backup.BackupCheck;
import dev.restore4j.aura.backup.BackupExtent;
import dev.restore4j.aura.backup.BackupFile;
import dev.restore4j.aura.backup.BackupFormat;
import dev.restore4j.aura.backup.BackupGap;
import dev.restore4j.aura.backup.BackupProof;
import dev.restore4j.embedded.RealNeo4jAdmin;
import dev.restore4j.embedded.SelfManagedNeo4j;
import dev.restore4j.error.RestoreRejectedException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.neo4j.dbms.archive.CompressionFormat;
import org.neo4j.dbms.archive.DumpGzipFormatV1;
import org.neo4j.dbms.archive.Dumper;
import org.neo4j.dbms.archive.backup.BackupCompressionFormat;
import org.neo4j.dbms.archive.backup.BackupDescription;
import org.neo4j.dbms.archive.backup.BackupTarFormatV1;
import org.neo4j.dbms.archive.backup.BackupTarFormatV2;
import org.neo4j.dbms.archive.backup.BackupZstdFormatV1;
import org.neo4j.dbms.archive.backup.BackupZstdFormatV2;
import org.neo4j.driver.Driver;
import org.neo4j.io.fs.DefaultFileSystemAbstraction;
import org.neo4j.kernel.database.DatabaseIdFactory;
import org.neo4j.storageengine.api.StoreId;

/**
 * The formats of one real store: the dump of the real tool, backups by the real writer of backups, which the community
 * edition has and offers no command for, and what is repacked byte by byte. All are proved here, and loaded by the real tool.
 */
class RealFormatsTest {

    private static final LocalDateTime TAKEN_AT = LocalDateTime.of(2026, 11, 19, 23, 15, 42);

    @TempDir
    private static Path directory;

    private static SelfManagedNeo4j neo4j;
    private static Path files;

    @BeforeAll
    static void aFileOfEachFormat() throws Exception {
        neo4j = SelfManagedNeo4j.start(directory.resolve("home"));
        try (Driver driver = neo4j.driver()) {
            driver.executableQuery("UNWIND range(1, 300) AS i CREATE (:Order {number: i})")
                    .execute();
        }
        neo4j.stop();
        files = Files.createDirectory(directory.resolve("files"));
        assertThat(tool(neo4j.home(), "dump", "--to-path=" + files, "neo4j")).contains("Done: ");
        Files.move(files.resolve("neo4j.dump"), files.resolve("dumpzstd.dump"));
        write("dumpgzip.dump", new DumpGzipFormatV1());
        backup("backuptar1", new BackupTarFormatV1(), true);
        backup("backuptar2", new BackupTarFormatV2(), true);
        backup("backupzstd1", new BackupZstdFormatV1(), true);
        backup("backupzstd2", new BackupZstdFormatV2(), true);
        repack();
    }

    @AfterAll
    static void close() {
        neo4j.close();
    }

    private static void write(String name, CompressionFormat format) throws IOException {
        Path data = neo4j.home().resolve("data");
        try (DefaultFileSystemAbstraction system = new DefaultFileSystemAbstraction();
                OutputStream out = Files.newOutputStream(files.resolve(name))) {
            // Without somewhere to tell its progress, it does not count.
            new Dumper(system, new PrintStream(OutputStream.nullOutputStream()))
                    .dump(
                            data.resolve("databases/neo4j"),
                            data.resolve("transactions/neo4j"),
                            out,
                            format,
                            path -> path.endsWith("database_lock"));
        }
    }

    private static void backup(String name, BackupCompressionFormat format, boolean full) throws IOException {
        format.setMetadata(description(name, full));
        write(name + ".backup", format);
    }

    private static BackupDescription description(String name, boolean full) {
        StoreId store = StoreId.generateNew("record", "aligned", 1, 1);
        return new BackupDescription(
                        name, store, DatabaseIdFactory.from(UUID.randomUUID()), TAKEN_AT, true, true, full, 1, 17)
                .withMetadataScript("CREATE DATABASE $database WAIT");
    }

    /** What is older than the marks, and the tar of AuraDS, are made of the same bytes. */
    private static void repack() throws IOException {
        byte[] dump = Files.readAllBytes(files.resolve("dumpzstd.dump"));
        Files.write(files.resolve("legacyzstd.dump"), Arrays.copyOfRange(dump, 4, dump.length));
        try (InputStream packed = Files.newInputStream(files.resolve("legacyzstd.dump"));
                InputStream contents = new ZstdInputStream(packed);
                OutputStream out = new GZIPOutputStream(Files.newOutputStream(files.resolve("legacygzip.dump")))) {
            contents.skipNBytes(24);
            contents.transferTo(out);
        }
    }

    private static String tool(Path home, String... arguments) throws IOException, InterruptedException {
        Path executable = RealNeo4jAdmin.installIn(home).executable();
        List<String> command = new ArrayList<>(List.of(executable.toString(), "database"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().remove("NEO4J_HOME");
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }

    private static Map<String, BackupFormat> formats() {
        return Map.of(
                "dumpzstd.dump", BackupFormat.DUMP_ZSTD,
                "dumpgzip.dump", BackupFormat.DUMP_GZIP,
                "legacyzstd.dump", BackupFormat.DUMP_ZSTD_LEGACY,
                "legacygzip.dump", BackupFormat.DUMP_GZIP_LEGACY,
                "backuptar1.backup", BackupFormat.BACKUP_TAR_1,
                "backuptar2.backup", BackupFormat.BACKUP_TAR_2,
                "backupzstd1.backup", BackupFormat.BACKUP_ZSTD_1,
                "backupzstd2.backup", BackupFormat.BACKUP_ZSTD_2);
    }

    @Test
    void whatTheRealToolWritesIsKnownAndProved() {
        formats().forEach((name, format) -> {
            BackupFile file = BackupFile.inspect(files.resolve(name));
            BackupProof proof = file.verify();

            assertThat(file.format()).as(name).isEqualTo(format);
            assertThat(proof.checks()).as(name).contains(BackupCheck.TAR_STRUCTURE, BackupCheck.NOTHING_TRAILING);
            assertThat(proof.fileCount()).as(name).isGreaterThan(30);
            assertThat(file.fileCount().orElse(proof.fileCount())).isEqualTo(proof.fileCount());
            if (name.endsWith(".backup")) {
                assertThat(file.databaseName()).contains(name.replace(".backup", ""));
                assertThat(file.takenAt()).contains(TAKEN_AT.toInstant(ZoneOffset.UTC));
                assertThat(file.storeFormat()).contains("record-aligned-1.1");
                assertThat(file.recovered()).contains(true);
                assertThat(file.extent()).isEqualTo(BackupExtent.FULL);
            }
        });
    }

    @Test
    void theRealToolSaysTheSameOfThemAndLoadsThem() throws Exception {
        Path home = Files.createDirectory(directory.resolve("loaded"));
        String info = tool(home, "load", "--info", "--from-path=" + files, "*");
        formats().keySet().forEach(name -> {
            BackupFile file = BackupFile.inspect(files.resolve(name));
            String database = name.substring(0, name.indexOf('.'));
            String said = info.substring(info.indexOf("Database: " + database + "\n"));
            assertThat(said.lines().limit(4))
                    .contains("Files: " + text(file.fileCount()), "Bytes: " + text(file.uncompressedSize()));
        });

        tool(home, "load", "--from-path=" + files, "*");
        String stores = tool(home, "info");
        formats()
                .keySet()
                .forEach(name -> assertThat(stores)
                        .containsPattern("Database name: +" + name.substring(0, name.indexOf('.')) + "\\R"));
    }

    private static String text(OptionalLong number) {
        return number.isPresent() ? String.valueOf(number.getAsLong()) : "?";
    }

    @Test
    void aDifferentialBackupOfTheRealWriterSaysSo() throws IOException {
        backup("changes", new BackupZstdFormatV2(), false);
        Path path = Files.move(files.resolve("changes.backup"), directory.resolve("changes.backup"));

        assertThat(BackupFile.inspect(path).extent()).isEqualTo(BackupExtent.DIFFERENTIAL);
    }

    /** What the header says is not what is there, and still it is no damage. */
    @Test
    void aBackupWhoseWriterDidNotCountIsProvedWithoutNumbers() throws IOException {
        Path path = directory.resolve("uncounted.backup");
        BackupZstdFormatV1 format = new BackupZstdFormatV1();
        format.setMetadata(description("uncounted", true));
        Path data = neo4j.home().resolve("data/databases/neo4j");
        try (DefaultFileSystemAbstraction system = new DefaultFileSystemAbstraction();
                OutputStream out = Files.newOutputStream(path)) {
            new Dumper(system).dump(data, data, out, format, file -> file.endsWith("database_lock"));
        }

        BackupFile file = BackupFile.inspect(path);
        assertThat(file.fileCount()).isEmpty();
        assertThat(file.fullSize()).isEqualTo(Files.size(path));
        assertThat(file.verify().gaps()).containsExactly(BackupGap.NO_COUNTS);
        assertThat(file.verify().fileCount()).isGreaterThan(30);
    }

    @Test
    void damageOfARealDumpIsFound() throws IOException {
        byte[] whole = Files.readAllBytes(files.resolve("dumpzstd.dump"));
        Path path = directory.resolve("damaged.dump");
        Random random = new Random(5);
        int same = 0;
        for (int i = 0; i < 50; i++) {
            byte[] flipped = whole.clone();
            flipped[20 + random.nextInt(whole.length - 20)] ^= (byte) (1 << random.nextInt(8));
            if (isVerified(path, flipped)) {
                // a bit of the packed bytes may mean nothing
                assertThat(unpacked(flipped)).isEqualTo(unpacked(whole));
                same++;
            }
            assertRefused(path, Arrays.copyOf(whole, random.nextInt(5, whole.length)), "file-truncated");
        }
        assertThat(same).as("flips that change nothing").isLessThanOrEqualTo(3);
        assertRefused(path, Arrays.copyOf(whole, whole.length + 1), "file-damaged");
        assertRefused(path, Arrays.copyOf(whole, whole.length - 1), "file-truncated");
    }

    private static boolean isVerified(Path path, byte[] bytes) throws IOException {
        Files.write(path, bytes);
        try {
            BackupFile.inspect(path).verify();
            return true;
        } catch (RestoreRejectedException e) {
            assertThat(e.code()).isIn("file-damaged", "file-truncated");
            return false;
        }
    }

    private static int unpacked(byte[] dump) throws IOException {
        try (InputStream packed = new ByteArrayInputStream(dump, 4, dump.length - 4);
                InputStream contents = new ZstdInputStream(packed)) {
            return Arrays.hashCode(contents.readAllBytes());
        }
    }

    private static void assertRefused(Path path, byte[] bytes, String code) throws IOException {
        Files.write(path, bytes);
        assertThatThrownBy(() -> BackupFile.inspect(path).verify())
                .isInstanceOfSatisfying(
                        RestoreRejectedException.class,
                        e -> assertThat(e.code()).isIn(code, "file-truncated"));
    }
}
