package dev.restore4j.aura.backup;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.ZstdInputStream;
import dev.restore4j.error.RestoreRejectedException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of a file that is not what was written. */
class DamageTest {

    private static final int PLACES = 1_000;
    private static final Set<String> CODES =
            Set.of("file-truncated", "file-damaged", "file-kind-unknown", "file-split", "file-empty");

    @TempDir
    private Path directory;

    /** {@return the code of the rejection; empty where the file was found whole} */
    private static Optional<String> found(Path path) {
        try {
            BackupFile.inspect(path).verify();
            return Optional.empty();
        } catch (RestoreRejectedException e) {
            assertThat(e).hasMessageContaining(path.toString());
            assertThat(e.code()).isIn(CODES);
            return Optional.of(e.code());
        }
    }

    private Optional<String> found(byte[] bytes) throws IOException {
        return found(Files.write(directory.resolve("damaged"), bytes));
    }

    /** A tar is cut like all others: its end is a part of it. */
    @ParameterizedTest
    @EnumSource
    void aCutIsFoundAtEachThousandth(BackupFormat format) throws IOException {
        byte[] whole = Samples.of(format);
        Path path = Files.write(directory.resolve("cut"), whole);
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            for (int part = PLACES - 1; part >= 0; part--) {
                file.setLength((long) whole.length * part / PLACES);
                // Of a tar without its first header, nobody can say what it is.
                boolean unknown = format == BackupFormat.AURA_DS_TAR && file.length() < 512;
                assertThat(found(path))
                        .as("%s, cut to %d of %d", format, file.length(), whole.length)
                        .contains(file.length() == 0 ? "file-empty" : unknown ? "file-kind-unknown" : "file-truncated");
            }
        }
        assertThat(found(Arrays.copyOf(whole, whole.length - 1))).contains("file-truncated");
        for (int header = 1; header < Math.min(200, whole.length); header++) {
            assertThat(found(Arrays.copyOf(whole, header)).isPresent())
                    .as("%s, of which there are %d bytes", format, header)
                    .isTrue();
        }
    }

    /**
     * A bit of the packed bytes may mean nothing: the operating system that gzip notes, a window that is larger than needed.
     * Then what is unpacked is the same, and only then a flip may stay.
     */
    @ParameterizedTest
    @EnumSource(names = "BACKUP_TAR_.*", mode = EnumSource.Mode.MATCH_NONE)
    void aFlippedBitIsFoundWhereThereIsAChecksum(BackupFormat format) throws IOException {
        byte[] whole = Samples.of(format);
        Random random = new Random(20_261_120);
        int first = Samples.bareBytes(format);
        int same = 0;
        Path path = Files.write(directory.resolve("flipped"), whole);
        for (int place = 0; place < PLACES; place++) {
            byte[] flipped = whole.clone();
            int at = checkedPlace(format, whole, first + random.nextInt(whole.length - first));
            flipped[at] ^= (byte) (1 << random.nextInt(8));
            Files.write(path, flipped);
            if (found(path).isEmpty()) {
                assertThat(unpacked(format, flipped))
                        .as("%s, flipped at %d", format, at)
                        .isEqualTo(unpacked(format, whole));
                same++;
            }
        }
        assertThat(same).as("flips that change nothing").isLessThanOrEqualTo(5);
    }

    /** What a tar of AuraDS has beside its dump is under no checksum; the proof says so. */
    private static int checkedPlace(BackupFormat format, byte[] whole, int place) {
        int beside = format == BackupFormat.AURA_DS_TAR ? indexOf(whole, Samples.noise(700, 5)) : whole.length;
        return place >= beside && place < beside + 700 ? place + 1024 : place;
    }

    private static int indexOf(byte[] bytes, byte[] part) {
        for (int at = 0; at <= bytes.length - part.length; at++) {
            if (Arrays.equals(bytes, at, at + part.length, part, 0, part.length)) {
                return at;
            }
        }
        throw new AssertionError("not there");
    }

    /** Each bit of what begins a file, and each bit of what ends it. */
    @ParameterizedTest
    @EnumSource(names = "BACKUP_TAR_.*", mode = EnumSource.Mode.MATCH_NONE)
    void eachFlippedBitOfTheFrameIsFound(BackupFormat format) throws IOException {
        byte[] whole = Samples.of(format);
        Set<Integer> places = new HashSet<>();
        for (int i = 0; i < 24; i++) {
            places.add(Samples.bareBytes(format) + i);
            places.add(whole.length - 1 - i);
        }
        for (int at : places) {
            for (int bit = 0; bit < 8; bit++) {
                byte[] flipped = whole.clone();
                flipped[at] ^= (byte) (1 << bit);
                if (found(flipped).isEmpty()) {
                    assertThat(unpacked(format, flipped))
                            .as("%s, flipped at %d", format, at)
                            .isEqualTo(unpacked(format, whole));
                }
            }
        }
    }

    private static Map<String, Integer> unpacked(BackupFormat format, byte[] bytes) throws IOException {
        InputStream in = new ByteArrayInputStream(bytes);
        if (format.isZstd()) {
            in.skipNBytes(format == BackupFormat.DUMP_ZSTD_LEGACY ? 0 : Math.max(4, Samples.bareBytes(format)));
            return Map.of("", Arrays.hashCode(new ZstdInputStream(in).readAllBytes()));
        }
        if (format.isGzip()) {
            in.skipNBytes(format == BackupFormat.DUMP_GZIP ? 4 : 0);
            return Map.of("", Arrays.hashCode(new GZIPInputStream(in).readAllBytes()));
        }
        TarWalk tar = new TarWalk(in);
        Map<String, Integer> files = new LinkedHashMap<>();
        for (Optional<TarEntry> entry = tar.next(); entry.isPresent(); entry = tar.next()) {
            byte[] contents = tar.contents().readAllBytes();
            // What is beside the dump is under no checksum; the proof says that.
            files.put(entry.get().toString(), entry.get().isDump() ? Arrays.hashCode(contents) : contents.length);
        }
        return files;
    }

    @ParameterizedTest
    @EnumSource
    void whateverFollowsIsFound(BackupFormat format) throws IOException {
        byte[] whole = Samples.of(format);
        boolean plainTar = !format.isZstd() && !format.isGzip();
        Map<String, byte[]> tails = new LinkedHashMap<>();
        tails.put("a byte", new byte[] {7});
        tails.put("a zero", new byte[1]);
        tails.put("four bytes", new byte[] {1, 2, 3, 4});
        tails.put("four zeros", new byte[4]);
        tails.put("a frame", Samples.frame(true, Samples.ascii("more")));
        tails.put("a frame to be skipped", new byte[] {0x50, 0x2A, 0x4D, 0x18, 4, 0, 0, 0, 1, 2, 3, 4});
        tails.put("an empty frame", Samples.frame(true));
        tails.put("a member of gzip", Samples.gzip(new byte[] {1}));
        tails.put("itself", whole);
        tails.put("a block of something", Samples.noise(512, 9));
        tails.forEach((what, tail) -> {
            try {
                assertThat(found(Samples.join(whole, tail)))
                        .as("%s with %s behind it", format, what)
                        .contains("file-damaged");
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
        // The end of a tar may have as many blocks of zeros as its writer likes: there, they are no damage.
        assertThat(found(Samples.join(whole, new byte[512])).isPresent())
                .as("%s with zeros behind it", format)
                .isEqualTo(!plainTar);
    }

    /** The statement of the documents: without a checksum, changed contents are not found, and the proof says so. */
    @ParameterizedTest
    @EnumSource(names = "BACKUP_TAR_.*", mode = EnumSource.Mode.MATCH_ALL)
    void withoutAChecksumAChangeInAFileIsNotFound(BackupFormat format) throws IOException {
        byte[] whole = Samples.of(format);
        byte[] flipped = whole.clone();
        flipped[whole.length - 1024 - 1024] ^= 1;
        assertThat(found(flipped)).isEmpty();
        assertThat(BackupFile.inspect(directory.resolve("damaged")).verify().gaps())
                .contains(BackupGap.NO_CHECKSUM_OF_CONTENTS);

        int structure = whole.length - 1024;
        for (int at = structure; at < whole.length; at += 7) {
            byte[] end = whole.clone();
            end[at] ^= 1;
            assertThat(found(end)).as("the end, at %d", at).isPresent();
        }
        int headers = 0;
        for (int block = whole.length % 512; block < whole.length; block += 512) {
            byte[] bytes = Arrays.copyOfRange(whole, block, block + 512);
            if (TarHeader.hasRightSum(bytes)) {
                headers++;
                for (int at = 0; at < 148; at += 4) {
                    byte[] header = whole.clone();
                    header[block + at] ^= 2;
                    assertThat(found(header)).as("a header, at %d", block + at).isPresent();
                }
            }
        }
        assertThat(headers).as("headers").isGreaterThan(Samples.FILES);
    }

    @Test
    void theMetadataOfTheNewestBackupIsUnderNoChecksum() throws IOException {
        byte[] whole = Samples.of(BackupFormat.BACKUP_ZSTD_3);
        int name = new String(whole, StandardCharsets.ISO_8859_1).indexOf(Samples.DATABASE);
        whole[name] = 'O';
        Path path = Files.write(directory.resolve("renamed"), whole);

        assertThat(BackupFile.inspect(path).databaseName()).contains("Orders");
        assertThat(BackupFile.inspect(path).verify().gaps()).containsExactly(BackupGap.NO_CHECKSUM_OF_METADATA);
    }

    @Test
    void theNumbersOfTheHeaderAreComparedWithWhatIsThere() throws IOException {
        for (long[] wrong : new long[][] {
            {Samples.FILES - 1, Samples.bytes()},
            {Samples.FILES + 1, Samples.bytes()},
            {Samples.FILES, Samples.bytes() - 1},
            {Samples.FILES, Samples.bytes() + 1}
        }) {
            byte[] counts = Samples.join(Samples.ints(1), Samples.longs(wrong[0]), Samples.longs(wrong[1]));
            assertThat(found(Samples.join(Samples.ascii("DZV1"), Samples.zstd(counts, Samples.store()))))
                    .contains("file-damaged");
        }
    }
}
