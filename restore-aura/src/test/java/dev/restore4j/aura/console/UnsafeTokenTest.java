package dev.restore4j.aura.console;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.restore4j.aura.wire.DirectClient;
import dev.restore4j.aura.wire.Exchange;
import dev.restore4j.error.ProtocolException;
import dev.restore4j.operation.DatabaseLogin;
import dev.restore4j.time.TimeSource;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A token that no header can carry: the JDK would quote it. */
@Timeout(60)
class UnsafeTokenTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"Token\":\"SECRET\\nX\"}",
                "{\"Token\":\"SECRET X\"}",
                "{\"Token\":\"SECRET\\u00e4\"}",
                "{\"Token\":\"\"}",
                "{\"Token\":{\"a\":\"SECRET\"}}",
                "{}",
                "SECRET"
            })
    void isNonsenseAndNotRepeated(String body) throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        server.createContext("/", exchange -> {
            try (exchange) {
                exchange.sendResponseHeaders(200, bytes.length);
                exchange.getResponseBody().write(bytes);
            }
        });
        server.start();
        try {
            TimeSource time = TimeSource.system();
            URI base = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
            Exchange exchange = new Exchange(DirectClient.create(), time, Duration.ofSeconds(30));
            Console console = new Console(exchange, time, base, "2f49c2b3");

            assertThatThrownBy(() -> console.authenticate(DatabaseLogin.of("neo4j", "password")))
                    .isInstanceOf(ProtocolException.class)
                    .hasMessageContaining("without a usable token")
                    .hasMessageNotContaining("SECRET")
                    .hasNoCause();
        } finally {
            server.stop(0);
        }
    }
}
