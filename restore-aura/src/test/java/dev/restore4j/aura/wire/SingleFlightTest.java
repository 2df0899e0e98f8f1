package dev.restore4j.aura.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.restore4j.error.UnavailableException;
import dev.restore4j.time.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SingleFlightTest {

    private static final int THREADS = 8;

    private final ExecutorService pool = Executors.newCachedThreadPool();
    private final SingleFlight<String> flight = new SingleFlight<>();

    /** All have found that nothing is there, and wait, or will without doing anything else before. */
    private final CountDownLatch needed = new CountDownLatch(THREADS);

    private final AtomicInteger asked = new AtomicInteger();
    private volatile @Nullable String present;

    @AfterEach
    void end() {
        pool.shutdownNow();
    }

    private SingleFlight.Source<String> source(Callable<String> answer) {
        return new SingleFlight.Source<>() {
            @Override
            public @Nullable String held() {
                needed.countDown();
                return present;
            }

            @Override
            public void keep(String value) {
                present = value;
            }

            @Override
            public String ask() throws InterruptedException {
                asked.incrementAndGet();
                try {
                    return answer.call();
                } catch (InterruptedException | RuntimeException e) {
                    throw e;
                } catch (Exception e) {
                    throw new AssertionError(e);
                }
            }
        };
    }

    private String get(Callable<String> answer) throws InterruptedException {
        return flight.get(TimeSource.system(), source(answer));
    }

    private List<Future<String>> all(Callable<String> answer) {
        List<Future<String>> all = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            all.add(pool.submit(() -> get(() -> {
                needed.await();
                return answer.call();
            })));
        }
        return all;
    }

    @Test
    void oneAsksAndAllGetWhatItWasTold() throws Exception {
        for (Future<String> each : all(() -> "told")) {
            assertThat(each.get(1, TimeUnit.MINUTES)).isEqualTo("told");
        }

        assertThat(asked).hasValue(1);
        assertThat(get(() -> "other")).as("it was kept").isEqualTo("told");
    }

    @Test
    void aFailureIsToldToAllWhoWaitAndToNobodyElse() throws Exception {
        UnavailableException failure = new UnavailableException("not now", (Duration) null, null);
        CountDownLatch waiting = new CountDownLatch(1);
        Future<String> leader = pool.submit(() -> get(() -> {
            waiting.countDown();
            needed.await();
            throw failure;
        }));
        waiting.await();
        List<Future<String>> others = new ArrayList<>();
        while (needed.getCount() > 0) {
            int before = (int) needed.getCount();
            others.add(pool.submit(() -> get(() -> "nobody asks")));
            while (needed.getCount() == before) {
                Thread.onSpinWait();
            }
        }

        others.add(leader);
        for (Future<String> each : others) {
            assertThatThrownBy(() -> each.get(1, TimeUnit.MINUTES))
                    .isInstanceOf(ExecutionException.class)
                    .cause()
                    .isSameAs(failure);
        }
        assertThat(asked).hasValue(1);
        assertThat(get(() -> "later")).isEqualTo("later");
    }

    @Test
    void whereTheOneWhoAsksIsStoppedAnotherAsks() throws Exception {
        CountDownLatch asking = new CountDownLatch(1);
        CompletableFuture<Void> stopped = new CompletableFuture<>();
        Thread leader = new Thread(() -> {
            try {
                String unused = get(() -> {
                    asking.countDown();
                    new CountDownLatch(1).await();
                    return "never";
                });
            } catch (InterruptedException e) {
                stopped.complete(null);
            }
        });
        leader.start();
        asking.await();
        Future<String> follower = pool.submit(() -> get(() -> "from another"));
        while (needed.getCount() > THREADS - 2) {
            Thread.onSpinWait();
        }
        leader.interrupt();

        assertThat(follower.get(1, TimeUnit.MINUTES)).isEqualTo("from another");
        stopped.get(1, TimeUnit.MINUTES);
        assertThat(asked).hasValue(2);
    }

    @Test
    void whatIsThereIsNotAskedFor() throws Exception {
        present = "there";

        assertThat(get(() -> "asked")).isEqualTo("there");
        assertThat(asked).hasValue(0);
    }
}
