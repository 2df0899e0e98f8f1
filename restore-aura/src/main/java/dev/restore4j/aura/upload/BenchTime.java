package dev.restore4j.aura.upload;

import dev.restore4j.spi.Workbench;
import dev.restore4j.time.TimeSource;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The workbench as a time source, so that every exchange is cut short by a cancellation. For the workbench's thread. */
final class BenchTime implements TimeSource {

    private final Workbench bench;
    private @Nullable InterruptedException end;

    BenchTime(Workbench bench) {
        this.bench = bench;
    }

    @Override
    public Instant now() {
        return bench.time().now();
    }

    @Override
    public long nanoTime() {
        return bench.time().nanoTime();
    }

    @Override
    public boolean await(CompletableFuture<?> signal, long deadlineNanos) throws InterruptedException {
        try {
            return bench.await(signal, deadlineNanos);
        } catch (InterruptedException e) {
            end = e;
            throw e;
        }
    }

    @Override
    public Thread fork(String name, Runnable task) {
        return bench.time().fork(name, task);
    }

    /** {@return what the workbench threw, whose type says why; else what was caught} */
    InterruptedException original(InterruptedException caught) {
        return end == null ? caught : end;
    }
}
