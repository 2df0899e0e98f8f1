package dev.restore4j.testkit.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restore4j.testkit.admin.RawZstd.Problem;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DumpArchiveTest {

    private static byte[] written(int size) {
        return DumpArchive.write(Map.of("content", "a".repeat(size).getBytes(StandardCharsets.UTF_8)));
    }

    /** The published test values of the algorithm. */
    @ParameterizedTest
    @CsvSource({
        "'', ef46db3751d8e999",
        "a, d24ec4f1a98c6e5b",
        "abc, 44bc2cf5ad770999",
        "'The quick brown fox jumps over the lazy dog', 0b242d361fda71bc",
    })
    void theChecksumIsXxh64(String text, String hash) {
        assertThat(Xxh64.of(text.getBytes(StandardCharsets.US_ASCII))).isEqualTo(Long.parseUnsignedLong(hash, 16));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 511, 512, 513, 127_000, 131_072, 400_000})
    void whatIsWrittenIsRead(int size) {
        DumpArchive read = DumpArchive.read(written(size));
        assertThat(read.problem()).isEqualTo(Problem.NONE);
        assertThat(read.counts()).contains(new DumpArchive.Counts(1, size));
        assertThat(read.files())
                .hasEntrySatisfying("content", bytes -> assertThat(bytes).hasSize(size));
    }

    @Test
    void itBeginsAsARealOneDoes() {
        byte[] archive = written(10);
        assertThat(HexFormat.of().formatHex(archive, 0, 10)).isEqualTo("445a563128b52ffd0458");
    }

    @Test
    void everyCutIsFound() {
        byte[] archive = written(3000);
        for (int length = 0; length < archive.length; length++) {
            assertThat(DumpArchive.read(Arrays.copyOf(archive, length)).problem())
                    .as("cut to " + length)
                    .isNotEqualTo(Problem.NONE);
        }
        assertThat(DumpArchive.read(Arrays.copyOf(archive, archive.length / 2)).problem())
                .isEqualTo(Problem.CUT);
        assertThat(DumpArchive.read(Arrays.copyOf(archive, archive.length - 4)).problem())
                .isEqualTo(Problem.INVALID);
        assertThat(DumpArchive.read(Arrays.copyOf(archive, archive.length + 1)).problem())
                .isEqualTo(Problem.INVALID);
    }

    @Test
    void everyWrongBitIsFound() {
        byte[] archive = written(600);
        for (int bit = 0; bit < archive.length * 8; bit++) {
            byte[] flipped = archive.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(DumpArchive.read(flipped).problem()).as("bit " + bit).isNotEqualTo(Problem.NONE);
        }
    }
}
