package dev.restore4j.aura.upload;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is remembered of an upload is taken for another one's never. */
class RememberedTest {

    private static final String PLACE = "console.neo4j.io/2f49c2b3";
    private static final URI SESSION = URI.create("https://storage.googleapis.com/x?upload_id=SECRET");
    private static final String PARTS =
            "{\"format\":1,\"place\":\"console.neo4j.io/2f49c2b3\",\"size\":100,\"crc32\":7,\"upload\":\"up-1\","
                    + "\"parts\":3,\"addresses\":{\"2\":\"https://s3/x?n=2\",\"3\":\"https://s3/x?n=3\"}}";

    private final VerifiedFile file = new VerifiedFile(Path.of("a.dump"), 100, 7, 300, () -> true);

    @Test
    void aSessionIsReadAsItWasWritten() {
        String text = Remembered.session(SESSION, false).text(file, PLACE);

        Remembered read = Remembered.parse(text, file, PLACE).orElseThrow();

        assertThat(read.isInParts()).isFalse();
        assertThat(read.any()).contains(SESSION);
        assertThat(read.isLastByteSent()).isFalse();
        assertThat(read.toString()).doesNotContain("SECRET");
    }

    @Test
    void thatTheLastByteWasSentIsNotForgotten() {
        String text = Remembered.session(SESSION, true).text(file, PLACE);

        assertThat(Remembered.parse(text, file, PLACE).orElseThrow().isLastByteSent())
                .isTrue();
    }

    @Test
    void partsAreReadAsTheyWereWritten() {
        Remembered read = Remembered.parse(PARTS, file, PLACE).orElseThrow();

        assertThat(read.text(file, PLACE)).isEqualTo(PARTS);
        assertThat(read.uploadId()).isEqualTo("up-1");
        assertThat(read.totalParts()).isEqualTo(3);
        assertThat(read.addresses()).containsOnlyKeys(2, 3);
    }

    @Test
    void anAddressOnThisMachineIsReadWhereTheConsoleIsOnIt() {
        String text = PARTS.replace("https://s3", "http://127.0.0.1:1").replace("console.neo4j.io", "[::1]:9");

        assertThat(Remembered.parse(text, file, "[::1]:9/2f49c2b3")).isPresent();
    }

    @Test
    void anotherFileOrDatabaseIsNotIt() {
        assertThat(Remembered.parse(PARTS, new VerifiedFile(Path.of("a.dump"), 101, 7, 300, () -> true), PLACE))
                .isEmpty();
        assertThat(Remembered.parse(PARTS, new VerifiedFile(Path.of("a.dump"), 100, 8, 300, () -> true), PLACE))
                .isEmpty();
        assertThat(Remembered.parse(PARTS, file, "console.neo4j.io/11111111")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "[]",
                "{\"format\":2",
                "{\"format\":1,\"place\":\"console.neo4j.io/2f49c2b3\",\"size\":100,\"crc32\":7}",
                "{\"format\":1,\"place\":\"console.neo4j.io/2f49c2b3\",\"size\":100,\"crc32\":7,\"parts\":0,"
                        + "\"addresses\":{\"1\":\"https://s3/x\"}}",
                "{\"format\":1,\"place\":\"console.neo4j.io/2f49c2b3\",\"size\":100,\"crc32\":7,\"parts\":1,"
                        + "\"addresses\":{\"2\":\"https://s3/x\"}}",
                "{\"format\":1,\"place\":\"console.neo4j.io/2f49c2b3\",\"size\":100,\"crc32\":7,\"parts\":1,"
                        + "\"addresses\":{\"1\":\"http://evil.example/x\"}}",
                "{\"format\":1,\"place\":\"console.neo4j.io/2f49c2b3\",\"size\":100,\"crc32\":7,\"parts\":1,"
                        + "\"addresses\":{\"1\":\"http://127.0.0.1/x\"}}",
                "{\"format\":2,\"place\":\"console.neo4j.io/2f49c2b3\",\"size\":100,\"crc32\":7,\"parts\":1,"
                        + "\"addresses\":{\"1\":\"https://s3/x\"}}",
            })
    void whatCannotBeReadIsAsGoodAsNothing(String text) {
        assertThat(Remembered.parse(text, file, PLACE)).isEmpty();
    }
}
