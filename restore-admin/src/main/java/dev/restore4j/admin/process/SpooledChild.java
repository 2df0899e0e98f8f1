package dev.restore4j.admin.process;

import dev.restore4j.time.TimeSource;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A child that prints into a spool and may outlive the program that started it: whoever knows its identity and the spool's file
 * goes on with it. Nothing here ends it, except {@link #end(TimeSource)} and a spool that is full.
 */
public final class SpooledChild {

    private static final Logger LOG = LoggerFactory.getLogger("dev.restore4j.admin.Neo4jAdmin");
    private static final long LOOK = Duration.ofMillis(100).toNanos();

    private final ProcessIdentity identity;
    private final @Nullable Process process;
    // one for all waits: each that the JDK makes stays with the process until that ends
    private final CompletableFuture<?> exit;

    private SpooledChild(ProcessIdentity identity, @Nullable Process process) {
        this.identity = identity;
        this.process = process;
        this.exit = process == null ? new CompletableFuture<Void>() : process.onExit();
    }

    /**
     * Starts a child.
     *
     * @param command what to run
     * @param spool an empty spool, see {@link Spool#make}
     * @return the running child
     * @throws IOException if it cannot be started
     */
    public static SpooledChild start(ChildCommand command, Path spool) throws IOException {
        Process process = command.startInto(spool);
        return new SpooledChild(ProcessIdentity.of(process.toHandle(), command.family()), process);
    }

    /**
     * {@return a child that another program started}
     *
     * @param identity as it was noted
     */
    public static SpooledChild adopt(ProcessIdentity identity) {
        return new SpooledChild(identity, null);
    }

    /** {@return which process it is} */
    public ProcessIdentity identity() {
        return identity;
    }

    /** {@return whether it, or any that it started, runs} */
    public boolean alive() {
        return (process != null && process.isAlive()) || identity.alive();
    }

    /** {@return its exit code; empty while it runs, and where another program started it} */
    public OptionalInt exitCode() {
        return process == null || process.isAlive() ? OptionalInt.empty() : OptionalInt.of(process.exitValue());
    }

    /**
     * Reads its spool until it has ended.
     *
     * @param spool what it prints
     * @param waiting how to wait
     * @param deadlineNanos when to stop waiting; the child goes on
     * @return how it ended; empty if it runs on
     * @throws IOException if the spool cannot be read at its end
     * @throws InterruptedException if the wait was cut short; the child goes on
     */
    public Optional<Ending> follow(Spool spool, Waiting waiting, long deadlineNanos)
            throws IOException, InterruptedException {
        while (alive()) {
            look(spool);
            if (spool.full()) {
                end(waiting.time());
                return Optional.of(Ending.TOO_MUCH_OUTPUT);
            }
            long now = waiting.time().nanoTime();
            if (deadlineNanos - now <= 0) {
                return Optional.empty();
            }
            // an exit is no end while somebody of the family runs
            boolean exited = process != null && !process.isAlive();
            waiting.await(exited ? new CompletableFuture<Void>() : exit, Math.min(deadlineNanos, now + LOOK));
        }
        spool.poll();
        spool.end();
        return Optional.of(spool.full() ? Ending.TOO_MUCH_OUTPUT : Ending.EXITED);
    }

    /** While it lives, what cannot be read now is read later. */
    private static void look(Spool spool) {
        try {
            spool.poll();
        } catch (IOException e) {
            LOG.debug("The spool cannot be read just now", e);
        }
    }

    /**
     * Ends it and all that it started: SIGTERM, ten seconds, SIGKILL. Does nothing to another process that has its number now.
     *
     * @param time what to wait on; an interrupt is put aside until it is done
     * @return whether nobody of them runs any more
     */
    public boolean end(TimeSource time) {
        boolean ended = ProcessTree.end(
                identity.handle(), new Family(identity.sameBoot() ? identity.family() : ""), time, ProcessTree.GRACE);
        if (ended && process != null) {
            ProcessTree.reap(exit, time);
        }
        return ended;
    }

    /** {@return whether anybody runs of whom the system hides whether it is one of them: {@link #end} ends no such one} */
    public boolean mayBeHidden() {
        return identity.sameBoot() && new Family(identity.family()).mayBeHidden();
    }
}
