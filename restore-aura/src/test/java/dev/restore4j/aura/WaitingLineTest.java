package dev.restore4j.aura;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restore4j.spi.Urgency;
import dev.restore4j.spi.Urgency.Rank;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who goes first, where there is one place a minute. */
class WaitingLineTest {

    private final Waiters waiters = new Waiters(1);

    @Test
    void givesPlacesByRankThenWeightThenArrival() throws InterruptedException {
        waiters.time.run(() -> {
            waiters.take(Rank.WATCH);
            waiters.comes("watch", Urgency.of(Rank.WATCH));
            waiters.comes("interactive 1", Urgency.of(Rank.INTERACTIVE));
            waiters.comes("interactive 2", Urgency.of(Rank.INTERACTIVE));
            waiters.comes("heavy watch", Waiters.weighted(Rank.WATCH, 5));
            waiters.comes("first change", Urgency.of(Rank.FIRST_CHANGE));
            waiters.comes("check", Urgency.of(Rank.CHECK));
            waiters.comes("submission", Urgency.of(Rank.SUBMISSION));
            waiters.time.sleep(Duration.ofHours(1));
        });
        assertThat(waiters.order)
                .containsExactly(
                        "submission",
                        "first change",
                        "check",
                        "interactive 1",
                        "interactive 2",
                        "heavy watch",
                        "watch");
    }

    @Test
    void weighsAtTheTimeOfTheChoice() throws InterruptedException {
        Urgency fading = fading(waiters.time.nanoTime() + Duration.ofSeconds(30).toNanos());
        waiters.time.run(() -> {
            waiters.take(Rank.WATCH);
            waiters.comes("fading", fading);
            waiters.comes("steady", Waiters.weighted(Rank.WATCH, 1));
            waiters.time.sleep(Duration.ofHours(1));
        });
        assertThat(waiters.order).containsExactly("steady", "fading");
    }

    /** Weighs more than 1 until then only. */
    private static Urgency fading(long end) {
        return new Urgency() {
            @Override
            public Rank rank() {
                return Rank.WATCH;
            }

            @Override
            public double weightAt(long nanoTime) {
                return nanoTime - end < 0 ? 2 : 0;
            }
        };
    }

    @Test
    void aProgramThatListsWithoutEndDoesNotStarveWatches() throws InterruptedException {
        waiters.time.run(() -> {
            waiters.take(Rank.WATCH);
            waiters.comes("watch", Urgency.of(Rank.WATCH));
            waiters.come(20, "interactive", Urgency.of(Rank.INTERACTIVE));
            waiters.time.sleep(Duration.ofHours(1));
        });
        assertThat(waiters.order.indexOf("watch")).isEqualTo(7);
        assertThat(waiters.order).hasSize(21);
    }

    @Test
    void aWatchThatIsDueStillWaitsForSubmissions() throws InterruptedException {
        waiters.time.run(() -> {
            waiters.take(Rank.WATCH);
            waiters.comes("watch", Urgency.of(Rank.WATCH));
            waiters.come(7, "interactive", Urgency.of(Rank.INTERACTIVE));
            waiters.time.sleep(Duration.ofMinutes(7).plusSeconds(30));
            waiters.comes("submission", Urgency.of(Rank.SUBMISSION));
            waiters.time.sleep(Duration.ofHours(1));
        });
        assertThat(waiters.order.subList(7, 9)).containsExactly("submission", "watch");
    }

    @Test
    void watchesThatLikelyFindAnEndAndNewChecksHaveHalfEach() throws InterruptedException {
        waiters.time.run(() -> {
            waiters.take(Rank.CHECK);
            waiters.come(3, "check", Urgency.of(Rank.CHECK));
            waiters.comes("unlikely", Waiters.watch(0.09));
            waiters.come(11, "likely", Waiters.watch(0.1));
            waiters.time.sleep(Duration.ofHours(1));
        });
        List<String> expected = new ArrayList<>(Collections.nCopies(4, "likely"));
        expected.add("check");
        expected.addAll(Collections.nCopies(4, "likely"));
        expected.add("check");
        expected.addAll(Collections.nCopies(3, "likely"));
        expected.addAll(List.of("check", "unlikely"));
        assertThat(waiters.order).containsExactlyElementsOf(expected);
    }

    @Test
    void aWatchThatLikelyFindsAnEndWaitsForSubmissionsAndFirstChanges() throws InterruptedException {
        waiters.time.run(() -> {
            waiters.take(Rank.CHECK);
            waiters.comes("likely", Waiters.watch(0.9));
            waiters.comes("check", Urgency.of(Rank.CHECK));
            waiters.comes("first change", Urgency.of(Rank.FIRST_CHANGE));
            waiters.comes("submission", Urgency.of(Rank.SUBMISSION));
            waiters.time.sleep(Duration.ofHours(1));
        });
        assertThat(waiters.order).containsExactly("submission", "first change", "likely", "check");
    }

    @Test
    void aPersonDoesNotWaitForWatchesWhereNothingIsStarted() throws InterruptedException {
        waiters.time.run(() -> {
            waiters.take(Rank.CHECK);
            waiters.comes("likely", Waiters.watch(0.9));
            waiters.comes("interactive", Urgency.of(Rank.INTERACTIVE));
            waiters.time.sleep(Duration.ofHours(1));
        });
        assertThat(waiters.order).containsExactly("interactive", "likely");
    }
}
