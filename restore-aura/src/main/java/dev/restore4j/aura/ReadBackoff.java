package dev.restore4j.aura;

import dev.restore4j.error.UnavailableException;
import dev.restore4j.spi.Urgency.Rank;
import dev.restore4j.time.TimeSource;
import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.core.functions.Either;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;

/**
 * How often and when a read is tried again: decided by resilience4j, waited for on our own time source, since resilience4j
 * sleeps through a static of the whole process. A watch is tried once: whoever watches looks again anyway.
 */
final class ReadBackoff {

    private static final int TRIES = 4;
    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofSeconds(10);
    private static final double JITTER = 0.5;

    /** A person is told to come back rather than kept waiting for longer than this. */
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    private final TimeSource time;
    private final Retry retry;
    private final CompletableFuture<Void> closed = new CompletableFuture<>();

    ReadBackoff(TimeSource time, RandomGenerator random) {
        this.time = time;
        IntervalFunction exponential = IntervalFunction.ofExponentialBackoff(FIRST, 2.0, LONGEST);
        RetryConfig config = RetryConfig.custom()
                .maxAttempts(TRIES)
                .retryOnException(error -> error instanceof UnavailableException passing
                        && pause(passing).compareTo(LONGEST_PAUSE) <= 0)
                .intervalBiFunction((attempt, result) ->
                        interval((long) (exponential.apply(attempt) * (1 + JITTER * random.nextDouble())), result))
                .build();
        this.retry = Retry.of("aura-reads", config);
    }

    /** {@return what counts the tries of one read; not thread-safe} */
    Tries begin(Rank rank) {
        boolean once = rank == Rank.FIRST_CHANGE || rank == Rank.WATCH;
        return new Tries(once ? null : retry.asyncContext());
    }

    /** Nobody waits from now on. */
    void close() {
        closed.complete(null);
    }

    private static long interval(long backoff, Either<Throwable, Object> result) {
        Throwable error = result.getLeft();
        return error instanceof UnavailableException passing
                ? Math.max(backoff, pause(passing).toMillis())
                : backoff;
    }

    private static Duration pause(UnavailableException error) {
        return error.retryAfter().orElse(Duration.ZERO);
    }

    /** The tries of one read. */
    final class Tries {

        private final Retry.@org.jspecify.annotations.Nullable AsyncContext<Object> context;

        private Tries(Retry.@org.jspecify.annotations.Nullable AsyncContext<Object> context) {
            this.context = context;
        }

        /**
         * Waits until the read may be tried again, or throws the error where it may not.
         *
         * @throws dev.restore4j.error.WaitInterruptedException if the client is closed meanwhile
         */
        void awaitNext(UnavailableException error) throws InterruptedException {
            long millis = context == null ? -1 : context.onError(error);
            if (millis < 0) {
                throw error;
            }
            if (time.await(closed, time.nanoTime() + Duration.ofMillis(millis).toNanos())) {
                throw RequestBudget.closedClient();
            }
        }
    }
}
