package dev.restore4j.testkit.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.restore4j.testkit.FakeAura;
import dev.restore4j.testkit.time.ScaledTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ConfiguredExtensionTest {

    @RegisterExtension
    final AuraExtension extension = AuraExtension.with(aura -> aura.seed(7).time(ScaledTime.times(0)));

    @Test
    void theTimeMayBeAnotherThanVirtual(FakeAura aura) {
        Instant before = aura.time().now();
        ((ScaledTime) aura.time()).advance(Duration.ofHours(1));
        assertThat(aura.time().now()).isEqualTo(before.plus(Duration.ofHours(1)));
        assertThatThrownBy(aura::virtualTime).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void theSeedIsTheConfiguredOne(FakeAura aura) {
        try (FakeAura same = FakeAura.builder().seed(7).build()) {
            assertThat(aura.clientId()).isEqualTo(same.clientId());
        }
    }
}
