package dev.restore4j.aura.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Of which file a proof is one, and what it is remembered as. */
class BackupProofTest {

    private static final FileTime STAMP = FileTime.fromMillis(1_795_000_000_000L);

    @TempDir
    private Path directory;

    private Path path;
    private BackupProof proof;

    @BeforeEach
    void prove() throws IOException {
        path = directory.resolve("a.dump");
        write(Samples.of(BackupFormat.DUMP_ZSTD));
        proof = BackupFile.inspect(path).verify();
    }

    /** In place, so that it stays the same file for its disk. */
    private void write(byte[] bytes) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            file.setLength(bytes.length);
            file.write(bytes);
        }
        Files.setLastModifiedTime(path, STAMP);
    }

    private boolean isOfWhatIsThere() {
        return proof.isOf(BackupFile.inspect(path));
    }

    @Test
    void isOfTheFileThatWasVerifiedUnderAnyName() throws IOException {
        assertThat(isOfWhatIsThere()).isTrue();
        path = Files.move(path, directory.resolve("b.dump"));
        assertThat(isOfWhatIsThere()).isTrue();
    }

    @Test
    void isNotOfOneThatWasWrittenTo() throws IOException {
        Files.setLastModifiedTime(path, FileTime.fromMillis(STAMP.toMillis() + 1));
        assertThat(isOfWhatIsThere()).isFalse();
    }

    @Test
    void isNotOfALongerOne() throws IOException {
        write(Arrays.copyOf(Samples.of(BackupFormat.DUMP_ZSTD), (int) proof.size() + 1));
        assertThat(isOfWhatIsThere()).isFalse();
    }

    @Test
    void isNotOfAnotherInItsPlace() throws IOException {
        Path other = Files.copy(path, directory.resolve("other"), StandardCopyOption.COPY_ATTRIBUTES);
        Files.move(other, path, StandardCopyOption.REPLACE_EXISTING);
        assertThat(isOfWhatIsThere()).isFalse();
    }

    @Test
    void isNotOfOneOfAnotherKind() throws IOException {
        write(Arrays.copyOf(Samples.of(BackupFormat.BACKUP_TAR_1), (int) proof.size()));
        assertThat(isOfWhatIsThere()).isFalse();
        write(Samples.of(BackupFormat.DUMP_ZSTD));
        assertThat(isOfWhatIsThere()).as("the same stamp").isTrue();
    }

    @Test
    void isRememberedWithAllThatItKnows() {
        assertThat(proof.toText())
                .isEqualTo("proof1 format=DUMP_ZSTD size=" + proof.size() + " modified=" + STAMP.toInstant() + " key="
                        + java.net.URLEncoder.encode(
                                BackupFile.inspect(path).fileKey().orElse(""), java.nio.charset.StandardCharsets.UTF_8)
                        + " crc32=" + proof.crc32() + " files=" + Samples.FILES + " bytes=" + Samples.bytes()
                        + " checks=COUNTS,FRAME_CHECKSUM,NOTHING_TRAILING,TAR_STRUCTURE gaps=");
        BackupProof read = BackupProof.parse(proof.toText()).orElseThrow();
        assertThat(read.crc32()).isEqualTo(proof.crc32());
        assertThat(read.fileCount()).isEqualTo(Samples.FILES);
        assertThat(read.uncompressedBytes()).isEqualTo(Samples.bytes());
        assertThat(read.checks()).isEqualTo(proof.checks());
        assertThat(read.gaps()).isEmpty();
        assertThat(read.isStill(path)).isTrue();
    }
}
