package dev.restore4j.admin.process;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * A child whose two streams are pipes. The thread that runs it reads both in turn, whatever the child prints, and keeps the ends of
 * them; nothing that the child or its children do makes that thread hang.
 */
public final class Child {

    private static final long QUICK = Duration.ofMillis(1).toNanos();
    private static final long SLOW = Duration.ofMillis(25).toNanos();
    // somebody who was not found may hold the pipe and fill it for ever
    private static final int LAST_READS = 1024;

    private final ChildCommand command;
    private final Waiting waiting;
    private final Process process;
    private final CompletableFuture<?> exit;
    private final Pipe output;
    private final Pipe errors;

    private Child(ChildCommand command, Waiting waiting, Process process, Consumer<String> lines) {
        this.command = command;
        this.waiting = waiting;
        this.process = process;
        this.exit = process.onExit();
        this.output = new Pipe(process.getInputStream(), command.redaction(), lines);
        this.errors = new Pipe(process.getErrorStream(), command.redaction(), lines);
    }

    /**
     * Runs a child to its end. When it has ended, whoever of its family runs on is ended too.
     *
     * @param command what to run
     * @param waiting how to wait
     * @param deadlineNanos when it is ended, a reading of the time's {@code nanoTime()}
     * @param lines gets each line of both streams as it was printed, in the calling thread, to decide by and never to show; what
     *     it throws is thrown on, and ends the child
     * @return what came of it
     * @throws IOException if it cannot be started
     * @throws InterruptedException if the wait was cut short; the whole tree was ended before
     */
    public static ChildResult run(ChildCommand command, Waiting waiting, long deadlineNanos, Consumer<String> lines)
            throws IOException, InterruptedException {
        long start = waiting.time().nanoTime();
        Child child = new Child(command, waiting, command.start(), lines);
        boolean done = false;
        try {
            Ending ending = child.watch(deadlineNanos);
            done = true;
            child.clear();
            return child.result(ending, Duration.ofNanos(waiting.time().nanoTime() - start));
        } finally {
            if (!done) {
                child.endTree();
            }
            child.output.close();
            child.errors.close();
        }
    }

    private Ending watch(long deadlineNanos) throws InterruptedException {
        long nap = QUICK;
        while (process.isAlive()) {
            nap = pump() ? QUICK : Math.min(nap * 2, SLOW);
            long now = waiting.time().nanoTime();
            if (deadlineNanos - now <= 0) {
                endTree();
                return Ending.TIMED_OUT;
            }
            waiting.await(exit, now + Math.min(nap, deadlineNanos - now));
        }
        return Ending.EXITED;
    }

    /** Takes what is there from both, and says whether there was anything. */
    private boolean pump() {
        boolean printed = output.pump();
        return errors.pump() || printed;
    }

    private void endTree() {
        ProcessTree.end(Optional.of(process.toHandle()), command.family(), waiting.time(), ProcessTree.GRACE);
    }

    /** Ends who is left, and reads what is left. */
    private void clear() {
        ProcessTree.reap(exit, waiting.time());
        if (!command.family().members().isEmpty()) {
            ProcessTree.end(Optional.empty(), command.family(), waiting.time(), ProcessTree.GRACE);
        }
        int reads = 0;
        while (reads < LAST_READS && pump()) {
            reads++;
        }
        output.end();
        errors.end();
    }

    private ChildResult result(Ending ending, Duration took) {
        int exitCode = process.isAlive() ? -1 : process.exitValue();
        return new ChildResult(ending, exitCode, output.tail(), errors.tail(), took);
    }
}
