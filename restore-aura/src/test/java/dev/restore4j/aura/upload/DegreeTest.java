package dev.restore4j.aura.upload;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** How many parts at once, by what the line gives. */
class DegreeTest {

    private static final long STEP = Duration.ofMillis(250).toNanos();

    /** Near the end of the clock's range, as a real one may be. */
    private long now = Long.MAX_VALUE - Duration.ofSeconds(5).toNanos();

    private long sent;
    private final Degree degree = new Degree(now);

    private interface Line {
        double bytesPerSecond(int parts);
    }

    private void run(Line line, Duration time) {
        for (long passed = 0; passed < time.toNanos(); passed += STEP) {
            now += STEP;
            sent += (long) (line.bytesPerSecond(degree.limit()) * STEP / 1e9);
            degree.measure(now, sent);
        }
    }

    @Test
    void itGrowsToSixteenWhileEachConnectionIsCapped() {
        run(parts -> parts * 90e6, Duration.ofMillis(2750));

        assertThat(degree.limit()).isEqualTo(16);
        run(parts -> parts * 90e6, Duration.ofMinutes(1));
        assertThat(degree.limit()).isEqualTo(16);
    }

    @Test
    void itStaysWhereMoreBringNothing() {
        run(parts -> 500e6, Duration.ofMinutes(1));

        assertThat(degree.limit()).isEqualTo(4);
    }

    @Test
    void itStaysWhereTheLineIsFull() {
        run(parts -> Math.min(parts * 10e6, 85e6), Duration.ofMinutes(1));

        assertThat(degree.limit()).isEqualTo(8);
    }

    @Test
    void whenItIsTooMuchItIsHalvedAndRests() {
        run(parts -> parts * 90e6, Duration.ofSeconds(10));
        degree.tooMuch(now);
        assertThat(degree.limit()).isEqualTo(8);

        run(parts -> parts * 90e6, Duration.ofSeconds(29));
        assertThat(degree.limit()).isEqualTo(8);
        run(parts -> parts * 90e6, Duration.ofSeconds(5));
        assertThat(degree.limit()).isEqualTo(16);

        for (int i = 0; i < 10; i++) {
            degree.tooMuch(now);
        }
        assertThat(degree.limit()).isEqualTo(1);
    }

    @Test
    void slowerLaterOnIsNoReasonToDoLess() {
        run(parts -> parts * 90e6, Duration.ofSeconds(10));
        run(parts -> parts * 10e6, Duration.ofSeconds(30));

        assertThat(degree.limit()).isEqualTo(16);
    }
}
