package dev.restore4j.aura.upload;

import dev.restore4j.time.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** All that is under way to the store. When it is closed, nothing is any more. For the sending thread. */
final class Flights implements AutoCloseable {

    /** How long a wait lasts at most: so often listeners are told how far it is. */
    static final Duration TICK = Duration.ofMillis(250);

    private final TimeSource time;
    private final List<StoreFlight> aloft = new ArrayList<>();
    private volatile CompletableFuture<Void> bell = new CompletableFuture<>();

    Flights(TimeSource time) {
        this.time = time;
    }

    void add(StoreFlight flight) {
        aloft.add(flight);
        CompletionStage<?> unused = flight.flight().ended().whenComplete((result, error) -> bell.complete(null));
    }

    int size() {
        return aloft.size();
    }

    /** {@return how many bytes of what is under way were taken} */
    long taken() {
        return aloft.stream().mapToLong(StoreFlight::taken).sum();
    }

    /**
     * Waits until something has ended, or for a tick.
     *
     * @return what has ended, and is not under way any more
     */
    List<StoreFlight> awaitEnded() throws InterruptedException {
        CompletableFuture<Void> rung = new CompletableFuture<>();
        bell = rung; // before looking: who ends after the look rings this one
        List<StoreFlight> ended = takeEnded();
        if (!ended.isEmpty()) {
            return ended;
        }
        time.await(rung, time.nanoTime() + TICK.toNanos());
        return takeEnded();
    }

    private List<StoreFlight> takeEnded() {
        long now = time.nanoTime();
        List<StoreFlight> ended =
                aloft.stream().filter(flight -> flight.hasEnded(now)).toList();
        aloft.removeAll(ended);
        return ended;
    }

    @Override
    public void close() {
        aloft.forEach(StoreFlight::giveUp);
        aloft.clear();
    }
}
