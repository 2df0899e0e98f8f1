package dev.restore4j.aura.upload;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.zip.CRC32;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChecksumTest {

    private static Checksum of(byte[] bytes, int from, int to) {
        CRC32 crc = new CRC32();
        crc.update(bytes, from, to - from);
        return Checksum.of(to - from, crc);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 0", "1, 1", "5, 2", "100, 99", "4096, 4096", "300000, 1", "300000, 123457"})
    void ofTwoInARowIsThatOfAll(int length, int cut) {
        byte[] bytes = UploadWorld.bytes(length);

        assertThat(of(bytes, 0, cut).then(of(bytes, cut, length))).isEqualTo(of(bytes, 0, length));
    }

    @ParameterizedTest
    @CsvSource({"1", "2", "3"})
    void ofManyInARowIsThatOfAll(int seed) {
        byte[] bytes = UploadWorld.bytes(70_000);
        Random random = new Random(seed);
        Checksum all = Checksum.NONE;
        int at = 0;
        while (at < bytes.length) {
            int next = Math.min(bytes.length, at + 1 + random.nextInt(3000));
            all = all.then(of(bytes, at, next));
            at = next;
        }

        assertThat(all).isEqualTo(of(bytes, 0, bytes.length));
    }

    @ParameterizedTest
    @CsvSource({"5000000000", "1099511627776"})
    void moreThanAnIntOfBytesMayFollow(long zeros) {
        // of zeros, and of zeros only, the checksum can be told without having them: by halves
        Checksum half = ofZeros(zeros / 2);

        assertThat(half.then(half)).isEqualTo(ofZeros(zeros));
        assertThat(half.then(half).length()).isEqualTo(zeros);
    }

    /** Built from a kilobyte that is really summed up, bit by bit of the length. */
    private static Checksum ofZeros(long length) {
        Checksum all = of(new byte[(int) (length % 1024)], 0, (int) (length % 1024));
        Checksum block = of(new byte[1024], 0, 1024);
        for (long left = length / 1024; left > 0; left >>= 1) {
            if ((left & 1) == 1) {
                all = all.then(block);
            }
            block = block.then(block);
        }
        return all;
    }
}
