package dev.restore4j.testkit.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** An interrupt takes effect at its moment of virtual time, whatever the machine's threads do meanwhile. */
class InterruptRaceTest {

    private static final int ROUNDS = 4_000;

    @Test
    void noTimePassesBetweenAnInterruptAndItsEffect() throws Exception {
        int late = 0;
        for (int round = 0; round < ROUNDS; round++) {
            late += isLate() ? 1 : 0;
        }
        assertThat(late).as("late of " + ROUNDS).isZero();
    }

    /** Somebody who looks at the token all the time makes others queue for its lock. */
    private static boolean isLate() throws Exception {
        VirtualTime time = new VirtualTime();
        AtomicBoolean over = new AtomicBoolean();
        Thread onlooker = new Thread(() -> {
            while (!over.get()) {
                assertThat(time.toString()).isNotEmpty();
            }
        });
        onlooker.start();
        long start = time.nanoTime();
        AtomicLong seen = new AtomicLong(-1);
        try {
            time.run(() -> {
                Thread sleeper = time.fork("sleeper", () -> {
                    try {
                        time.await(
                                new CompletableFuture<>(),
                                start + Duration.ofDays(1).toNanos());
                    } catch (InterruptedException e) {
                        seen.set(time.nanoTime() - start);
                    }
                });
                time.advance(Duration.ofSeconds(3));
                sleeper.interrupt();
                time.advance(Duration.ofSeconds(3));
            });
        } finally {
            over.set(true);
            onlooker.join();
        }
        return seen.get() != Duration.ofSeconds(3).toNanos();
    }
}
