package dev.restore4j.aura.backup;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.ZstdOutputStream;
import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** More than a GiB of contents: counted beyond 32 bits, in little memory. */
class LargeFileTest {

    private static final long SIZE = 5L << 30;

    @TempDir
    private Path directory;

    @Test
    void isProvedInLittleMemory() throws IOException {
        Path path = directory.resolve("large.dump");
        try (OutputStream file = Files.newOutputStream(path)) {
            file.write(Samples.ascii("DZV1"));
            try (ZstdOutputStream zstd = new ZstdOutputStream(file).setChecksum(true)) {
                zstd.write(Samples.join(Samples.ascii("zstd"), Samples.ints(1), Samples.longs(1), Samples.longs(SIZE)));
                zstd.write(TarBytes.header("./neostore", SIZE, '0'));
                byte[] zeros = new byte[1 << 20];
                for (long written = 0; written < SIZE; written += zeros.length) {
                    zstd.write(zeros);
                }
                zstd.write(new byte[1024]);
            }
        }
        BackupFile file = BackupFile.inspect(path);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();

        BackupProof proof = file.verify();

        assertThat(proof.uncompressedBytes()).isEqualTo(SIZE).isEqualTo(file.fullSize());
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(4 << 20);
    }
}
