package dev.restore4j.aura;

import dev.restore4j.spi.Urgency;
import dev.restore4j.spi.Urgency.Rank;
import dev.restore4j.testkit.time.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Threads in virtual time that want places of a budget, who got one in which order, and when. */
final class Waiters {

    final VirtualTime time = new VirtualTime();
    final RequestBudget budget;
    final List<String> order = new ArrayList<>();
    final List<Long> millis = new ArrayList<>();
    private final long start = time.nanoTime();

    Waiters(int places) {
        this.budget = new RequestBudget(time, places);
    }

    /** Takes a place, at once or later, and gives it back. */
    void take(Rank rank) throws InterruptedException {
        budget.acquire(Urgency.of(rank), never()).giveBack();
    }

    /** Somebody comes and waits, after all who came before. */
    Thread comes(String name, Urgency urgency) throws InterruptedException {
        Thread thread = time.fork(name, () -> {
            try {
                RequestBudget.Place place = budget.acquire(urgency, never());
                order.add(name);
                millis.add((time.nanoTime() - start) / 1_000_000);
                place.giveBack();
            } catch (InterruptedException e) {
                order.add(name + " interrupted");
            }
        });
        time.sleep(Duration.ofNanos(1));
        return thread;
    }

    void come(int count, String name, Urgency urgency) throws InterruptedException {
        for (int i = 0; i < count; i++) {
            comes(name, urgency);
        }
    }

    long never() {
        return time.nanoTime() + Duration.ofDays(300).toNanos();
    }

    static Urgency weighted(Rank rank, double weight) {
        return new Urgency() {
            @Override
            public Rank rank() {
                return rank;
            }

            @Override
            public double weightAt(long nanoTime) {
                return weight;
            }
        };
    }

    /** {@return a watch that finds an end with this chance, and weighs as much} */
    static Urgency watch(double chance) {
        return new Urgency() {
            @Override
            public Rank rank() {
                return Rank.WATCH;
            }

            @Override
            public double weightAt(long nanoTime) {
                return chance;
            }

            @Override
            public double chanceAt(long nanoTime) {
                return chance;
            }
        };
    }
}
