package dev.restore4j.aura;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.restore4j.error.UnavailableException;
import dev.restore4j.spi.Urgency;
import dev.restore4j.spi.Urgency.Rank;
import dev.restore4j.testkit.time.ScaledTime;
import dev.restore4j.testkit.time.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestBudgetTest {

    private static final long MINUTE = Duration.ofSeconds(60).toNanos();

    private final VirtualTime time = new VirtualTime();

    @ParameterizedTest
    @CsvSource({"1,1", "2,1", "10,9", "25,24", "50,48", "125,120"})
    void staysBelowTheLimit(int limit, int places) {
        assertThat(RequestBudget.below(limit, time).places()).isEqualTo(places);
    }

    @Test
    void refusesABudgetOfNothing() {
        assertThatThrownBy(() -> RequestBudget.below(0, time)).isInstanceOf(IllegalArgumentException.class);
    }

    /** Requests travel for up to five seconds and arrive at any moment in between: that is when a server counts them. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void neverExceedsTheLimitInAnyMinuteWhereverRequestsAreCounted(long seed) throws InterruptedException {
        int places = 1 + new Random(seed).nextInt(40);
        RequestBudget budget = new RequestBudget(time, places);
        List<Long> arrivals = new ArrayList<>();
        time.run(() -> {
            Random random = new Random(seed);
            for (int i = 0; i < 400; i++) {
                time.sleep(Duration.ofMillis(random.nextInt(10) == 0 ? random.nextInt(90_000) : random.nextInt(400)));
                long travel = random.nextInt(2_500);
                long back = random.nextInt(2_500);
                time.fork("r" + i, () -> request(budget, arrivals, travel, back));
            }
            time.sleep(Duration.ofHours(5));
        });
        assertThat(arrivals).hasSize(400);
        arrivals.sort(null);
        for (int i = places; i < arrivals.size(); i++) {
            assertThat(arrivals.get(i) - arrivals.get(i - places))
                    .as("arrival %s and the one %s before it", i, places)
                    .isGreaterThanOrEqualTo(MINUTE);
        }
    }

    private void request(RequestBudget budget, List<Long> arrivals, long travel, long back) {
        try {
            RequestBudget.Place place = budget.acquire(Urgency.of(Rank.WATCH), never());
            time.sleep(Duration.ofMillis(travel));
            arrivals.add(time.nanoTime());
            time.sleep(Duration.ofMillis(back));
            place.giveBack();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void usesWhatItHas() throws InterruptedException {
        RequestBudget budget = new RequestBudget(time, 3);
        List<Long> seconds = run(budget, 9, Rank.INTERACTIVE);
        assertThat(seconds).containsExactly(0L, 0L, 0L, 60L, 60L, 60L, 120L, 120L, 120L);
    }

    @Test
    void aPauseHoldsEverybodyAndAShorterOneDoesNotEndIt() throws InterruptedException {
        RequestBudget budget = new RequestBudget(time, 10);
        List<String> order = new ArrayList<>();
        time.run(() -> {
            long start = time.nanoTime();
            budget.pause(Duration.ofSeconds(40));
            budget.pause(Duration.ofSeconds(5));
            budget.acquire(Urgency.of(Rank.SUBMISSION), never()).giveBack();
            order.add(String.valueOf((time.nanoTime() - start) / 1_000_000_000));
        });
        assertThat(order).containsExactly("40");
    }

    @Test
    void doesNotWaitForAPauseThatIsLongerThanThePatience() throws InterruptedException {
        RequestBudget budget = new RequestBudget(time, 10);
        long start = time.nanoTime();
        time.run(() -> {
            budget.pause(Duration.ofMinutes(10));
            assertThatThrownBy(() -> budget.acquire(Urgency.of(Rank.SUBMISSION), time.nanoTime() + MINUTE))
                    .isInstanceOfSatisfying(
                            UnavailableException.class,
                            error -> assertThat(error.retryAfter()).contains(Duration.ofMinutes(10)));
        });
        assertThat(time.nanoTime()).isEqualTo(start);
    }

    @Test
    void givesUpWhenThePatienceEnds() throws InterruptedException {
        RequestBudget budget = new RequestBudget(time, 1);
        long start = time.nanoTime();
        time.run(() -> {
            budget.acquire(Urgency.of(Rank.WATCH), never()).giveBack();
            assertThatThrownBy(() -> budget.acquire(Urgency.of(Rank.SUBMISSION), start + MINUTE / 2))
                    .isInstanceOf(UnavailableException.class);
            assertThat(time.nanoTime()).isEqualTo(start + MINUTE / 2);
            // and the place that it did not take is there for the next
            budget.acquire(Urgency.of(Rank.WATCH), never()).giveBack();
            assertThat(time.nanoTime()).isEqualTo(start + MINUTE);
        });
    }

    @Test
    void aWaiterThatIsInterruptedLeavesItsPlaceAndItsOfficeToOthers() throws InterruptedException {
        RequestBudget budget = new RequestBudget(time, 1);
        List<String> order = new ArrayList<>();
        time.run(() -> {
            budget.acquire(Urgency.of(Rank.WATCH), never()).giveBack();
            Thread first = waiter(budget, order, "timekeeper", Urgency.of(Rank.SUBMISSION));
            waiter(budget, order, "other", Urgency.of(Rank.WATCH));
            time.sleep(Duration.ofSeconds(10));
            first.interrupt();
            time.sleep(Duration.ofMinutes(5));
        });
        assertThat(order).containsExactly("timekeeper interrupted", "other");
    }

    @Test
    void servesAThousandWaiters() throws InterruptedException {
        RequestBudget budget = new RequestBudget(time, 120);
        assertThat(run(budget, 1_000, Rank.INTERACTIVE)).hasSize(1_000).endsWith(480L);
    }

    /** Real threads, in time that runs 600 times as fast: no wake-up may get lost between them. */
    @Test
    void servesThreadsThatReallyRunAtOnce() throws InterruptedException {
        ScaledTime fast = ScaledTime.times(600);
        RequestBudget budget = new RequestBudget(fast, 40);
        List<Long> arrivals = Collections.synchronizedList(new ArrayList<>());
        List<Thread> threads = new ArrayList<>();
        List<Rank> ranks = List.of(Rank.values());
        for (int i = 0; i < 16; i++) {
            Rank rank = ranks.get(i % ranks.size());
            threads.add(fast.fork("real" + i, () -> {
                try {
                    for (int j = 0; j < 15; j++) {
                        RequestBudget.Place place = budget.acquire(
                                Urgency.of(rank),
                                fast.nanoTime() + Duration.ofDays(1).toNanos());
                        arrivals.add(fast.nanoTime());
                        place.giveBack();
                    }
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(arrivals).hasSize(240);
        arrivals.sort(null);
        for (int i = 40; i < arrivals.size(); i++) {
            assertThat(arrivals.get(i) - arrivals.get(i - 40)).isGreaterThanOrEqualTo(MINUTE);
        }
    }

    private List<Long> run(RequestBudget budget, int waiters, Rank rank) throws InterruptedException {
        List<Long> seconds = new ArrayList<>();
        long start = time.nanoTime();
        time.run(() -> {
            for (int i = 0; i < waiters; i++) {
                time.fork("w" + i, () -> {
                    try {
                        budget.acquire(Urgency.of(rank), never()).giveBack();
                        seconds.add((time.nanoTime() - start) / 1_000_000_000);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                });
            }
            time.sleep(Duration.ofHours(1));
        });
        return seconds;
    }

    private Thread waiter(RequestBudget budget, List<String> order, String name, Urgency urgency)
            throws InterruptedException {
        Thread thread = time.fork(name, () -> {
            try {
                RequestBudget.Place place = budget.acquire(urgency, never());
                order.add(name);
                place.giveBack();
            } catch (InterruptedException e) {
                order.add(name + " interrupted");
            }
        });
        time.sleep(Duration.ofNanos(1));
        return thread;
    }

    private long never() {
        return time.nanoTime() + Duration.ofDays(300).toNanos();
    }
}
