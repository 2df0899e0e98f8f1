package dev.restore4j.aura.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;

/** One frame, however little of the file a read gives. */
class ZstdFrameTest {

    private static InputStream aByteAtATime(byte[] bytes) {
        return new ByteArrayInputStream(bytes) {
            @Override
            public synchronized int read(byte[] target, int offset, int length) {
                return super.read(target, offset, Math.min(length, 1));
            }
        };
    }

    @Test
    void aBitOfTheHeaderThatNobodySetsIsDamage() {
        byte[] frame = Samples.frame(true, Samples.noise(100, 1));
        frame[4] |= 0b0001_0000;

        assertThatThrownBy(() -> new ZstdFrame(new ByteArrayInputStream(frame)))
                .isInstanceOf(Damage.class)
                .hasMessageContaining("a bit that nobody sets");
    }

    @Test
    void whatFollowsIsFoundWhereItWasNotReadYet() throws IOException {
        byte[] content = Samples.noise(3_000, 1);
        byte[] frame = Samples.frame(true, content);
        try (ZstdFrame whole = new ZstdFrame(aByteAtATime(frame))) {
            assertThat(whole.readAllBytes()).isEqualTo(content);
            whole.requireNothingBehind();
        }
        try (ZstdFrame followed = new ZstdFrame(aByteAtATime(Samples.join(frame, new byte[1])))) {
            assertThat(followed.readAllBytes()).isEqualTo(content);
            assertThatThrownBy(followed::requireNothingBehind)
                    .isInstanceOf(Damage.class)
                    .hasMessageContaining("behind the end of its zstd frame");
        }
    }
}
