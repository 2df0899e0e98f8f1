package dev.restore4j.aura.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is known of each format, and what its proof says. */
class BackupFileTest {

    @TempDir
    private Path directory;

    /** With a name that is no help, since it must not be one. */
    private BackupFile file(byte[] bytes) throws IOException {
        return BackupFile.inspect(Files.write(directory.resolve("file.bin"), bytes));
    }

    @ParameterizedTest
    @EnumSource
    void isKnownByItsContentAndProvedWhole(BackupFormat format) throws IOException {
        byte[] bytes = Samples.of(format);
        BackupFile file = file(bytes);

        assertThat(file.format()).isEqualTo(format);
        assertThat(file.size()).isEqualTo(bytes.length);
        assertThat(file.extent()).isEqualTo(BackupExtent.FULL);
        BackupProof proof = file.verify();
        CRC32 crc = new CRC32();
        crc.update(bytes);
        assertThat(proof.crc32()).isEqualTo(crc.getValue());
        assertThat(proof.fileCount()).isEqualTo(Samples.FILES);
        assertThat(proof.uncompressedBytes()).isEqualTo(Samples.bytes());
        assertThat(proof.checks()).contains(BackupCheck.TAR_STRUCTURE, BackupCheck.NOTHING_TRAILING);
        assertThat(proof.isStill(file.path())).isTrue();
        assertThat(BackupProof.parse(proof.toText())).contains(proof);
    }

    @Test
    void whatIsProvedAndWhatCannotBeIsSaidForEach() throws IOException {
        for (BackupFormat format : BackupFormat.values()) {
            BackupProof proof = file(Samples.of(format)).verify();
            Set<BackupCheck> checks = switch (format) {
                case DUMP_GZIP, DUMP_GZIP_LEGACY ->
                    Set.of(BackupCheck.GZIP_CHECKSUM, BackupCheck.TAR_STRUCTURE, BackupCheck.NOTHING_TRAILING);
                case BACKUP_TAR_1, BACKUP_TAR_2 -> Set.of(BackupCheck.TAR_STRUCTURE, BackupCheck.NOTHING_TRAILING);
                case AURA_DS_TAR ->
                    Set.of(
                            BackupCheck.INNER_DUMP,
                            BackupCheck.FRAME_CHECKSUM,
                            BackupCheck.COUNTS,
                            BackupCheck.TAR_STRUCTURE,
                            BackupCheck.NOTHING_TRAILING);
                case AURA_DS_TAR_GZIP -> Set.of(BackupCheck.values());
                default ->
                    Set.of(
                            BackupCheck.FRAME_CHECKSUM,
                            BackupCheck.COUNTS,
                            BackupCheck.TAR_STRUCTURE,
                            BackupCheck.NOTHING_TRAILING);
            };
            Set<BackupGap> gaps = switch (format) {
                case DUMP_GZIP, DUMP_GZIP_LEGACY -> Set.of(BackupGap.NO_COUNTS);
                case BACKUP_TAR_1, BACKUP_TAR_2 ->
                    Set.of(BackupGap.NO_CHECKSUM_OF_CONTENTS, BackupGap.NO_CHECKSUM_OF_METADATA, BackupGap.NO_COUNTS);
                case BACKUP_ZSTD_3 -> Set.of(BackupGap.NO_CHECKSUM_OF_METADATA);
                case AURA_DS_TAR -> Set.of(BackupGap.NO_CHECKSUM_BESIDE_THE_DUMP);
                default -> Set.of();
            };
            assertThat(proof.checks()).as(format.name()).isEqualTo(checks);
            assertThat(proof.gaps()).as(format.name()).isEqualTo(gaps);
        }
    }

    @ParameterizedTest
    @EnumSource
    void saysWhatItsHeaderSays(BackupFormat format) throws IOException {
        BackupFile file = file(Samples.of(format));
        boolean backup = format.suffix().equals(".backup");
        boolean tar = format.suffix().equals(".tar");

        assertThat(file.databaseName().isPresent()).isEqualTo(backup || tar);
        assertThat(file.databaseName().orElse(Samples.DATABASE)).isEqualTo(Samples.DATABASE);
        assertThat(file.takenAt().isPresent()).isEqualTo(backup);
        assertThat(file.takenAt().orElse(Samples.TAKEN_AT)).isEqualTo(Samples.TAKEN_AT);
        assertThat(file.storeFormat().isPresent()).isEqualTo(backup);
        assertThat(file.storeFormat().orElse("record-aligned-1.1")).isEqualTo("record-aligned-1.1");
        assertThat(file.recovered().isPresent()).isEqualTo(backup);
        assertThat(format.product()).isEqualTo(tar ? BackupProduct.AURA_DS : BackupProduct.AURA_DB);
        assertThat(format.isReadByNeo4j5()).isEqualTo(format != BackupFormat.BACKUP_ZSTD_3);
        boolean counted = format.isZstd() || tar;
        assertThat(file.fileCount().isPresent()).isEqualTo(counted);
        assertThat(file.uncompressedSize().orElse(Samples.bytes())).isEqualTo(Samples.bytes());
        assertThat(file.fullSize()).isEqualTo(counted ? Samples.bytes() : file.size());
        assertThat(file.toString()).contains(format.title(), "file.bin", file.size() + " bytes");
    }

