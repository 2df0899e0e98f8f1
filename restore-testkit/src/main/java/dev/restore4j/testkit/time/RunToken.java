package dev.restore4j.testkit.time;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The one token without which no registered thread runs, and the order in which it goes round. Whoever gives the token up
 * looks for the next turn itself and runs the due tasks on the way, so that a thread that is its own successor pays for no
 * hand-off at all.
 */
final class RunToken {

    /** A deadline further away than this is never reached: "for ever" in any usual spelling. */
    private static final long HORIZON = Duration.ofDays(36_500).toNanos();

    private final ReentrantLock lock = new ReentrantLock();
    private final PriorityQueue<Turn> queue = new PriorityQueue<>();
    private final Set<Turn> parked = new LinkedHashSet<>();
    private final Set<Thread> members = ConcurrentHashMap.newKeySet();
    private final Set<Thread> forked = ConcurrentHashMap.newKeySet();

    private volatile long nanos;
    private volatile @Nullable Thread taskRunner;
    private volatile boolean closed;
    private @Nullable Thread holder;
    private long sequence;
    private int roots;
    private boolean ranBefore;

    RunToken(long nanos) {
        this.nanos = nanos;
    }

    long nanos() {
        return nanos;
    }

    boolean isClosed() {
        return closed;
    }

    boolean isMember(Thread thread) {
        return members.contains(thread);
    }

    /** Registers the calling thread; returns when it holds the token. */
    void enter() {
        Thread me = Thread.currentThread();
        Turn turn;
        lock.lock();
        try {
            ranBefore = true;
            roots++;
            members.add(me);
            turn = enqueue(nanos, me);
        } finally {
            lock.unlock();
        }
        dispatchIfFree();
        if (pass(turn)) {
            me.interrupt();
        }
    }

    /** Ends what {@link #enter} began. */
    void leave() {
        lock.lock();
        try {
            roots--;
            members.remove(Thread.currentThread());
        } finally {
            lock.unlock();
        }
        dispatch();
    }

    /** Gives a thread that has not been started its place in the order. */
    Turn admit(Thread thread) {
        lock.lock();
        try {
            members.add(thread);
            forked.add(thread);
            return enqueue(nanos, thread);
        } finally {
            lock.unlock();
        }
    }

    /** The life of a forked thread. */
    void live(Turn turn, Runnable task) {
        if (pass(turn)) {
            Thread.currentThread().interrupt();
        }
        try {
            task.run();
        } finally {
            members.remove(Thread.currentThread());
            forked.remove(Thread.currentThread());
            dispatch();
        }
    }

    /** Gives the token up until the deadline or until {@link #wake}; returns holding it. */
    Turn announce(long deadline) {
        Thread me = Thread.currentThread();
        if (taskRunner == me) {
            throw new IllegalStateException("a scheduled task must not wait: it runs while every thread is parked");
        }
        lock.lock();
        try {
            if (!members.contains(me)) {
                roots++;
            }
            if (deadline - nanos > HORIZON) {
                Turn turn = new Turn(deadline, sequence++, me, null);
                parked.add(turn);
                return turn;
            }
            return enqueue(deadline, me);
        } finally {
            lock.unlock();
        }
    }

    /** Waits for an announced turn. {@return whether the wait was interrupted} */
    boolean await(Turn turn) {
        boolean member = isMember(Thread.currentThread());
        if (member) {
            dispatch();
        } else {
            dispatchIfFree();
        }
        boolean interrupted = pass(turn);
        if (!member) {
            lock.lock();
            try {
                roots--;
            } finally {
                lock.unlock();
            }
            dispatch();
        }
        return interrupted;
    }

    /** Makes a parked turn due now; does nothing when it has run. */
    void wake(Turn turn) {
        lock.lock();
        try {
            if (!parked.contains(turn)) {
                return;
            }
            dueNow(turn);
        } finally {
            lock.unlock();
        }
        dispatchIfFree();
    }

