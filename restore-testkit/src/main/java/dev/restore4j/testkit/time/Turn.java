package dev.restore4j.testkit.time;

import org.jspecify.annotations.Nullable;

/**
 * One entry in the order of virtual time: a thread that waits for the run token, or a task that runs under it. All
 * fields but {@code noticed} and {@code granted} are guarded by the token's lock.
 */
final class Turn implements Comparable<Turn> {

    final long sequence;
    final @Nullable Thread thread;
    final @Nullable Runnable task;

    long due;

    /** Set when the thread was interrupted while it waited. */
    boolean interrupted;

    /**
     * Set by the waiting thread as soon as it sees that it was interrupted, without the lock: a thread that queues for a lock has
     * no interrupt flag for a while.
     */
    volatile boolean noticed;

    /** Read by the waiting thread without the lock: written last, by whoever hands the token over. */
    volatile boolean granted;

    Turn(long due, long sequence, @Nullable Thread thread, @Nullable Runnable task) {
        this.due = due;
        this.sequence = sequence;
        this.thread = thread;
        this.task = task;
    }

    @Override
    public int compareTo(Turn other) {
        // the difference and not the values: nanoTime may pass Long.MAX_VALUE
        long apart = due - other.due;
        return apart == 0 ? Long.compare(sequence, other.sequence) : Long.signum(apart);
    }
}
