package dev.restore4j.aura;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restore4j.spi.Urgency;
import dev.restore4j.spi.Urgency.Rank;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When those go who can wait, where 120 places are half a second each. */
class PaceTest {

    private final Waiters waiters = new Waiters(120);

    @Test
    void aFewGoAtOnceAndTheOthersHalfASecondApart() throws InterruptedException {
        waiters.time.run(() -> {
            waiters.come(1_000, "watch", Urgency.of(Rank.WATCH));
            waiters.time.sleep(Duration.ofHours(1));
        });
        assertThat(waiters.millis.subList(0, 30)).containsOnly(0L);
        // the window is used up once, for the quarter of a minute that those at the start were early
        List<Long> after = waiters.millis.subList(120, 1_000);
        for (int i = 1; i < after.size(); i++) {
            assertThat(after.get(i) - after.get(i - 1)).isBetween(499L, 501L);
        }
        assertThat(waiters.millis.get(999)).isBetween(495_000L, 505_000L);
    }

    @Test
    void aCheckIsCountedWithWhatFollowsIt() throws InterruptedException {
        waiters.time.run(() -> {
            waiters.come(30, "interactive", Urgency.of(Rank.INTERACTIVE));
            waiters.come(3, "check", Urgency.of(Rank.CHECK));
            waiters.time.sleep(Duration.ofHours(1));
        });
        assertThat(waiters.millis.subList(30, 33)).containsExactly(0L, 2_000L, 4_000L);
    }

    @Test
    void whoCannotWaitIsNotHeldBack() throws InterruptedException {
        waiters.time.run(() -> {
            waiters.come(60, "watch", Urgency.of(Rank.WATCH));
            waiters.comes("interactive", Urgency.of(Rank.INTERACTIVE));
            waiters.comes("first change", Urgency.of(Rank.FIRST_CHANGE));
            waiters.comes("submission", Urgency.of(Rank.SUBMISSION));
            waiters.time.sleep(Duration.ofHours(1));
        });
        assertThat(waiters.order.subList(30, 33)).contains("interactive", "first change", "submission");
        assertThat(waiters.millis.subList(30, 33)).containsOnly(0L);
    }

    @Test
    void aSubmissionDoesNotWaitBehindTheWatchesOfAThousand() throws InterruptedException {
        waiters.time.run(() -> {
            waiters.come(1_000, "watch", Urgency.of(Rank.WATCH));
            waiters.time.sleep(Duration.ofMinutes(3));
            long begin = waiters.time.nanoTime();
            waiters.take(Rank.SUBMISSION);
            assertThat(waiters.time.nanoTime() - begin)
                    .isLessThanOrEqualTo(Duration.ofMillis(500).toNanos());
        });
    }

    @Test
    void aLoneWatchIsNotHeldBack() throws InterruptedException {
        waiters.time.run(() -> {
            for (int i = 0; i < 60; i++) {
                waiters.comes("watch", Urgency.of(Rank.WATCH));
                waiters.time.sleep(Duration.ofSeconds(4));
                assertThat(waiters.order).hasSize(i + 1);
            }
        });
        for (int i = 1; i < 60; i++) {
            assertThat(waiters.millis.get(i) - waiters.millis.get(i - 1)).isBetween(4_000L, 4_001L);
        }
    }

    @Test
    void aPauseHoldsThePaceToo() throws InterruptedException {
        waiters.time.run(() -> {
            waiters.come(31, "watch", Urgency.of(Rank.WATCH));
            waiters.budget.pause(Duration.ofSeconds(20));
            waiters.come(2, "watch", Urgency.of(Rank.WATCH));
            waiters.time.sleep(Duration.ofHours(1));
        });
        assertThat(waiters.millis.subList(30, 33)).containsExactly(20_000L, 20_500L, 21_000L);
    }
}
