package dev.restore4j.testkit.crash;

import dev.restore4j.time.TimeSource;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;

/** Time as a process sees it that may be killed at each wake-up. */
record MortalTime(TimeSource world, Lifetime life) implements TimeSource {

    @Override
    public Instant now() {
        return world.now();
    }

    @Override
    public long nanoTime() {
        return world.nanoTime();
    }

    @Override
    public boolean await(CompletableFuture<?> signal, long deadlineNanos) throws InterruptedException {
        life.mustGoOn("waiting");
        boolean done = world.await(signal, deadlineNanos);
        life.pass("waking up");
        return done;
    }

    @Override
    public Thread fork(String name, Runnable task) {
        life.mustGoOn("starting a thread");
        return world.fork(name, () -> {
            try {
                task.run();
            } catch (Crash e) {
                // the process is gone, and this thread with it
            }
        });
    }
}
