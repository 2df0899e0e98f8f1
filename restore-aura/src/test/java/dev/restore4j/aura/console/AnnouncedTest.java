package dev.restore4j.aura.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.restore4j.aura.wire.DirectClient;
import dev.restore4j.aura.wire.Exchange;
import dev.restore4j.aura.wire.Json;
import dev.restore4j.error.ProtocolException;
import dev.restore4j.time.TimeSource;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which part an address is for is what it was signed for. */
class AnnouncedTest {

    private static final int MOST = 10_000;

    private static Announced announced(int total, String... links) {
        String list =
                java.util.Arrays.stream(links).map(link -> '"' + link + '"').collect(Collectors.joining(","));
        String body =
                "{\"Provider\":\"AWS\",\"UploadID\":\"u\",\"TotalParts\":" + total + ",\"SignedLinks\":[" + list + "]}";
        return Announced.of(Json.parse(body).orElseThrow(), URI.create("https://console.neo4j.io"), "It", null);
    }

    private static String part(int number) {
        return "https://s3/x?partNumber=" + number + "&uploadId=y&X-Amz-Signature=SECRET";
    }

    @Test
    void theNumberInTheAddressCountsAndNotItsPlace() {
        Announced announced = announced(10, part(7), part(2), part(4));

        assertThat(announced.numbered()).containsOnlyKeys(2, 4, 7);
        assertThat(announced.numbered().get(7)).isEqualTo(URI.create(part(7)));
        assertThat(announced.isContinued()).isTrue();
        assertThat(announced(2, part(2), part(1)).numbered().get(1)).isEqualTo(URI.create(part(1)));
    }

    @Test
    void asManyAsPartsWithoutNumbersAreInOrder() {
        Announced announced = announced(2, "https://s3/a", "https://s3/b?xpartNumber=9");

        assertThat(announced.numbered()).containsOnlyKeys(1, 2);
        assertThat(announced.isContinued()).isFalse();
    }

    @Test
    void fewerWithoutNumbersAreForNobodyKnowsWhich() {
        assertThat(announced(3, "https://s3/a", "https://s3/b").numbered()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "0, 1, an address for part 0 of 3",
        "4, 1, an address for part 4 of 3",
        "2, 2, two addresses for part 2",
    })
    void numbersThatCannotBeAreNonsense(int first, int second, String what) {
        assertThatThrownBy(() -> announced(3, part(first), part(second)))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining(what)
                .hasMessageNotContaining("SECRET");
    }

    @Test
    void moreAddressesThanPartsAreNonsenseAndMorePartsThanTheStoreTakes() {
        assertThatThrownBy(() -> announced(1, "https://s3/SECRET", "https://s3/b"))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("has 2 addresses for 1 parts")
                .hasMessageNotContaining("SECRET");
        assertThatThrownBy(() -> announced(MOST + 1, part(1)))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("for 10001 parts");
        assertThat(announced(MOST, part(MOST)).numbered()).containsOnlyKeys(MOST);
    }

    @Test
    void someNumbersAreNonsense() {
        assertThatThrownBy(() -> announced(2, part(1), "https://s3/a"))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("only some say");
    }

    @Test
    @Timeout(60)
    void tenThousandAddressesAreRead() throws Exception {
        String signature = "X-Amz-Security-Token=" + "a".repeat(1600) + "&X-Amz-Signature=" + "b".repeat(64);
        String links = IntStream.rangeClosed(1, MOST)
                .mapToObj(n -> "\"https://bucket.s3.amazonaws.com/imports/archive.dump?partNumber=" + n + "&uploadId="
                        + "c".repeat(128) + "&" + signature + "\"")
                .collect(Collectors.joining(","));
        byte[] body = ("{\"Provider\":\"AWS\",\"UploadID\":\"u\",\"TotalParts\":" + MOST + ",\"SignedLinks\":[" + links
                        + "]}")
                .getBytes(StandardCharsets.UTF_8);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                exchange.sendResponseHeaders(202, body.length);
                exchange.getResponseBody().write(body);
            }
        });
        server.start();
        try {
            TimeSource time = TimeSource.system();
            URI base = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
            Exchange exchange = new Exchange(DirectClient.create(), time, Duration.ofSeconds(30));

            Announced announced =
                    new Console(exchange, time, base, "2f49c2b3").announce("token", new Announcement(1, 2, 3));

            assertThat(body.length).isGreaterThan(18_000_000);
            assertThat(announced.numbered()).hasSize(MOST);
        } finally {
            server.stop(0);
        }
    }

    @Test
    @Timeout(60)
    void tenThousandPartsAreRead() throws Exception {
        String parts = IntStream.rangeClosed(1, MOST)
                .mapToObj(
                        n -> "{\"PartNumber\":" + n + ",\"ETag\":\"\\\"" + "d".repeat(32) + "\\\"\",\"Size\":104857600,"
                                + "\"LastModified\":\"2026-03-01T11:00:00Z\",\"ChecksumCRC32\":null}")
                .collect(Collectors.joining(","));
        byte[] body = ("{\"Parts\":[" + parts + "]}").getBytes(StandardCharsets.UTF_8);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
            }
        });
        server.start();
        try {
            TimeSource time = TimeSource.system();
            URI base = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
            Exchange exchange = new Exchange(DirectClient.create(), time, Duration.ofSeconds(30));

            ArrivedParts arrived = new Console(exchange, time, base, "2f49c2b3")
                    .arrived("token", 1, "u")
                    .orElseThrow();

            assertThat(body.length).isGreaterThan(1_000_000);
            assertThat(arrived.areAll(MOST)).isTrue();
        } finally {
            server.stop(0);
        }
    }
}
