package dev.restore4j.aura.wire;

import dev.restore4j.error.RestoreException;
import dev.restore4j.time.TimeSource;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * However many threads need something that nobody has, one of them asks for it and the others wait for that one; what it learns, they
 * learn. Where it is interrupted, another asks. Thread-safe; nobody waits while holding a lock.
 *
 * @param <T> what is asked for
 */
public final class SingleFlight<T> {

    private static final Duration LONG = Duration.ofHours(2);

    private @Nullable CompletableFuture<Outcome<T>> underWay;

    /**
     * What is shared. Its first two methods are called while a lock is held, and return at once.
     *
     * @param <T> what is asked for
     */
    public interface Source<T> {

        /** {@return what there is already; null where somebody has to ask} */
        @Nullable
        T held();

        /**
         * Keeps what was learned, for who comes later.
         *
         * @param value what was learned
         */
        void keep(T value);

        /**
         * {@return what is asked for; takes as long as it takes}
         *
         * @throws RestoreException if there is none, which all who wait are told
         * @throws InterruptedException if the thread was interrupted
         */
        T ask() throws InterruptedException;
    }

    /** The first asks. */
    public SingleFlight() {}

    /**
     * {@return what there is, or was asked for by this thread or another}
     *
     * @param time waits
     * @param source what is shared
     * @throws RestoreException as the source
     * @throws InterruptedException if this thread was interrupted
     */
    public T get(TimeSource time, Source<T> source) throws InterruptedException {
        while (true) {
            CompletableFuture<Outcome<T>> mine = new CompletableFuture<>();
            CompletableFuture<Outcome<T>> shared;
            synchronized (this) {
                T held = source.held();
                if (held != null) {
                    return held;
                }
                shared = underWay;
                if (shared == null) {
                    underWay = mine;
                }
            }
            if (shared == null) {
                return lead(mine, source);
            }
            T value = follow(time, shared);
            if (value != null) {
                return value;
            }
        }
    }

    private T lead(CompletableFuture<Outcome<T>> mine, Source<T> source) throws InterruptedException {
        Outcome<T> outcome = new Outcome<>(null, null);
        try {
            T value = source.ask();
            outcome = new Outcome<>(value, null);
            return value;
        } catch (RestoreException e) {
            outcome = new Outcome<>(null, e);
            throw e;
        } finally {
            synchronized (this) {
                underWay = null;
                if (outcome.value() != null) {
                    source.keep(outcome.value());
                }
            }
            mine.complete(outcome);
        }
    }

    private static <T> @Nullable T follow(TimeSource time, CompletableFuture<Outcome<T>> shared)
            throws InterruptedException {
        time.await(shared, time.nanoTime() + LONG.toNanos());
        Outcome<T> outcome = shared.getNow(new Outcome<>(null, null));
        if (outcome.failure() != null) {
            throw outcome.failure();
        }
        return outcome.value();
    }

    /** What the thread that asked has learned: a value, or an error, or nothing where it was stopped. */
    private record Outcome<T>(@Nullable T value, @Nullable RestoreException failure) {

        /** The value may be a secret. */
        @Override
        public String toString() {
            return "outcome";
        }
    }
}
