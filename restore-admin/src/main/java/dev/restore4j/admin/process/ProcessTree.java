package dev.restore4j.admin.process;

import dev.restore4j.time.TimeSource;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** A process and all that came of it: its descendants, theirs, and its family. */
final class ProcessTree {

    /** How long whoever was asked to end may take. */
    static final Duration GRACE = Duration.ofSeconds(10);

    // nobody takes long to be killed, unless a file system does not answer
    private static final Duration KILL_GRACE = Duration.ofSeconds(10);
    private static final Duration NOTICE = Duration.ofSeconds(20);
    private static final Duration LOOK = Duration.ofMillis(15);

    private final Optional<ProcessHandle> root;
    private final Family family;
    private final Set<ProcessHandle> seen = new LinkedHashSet<>();

    private ProcessTree(Optional<ProcessHandle> root, Family family) {
        this.root = root;
        this.family = family;
    }

    /**
     * Ends a tree: SIGTERM, a while, SIGKILL. An interrupt is put aside until it is done.
     *
     * @return whether nobody of it runs any more
     */
    static boolean end(Optional<ProcessHandle> root, Family family, TimeSource time, Duration grace) {
        ProcessTree tree = new ProcessTree(root, family);
        boolean interrupted = Thread.interrupted();
        try {
            tree.look();
            tree.seen.forEach(ProcessHandle::destroy);
            interrupted |= tree.waitForEnd(time, time.nanoTime() + grace.toNanos());
            long deadline = time.nanoTime() + KILL_GRACE.toNanos();
            tree.look(); // whoever was started meanwhile
            while (tree.anyAlive() && deadline - time.nanoTime() > 0) {
                tree.seen.stream().filter(ProcessFacts::isAlive).forEach(ProcessHandle::destroyForcibly);
                interrupted |= tree.waitForEnd(time, time.nanoTime() + LOOK.toNanos() * 10);
                tree.look();
            }
            return !tree.anyAlive();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** The system lets a process go before the JDK notices; an interrupt is kept. */
    static void reap(CompletableFuture<?> exit, TimeSource time) {
        try {
            time.await(exit, time.nanoTime() + NOTICE.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() {
        root.ifPresent(seen::add);
        seen.addAll(family.members());
        for (ProcessHandle each : Set.copyOf(seen)) {
            each.descendants().forEach(seen::add);
        }
    }

    private boolean anyAlive() {
        return seen.stream().anyMatch(ProcessFacts::isAlive);
    }

    /** Gives back whether it was interrupted while it waited. */
    private boolean waitForEnd(TimeSource time, long deadline) {
        boolean interrupted = false;
        while (anyAlive() && deadline - time.nanoTime() > 0) {
            try {
                time.await(new CompletableFuture<Void>(), Math.min(deadline, time.nanoTime() + LOOK.toNanos()));
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        return interrupted;
    }
}
