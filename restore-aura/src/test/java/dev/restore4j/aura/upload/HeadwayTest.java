package dev.restore4j.aura.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.restore4j.error.UnavailableException;
import dev.restore4j.testkit.time.ScaledTime;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What creeps does not keep a confirmation alive. */
@Timeout(30)
class HeadwayTest {

    private static final long MIB = 1 << 20;

    private final ScaledTime time = ScaledTime.times(0);
    private final Headway headway = new Headway(time, 1000 * MIB, 0);

    private void later() {
        time.advance(Headway.PATIENCE.minusSeconds(1));
    }

    @Test
    void aMebibyteInAQuarterOfAnHourIsEnough() {
        for (int i = 1; i <= 5; i++) {
            later();
            headway.reached(i * MIB);
        }
        time.advance(Headway.PATIENCE);

        assertThatThrownBy(() -> headway.reached(6 * MIB - 1))
                .isInstanceOf(UnavailableException.class)
                .hasMessageContaining("less than 1048576 bytes in 15 minutes");
    }

    @Test
    void ofASmallFileAHundredthIsEnough() {
        Headway small = new Headway(time, 1000, 0);
        later();
        small.reached(10);
        later();

        assertThatCode(() -> small.reached(10)).doesNotThrowAnyException();
    }

    @Test
    void whatWasLostAndIsSentAgainIsNoHeadway() {
        headway.reached(50 * MIB);
        later();
        headway.reached(10 * MIB);
        time.advance(Duration.ofSeconds(1));

        assertThatThrownBy(() -> headway.reached(40 * MIB)).isInstanceOf(UnavailableException.class);
    }

    @Test
    void whatHasArrivedIsHeadwayThoughMoreWasThoughtToHave() {
        headway.reached(50 * MIB);
        later();
        headway.arrived(2 * MIB);
        later();
        headway.reached(3 * MIB);
        later();

        assertThatCode(() -> headway.reached(3 * MIB)).doesNotThrowAnyException();
    }

    @Test
    void whatArrivesDropByDropIsNoHeadway() {
        headway.arrived(MIB - 1);
        later();
        headway.arrived(MIB - 1);
        time.advance(Duration.ofSeconds(1));

        assertThatThrownBy(() -> headway.reached(MIB - 1)).isInstanceOf(UnavailableException.class);
    }

    @Test
    void aLongPauseThatAServiceAsksForIsNotWaitedHere() throws InterruptedException {
        Tries tries = new Tries(time);
        UnavailableException soon = new UnavailableException("soon", Duration.ofSeconds(30), null);
        UnavailableException later = new UnavailableException("later", Duration.ofSeconds(31), null);

        assertThatThrownBy(() -> tries.awaitNext(later))
                .isSameAs(later)
                .isInstanceOfSatisfying(
                        UnavailableException.class,
                        error -> assertThat(error.retryAfter()).hasValue(Duration.ofSeconds(31)));
        assertThat(Tries.isForLater(soon)).isFalse();
    }
}
