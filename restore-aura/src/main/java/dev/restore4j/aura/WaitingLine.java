package dev.restore4j.aura;

import dev.restore4j.spi.Urgency;
import dev.restore4j.spi.Urgency.Rank;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Those who wait for a place, and who of them is next: by rank, then by weight at the time of the choice, then by arrival.
 *
 * <p>One exception keeps a program that lists without end from stopping all watches: after seven interactive requests in a
 * row that went before a waiting watch, the eighth place is the watch's. The ranks above them are never put back: what has
 * them is bounded by the number of restores. Guarded by the budget's lock.
 */
final class WaitingLine {

    private static final int INTERACTIVE_IN_A_ROW = 7;

    private final List<Waiter> waiting = new ArrayList<>();
    private int interactiveInARow;

    void add(Waiter waiter) {
        waiting.add(waiter);
    }

    void remove(Waiter waiter) {
        waiting.remove(waiter);
    }

    /** {@return who is next} */
    @Nullable
    Waiter best(long now) {
        if (waiting.isEmpty()) {
            return null;
        }
        Rank putBack = watchWaits() && interactiveInARow >= INTERACTIVE_IN_A_ROW ? Rank.INTERACTIVE : null;
        Waiter best = waiting.get(0);
        double bestWeight = best.urgency.weightAt(now);
        for (Waiter waiter : waiting.subList(1, waiting.size())) {
            int order = waiter.compareRank(best, putBack);
            if (order > 0) {
                continue;
            }
            double weight = waiter.urgency.weightAt(now);
            if (order < 0 || weight > bestWeight) {
                best = waiter;
                bestWeight = weight;
            }
        }
        return best;
    }

    /** Lets somebody go. */
    void grant(Waiter best) {
        if (best.rank == Rank.WATCH || !watchWaits()) {
            interactiveInARow = 0;
        } else if (best.rank == Rank.INTERACTIVE) {
            interactiveInARow++;
        }
        waiting.remove(best);
        best.granted = true;
    }

    private boolean watchWaits() {
        return waiting.stream().anyMatch(waiter -> waiter.rank == Rank.WATCH);
    }

    /** {@return the last to come, who is likely to stay longest} */
    @Nullable
    Waiter last() {
        return waiting.isEmpty() ? null : waiting.get(waiting.size() - 1);
    }

    /** Somebody who waits for a place. */
    static final class Waiter {

        private final Urgency urgency;
        final Rank rank;
        final long deadline;
        CompletableFuture<Void> signal = new CompletableFuture<>();
        boolean granted;

        Waiter(Urgency urgency, long deadline) {
            this.urgency = urgency;
            this.rank = urgency.rank();
            this.deadline = deadline;
        }

        /** Small goes first; a rank may be put back behind all others. */
        private int compareRank(Waiter other, @Nullable Rank putBack) {
            if (rank != other.rank && (rank == putBack || other.rank == putBack)) {
                return rank == putBack ? 1 : -1;
            }
            return rank.compareTo(other.rank);
        }
    }
}
