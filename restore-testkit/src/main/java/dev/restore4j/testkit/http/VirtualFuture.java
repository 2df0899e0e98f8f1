package dev.restore4j.testkit.http;

import dev.restore4j.testkit.time.VirtualTime;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A future whose blocking methods wait in virtual time, so that a caller does not keep the run token while it blocks. */
final class VirtualFuture<T> extends CompletableFuture<T> {

    private final VirtualTime time;

    VirtualFuture(VirtualTime time) {
        this.time = time;
    }

    @Override
    public <U> CompletableFuture<U> newIncompleteFuture() {
        return new VirtualFuture<>(time);
    }

    @Override
    public T get() throws InterruptedException, ExecutionException {
        time.await(this, Long.MAX_VALUE);
        return super.get();
    }

    @Override
    public T get(long timeout, TimeUnit unit) throws InterruptedException, ExecutionException, TimeoutException {
        if (!time.await(this, time.nanoTime() + unit.toNanos(timeout))) {
            throw new TimeoutException("not done after " + timeout + " " + unit);
        }
        return super.get();
    }

    @Override
    public T join() {
        try {
            time.await(this, Long.MAX_VALUE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            if (!isDone()) {
                throw new CompletionException(e);
            }
        }
        return super.join();
    }
}
