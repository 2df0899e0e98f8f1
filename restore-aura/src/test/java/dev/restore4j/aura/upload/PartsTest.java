package dev.restore4j.aura.upload;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a file is divided, and which part is sent when. */
class PartsTest {

    @ParameterizedTest
    @CsvSource({"1, 1, 1, 1", "10, 1, 10, 10", "10, 2, 5, 5", "10, 3, 4, 2", "9, 3, 3, 3", "10, 10, 1, 1"})
    void partsLieSideBySideAndTheLastHasTheRest(long size, int total, long usual, long last) {
        Parts parts = Parts.of(size, total).orElseThrow();

        long at = 0;
        for (int number = 1; number <= total; number++) {
            FileRegion.Range range = parts.range(number);
            assertThat(range.from()).isEqualTo(at);
            assertThat(range.length()).isEqualTo(number < total ? usual : last);
            at += range.length();
        }
        assertThat(at).isEqualTo(size);
    }

    @ParameterizedTest
    @CsvSource({"1, 2", "4, 3", "9, 4", "10, 11", "5, 4", "10, 10000"})
    void whatWouldLeaveAPartWithoutAByteIsNone(long size, int total) {
        assertThat(Parts.of(size, total)).isEmpty();
    }

    @Test
    void partsAreDueInTheirOrderAndWhatFailedWhenItsPauseIsOver() {
        Parts parts = Parts.of(30, 3).orElseThrow();

        assertThat(due(parts, 0)).containsExactly(1, 2, 3);
        assertThat(parts.failed(1, 0)).isOne();
        assertThat(parts.failed(2, 0)).isOne();
        parts.notBefore(1, 100);
        assertThat(parts.due(0)).hasValue(2);
        parts.started(2);
        assertThat(parts.due(99)).isEmpty();
        assertThat(parts.due(100)).hasValue(1);
        parts.started(1);

        assertThat(parts.failed(1, 100)).isEqualTo(2);
        assertThat(parts.due(100)).as("without a pause, at once").hasValue(1);
    }

    @Test
    void whatArrivedBeginsToFailAnew() {
        Parts parts = Parts.of(30, 3).orElseThrow();
        parts.started(1);
        assertThat(parts.failed(1, 0)).isOne();
        parts.started(1);
        parts.sent(1, "\"tag\"", Checksum.NONE);
        assertThat(parts.arrivedBytes()).isEqualTo(10);
        assertThat(parts.isUnfinished()).isTrue();

        assertThat(parts.failed(1, 0)).isOne();
        parts.sendAgain(1);
        assertThat(parts.arrivedBytes()).isZero();
    }

    /** {@return what is begun, one after another} */
    private static List<Integer> due(Parts parts, long now) {
        List<Integer> begun = new ArrayList<>();
        for (OptionalInt due = parts.due(now); due.isPresent(); due = parts.due(now)) {
            parts.started(due.getAsInt());
            begun.add(due.getAsInt());
        }
        return begun;
    }
}
