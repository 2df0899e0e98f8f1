package dev.restore4j.engine;

import dev.restore4j.spi.RestoreEnvironment;
import dev.restore4j.time.TimeSource;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A driver's waiting, which a request to cancel cuts short and the client's closing ends. */
final class Nap {

    private final RestoreEnvironment environment;
    private volatile CompletableFuture<Void> alarm = new CompletableFuture<>();
    private @Nullable CompletableFuture<?> heard;
    private @Nullable CompletableFuture<Void> heardBy;

    Nap(RestoreEnvironment environment) {
        this.environment = environment;
    }

    void take(Duration duration) throws InterruptedException {
        if (duration.isZero() || duration.isNegative()) {
            return;
        }
        TimeSource time = environment.time();
        if (!environment.isClosed() && time.await(alarm, time.nanoTime() + duration.toNanos())) {
            alarm = new CompletableFuture<>();
        }
        mayGoOn();
    }

    /** Waits for something; {@return whether it came in time} The alarm cuts this short, whoever rings it. */
    boolean awaitOrAlarm(CompletableFuture<?> signal, long deadlineNanos) throws InterruptedException {
        mayGoOn();
        CompletableFuture<Void> bell = alarm;
        // once for each: what is attached to a future stays there until it is done, and some are waited for many times
        if (signal != heard || bell != heardBy) {
            CompletableFuture<?> unused = signal.whenComplete((value, error) -> bell.complete(null));
            heard = signal;
            heardBy = bell;
        }
        environment.time().await(bell, deadlineNanos);
        if (bell.isDone()) {
            alarm = new CompletableFuture<>();
        }
        mayGoOn();
        return signal.isDone();
    }

    /** Waits for something; {@return whether it came in time} The alarm cuts this short only where the client is closed. */
    boolean await(CompletableFuture<?> signal, long deadlineNanos) throws InterruptedException {
        TimeSource time = environment.time();
        boolean rings = true;
        while (rings && !signal.isDone()) {
            mayGoOn();
            CompletableFuture<Void> bell = alarm;
            time.await(CompletableFuture.anyOf(signal, bell), deadlineNanos);
            rings = bell.isDone();
            if (rings && alarm == bell) {
                alarm = new CompletableFuture<>();
            }
        }
        return signal.isDone();
    }

    /** Stops a driver whose client is closed, or whose thread was interrupted. */
    void mayGoOn() throws InterruptedException {
        if (environment.isClosed()) {
            throw new InterruptedException("the client was closed");
        }
        if (Thread.interrupted()) {
            throw new InterruptedException("the thread was interrupted");
        }
    }

    void end() {
        alarm.complete(null);
    }
}
