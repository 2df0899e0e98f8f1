package dev.restore4j.testkit.http;

import dev.restore4j.testkit.time.VirtualTime;
import dev.restore4j.time.TimeSource;
import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Does things later: on the virtual clock if there is one, else on a thread that lives while something is due. */
interface DoorTimer {

    void after(Duration delay, Runnable task);

    static DoorTimer on(TimeSource time) {
        return time instanceof VirtualTime virtual ? virtual::schedule : new ThreadTimer(time);
    }

    /** One thread of the time source; it ends when nothing is due. */
    final class ThreadTimer implements DoorTimer {

        private final TimeSource time;
        private final PriorityQueue<Due> queue =
                new PriorityQueue<>(Comparator.comparingLong(Due::atNanos).thenComparingLong(Due::sequence));
        private CompletableFuture<Void> changed = new CompletableFuture<>();
        private boolean alive;
        private long sequence;

        ThreadTimer(TimeSource time) {
            this.time = time;
        }

        @Override
        public void after(Duration delay, Runnable task) {
            if (delay.isZero() || delay.isNegative()) {
                task.run();
                return;
            }
            synchronized (this) {
                queue.add(new Due(time.nanoTime() + delay.toNanos(), sequence++, task));
                changed.complete(null);
                changed = new CompletableFuture<>();
                if (!alive) {
                    alive = true;
                    time.fork("fake-aura-door", this::runUntilEmpty);
                }
            }
        }

        private void runUntilEmpty() {
            try {
                for (Due due = next(); due != null; due = next()) {
                    due.task().run();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private @Nullable Due next() throws InterruptedException {
            while (true) {
                CompletableFuture<Void> signal;
                Due first;
                synchronized (this) {
                    first = queue.peek();
                    if (first == null) {
                        alive = false;
                        return null;
                    }
                    if (first.atNanos() - time.nanoTime() <= 0) {
                        return queue.remove();
                    }
                    signal = changed;
                }
                time.await(signal, first.atNanos());
            }
        }

        private record Due(long atNanos, long sequence, Runnable task) {}
    }
}
