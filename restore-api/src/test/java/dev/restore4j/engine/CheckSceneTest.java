package dev.restore4j.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restore4j.fixture.ManualTime;
import dev.restore4j.operation.OperationId;
import dev.restore4j.verify.Notes;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a check is told, and how that looks where somebody prints it. */
class CheckSceneTest {

    private static final Notes NONE = new Notes() {
        @Override
        public void write(String key, String text) {}

        @Override
        public Optional<String> read(String key) {
            return Optional.empty();
        }
    };

    @Test
    void itsTextIsShort() {
        ManualTime time = new ManualTime();
        CheckScene scene = new CheckScene(new OperationId("0123456789abcdef"), "test:1", null, ManualTime.START, time);

        assertThat(scene.until(time.nanoTime() + Duration.ofMinutes(2).toNanos(), NONE))
                .hasToString("restore 0123456789abcdef over test:1, 120 s left");
    }
}
