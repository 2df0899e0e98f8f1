package dev.restore4j.testkit.time;

import dev.restore4j.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Real time multiplied by a factor, which a test can also push forward: for a fake that is reached over HTTP and for
 * clients that bring their own threads. Nothing is deterministic here; for that there is {@link VirtualTime}.
 *
 * <p>A client that is given this time has all its durations scaled, the deadline of an exchange among them: at a factor of
 * 1,000, 30 seconds are 30 milliseconds of real time, within which real HTTP may not answer, and every exchange fails. Keep
 * what must hold over HTTP above about 2 seconds of real time: {@code exchangeTimeout(...)} above 2 seconds times the factor,
 * and so the {@link dev.restore4j.testkit.model.OperationTimes}, which must outlast an exchange to be seen.
 *
 * <p>This class is thread-safe.
 */
public final class ScaledTime implements TimeSource {

    private static final double NANOS_PER_SECOND = 1e9;

    private final Instant start;
    private final double factor;
    private final long realOrigin = System.nanoTime();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition moved = lock.newCondition();
    private final AtomicLong pushed = new AtomicLong();

    private ScaledTime(Instant start, double factor) {
        if (!(factor >= 0) || Double.isInfinite(factor)) {
            throw new IllegalArgumentException("factor must be zero or more: " + factor);
        }
        this.start = start;
        this.factor = factor;
    }

    /**
     * Time that runs faster (or slower) than the machine's.
     *
     * @param factor how many seconds pass in a real second; zero for time that only {@link #advance} moves
     * @return time that starts at {@link VirtualTime#DEFAULT_START}
     */
    public static ScaledTime times(double factor) {
        return new ScaledTime(VirtualTime.DEFAULT_START, factor);
    }

    /**
     * The same speed from another start.
     *
     * @param instant the first reading
     * @return new time that starts now at that instant
     */
    public ScaledTime startingAt(Instant instant) {
        return new ScaledTime(instant, factor);
    }

    @Override
    public Instant now() {
        return start.plusNanos(nanoTime());
    }

    @Override
    public long nanoTime() {
        return (long) ((System.nanoTime() - realOrigin) * factor) + pushed.get();
    }

    @Override
    public boolean await(CompletableFuture<?> signal, long deadlineNanos) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("interrupted before the wait");
        }
        CompletionStage<?> unused = signal.whenComplete((result, failure) -> wakeAll());
        lock.lockInterruptibly();
        try {
            while (!signal.isDone()) {
                long left = deadlineNanos - nanoTime();
                if (left <= 0) {
                    return false;
                }
                moved.awaitNanos(realNanos(left));
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Thread fork(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    /**
     * Pushes time forward; whoever waits for a moment that has now passed goes on.
     *
     * @param duration how much, not negative
     */
    public void advance(Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException("time does not go back: " + duration);
        }
        lock.lock();
        try {
            pushed.addAndGet(duration.toNanos());
            moved.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private long realNanos(long left) {
        double real = factor == 0 ? Double.POSITIVE_INFINITY : left / factor;
        // the wait is cut into hours so that no factor can overflow it
        return Math.max(1, (long) Math.min(real, 3600 * NANOS_PER_SECOND));
    }

    private void wakeAll() {
        lock.lock();
        try {
            moved.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public String toString() {
        return "ScaledTime at " + now() + ", x" + factor;
    }
}
