package dev.restore4j.aura;

import dev.restore4j.spi.Urgency;
import dev.restore4j.spi.Urgency.Rank;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Those who wait for a place, and who of them is next: by rank, then by weight at the time of the choice, then by arrival.
 *
 * <p>Watches are the last, with two exceptions. Many restores that are started at once must not keep each other's ends from
 * being seen: of those that are likely to find an end, some go before each new check. And a program that lists without end
 * must not stop all watches: after seven interactive requests in a row that went before a waiting watch, the eighth place is
 * the watch's. Submissions and looks for a first change are never put back: what has them is bounded by the number of
 * restores. Guarded by the budget's lock.
 */
final class WaitingLine {

    private static final int INTERACTIVE_IN_A_ROW = 7;

    /**
     * From which chance on a watch goes before new checks. The less, the sooner ends are seen, and the later the last of very
     * many restores is begun.
     */
    private static final double LIKELY = 0.1;

    /** How many watches go before one check: as many as the requests that it leads to. So each has half of the places. */
    private static final int WATCHES_FOR_A_CHECK = 1 + Promises.FOLLOWERS;

    private final List<Waiter> waiting = new ArrayList<>();
    private int interactiveInARow;
    private int watchesSinceCheck;

    void add(Waiter waiter) {
        waiting.add(waiter);
    }

    void remove(Waiter waiter) {
        waiting.remove(waiter);
    }

    /**
     * {@return who is next}
     *
     * @param now the time
     * @param paceAllows whether those whom {@link Pace} holds back may go
     */
    @Nullable
    Waiter best(long now, boolean paceAllows) {
        Map<Rank, Waiter> best = bestOfEachRank(now);
        for (Rank rank : order(best, now)) {
            Waiter waiter = best.get(rank);
            if (waiter != null && (paceAllows || !Pace.holdsBack(rank))) {
                return waiter;
            }
        }
        return null;
    }

    private Map<Rank, Waiter> bestOfEachRank(long now) {
        Map<Rank, Waiter> best = new EnumMap<>(Rank.class);
        Map<Rank, Double> weights = new EnumMap<>(Rank.class);
        for (Waiter waiter : waiting) {
            double weight = waiter.urgency.weightAt(now);
            Double former = weights.get(waiter.rank);
            if (former == null || weight > former) {
                best.put(waiter.rank, waiter);
                weights.put(waiter.rank, weight);
            }
        }
        return best;
    }

    private List<Rank> order(Map<Rank, Waiter> best, long now) {
        List<Rank> order = new ArrayList<>(List.of(Rank.values()));
        Waiter watch = best.get(Rank.WATCH);
        if (watch == null) {
            return order;
        }
        boolean checkWaits = best.containsKey(Rank.CHECK);
        if (checkWaits && watchesSinceCheck < WATCHES_FOR_A_CHECK && watch.urgency.chanceAt(now) >= LIKELY) {
            order.add(order.indexOf(Rank.CHECK), Rank.WATCH);
        } else if (interactiveInARow >= INTERACTIVE_IN_A_ROW) {
            order.remove(Rank.INTERACTIVE);
            order.add(Rank.INTERACTIVE);
        }
        return order;
    }

    /** Lets somebody go. */
    void grant(Waiter best) {
        if (best.rank == Rank.WATCH || !watchWaits()) {
            interactiveInARow = 0;
        } else if (best.rank == Rank.INTERACTIVE) {
            interactiveInARow++;
        }
        if (best.rank == Rank.WATCH) {
            watchesSinceCheck++;
        } else if (best.rank == Rank.CHECK) {
            watchesSinceCheck = 0;
        }
        waiting.remove(best);
        best.granted = true;
    }

    /** {@return the signals of all who wait} */
    List<CompletableFuture<Void>> signals() {
        return waiting.stream().map(waiter -> waiter.signal).toList();
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
    }
}
