package dev.restore4j.aura.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.restore4j.error.RestoreRejectedException;
import dev.restore4j.error.UnavailableException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What is no file to restore from: each says what, where, and what to do now. */
class BadInputTest {

    @TempDir
    private Path directory;

    private static void assertRefused(Path path, String code, String... words) {
        assertThatThrownBy(() -> BackupFile.inspect(path).verify())
                .isInstanceOfSatisfying(
                        RestoreRejectedException.class,
                        e -> assertThat(e.code()).isEqualTo(code))
                .hasMessageStartingWith(path.toAbsolutePath() + ": ")
                .hasMessageContainingAll(words)
                .hasMessageEndingWith(".");
    }

    private Path with(byte[] bytes) throws IOException {
        return Files.write(directory.resolve("file.backup"), bytes);
    }

    @Test
    void whatIsNoFile() throws IOException {
        assertRefused(directory.resolve("none.dump"), "file-missing", "no such file", "Correct the path");
        assertRefused(directory, "file-is-directory", "directory");
        assertRefused(with(new byte[0]), "file-empty", "no bytes");
        assertRefused(Path.of("/dev/null"), "file-unreadable", "not a regular file");
    }

    @Test
    void whatMayNotBeReadOrCannot() {
        Path path = Path.of("/var/backups/neo4j.dump");
        for (IOException error : new IOException[] {
            new AccessDeniedException(path.toString()),
            new FileNotFoundException(path + " (Permission denied)"),
            new IOException("Input/output error")
        }) {
            RestoreRejectedException refusal = Refusal.of(path, error);
            assertThat(refusal.code()).isEqualTo("file-unreadable");
            assertThat(refusal).hasMessageStartingWith(path + ": It cannot be read: ");
        }
    }

    @Test
    void whatIsSomethingElse() throws IOException {
        assertRefused(with(Samples.ascii("PK\3\4 a zip")), "file-kind-unknown", "50 4b 03 04", ".backup (BTV1", ".tar");
        assertRefused(with(new byte[5_000]), "file-kind-unknown", "00 00 00 00");
        assertRefused(with(Samples.ascii("BZV9 and so on")), "file-kind-unknown", "42 5a 56 39");
        assertRefused(with(Samples.gzip(Samples.noise(5_000, 3))), "file-kind-unknown", "gzip");
        assertRefused(with(Samples.frame(true, Samples.noise(5_000, 3))), "file-kind-unknown", "zstd");
        assertRefused(with(new TarBytes().file("notes.txt", new byte[7]).end()), "file-kind-unknown", "without a dump");
    }

    @Test
    void aPieceOfASplitDump() throws IOException {
        for (String mark : new String[] {"SMV1", "SDV1"}) {
            byte[] piece = Samples.join(Samples.ascii(mark), Samples.ints(2), new byte[16]);
            assertRefused(with(piece), "file-split", mark, "without --experimental-split-size");
        }
    }

    @Test
    void aHeaderAlone() throws IOException {
        assertRefused(with(Samples.ascii("DZV")), "file-truncated", "3 bytes");
        for (String mark : new String[] {"DZV1", "DGV1", "BTV1", "BTV2", "BZV1", "BZV2", "BZV3"}) {
            assertRefused(with(Samples.ascii(mark)), "file-truncated", "copy or export it again");
        }
    }

