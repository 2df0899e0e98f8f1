package dev.restore4j.testkit.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class VirtualTimeTest {

    private final VirtualTime time = new VirtualTime();
    private final List<String> log = Collections.synchronizedList(new ArrayList<>());

    @AfterEach
    void stop() {
        time.close();
    }

    @Test
    void startsAtTheStatedInstantAndStandsStillWhileAnybodyRuns() {
        Instant start = Instant.parse("2026-11-20T08:00:00Z");
        try (VirtualTime other = new VirtualTime(start)) {
            assertThat(other.now()).isEqualTo(start);
            assertThat(time.now()).isEqualTo(VirtualTime.DEFAULT_START);
            assertThat(time.nanoTime()).isEqualTo(time.nanoTime());
        }
    }

    @Test
    void fourHoursOfSleepTakeNoRealTime() throws Exception {
        time.run(() -> time.sleep(Duration.ofHours(4)));
        assertThat(time.now()).isEqualTo(VirtualTime.DEFAULT_START.plus(Duration.ofHours(4)));
    }

    @Test
    void threadsRunInTheOrderOfTheirDeadlinesAndThenOfTheirWaits() throws Exception {
        time.run(() -> {
            sleeper("c", 3);
            sleeper("a", 1);
            sleeper("b2", 2);
            sleeper("b3", 2);
            log.add("main");
            time.sleep(Duration.ofSeconds(10));
        });
        assertThat(log).containsExactly("main", "a@1", "b2@2", "b3@2", "c@3");
    }

    @Test
    void aForkedThreadFirstRunsWhenTheForkingThreadParks() throws Exception {
        time.run(() -> {
            time.fork("child", () -> log.add("child"));
            busy();
            log.add("parent");
            time.sleep(Duration.ofNanos(1));
        });
        assertThat(log).containsExactly("parent", "child");
    }

    @Test
    void onlyOneRegisteredThreadRunsAtATime() throws Exception {
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        time.run(() -> {
            for (int i = 0; i < 8; i++) {
                time.fork("t" + i, () -> {
                    for (int turn = 0; turn < 50; turn++) {
                        most.accumulateAndGet(running.incrementAndGet(), Math::max);
                        busy();
                        running.decrementAndGet();
                        pause(Duration.ofMillis(3));
                    }
                });
            }
            time.sleep(Duration.ofMinutes(1));
        });
        assertThat(most).hasValue(1);
    }

    @Test
    void aSignalWakesItsWaitersAtThatMomentInTheOrderTheyParked() throws Exception {
        CompletableFuture<Void> signal = new CompletableFuture<>();
        time.run(() -> {
            for (String name : List.of("x", "y", "z")) {
                time.fork(name, () -> log.add(name + awaits(signal, Duration.ofHours(1)) + seconds()));
            }
            time.sleep(Duration.ofSeconds(5));
            signal.complete(null);
            log.add("main goes on");
            time.sleep(Duration.ofSeconds(1));
        });
        assertThat(log).containsExactly("main goes on", "xtrue5", "ytrue5", "ztrue5");
    }

    @Test
    void aFailedOrCancelledSignalEndsTheWaitToo() throws Exception {
        CompletableFuture<Void> failed = CompletableFuture.failedFuture(new IllegalStateException());
        CompletableFuture<Void> cancelled = new CompletableFuture<>();
        cancelled.cancel(false);
        assertThat(time.await(failed, time.nanoTime() + 1)).isTrue();
        assertThat(time.await(cancelled, time.nanoTime() + 1)).isTrue();
    }

    @Test
    void aPassedDeadlineAnswersAtOnce() throws Exception {
        CompletableFuture<Void> never = new CompletableFuture<>();
        assertThat(time.await(never, time.nanoTime())).isFalse();
        assertThat(time.await(never, time.nanoTime() - 1)).isFalse();
        assertThat(seconds()).isZero();
    }

    @Test
    void deadlinesMayPassTheLargestLong() throws Exception {
        try (VirtualTime late = new VirtualTime(VirtualTime.DEFAULT_START, Long.MAX_VALUE - 10)) {
            late.run(() -> {
                late.fork("later", () -> pause(late, Duration.ofSeconds(2), "later"));
                late.fork("sooner", () -> pause(late, Duration.ofNanos(5), "sooner"));
                late.sleep(Duration.ofSeconds(3));
            });
            assertThat(late.nanoTime()).isNegative();
            assertThat(log).containsExactly("sooner", "later");
            assertThat(late.now()).isEqualTo(VirtualTime.DEFAULT_START.plusSeconds(3));
        }
    }

    @Test
    void aWaitForEverDoesNotKeepFiniteWaitsFromProgressAndIsNotJumpedTo() throws Exception {
        CompletableFuture<Void> never = new CompletableFuture<>();
        time.run(() -> {
            time.fork("for ever", () -> log.add("woken " + awaitsUntil(never, Long.MAX_VALUE)));
            time.sleep(Duration.ofDays(30));
            assertThat(log).isEmpty();
            never.complete(null);
            time.sleep(Duration.ofSeconds(1));
        });
        assertThat(log).containsExactly("woken true");
        assertThat(time.now())
                .isEqualTo(VirtualTime.DEFAULT_START.plus(Duration.ofDays(30).plusSeconds(1)));
    }

    @Test
    void nestedRunsOnlyRun() {
        String result = time.run(() -> time.run(() -> "inner"));
        assertThat(result).isEqualTo("inner");
    }

    @Test
    void whatAForkedTaskThrowsEndsOnlyThatThread() throws Exception {
        time.run(() -> {
            Thread child = time.fork("child", () -> {
                Thread.currentThread().setUncaughtExceptionHandler((thread, e) -> log.add(e.getMessage()));
                throw new IllegalStateException("broken");
            });
            time.sleep(Duration.ofSeconds(1));
            child.join();
        });
        assertThat(log).containsExactly("broken");
    }

    @Test
    void theSameProgramInterleavesTheSameWayEveryTime() throws Exception {
        List<String> first = tangle();
        for (int i = 0; i < 20; i++) {
            assertThat(tangle()).isEqualTo(first);
        }
    }

    private static List<String> tangle() throws Exception {
        List<String> log = Collections.synchronizedList(new ArrayList<>());
        try (VirtualTime time = new VirtualTime()) {
            time.run(() -> {
                List<Thread> threads = new ArrayList<>();
                List<CompletableFuture<Void>> signals = new ArrayList<>();
                for (int i = 0; i < 6; i++) {
                    int n = i;
                    signals.add(new CompletableFuture<>());
                    threads.add(time.fork("t" + i, () -> tangled(time, log, n, signals)));
                }
                time.sleep(Duration.ofMillis(40));
                signals.forEach(signal -> signal.complete(null));
                threads.get(3).interrupt();
                threads.get(5).interrupt();
                time.sleep(Duration.ofSeconds(1));
            });
        }
        return log;
    }

    private static void tangled(VirtualTime time, List<String> log, int n, List<CompletableFuture<Void>> signals) {
        try {
            for (int step = 0; step < 10; step++) {
                log.add(n + ":" + step + "@" + time.nanoTime());
                time.sleep(Duration.ofMillis((n * 7L + step * 3L) % 11));
            }
            time.await(signals.get(n), time.nanoTime() + Duration.ofMillis(60).toNanos());
            log.add(n + " done@" + time.nanoTime());
        } catch (InterruptedException e) {
            log.add(n + " interrupted@" + time.nanoTime());
        }
    }

    @Test
    void printsWhatAHandOffCosts() throws Exception {
        int rounds = 5_000;
        long[] alone = new long[1];
        long[] shared = new long[1];
        time.run(() -> {
            long before = System.nanoTime();
            for (int i = 0; i < rounds; i++) {
                time.sleep(Duration.ofMillis(1));
            }
            alone[0] = System.nanoTime() - before;
            time.fork("other", () -> {
                for (int i = 0; i < rounds; i++) {
                    pause(Duration.ofMillis(2));
                }
            });
            before = System.nanoTime();
            for (int i = 0; i < rounds; i++) {
                time.sleep(Duration.ofMillis(2));
            }
            shared[0] = System.nanoTime() - before;
        });
        System.out.printf(
                "virtual time: %.2f us a wait alone, %.2f us a hand-off between two threads%n",
                alone[0] / 1e3 / rounds, shared[0] / 2e3 / rounds);
        assertThat(shared[0]).isPositive();
    }

    private void sleeper(String name, long seconds) {
        time.fork(name, () -> {
            pause(Duration.ofSeconds(seconds));
            log.add(name + "@" + seconds());
        });
    }

    private boolean awaits(CompletableFuture<?> signal, Duration limit) {
        return awaitsUntil(signal, time.nanoTime() + limit.toNanos());
    }

    private boolean awaitsUntil(CompletableFuture<?> signal, long deadline) {
        try {
            return time.await(signal, deadline);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void pause(VirtualTime other, Duration duration, String message) {
        try {
            other.sleep(duration);
            log.add(message);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void pause(Duration duration) {
        try {
            time.sleep(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private long seconds() {
        return Duration.between(VirtualTime.DEFAULT_START, time.now()).toSeconds();
    }

    private static void busy() {
        for (int i = 0; i < 2_000; i++) {
            Thread.onSpinWait();
        }
    }
}
