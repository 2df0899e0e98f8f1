package dev.restore4j.aura.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** One member of gzip, with all that its header may have. */
class GzipMemberTest {

    private static final int HEADER = 10;
    private static final byte[] CONTENT = Samples.noise(3_000, 9);

    /** The header of the JDK's writer has nothing that may be left out. */
    private static byte[] member(int flags, byte[]... optional) {
        byte[] plain = Samples.gzip(CONTENT);
        byte[] header = Arrays.copyOf(plain, HEADER);
        header[3] = (byte) flags;
        return Samples.join(header, Samples.join(optional), Arrays.copyOfRange(plain, HEADER, plain.length));
    }

    private static byte[] read(byte[] bytes) throws IOException {
        try (GzipMember member = new GzipMember(new ByteArrayInputStream(bytes))) {
            byte[] content = member.readAllBytes();
            member.requireNothingBehind();
            return content;
        }
    }

    @Test
    void readsPastAllThatAHeaderMayHave() throws IOException {
        byte[] extra = Samples.join(new byte[] {2, 1}, new byte[0x0102]);
        byte[] name = Samples.ascii("orders.tar\0");
        byte[] comment = Samples.ascii("of Friday\0");
        byte[] sum = {1, 2};

        assertThat(read(member(0))).isEqualTo(CONTENT);
        assertThat(read(member(4, extra))).isEqualTo(CONTENT);
        assertThat(read(member(8, name))).isEqualTo(CONTENT);
        assertThat(read(member(16, comment))).isEqualTo(CONTENT);
        assertThat(read(member(2, sum))).isEqualTo(CONTENT);
        assertThat(read(member(1 | 2 | 4 | 8 | 16, extra, name, comment, sum))).isEqualTo(CONTENT);
    }

    @Test
    void refusesWhatNoHeaderHas() {
        byte[] stored = member(0);
        stored[2] = 7;
        for (byte[] bytes : new byte[][] {member(0x20), member(0x40), member(0x80), stored}) {
            assertThatThrownBy(() -> read(bytes))
                    .isInstanceOf(Damage.class)
                    .hasMessageContaining("The header of gzip says");
        }
    }

    @Test
    void comparesBothNumbersAtItsEndAndInsistsOnThem() {
        byte[] whole = member(0);
        for (int back = 1; back <= 8; back++) {
            byte[] flipped = whole.clone();
            flipped[whole.length - back] ^= 1;
            assertThatThrownBy(() -> read(flipped))
                    .isInstanceOf(Damage.class)
                    .hasMessageContaining(back <= 4 ? "The length at the end" : "The checksum of its gzip");
            byte[] cut = Arrays.copyOf(whole, whole.length - back);
            assertThatThrownBy(() -> read(cut)).isInstanceOf(Damage.class).hasMessageContaining("ends in the checksum");
        }
        assertThatThrownBy(() -> read(Samples.join(whole, new byte[1])))
                .isInstanceOf(Damage.class)
                .hasMessageContaining("behind the end of its gzip");
    }
}
