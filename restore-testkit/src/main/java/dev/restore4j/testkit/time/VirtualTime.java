package dev.restore4j.testkit.time;

import dev.restore4j.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Time that passes only when nobody has anything to do: a restore of four hours takes milliseconds, and the same program
 * gives the same interleaving every time.
 *
 * <p>Registered threads share one run token, so that only one of them runs at a moment. They are registered by
 * {@link #run} and by {@link #fork}. A thread gives the token up in {@link #await}, {@link #sleep} and at its end; the next
 * to run is the earliest by (due time, sequence). When all are parked, time jumps to the next deadline or scheduled task.
 * A deadline more than a century away counts as "never": if there is nothing else, everybody stays parked until another
 * thread of the JVM completes a signal or interrupts.
 *
 * <p>A thread that is not registered may call anything here. It is registered for the duration of that one call; what it
 * does in between is not ordered with the others, so only a program inside {@link #run} is deterministic. Once
 * {@code run} has been used, time stands still outside of it, except during such calls.
 *
 * <p>A registered thread that blocks on anything else, for example {@code Thread.join} or a lock whose owner is parked
 * here, keeps the token, and everybody waits. Real work (a Bolt query, a child process) costs no virtual time.
 *
 * <p>This class is thread-safe.
 */
public final class VirtualTime implements TimeSource, AutoCloseable {

    /** When virtual time starts unless stated otherwise: {@code 2026-03-01T15:00:00Z}. */
    public static final Instant DEFAULT_START = Instant.parse("2026-03-01T15:00:00Z");

    // positive, so that Long.MAX_VALUE as a deadline means "for ever"
    private static final long DEFAULT_ORIGIN = 1_000_000_000_000L;

    private final Instant start;
    private final long origin;
    private final RunToken token;

    /** Starts at {@link #DEFAULT_START}. */
    public VirtualTime() {
        this(DEFAULT_START);
    }

    /**
     * Starts at an instant.
     *
     * @param start the first reading of {@link #now()}
     */
    public VirtualTime(Instant start) {
        this(start, DEFAULT_ORIGIN);
    }

    VirtualTime(Instant start, long origin) {
        this.start = start;
        this.origin = origin;
        this.token = new RunToken(origin);
    }

    @Override
    public Instant now() {
        return start.plusNanos(token.nanos() - origin);
    }

    @Override
    public long nanoTime() {
        return token.nanos();
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalStateException if called by a scheduled task
     */
    @Override
    public boolean await(CompletableFuture<?> signal, long deadlineNanos) throws InterruptedException {
        if (token.isClosed()) {
            throw new InterruptedException("virtual time was closed");
        }
        if (Thread.interrupted()) {
            throw new InterruptedException("interrupted before the wait");
        }
        if (signal.isDone() || deadlineNanos - nanoTime() <= 0) {
            return signal.isDone();
        }
        Turn turn = token.announce(deadlineNanos);
        CompletionStage<?> unused = signal.whenComplete((result, failure) -> token.wake(turn));
        if (token.await(turn)) {
            throw new InterruptedException("interrupted during the wait");
        }
        return signal.isDone();
    }

    /**
     * {@inheritDoc}
     *
     * <p>The thread's place in the order is given now and not when the machine starts it; it first runs when the calling
     * thread parks.
     */
    @Override
    public Thread fork(String name, Runnable task) {
        Forked forked = new Forked(token, task);
        Thread thread = new Thread(forked, name);
        thread.setDaemon(true);
        forked.turn = token.admit(thread);
        thread.start();
        token.dispatchIfFree();
        return thread;
    }

    /**
     * Registers the calling thread and runs the work; a nested call only runs it.
     *
     * @param work what to run; everything it waits for should be waited for here
     * @param <T> what it returns
     * @param <E> what it throws
     * @return what the work returned
     * @throws E what the work threw
     */
    public <T, E extends Exception> T run(Work<T, E> work) throws E {
        if (token.isMember(Thread.currentThread())) {
            return work.call();
        }
        token.enter();
        try {
            return work.call();
        } finally {
            token.leave();
        }
    }

    /**
     * Registers the calling thread and runs the action; a nested call only runs it.
     *
     * @param action what to run
     * @param <E> what it throws
     * @throws E what the action threw
     */
    public <E extends Exception> void run(Action<E> action) throws E {
        this.<Boolean, E>run(() -> {
            action.run();
            return true;
        });
    }

    /**
     * Runs a task after a delay, while every registered thread is parked, on whichever thread parked last.
     *
     * @param delay from now; at once when zero or negative
     * @param task must not wait
     */
    public void schedule(Duration delay, Runnable task) {
        schedule(nanoTime() + Math.max(0, delay.toNanos()), task);
    }

    /**
     * Runs a task at a time, while every registered thread is parked, on whichever thread parked last.
     *
     * @param atNanos a reading of {@link #nanoTime()}; at once when it has passed
     * @param task must not wait
     */
    public void schedule(long atNanos, Runnable task) {
        token.schedule(atNanos, task);
    }

    /**
     * Lets time pass; all that falls due on the way happens. For a registered thread the same as sleeping, except that an
     * interrupt does not cut it short.
     *
     * @param duration how much
     */
    public void advance(Duration duration) {
        long until = nanoTime() + duration.toNanos();
        boolean interrupted = false;
        while (until - nanoTime() > 0 && !token.isClosed()) {
            try {
                await(new CompletableFuture<Void>(), until);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends all waits with an interrupt and stops time for good, so that no forked thread outlives a test. */
    @Override
    public void close() {
        token.close();
    }

    /** {@return who holds the token and who waits: what to print when a test hangs} */
    @Override
    public String toString() {
        return "VirtualTime at " + now() + ", " + token;
    }

    /**
     * Work that returns something.
     *
     * @param <T> what it returns
     * @param <E> what it throws
     */
    @FunctionalInterface
    public interface Work<T, E extends Exception> {

        /**
         * Does the work.
         *
         * @return its result
         * @throws E as it likes
         */
        T call() throws E;
    }

    /**
     * Work that returns nothing.
     *
     * @param <E> what it throws
     */
    @FunctionalInterface
    public interface Action<E extends Exception> {

        /**
         * Does the work.
         *
         * @throws E as it likes
         */
        void run() throws E;
    }
}
