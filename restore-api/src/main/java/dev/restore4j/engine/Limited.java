package dev.restore4j.engine;

import dev.restore4j.time.TimeSource;
import dev.restore4j.verify.Notes;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Runs what is not ours on a thread of its own, for a limited time. What does not end is interrupted and left behind: it is on
 * a daemon thread, and its notes are closed.
 */
final class Limited {

    private final TimeSource time;
    private final NoteBook notes;
    private final Nap nap;

    Limited(TimeSource time, NoteBook notes, Nap nap) {
        this.time = time;
        this.notes = notes;
        this.nap = nap;
    }

    /**
     * What became of it.
     *
     * @param value what it gave, or null
     * @param trouble what it threw, or that its time was over, in words; null where it ended well
     */
    record Ended<T>(@Nullable T value, @Nullable String trouble) {}

    /** What is run, with the notes that it may write while its time lasts. */
    interface Work<T> {

        T run(Notes notes) throws Exception;
    }

    /** Runs it until a time, or until the client is closed. */
    <T> Ended<T> run(String name, Work<T> work, long deadline) throws InterruptedException {
        nap.mayGoOn();
        CompletableFuture<Ended<T>> done = new CompletableFuture<>();
        NoteBook.Page page = notes.open();
        Thread thread = time.fork("restore4j-" + name, () -> done.complete(call(work, page)));
        try {
            if (nap.await(done, deadline)) {
                return done.join();
            }
        } finally {
            page.close();
            if (!done.isDone()) {
                thread.interrupt();
            }
        }
        return new Ended<>(null, "it had not ended when its time was over");
    }

    /** Runs it for a while. */
    <T> Ended<T> run(String name, Work<T> work, Duration limit) throws InterruptedException {
        return run(name, work, time.nanoTime() + limit.toNanos());
    }

    // whatever a program's own code throws must not end the restore
    private static <T> Ended<T> call(Work<T> work, Notes notes) {
        try {
            return new Ended<>(work.run(notes), null);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Ended<>(null, "it was interrupted");
        } catch (Throwable e) {
            return new Ended<>(null, "it threw " + e.getClass().getName() + ": " + e.getMessage());
        }
    }
}
