package dev.restore4j.admin;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdminVersionTest {

    @ParameterizedTest
    @ValueSource(strings = {"5.12.0", "5.26.30", "5.26.99", "2025.01.0", "2026.08.1"})
    void theWordsOfWhatIsNoNewerThanWhatWasMeasuredAreKnown(String version) {
        assertThat(AdminVersion.parse(version).isMeasured()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"5.27.0", "2026.09.0", "2027.01.0"})
    void thoseOfANewerOneAreNot(String version) {
        assertThat(AdminVersion.parse(version).isMeasured()).isFalse();
    }
}
