package dev.restore4j.aura;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restore4j.aura.backup.BackupFormat;
import dev.restore4j.aura.backup.Samples;
import dev.restore4j.aura.upload.VirtualBench;
import dev.restore4j.testkit.time.VirtualTime;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A file is proven under a time stamp that nobody else can write under any more. */
class SettledTest {

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({
        "-3600000, 0, true",
        "-2000, 0, true",
        "-1999, 1, true",
        "-500, 1500, true",
        "0, 2000, true",
        "1500, 3500, true",
        "2001, 0, false",
        "3600000, 0, false"
    })
    void whatWasJustWrittenIsWaitedFor(long written, long waited, boolean settled) throws Exception {
        VirtualTime time = new VirtualTime();
        Instant began = time.now();
        Path file = directory.resolve("a.dump");
        write(file, BackupFormat.DUMP_ZSTD, began.plusMillis(written));

        Settled seen = Settled.inspect(file, new VirtualBench(time));

        assertThat(seen.isSettled()).isEqualTo(settled);
        assertThat(Duration.between(began, time.now())).isEqualTo(Duration.ofMillis(waited));
    }

    @Test
    void whatIsWrittenMeanwhileIsSeen() throws Exception {
        VirtualTime time = new VirtualTime();
        Path file = directory.resolve("a.dump");
        write(file, BackupFormat.DUMP_ZSTD, time.now());
        VirtualBench bench = new VirtualBench(time) {
            @Override
            public boolean await(CompletableFuture<?> signal, long deadlineNanos) throws InterruptedException {
                if (deadlineNanos - time.nanoTime() == Duration.ofSeconds(2).toNanos()) {
                    write(file, BackupFormat.BACKUP_ZSTD_1, time.now().plusSeconds(1));
                }
                return super.await(signal, deadlineNanos);
            }
        };

        Settled seen = Settled.inspect(file, bench);

        assertThat(seen.file().format()).isEqualTo(BackupFormat.BACKUP_ZSTD_1);
        assertThat(seen.isSettled()).isFalse();
    }

    private static void write(Path file, BackupFormat format, Instant stamp) {
        try {
            Files.write(file, Samples.of(format));
            Files.setLastModifiedTime(file, FileTime.from(stamp));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
