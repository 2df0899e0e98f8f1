package dev.restore4j.aura;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restore4j.aura.FileEstimate.Known;
import dev.restore4j.aura.backup.BackupFile;
import dev.restore4j.aura.backup.BackupFormat;
import dev.restore4j.aura.backup.Samples;
import dev.restore4j.operation.Finding;
import dev.restore4j.spi.Fingerprint;
import dev.restore4j.spi.TargetView;
import dev.restore4j.spi.TargetView.Exposure;
import dev.restore4j.spi.UploadTarget.Sight;
import dev.restore4j.testkit.admin.SampleDump;
import dev.restore4j.testkit.time.VirtualTime;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of a file before it is sent: whether it fits the target, and how long it may take. */
class FileFindingsTest {

    private static final int MEGABYTE = 1 << 20;

    @TempDir
    private Path directory;

    private BackupFile file(BackupFormat format) throws IOException {
        return BackupFile.inspect(Files.write(directory.resolve("a.file"), Samples.of(format)));
    }

    private static List<String> codes(BackupFile file, Map<String, String> fields) {
        TargetView view =
                new TargetView("Production", "instance Production", Fingerprint.of(fields), Exposure.OVERWRITTEN);
        return FileFindings.of(file, new Sight(view, List.of(), null, null, VirtualTime.DEFAULT_START)).stream()
                .map(Finding::code)
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "DUMP_ZSTD, enterprise-db, ''",
        "DUMP_ZSTD, professional-ds, product-unknown",
        "DUMP_ZSTD, '', ''",
        "AURA_DS_TAR, enterprise-ds, ''",
        "AURA_DS_TAR, enterprise-db, wrong-product",
        "AURA_DS_TAR, '', product-unknown"
    })
    void aTarIsForAuraDsAndAllElseIsNot(BackupFormat format, String type, String code) throws IOException {
        Map<String, String> fields = type.isEmpty() ? Map.of("storage", "8GB") : Map.of("type", type, "storage", "8GB");
        List<String> expected = code.isEmpty() ? List.of() : List.of(code);

        assertThat(codes(file(format), fields))
                .filteredOn(each -> each.contains("product"))
                .isEqualTo(expected);
    }

    @Test
    void onlyTheNewestFormatNeedsANewerNeo4j() throws IOException {
        for (BackupFormat format : BackupFormat.values()) {
            assertThat(codes(file(format), Map.of()).contains("file-needs-newer"))
                    .as(format.name())
                    .isEqualTo(format == BackupFormat.BACKUP_ZSTD_3);
        }
    }

    @Test
    void whatUnpacksToMoreThanThereIsMayNotFit() throws IOException {
        BackupFile large =
                BackupFile.inspect(SampleDump.write(directory.resolve("large.dump"), new byte[1025 * MEGABYTE / 512]));
        long bytes = large.uncompressedSize().orElseThrow();
        assertThat(bytes).isBetween(2L * MEGABYTE, 3L * MEGABYTE);

        assertThat(codes(large, Map.of("storage", "2MB"))).contains("may-not-fit");
        assertThat(codes(large, Map.of("storage", "2.1MB"))).doesNotContain("may-not-fit", "size-not-compared");
        assertThat(codes(large, Map.of())).contains("size-not-compared").doesNotContain("may-not-fit");
    }

    /** As if it had been verified, and as if not: a core reads 100 MB of a file in a second. */
    @Test
    void verifyingTakesTimeUnlessItWasDone() throws IOException {
        Path path = Files.write(directory.resolve("a.dump"), Samples.of(BackupFormat.DUMP_ZSTD));
        try (RandomAccessFile sparse = new RandomAccessFile(path.toFile(), "rw")) {
            sparse.setLength(1_000_000_000);
        }
        BackupFile file = BackupFile.inspect(path);
        OptionalDouble rate = OptionalDouble.of(10_000_000);

        Duration unread = FileEstimate.of(file, Known.NO, rate).duration();
        Duration read = FileEstimate.of(file, Known.YES, rate).duration();

        assertThat(unread.minus(read)).isEqualTo(Duration.ofSeconds(10));
        // 100 s to send it; to load it five minutes, and three for each GiB
        assertThat(read).isEqualTo(Duration.ofSeconds(100 + 300 + 168));
        assertThat(FileEstimate.of(file, Known.YES, OptionalDouble.empty()).duration())
                .isEqualTo(Duration.ofSeconds(80 + 300 + 168));
    }
}
