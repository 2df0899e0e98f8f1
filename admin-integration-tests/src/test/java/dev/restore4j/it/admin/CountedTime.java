package dev.restore4j.it.admin;

import dev.restore4j.time.TimeSource;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;

/** A time that counts how often somebody has waited on it. */
final class CountedTime implements TimeSource {

    private final TimeSource time;
    private final AtomicLong waits = new AtomicLong();

    CountedTime(TimeSource time) {
        this.time = time;
    }

    long waits() {
        return waits.get();
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
        boolean done = time.await(signal, deadlineNanos);
        waits.incrementAndGet();
        return done;
    }

    @Override
    public Thread fork(String name, Runnable task) {
        return time.fork(name, task);
    }
}
