package dev.restore4j.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.restore4j.fixture.ManualTime;
import dev.restore4j.fixture.World;
import dev.restore4j.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

/** What a way to restore tells, and what it is given. */
class SpiValuesTest {

    private static final Duration HOUR = Duration.ofHours(1);

    @Test
    void aFingerprintNamesEachFieldThatDiffersInOrder() {
        Fingerprint before = Fingerprint.of(Map.of("name", "Production", "memory", "8GB", "cloud", "gcp"));
        Fingerprint after = Fingerprint.of(Map.of("name", "Staging", "cloud", "gcp", "storage", "16GB"));

        assertThat(before.changesTo(after))
                .containsExactly(
                        "memory was '8GB' and is absent",
                        "name was 'Production' and is 'Staging'",
                        "storage was absent and is '16GB'");
        assertThat(before.changesTo(Fingerprint.of(before.fields()))).isEmpty();
    }

    @Test
    void aFingerprintIsCopied() {
        Map<String, String> fields = new HashMap<>(Map.of("name", "Production"));
        Fingerprint fingerprint = Fingerprint.of(fields);
        fields.put("name", "Staging");

        assertThat(fingerprint).isEqualTo(Fingerprint.of(Map.of("name", "Production")));
        assertThatThrownBy(() -> fingerprint.fields().put("x", "y")).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void theShareOfRestoresThatHaveEndedGrowsFromNoneToNearlyAll() {
        RestoreDurations durations = new RestoreDurations();

        assertThat(durations.endedWithin(0)).isZero();
        assertThat(durations.endedWithin(-5)).isZero();
        assertThat(durations.endedWithin(600)).as("the guess").isCloseTo(0.5, within(0.01));
        assertThat(DoubleStream.of(1, 60, 300, 600, 3_600, 86_400)
                        .map(durations::endedWithin)
                        .boxed())
                .isSorted()
                .allSatisfy(share -> assertThat(share).isBetween(0.0, 1.0));
    }

    @Test
    void whatWasObservedMovesTheGuess() {
        RestoreDurations durations = new RestoreDurations();
        for (int i = 0; i < 200; i++) {
            durations.learn(Duration.ofSeconds(60));
        }

        assertThat(durations.endedWithin(30)).isLessThan(0.2);
        assertThat(durations.endedWithin(120)).isGreaterThan(0.9);
    }

    @Test
    void durationsThatMakeNoSenseBreakNothing() {
        RestoreDurations durations = new RestoreDurations();
        durations.learn(Duration.ZERO);
        durations.learn(Duration.ofSeconds(-5));
        durations.learn(Duration.ofDays(10_000));

        assertThat(durations.endedWithin(600)).isBetween(0.0, 1.0);
        assertThat(durations.weight(1e9, 1)).isZero();
        assertThat(durations.weight(0, 600)).isPositive();
        assertThat(durations.endedSince(1e9, 1)).isZero();
        assertThat(durations.endedSince(1e12, 1e13)).isBetween(0.0, 1.0);
    }

    @Test
    void theLongerNobodyLookedTheMoreLikelyIsAnEnd() {
        RestoreDurations durations = new RestoreDurations();
        assertThat(durations.endedSince(600, 600)).isZero();
        assertThat(DoubleStream.of(610, 660, 900, 3_600, 86_400)
                        .map(now -> durations.endedSince(600, now))
                        .boxed())
                .isSorted()
                .allSatisfy(chance -> assertThat(chance).isBetween(0.01, 1.0));
    }

    @Test
    void anUrgencyIsItsClassAndNoWeight() {
        assertThat(Urgency.of(Urgency.Rank.WATCH).rank()).isEqualTo(Urgency.Rank.WATCH);
        assertThat(Urgency.of(Urgency.Rank.WATCH).weightAt(5)).isZero();
        assertThat(Urgency.of(Urgency.Rank.WATCH).chanceAt(5)).isZero();
        assertThat(Urgency.Rank.SUBMISSION).isLessThan(Urgency.Rank.WATCH);
    }

    @Test
    void viewsHaveEverything() {
        Fingerprint none = Fingerprint.of(Map.of());

        assertThatThrownBy(() -> new SourceView("x", null, none)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> new TargetView("x", "y", none, null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> new Preflight(null, null, List.of())).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> new Observation(null, Evidence.NONE, "x", null, null))
                .isInstanceOf(NullPointerException.class);
    }

    @Test
    void closingAnEnvironmentWakesEveryDriverAndRefusesNewOnes() {
        RestoreEnvironment environment = new World().environment();
        CountDownLatch over = new CountDownLatch(2);
        AtomicInteger woken = new AtomicInteger();
        for (int i = 0; i < 2; i++) {
            environment.drive("driver", () -> uninterruptibly(over), () -> {
                woken.incrementAndGet();
                over.countDown();
            });
        }

        environment.close();

        assertThat(woken).hasValue(2);
        assertThat(environment.isClosed()).isTrue();
        assertThatThrownBy(() -> environment.drive("late", () -> {}, () -> {}))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
    }

    @Test
    void closingWaitsForWhatADriverIsJustWriting() {
        RestoreEnvironment environment = new World().environment();
        CountDownLatch woken = new CountDownLatch(1);
        AtomicBoolean written = new AtomicBoolean();
        environment.drive(
                "driver",
                () -> {
                    uninterruptibly(woken);
                    aMoment();
                    written.set(true);
                },
                woken::countDown);

        environment.close();

        assertThat(written).isTrue();
        assertThat(environment.time().now()).isEqualTo(ManualTime.START);
    }

    @Test
    void closingWaitsForNoDriverLongerThanFiveSeconds() {
        RestoreEnvironment environment = new World().environment();
        environment.drive("stays", () -> anHour(environment), () -> {});

        environment.close();

        assertThat(environment.time().now()).isEqualTo(ManualTime.START.plusSeconds(5));
    }

    @Test
    void aDriverThatClosesWaitsForNobody() throws Exception {
        RestoreEnvironment environment = new World().environment();
        CompletableFuture<Instant> closed = new CompletableFuture<>();
        environment.drive("stays", () -> anHour(environment), () -> {});
        environment.drive(
                "closes",
                () -> {
                    environment.close();
                    closed.complete(environment.time().now());
                },
                () -> {});

        environment.time().await(closed, environment.time().nanoTime() + HOUR.toNanos());
        assertThat(closed).isCompletedWithValue(ManualTime.START);
    }

    private static void anHour(RestoreEnvironment environment) {
        try {
            environment.time().sleep(HOUR);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** In which nobody can tell that it is not over. */
    private static void aMoment() {
        try {
            TimeSource.system().sleep(Duration.ofMillis(100));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void uninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
