package dev.restore4j.aura;

import dev.restore4j.aura.backup.BackupFile;
import dev.restore4j.spi.Workbench;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;

/**
 * A file that was inspected when nothing could be written any more under the time stamp that it has. File systems have time stamps
 * of some milliseconds, and of up to two seconds: what is written twice within one looks as if it was written once, and what was
 * proven of it would be taken for proven.
 *
 * @param file as it was inspected
 * @param isSettled whether its time stamp was over by then; not so where it lies in the future, as beside a clock that is wrong
 */
record Settled(BackupFile file, boolean isSettled) {

    private static final Duration COARSEST = Duration.ofSeconds(2);

    /** {@return the file; where it was written just now, after having waited for some seconds} */
    static Settled inspect(Path path, Workbench bench) throws InterruptedException {
        Settled first = look(path, bench);
        Duration age = Duration.between(first.file().modified(), bench.time().now());
        if (first.isSettled() || age.abs().compareTo(COARSEST) > 0) {
            return first;
        }
        long deadline = bench.time().nanoTime() + COARSEST.minus(age).toNanos();
        boolean unused = bench.await(new CompletableFuture<Void>(), deadline);
        return look(path, bench);
    }

    private static Settled look(Path path, Workbench bench) throws InterruptedException {
        Instant before = bench.time().now();
        BackupFile file = Inspection.of(path, bench.time(), bench::await);
        return new Settled(file, !file.modified().plus(COARSEST).isAfter(before));
    }
}