    @Test
    void aHeaderThatMakesNoSense() throws IOException {
        byte[] counts = Samples.join(Samples.ints(1), Samples.longs(3), Samples.longs(4));
        Map<String, byte[]> headers = Map.of(
                "must begin", Samples.join(Samples.ascii("DZV1"), Samples.noise(100, 1)),
                "where gzip", Samples.join(Samples.ascii("DGV1"), Samples.noise(100, 1)),
                "something else", Samples.join(Samples.ascii("DZV1"), Samples.frame(true, counts)),
                "version 7", Samples.join(Samples.ascii("DZV1"), Samples.zstd(Samples.ints(7), new byte[600])),
                "-1 files",
                        Samples.join(
                                Samples.ascii("DZV1"),
                                Samples.zstd(Samples.ints(1), Samples.longs(-1), Samples.longs(4))),
                "with -2 bytes",
                        Samples.join(
                                Samples.ascii("DZV1"),
                                Samples.zstd(Samples.ints(1), Samples.longs(3), Samples.longs(-2))),
                "metadata are of version 0", Samples.join(Samples.ascii("BTV2"), new byte[600]),
                "id of a store of version 0", Samples.join(Samples.ascii("BTV1"), new byte[600]));
        headers.forEach((words, bytes) -> {
            try {
                Path path = with(bytes);
                assertThatThrownBy(() -> BackupFile.inspect(path))
                        .isInstanceOfSatisfying(
                                RestoreRejectedException.class,
                                e -> assertThat(e.code()).isEqualTo("file-damaged"))
                        .message()
                        .containsIgnoringCase(words);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
    }

    @Test
    void whatATarCallsADumpMustBeOne() throws IOException {
        assertRefused(
                with(new TarBytes().file("orders.dump", Samples.noise(600, 1)).end()), "file-damaged", "orders.dump");
        byte[] backup = Samples.of(BackupFormat.BACKUP_ZSTD_1);
        assertRefused(with(new TarBytes().file("orders.dump", backup).end()), "file-damaged", "is no dump", "BZV1");
    }

    @Test
    void aDumpWithoutAFile() throws IOException {
        byte[] counts = Samples.join(Samples.ints(1), Samples.longs(0), Samples.longs(0));
        byte[] tar = new TarBytes().directory("./").end();
        assertRefused(
                with(Samples.join(Samples.ascii("DZV1"), Samples.zstd(counts, tar))), "file-damaged", "no file in it");
    }

    @Test
    void aFileThatIsWrittenToMeanwhile() throws IOException {
        Path path = with(Samples.of(BackupFormat.DUMP_ZSTD));
        BackupFile file = BackupFile.inspect(path);
        FileTime before = Files.getLastModifiedTime(path);

        assertThatThrownBy(() -> file.verify(read -> append(path)))
                .isInstanceOfSatisfying(
                        RestoreRejectedException.class,
                        e -> assertThat(e.code()).isEqualTo("file-changed"))
                .hasMessageContaining("bytes");
        with(Samples.of(BackupFormat.DUMP_ZSTD));
        Files.setLastModifiedTime(path, before);
        file.verify();
        Files.setLastModifiedTime(path, FileTime.fromMillis(before.toMillis() + 5));
        assertThatThrownBy(file::verify).hasMessageContaining("written to");
    }

    @Test
    void aFileThatIsOnlyTouchedMeanwhile() throws IOException {
        Path path = with(Samples.of(BackupFormat.DUMP_ZSTD));
        BackupFile file = BackupFile.inspect(path);
        FileTime later = FileTime.fromMillis(Files.getLastModifiedTime(path).toMillis() + 5);

        assertThatThrownBy(() -> file.verify(read -> touch(path, later))).hasMessageContaining("written to");

        List<Long> read = new ArrayList<>();
        assertThatThrownBy(() -> file.verify(read::add)).hasMessageContaining("written to");
        assertThat(read).as("what has changed before is not read").isEmpty();
    }

    @Test
    void anotherFileInItsPlace() throws IOException {
        Path path = with(Samples.of(BackupFormat.DUMP_ZSTD));
        BackupFile file = BackupFile.inspect(path);
        BackupProof proof = file.verify();
        FileTime before = Files.getLastModifiedTime(path);
        Path other = Files.write(directory.resolve("other"), Samples.of(BackupFormat.DUMP_ZSTD));
        Files.move(other, path, StandardCopyOption.REPLACE_EXISTING);
        Files.setLastModifiedTime(path, before);

        assertThat(proof.isStill(path)).isFalse();
        assertThat(proof.isStill(directory.resolve("gone"))).isFalse();
        assertThatThrownBy(file::verify).hasMessageContaining("another file");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aDiskThatDoesNotSayIsNoOtherFile() throws IOException {
        Path path = with(Samples.of(BackupFormat.DUMP_ZSTD));
        BackupProof proof = BackupFile.inspect(path).verify();
        Path circle = directory.resolve("circle");
        Files.createSymbolicLink(circle, circle);

        assertThatThrownBy(() -> proof.isStill(circle))
                .isInstanceOf(UnavailableException.class)
                .hasMessageContainingAll("circle", "FileSystemException", "Look at its disk");
    }

    @Test
    void whoeverListensMayEndIt() throws IOException {
        BackupFile file = BackupFile.inspect(with(Samples.of(BackupFormat.DUMP_ZSTD)));
        IllegalStateException enough = new IllegalStateException("enough");

        assertThatThrownBy(() -> file.verify(read -> {
                    throw enough;
                }))
                .isSameAs(enough);
    }

    @Test
    void aProofThatNobodyUnderstandsIsNone() throws IOException {
        String text = BackupFile.inspect(with(Samples.of(BackupFormat.DUMP_ZSTD)))
                .verify()
                .toText();
        assertThat(text).hasSizeLessThan(500).doesNotContain("\n");
        assertThat(BackupProof.parse(text)).isPresent();
        for (String other : new String[] {
            "",
            "proof2 " + text.substring(7),
            text.replace("crc32=", "crc="),
            text.replace("DUMP_ZSTD", "DUMP_LZ4"),
            text.replace("size=", "size=x"),
            text.replace("modified=2", "modified=x"),
            text.replace("COUNTS", "GUESSES")
        }) {
            assertThat(BackupProof.parse(other)).as(other).isEmpty();
        }
    }

    private static void touch(Path path, FileTime time) {
        try {
            Files.setLastModifiedTime(path, time);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void append(Path path) {
        try {
            Files.write(path, new byte[] {1}, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