    @ParameterizedTest
    @EnumSource(names = "BACKUP.*", mode = EnumSource.Mode.MATCH_ALL)
    void aDifferentialBackupSaysSo(BackupFormat format) throws IOException {
        BackupFile file = file(Samples.of(format, BackupExtent.DIFFERENTIAL));

        assertThat(file.extent()).isEqualTo(BackupExtent.DIFFERENTIAL);
        assertThat(file.verify().fileCount()).isEqualTo(Samples.FILES);
    }

    @Test
    void theDumpInATarMayBeOfEachKind() throws IOException {
        for (BackupFormat format : List.of(BackupFormat.DUMP_GZIP, BackupFormat.DUMP_GZIP_LEGACY)) {
            byte[] tar = new TarBytes().file("a.dump", Samples.of(format)).end();
            BackupFile file = file(tar);

            assertThat(file.databaseName()).contains("a");
            assertThat(file.fullSize()).isEqualTo(tar.length);
            assertThat(file.verify().checks()).contains(BackupCheck.GZIP_CHECKSUM, BackupCheck.INNER_DUMP);
        }
    }

    @Test
    void whatMacOsPutsBesideADumpIsNone() throws IOException {
        byte[] tar = new TarBytes()
                .file("._orders.dump", Samples.noise(300, 7))
                .file("export/._orders.dump", Samples.noise(300, 7))
                .file("export/orders.dump", Samples.of(BackupFormat.DUMP_ZSTD))
                .file("export/._graphs.json", Samples.noise(300, 8))
                .end();
        for (byte[] packed : List.of(tar, Samples.gzip(tar))) {
            BackupFile file = file(packed);

            assertThat(file.databaseName()).contains("orders");
            assertThat(file.fullSize()).isEqualTo(Samples.bytes());
            assertThat(file.verify().fileCount()).isEqualTo(Samples.FILES);
        }
    }

    @Test
    void aFrameWithoutAChecksumIsTakenAndSaid() throws IOException {
        byte[] counts = Samples.join(Samples.ints(1), Samples.longs(Samples.FILES), Samples.longs(Samples.bytes()));
        byte[] frame = Samples.frame(false, Samples.ascii("zstd"), counts, Samples.store());

        BackupProof proof = file(Samples.join(Samples.ascii("DZV1"), frame)).verify();

        assertThat(proof.checks()).doesNotContain(BackupCheck.FRAME_CHECKSUM);
        assertThat(proof.gaps()).containsExactly(BackupGap.NO_CHECKSUM_OF_CONTENTS);
    }

    @Test
    void aTarUnderGzipIsItsOwnChecksumOfADumpWithoutOne() throws IOException {
        byte[] counts = Samples.join(Samples.ints(1), Samples.longs(Samples.FILES), Samples.longs(Samples.bytes()));
        byte[] dump = Samples.join(
                Samples.ascii("DZV1"), Samples.frame(false, Samples.ascii("zstd"), counts, Samples.store()));
        byte[] tar = new TarBytes().file("orders.dump", dump).end();

        assertThat(file(Samples.gzip(tar)).verify().gaps()).isEmpty();
        assertThat(file(tar).verify().gaps())
                .containsExactlyInAnyOrder(BackupGap.NO_CHECKSUM_OF_CONTENTS, BackupGap.NO_CHECKSUM_BESIDE_THE_DUMP);
    }

    @Test
    void aDifferentialBackupMayHaveNoFile() throws IOException {
        byte[] none = Samples.join(Samples.ints(1), Samples.longs(0), Samples.longs(0));
        byte[] tar = new TarBytes().directory("./").end();
        byte[] frame = Samples.zstd(Samples.metadata(BackupExtent.DIFFERENTIAL), none, tar);

        assertThat(file(Samples.join(Samples.ascii("BZV1"), frame)).verify().fileCount())
                .isZero();
    }

    @Test
    void zerosInTheHeaderSayThatNobodyCounted() throws IOException {
        byte[] none = Samples.join(Samples.ints(1), Samples.longs(0), Samples.longs(0));
        byte[] frame = Samples.zstd(Samples.metadata(BackupExtent.FULL), none, Samples.store());
        BackupFile file = file(Samples.join(Samples.ascii("BZV1"), frame));

        assertThat(file.uncompressedSize()).isEmpty();
        assertThat(file.fullSize()).isEqualTo(file.size());
        assertThat(file.verify().gaps()).containsExactly(BackupGap.NO_COUNTS);
    }

    @Test
    void tellsHowFarItHasRead() throws IOException {
        BackupFile file = file(Samples.of(BackupFormat.DUMP_ZSTD));
        List<Long> told = new ArrayList<>();

        file.verify(told::add);

        assertThat(told).isSorted().isNotEmpty().last().isEqualTo(file.size());
    }
}
