package dev.restore4j.aura.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bytes of a file as they are read, skipped, and summed. */
class FileBytesTest {

    @TempDir
    private Path directory;

    @Test
    void eachByteIsInTheChecksumOnceWhereverItIsReadTo() throws IOException {
        byte[] content = Samples.noise(200_000, 4);
        CRC32 expected = new CRC32();
        expected.update(content);
        try (RandomAccessFile file = open(content)) {
            FileBytes bytes = FileBytes.reading(file, position -> {});
            byte[] into = new byte[1_000];
            Arrays.fill(into, (byte) 7);

            assertThat(bytes.read(into, 300, 700)).isEqualTo(700);
            assertThat(bytes.read()).isEqualTo(content[700] & 0xFF);
            bytes.skipNBytes(150_000);
            assertThat(bytes.position()).isEqualTo(150_701);
            byte[] rest = bytes.readAllBytes();

            assertThat(Arrays.copyOfRange(into, 300, 1_000)).isEqualTo(Arrays.copyOf(content, 700));
            assertThat(into[299]).isEqualTo((byte) 7);
            assertThat(rest).isEqualTo(Arrays.copyOfRange(content, 150_701, content.length));
            assertThat(bytes.crc32()).isEqualTo(expected.getValue());
        }
    }

    @Test
    void itEndsWhereItIsToldToAndGoesOnWhenThatIsLifted() throws IOException {
        try (RandomAccessFile file = open(Samples.noise(100, 4))) {
            FileBytes bytes = FileBytes.seeking(file);
            bytes.endAt(60);

            assertThat(bytes.readNBytes(80)).hasSize(60);
            assertThat(bytes.read()).isNegative();
            bytes.endAt(Long.MAX_VALUE);
            assertThat(bytes.skip(30)).isEqualTo(30);
            assertThat(bytes.readAllBytes()).hasSize(10);
        }
    }

    private RandomAccessFile open(byte[] content) throws IOException {
        return new RandomAccessFile(
                Files.write(directory.resolve("bytes"), content).toFile(), "r");
    }
}
