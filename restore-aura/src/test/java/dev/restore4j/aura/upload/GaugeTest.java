package dev.restore4j.aura.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.restore4j.testkit.time.ScaledTime;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** How much and how fast, as listeners hear it. */
class GaugeTest {

    private final ScaledTime time = ScaledTime.times(0);
    private final VirtualBench bench = new VirtualBench(time);
    private final Gauge gauge = new Gauge(bench, 1_000_000);

    private void send(int seconds, long bytesPerSecond) {
        for (int i = 0; i < seconds * 10; i++) {
            time.advance(Duration.ofMillis(100));
            gauge.count(bytesPerSecond / 10);
            gauge.report(gauge.sent());
        }
    }

    private double rate() {
        return bench.heard.get(bench.heard.size() - 1).bytesPerSecond().orElseThrow();
    }

    @Test
    void listenersHearAtMostFourASecond() {
        send(10, 1000);

        assertThat(bench.heard).hasSizeBetween(30, 40);
    }

    @Test
    void theRateIsThatOfTheLastTenSeconds() {
        send(60, 10_000);
        assertThat(rate()).isCloseTo(10_000, within(500.0));
        send(5, 2_000);
        assertThat(rate()).isCloseTo(6_000, within(500.0));
        send(6, 2_000);
        assertThat(rate()).isCloseTo(2_000, within(500.0));
    }

    @Test
    void whatIsLeftFollowsFromTheRate() {
        send(20, 10_000);

        assertThat(bench.heard.get(bench.heard.size() - 1).left().orElseThrow())
                .isCloseTo(Duration.ofSeconds(80), Duration.ofSeconds(3));
    }

    @Test
    void theEndIsAlwaysHeard() {
        gauge.report(10);
        gauge.reportWhole();

        assertThat(bench.heard.get(bench.heard.size() - 1).fraction()).hasValue(1);
    }
}
