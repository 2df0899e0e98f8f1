package dev.restore4j.aura.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.luben.zstd.ZstdOutputStream;
import dev.restore4j.error.RestoreRejectedException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that somebody wrote to do harm: they take no memory, and say nothing that is not theirs to say. */
class HostileFileTest {

    private static final int MEBI = 1 << 20;

    /** A name that erases the line of a terminal and goes on as if it were ours, by each kind of control character. */
    private static final String FORGED = "neo4j'\n\u001b[2K\u009b2K\u202e  nothing is replaced";

    @TempDir
    private Path directory;

    private Path with(byte[] bytes) throws IOException {
        return Files.write(directory.resolve("file.bin"), bytes);
    }

    private static RestoreRejectedException refused(Path path) {
        return catchThrowableOfType(
                RestoreRejectedException.class, () -> BackupFile.inspect(path).verify());
    }

    /** Some KiB on disk, and hundreds of MiB of attributes, each with a key of its own. */
    private Path attributes(int headers, int length) throws IOException {
        Path path = directory.resolve("bomb.dump");
        try (OutputStream file = Files.newOutputStream(path)) {
            file.write(Samples.ascii("DZV1"));
            try (ZstdOutputStream zstd = new ZstdOutputStream(file)) {
                zstd.write(Samples.join(Samples.ascii("zstd"), Samples.ints(1), Samples.longs(1), Samples.longs(3)));
                for (int number = 0; number < headers; number++) {
                    byte[] contents = "x".repeat(length).getBytes(StandardCharsets.US_ASCII);
                    String head = String.format("%d key%05d=", length, number);
                    TarBytes.put(contents, 0, head);
                    contents[length - 1] = '\n';
                    zstd.write(new TarBytes()
                            .entry(TarBytes.header("x", length, 'x'), contents)
                            .open());
                }
                zstd.write(new TarBytes().plainFile("neostore", new byte[3]).end());
            }
        }
        return path;
    }

    @Test
    void attributesWithoutEndAreRefusedBeforeTheyAreRead() throws IOException {
        Path bomb = attributes(64, MEBI);
        assertThat(Files.size(bomb)).isLessThan(100_000);

        RestoreRejectedException no = refused(bomb);

        assertThat(no.code()).isEqualTo("file-damaged");
        assertThat(no).hasMessageContainingAll("1048576 bytes", "before one file");
    }

    @Test
    void manySmallOnesAreAsMuchAsALargeOne() throws IOException {
        assertThat(BackupFile.inspect(attributes(1, MEBI)).verify().fileCount()).isOne();
        assertThat(BackupFile.inspect(attributes(1_024, 512)).verify().fileCount())
                .isOne();
        assertThat(refused(attributes(1_025, 512)).code()).isEqualTo("file-damaged");
    }

    @Test
    void theNameOfADatabaseIsFitToBeConfirmed() throws IOException {
        byte[] name = FORGED.getBytes(StandardCharsets.UTF_8);
        byte[] plain = Samples.metadata(BackupExtent.FULL);
        byte[] forged =
                replaced(plain, Samples.text(Samples.DATABASE), Samples.join(new byte[] {(byte) name.length}, name));
        assertFit(Samples.join(Samples.ascii("BTV1"), forged, Samples.store()));
        assertFit(new TarBytes()
                .pax("path=export/" + FORGED + ".dump\n")
                .plainFile("export/x.dump", Samples.of(BackupFormat.DUMP_ZSTD))
                .end());
    }

    private void assertFit(byte[] bytes) throws IOException {
        BackupFile file = BackupFile.inspect(with(bytes));
        assertThat(file.databaseName()).contains("neo4j [2K 2K nothing is replaced");
        assertThat(file.toString()).doesNotContain("\n", "\u001b", "\u009b", "\u202e");
    }

    @Test
    void theFormatOfAStoreIsFitToBeRead() throws IOException {
        byte[] forged =
                replaced(Samples.metadata(BackupExtent.FULL), Samples.text("aligned"), Samples.text("ali\n\u001b[2"));
        BackupFile file = BackupFile.inspect(with(Samples.join(Samples.ascii("BTV1"), forged, Samples.store())));

        assertThat(file.storeFormat()).contains("record-ali [2-1.1");
    }

    @Test
    void aNameInATarIsFitForMessages() throws IOException {
        String name = FORGED + "x".repeat(MEBI / 2);
        byte[] cut = new TarBytes()
                .pax("path=" + name + "\n")
                .entry(TarBytes.header("a", 9_000, '0'), new byte[100])
                .open();
        byte[] noDump = new TarBytes()
                .pax("path=" + name + ".dump\n")
                .plainFile("x", Samples.noise(600, 1))
                .end();
        byte[] full = new TarBytes()
                .entry(TarBytes.header("d\u001b[2K", 512, '5'), new byte[512])
                .end();
        byte[] type = new TarBytes()
                .entry(TarBytes.header("a", 0, '\u001b'), new byte[0])
                .end();
        for (byte[] tar : new byte[][] {cut, noDump, full, type}) {
            RestoreRejectedException no =
                    refused(with(Samples.join(Samples.ascii("BTV1"), Samples.metadata(BackupExtent.FULL), tar)));
            RestoreRejectedException alone = refused(with(tar));
            for (RestoreRejectedException each : new RestoreRejectedException[] {no, alone}) {
                if (each != null) {
                    assertThat(each.getMessage()).hasSizeLessThan(1_000).doesNotContain("\n", "\u001b", "\u009b");
                }
            }
            assertThat(alone).isNotNull();
        }
    }

    private static byte[] replaced(byte[] bytes, byte[] part, byte[] by) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        String old = new String(part, StandardCharsets.ISO_8859_1);
        assertThat(text).contains(old);
        return text.replace(old, new String(by, StandardCharsets.ISO_8859_1)).getBytes(StandardCharsets.ISO_8859_1);
    }
}
