package dev.restore4j.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.restore4j.admin.process.Waiting;
import dev.restore4j.time.TimeSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileTreesTest {

    @TempDir
    Path directory;

    /** Waits for nothing, and is cut short when it has waited so often. */
    private static final class Counting implements Waiting {
        private final int most;
        private int waits;

        Counting(int most) {
            this.most = most;
        }

        @Override
        public TimeSource time() {
            return TimeSource.system();
        }

        @Override
        public boolean await(CompletableFuture<?> signal, long deadlineNanos) throws InterruptedException {
            assertThat(deadlineNanos - time().nanoTime())
                    .as("it waits for nothing")
                    .isNotPositive();
            waits++;
            if (waits == most) {
                throw new InterruptedException();
            }
            return false;
        }
    }

    @Test
    void aLongSumCanBeCutShort() throws Exception {
        byte[] content = new byte[5 * 1024 * 1024 + 1];
        content[content.length - 1] = 1;
        Path file = Files.write(directory.resolve("large"), content);
        CRC32 crc = new CRC32();
        crc.update(content);
        Counting waiting = new Counting(Integer.MAX_VALUE);

        assertThat(FileTrees.crc32(file, waiting)).isEqualTo(crc.getValue());
        assertThat(waiting.waits).isGreaterThanOrEqualTo(5);
        assertThatThrownBy(() -> FileTrees.crc32(file, new Counting(2))).isInstanceOf(InterruptedException.class);
    }

    @Test
    void anInterruptForcesADirectoryAllTheSame() throws IOException {
        Thread.currentThread().interrupt();
        FileTrees.force(directory);

        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void directoriesAreMadeUpToTheFirstThatIsThere() throws IOException {
        Path deep = directory.resolve("a/b/c");
        FileTrees.makeDirectories(deep);
        FileTrees.makeDirectories(deep);

        assertThat(deep).isDirectory();
    }
}
