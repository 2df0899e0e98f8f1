package dev.restore4j.testkit.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class ScaledTimeTest {

    @Test
    void anHourIsNotAnHourOfTheMachine() throws Exception {
        ScaledTime time = ScaledTime.times(100_000);
        Instant start = time.now();
        time.sleep(Duration.ofHours(1));
        assertThat(Duration.between(start, time.now())).isGreaterThanOrEqualTo(Duration.ofHours(1));
    }

    @Test
    void standingTimeMovesOnlyByAdvance() throws Exception {
        ScaledTime time = ScaledTime.times(0).startingAt(Instant.parse("2026-01-01T00:00:00Z"));
        assertThat(time.now()).isEqualTo(Instant.parse("2026-01-01T00:00:00Z"));
        CountDownLatch woken = new CountDownLatch(1);
        time.fork("sleeper", () -> {
            try {
                time.sleep(Duration.ofHours(2));
                woken.countDown();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        time.advance(Duration.ofMinutes(119));
        assertThat(woken.getCount()).isOne();
        while (woken.getCount() > 0) {
            time.advance(Duration.ofMinutes(1));
            Thread.onSpinWait();
        }
        assertThat(time.now()).isAfterOrEqualTo(Instant.parse("2026-01-01T02:00:00Z"));
    }

    @Test
    void aSignalEndsAWaitAndIsReported() throws Exception {
        ScaledTime time = ScaledTime.times(1);
        CompletableFuture<Void> signal = new CompletableFuture<>();
        time.fork("completer", () -> signal.complete(null));
        assertThat(time.await(signal, time.nanoTime() + Duration.ofHours(1).toNanos()))
                .isTrue();
        assertThat(time.await(new CompletableFuture<>(), time.nanoTime() - 1)).isFalse();
    }

    @Test
    void anInterruptBeforeTheWaitThrows() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> ScaledTime.times(1).sleep(Duration.ofHours(1)))
                .isInstanceOf(InterruptedException.class);
    }

    @Test
    void anInterruptDuringTheWaitThrows() throws Exception {
        ScaledTime time = ScaledTime.times(0);
        CompletableFuture<String> ended = new CompletableFuture<>();
        Thread sleeper = time.fork("sleeper", () -> {
            try {
                time.sleep(Duration.ofHours(1));
            } catch (InterruptedException e) {
                ended.complete("interrupted");
            }
        });
        sleeper.interrupt();
        assertThat(ended.get()).isEqualTo("interrupted");
    }

    @Test
    void neitherTheFactorNorAnAdvanceIsNegative() {
        assertThatThrownBy(() -> ScaledTime.times(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ScaledTime.times(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ScaledTime.times(1).advance(Duration.ofSeconds(-1)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
