package dev.restore4j.time;

import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The machine's clock and real waits: the only class that reads a clock or blocks on one. */
final class SystemTime implements TimeSource {

    static final SystemTime INSTANCE = new SystemTime();

    private final Clock clock = Clock.systemUTC();

    private SystemTime() {}

    @Override
    public Instant now() {
        return clock.instant();
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public boolean await(CompletableFuture<?> signal, long deadlineNanos) throws InterruptedException {
        try {
            signal.get(Math.max(0, deadlineNanos - nanoTime()), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException e) {
            return signal.isDone();
        } catch (ExecutionException | CancellationException e) {
            return true;
        }
    }

    @Override
    public Thread fork(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