    /** Runs a task at a time, under the token, on whichever thread gives it up. */
    void schedule(long at, Runnable task) {
        lock.lock();
        try {
            long due = at - nanos < 0 ? nanos : at;
            queue.add(new Turn(due, sequence++, null, task));
        } finally {
            lock.unlock();
        }
        dispatchIfFree();
    }

    void close() {
        lock.lock();
        try {
            closed = true;
            parked.forEach(turn -> turn.interrupted = true);
            forked.forEach(Thread::interrupt);
        } finally {
            lock.unlock();
        }
        dispatchIfFree();
    }

    void dispatchIfFree() {
        lock.lock();
        try {
            if (holder != null) {
                return;
            }
            holder = Thread.currentThread();
        } finally {
            lock.unlock();
        }
        dispatch();
    }

    /** Hands the token, which the calling thread holds, to the next turn; runs the tasks that come before it. */
    private void dispatch() {
        for (; ; ) {
            Turn next;
            lock.lock();
            try {
                next = nextTurn();
                holder = next == null ? null : next.thread == null ? Thread.currentThread() : next.thread;
                if (next != null) {
                    parked.remove(next);
                    next.granted = true;
                }
            } finally {
                lock.unlock();
            }
            if (next == null) {
                return;
            }
            if (next.task == null) {
                if (next.thread != Thread.currentThread()) {
                    LockSupport.unpark(next.thread);
                }
                return;
            }
            runTask(next.task);
        }
    }

    private @Nullable Turn nextTurn() {
        promoteInterrupted();
        Turn next = queue.peek();
        if (next == null) {
            return null;
        }
        if (next.due - nanos > 0) {
            // time passes for those who wait; tasks alone, or threads left over from a run, do not make it pass
            boolean standsStill = closed || parked.isEmpty() || (ranBefore && roots == 0);
            if (standsStill) {
                return null;
            }
            nanos = next.due;
        }
        return queue.poll();
    }

    /** Interrupts take effect here and not where a thread notices them, or their order would be the machine's. */
    private void promoteInterrupted() {
        List<Turn> interrupted = new ArrayList<>(0);
        for (Turn turn : parked) {
            Thread thread = turn.thread;
            // in this order: who queues for the lock has no flag for a while, and has noticed before
            boolean flagged = thread != null && thread.isInterrupted();
            if (flagged || turn.noticed || turn.interrupted) {
                turn.interrupted = true;
                interrupted.add(turn);
            }
        }
        interrupted.forEach(this::dueNow);
    }

    private void dueNow(Turn turn) {
        if (turn.due - nanos != 0 || !queue.contains(turn)) {
            queue.remove(turn);
            turn.due = nanos;
            queue.add(turn);
        }
    }

    private Turn enqueue(long due, Thread thread) {
        Turn turn = new Turn(due - nanos < 0 ? nanos : due, sequence++, thread, null);
        parked.add(turn);
        queue.add(turn);
        return turn;
    }

    /** Parks until the turn is granted. {@return whether the thread was interrupted before} */
    private boolean pass(Turn turn) {
        while (!turn.granted) {
            LockSupport.park(this);
            if (!turn.granted && Thread.currentThread().isInterrupted()) {
                notice(turn);
            }
        }
        if (turn.interrupted) {
            Thread.interrupted();
        }
        return turn.interrupted;
    }

    private void notice(Turn turn) {
        turn.noticed = true;
        lock.lock();
        try {
            if (turn.granted) {
                return;
            }
            // cleared, or park would return at once for ever
            Thread.interrupted();
            turn.interrupted = true;
        } finally {
            lock.unlock();
        }
        dispatchIfFree();
    }

    private void runTask(Runnable task) {
        Thread me = Thread.currentThread();
        taskRunner = me;
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            // the thread that happens to run the task must not die of it
            me.getUncaughtExceptionHandler().uncaughtException(me, e);
        } finally {
            taskRunner = null;
        }
    }

    @Override
    public String toString() {
        lock.lock();
        try {
            return "token " + (holder == null ? "free" : "held by " + holder.getName()) + ", " + parked.size()
                    + " parked, " + queue.size() + " due";
        } finally {
            lock.unlock();
        }
    }
}
