package dev.restore4j.aura.upload;

import dev.restore4j.testkit.time.ScaledTime;
import dev.restore4j.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/**
 * Time for a workbench that stands still while somebody works, however long that takes, and passes over what is waited for while
 * nobody does, as pauses are. A wait may end before its time, so that whoever waits can look around: {@link ScriptedBench} waits again.
 */
final class StillTime implements TimeSource {

    private static final Duration GLANCE = Duration.ofMillis(1);

    private final ScaledTime time;
    private final BooleanSupplier busy;
    private final AtomicInteger forked = new AtomicInteger();

    /**
     * Still time.
     *
     * @param time moved by nobody but this and the test
     * @param busy whether somebody works, besides the threads that were forked here; asked by the thread that waits
     */
    StillTime(ScaledTime time, BooleanSupplier busy) {
        this.time = time;
        this.busy = busy;
    }

    @Override
    public Instant now() {
        return time.now();
    }

    @Override
    public long nanoTime() {
        return time.nanoTime();
    }

    @Override
    public boolean await(CompletableFuture<?> signal, long deadlineNanos) throws InterruptedException {
        if (signal.isDone()) {
            return true; // nobody waits, and whoever could have been busy is not asked
        }
        if (forked.get() > 0 || busy.getAsBoolean()) {
            TimeSource real = TimeSource.system();
            return real.await(signal, real.nanoTime() + GLANCE.toNanos());
        }
        long left = deadlineNanos - nanoTime();
        if (left > 0) {
            time.advance(Duration.ofNanos(left));
        }
        return signal.isDone();
    }

    @Override
    public Thread fork(String name, Runnable task) {
        forked.incrementAndGet();
        return time.fork(name, () -> {
            try {
                task.run();
            } finally {
                forked.decrementAndGet();
            }
        });
    }
}
