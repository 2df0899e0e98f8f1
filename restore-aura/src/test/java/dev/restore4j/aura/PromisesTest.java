package dev.restore4j.aura;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restore4j.spi.Urgency;
import dev.restore4j.spi.Urgency.Rank;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Places that are kept for what follows a check. */
class PromisesTest {

    /** Six places, checks of four requests, and others that would take every place they can get. */
    @Test
    void whatWasBegunIsBroughtToItsEnd() throws InterruptedException {
        Waiters waiters = new Waiters(6);
        List<Long> spans = new ArrayList<>();
        waiters.time.run(() -> {
            for (int i = 0; i < 5; i++) {
                waiters.time.fork("check" + i, () -> check(waiters, spans));
            }
            waiters.come(30, "other", Urgency.of(Rank.WATCH));
            waiters.time.sleep(Duration.ofSeconds(65));
            waiters.come(30, "first", Urgency.of(Rank.FIRST_CHANGE));
            waiters.time.sleep(Duration.ofHours(2));
        });
        assertThat(spans)
                .hasSize(5)
                .allMatch(nanos -> nanos < Duration.ofSeconds(2).toNanos());
    }

    private static void check(Waiters waiters, List<Long> spans) {
        try {
            RequestBudget.Place first = waiters.budget.acquire(Urgency.of(Rank.CHECK), waiters.never());
            long start = waiters.time.nanoTime();
            waiters.time.sleep(Duration.ofMillis(300));
            first.giveBack();
            for (int i = 0; i < Promises.FOLLOWERS; i++) {
                RequestBudget.Place next = waiters.budget.acquire(Urgency.of(Rank.SUBMISSION), waiters.never());
                waiters.time.sleep(Duration.ofMillis(300));
                next.giveBack();
            }
            spans.add(waiters.time.nanoTime() - start);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void whatIsKeptAndNotUsedIsGivenToOthers() throws InterruptedException {
        Waiters waiters = new Waiters(4);
        waiters.time.run(() -> {
            waiters.take(Rank.CHECK);
            waiters.comes("other", Urgency.of(Rank.INTERACTIVE));
            waiters.take(Rank.SUBMISSION);
            assertThat(waiters.order).isEmpty();
            waiters.time.sleep(Promises.SPAN);
        });
        assertThat(waiters.order).containsExactly("other");
        assertThat(waiters.millis).containsExactly(Promises.SPAN.toMillis());
    }

    @Test
    void whatIsKeptAndUsedIsKeptNoLonger() throws InterruptedException {
        Waiters waiters = new Waiters(5);
        long start = waiters.time.nanoTime();
        waiters.time.run(() -> {
            check(waiters, new ArrayList<>());
            waiters.take(Rank.INTERACTIVE);
        });
        assertThat(waiters.time.nanoTime() - start)
                .isLessThan(Duration.ofSeconds(2).toNanos());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void fewPlacesAreEnoughForACheckToBegin(int places) throws InterruptedException {
        Waiters waiters = new Waiters(places);
        List<Long> spans = new ArrayList<>();
        waiters.time.run(() -> {
            waiters.time.fork("check", () -> check(waiters, spans));
            waiters.time.sleep(Duration.ofHours(1));
        });
        assertThat(spans).hasSize(1);
    }
}
