package dev.restore4j.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** The machine's own time. */
class SystemTimeTest {

    private final TimeSource time = TimeSource.system();

    @Test
    void itIsTheMachines() {
        assertThat(time.now())
                .isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(60));
        assertThat(time.nanoTime() - System.nanoTime()).isBetween(-60_000_000_000L, 60_000_000_000L);
    }

    @Test
    void aWaitEndsWhenItsSignalIsDoneInWhicheverWay() throws InterruptedException {
        CompletableFuture<Void> cancelled = new CompletableFuture<>();
        cancelled.cancel(false);
        long later = time.nanoTime() + Duration.ofMinutes(1).toNanos();

        assertThat(time.await(CompletableFuture.completedFuture("x"), later)).isTrue();
        assertThat(time.await(CompletableFuture.failedFuture(new IllegalStateException()), later))
                .isTrue();
        assertThat(time.await(cancelled, later)).isTrue();
    }

    @Test
    void aWaitEndsWhenAnotherThreadSignals() throws InterruptedException {
        CompletableFuture<Void> signal = new CompletableFuture<>();
        time.fork("signaller", () -> signal.complete(null));

        assertThat(time.await(signal, time.nanoTime() + Duration.ofMinutes(1).toNanos()))
                .isTrue();
    }

    @Test
    void aWaitEndsAtItsDeadlineAndLeavesItsSignalAlone() throws InterruptedException {
        CompletableFuture<Void> signal = new CompletableFuture<>();

        assertThat(time.await(signal, time.nanoTime() - 1)).isFalse();
        assertThat(time.await(signal, time.nanoTime() + 1_000_000)).isFalse();
        assertThat(signal).isNotDone();
    }

    @Test
    void anInterruptEndsAWait() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> time.sleep(Duration.ofMinutes(1))).isInstanceOf(InterruptedException.class);
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void aSleepOfNoLengthIsNone() throws InterruptedException {
        time.sleep(Duration.ZERO);
        time.sleep(Duration.ofSeconds(-1));
    }

    @Test
    void aForkedThreadIsADaemonOfTheGivenName() throws InterruptedException {
        Thread thread = time.fork("a name", () -> {});

        assertThat(thread.isDaemon()).isTrue();
        assertThat(thread.getName()).isEqualTo("a name");
        thread.join();
    }
}
