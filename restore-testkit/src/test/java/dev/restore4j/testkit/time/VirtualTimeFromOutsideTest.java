package dev.restore4j.testkit.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class VirtualTimeFromOutsideTest {

    private final VirtualTime time = new VirtualTime();
    private final List<String> log = Collections.synchronizedList(new ArrayList<>());

    @AfterEach
    void stop() {
        time.close();
    }

    @Test
    void allParkedForEverParksQuietlyUntilARealThreadCompletesTheSignal() throws Exception {
        CompletableFuture<Void> signal = new CompletableFuture<>();
        Thread outside = new Thread(() -> {
            while (!time.toString().contains("token free, 1 parked")) {
                Thread.onSpinWait();
            }
            signal.complete(null);
        });
        outside.start();
        time.run(() -> assertThat(time.await(signal, Long.MAX_VALUE)).isTrue());
        assertThat(time.now()).isEqualTo(VirtualTime.DEFAULT_START);
        outside.join();
    }

    @Test
    void anInterruptBeforeOrDuringTheWaitThrows() throws Exception {
        CompletableFuture<Void> never = new CompletableFuture<>();
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> time.await(never, time.nanoTime() + 1)).isInstanceOf(InterruptedException.class);
        time.run(() -> {
            Thread child = time.fork("child", () -> {
                try {
                    time.sleep(Duration.ofHours(1));
                } catch (InterruptedException e) {
                    log.add("interrupted at " + seconds() + " flag "
                            + Thread.currentThread().isInterrupted());
                }
            });
            time.sleep(Duration.ofSeconds(7));
            child.interrupt();
            time.sleep(Duration.ofSeconds(1));
        });
        assertThat(log).containsExactly("interrupted at 7 flag false");
    }

    @Test
    void aRealThreadCanInterruptAWaitForEver() throws Exception {
        Thread me = Thread.currentThread();
        Thread outside = new Thread(() -> {
            while (!time.toString().contains("token free, 1 parked")) {
                Thread.onSpinWait();
            }
            me.interrupt();
        });
        outside.start();
        assertThatThrownBy(() -> time.run(() -> time.await(new CompletableFuture<>(), Long.MAX_VALUE)))
                .isInstanceOf(InterruptedException.class);
        outside.join();
    }

    @Test
    void scheduledTasksRunInOrderWhileEverybodyIsParked() throws Exception {
        CompletableFuture<String> answer = new CompletableFuture<>();
        time.run(() -> {
            time.schedule(Duration.ofSeconds(2), () -> answer.complete("at " + seconds()));
            time.schedule(Duration.ofSeconds(1), () -> log.add("first"));
            time.schedule(Duration.ofSeconds(1), () -> log.add("second"));
            time.schedule(Duration.ofSeconds(-1), () -> log.add("at once"));
            assertThat(log).isEmpty();
            assertThat(time.await(
                            answer, time.nanoTime() + Duration.ofSeconds(3).toNanos()))
                    .isTrue();
        });
        assertThat(answer).isCompletedWithValue("at 2");
        assertThat(log).containsExactly("at once", "first", "second");
    }

    @Test
    void aScheduledTaskMustNotWait() throws Exception {
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        time.run(() -> {
            time.schedule(Duration.ZERO, () -> {
                try {
                    pause(Duration.ofSeconds(1));
                } catch (IllegalStateException e) {
                    thrown.set(e);
                }
            });
            time.sleep(Duration.ofSeconds(1));
        });
        assertThat(thrown.get()).hasMessageContaining("must not wait");
    }

    @Test
    void noWakeUpIsLostWhenRealThreadsCompleteAndInterruptAtAnyMoment() throws Exception {
        for (int i = 0; i < 300; i++) {
            CompletableFuture<Void> signal = new CompletableFuture<>();
            CompletableFuture<Thread> waiting = new CompletableFuture<>();
            boolean interrupts = i % 3 == 0;
            Thread outside = new Thread(() -> {
                if (interrupts) {
                    waiting.join().interrupt();
                }
                signal.complete(null);
            });
            time.run(() -> {
                time.fork("ticker", () -> pause(Duration.ofMillis(1)));
                Thread waiter = time.fork("waiter", () -> {
                    waiting.complete(Thread.currentThread());
                    try {
                        time.await(signal, Long.MAX_VALUE);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    log.add("woken");
                });
                outside.start();
                time.sleep(Duration.ofMillis(2));
                while (waiter.isAlive()) {
                    time.sleep(Duration.ofMillis(1));
                }
            });
            outside.join();
        }
        assertThat(log).hasSize(300).containsOnly("woken");
    }

    @Test
    void anUnregisteredThreadMayWaitAndAdvance() throws Exception {
        time.schedule(Duration.ofSeconds(30), () -> log.add("scheduled"));
        time.advance(Duration.ofSeconds(29));
        assertThat(log).isEmpty();
        time.advance(Duration.ofSeconds(1));
        assertThat(log).containsExactly("scheduled");
        time.sleep(Duration.ofMinutes(1));
        assertThat(seconds()).isEqualTo(90);
    }

    @Test
    void timeStandsStillAfterRunExceptForCallsFromOutside() throws Exception {
        time.run(() -> {
            time.fork("poller", () -> {
                while (!Thread.currentThread().isInterrupted()) {
                    pause(Duration.ofSeconds(10));
                    log.add("poll " + seconds());
                }
            });
            time.sleep(Duration.ofSeconds(25));
        });
        assertThat(log).containsExactly("poll 10", "poll 20");
        time.advance(Duration.ofSeconds(10));
        assertThat(log).containsExactly("poll 10", "poll 20", "poll 30");
        assertThat(seconds()).isEqualTo(35);
    }

    @Test
    void closingEndsTheWaitsOfForkedThreads() throws Exception {
        CountDownLatch ended = new CountDownLatch(1);
        time.run(() -> {
            time.fork("child", () -> {
                try {
                    time.await(new CompletableFuture<>(), Long.MAX_VALUE);
                } catch (InterruptedException e) {
                    ended.countDown();
                }
            });
            time.sleep(Duration.ofSeconds(1));
        });
        time.close();
        ended.await();
        assertThatThrownBy(() -> time.sleep(Duration.ofSeconds(1))).isInstanceOf(InterruptedException.class);
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
}
