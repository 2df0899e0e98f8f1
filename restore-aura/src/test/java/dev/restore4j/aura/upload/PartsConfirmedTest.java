package dev.restore4j.aura.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.restore4j.aura.console.CompletionAnswer;
import dev.restore4j.error.ProtocolException;
import dev.restore4j.error.UnavailableException;
import dev.restore4j.testkit.store.StoreCall;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the store says that it took is not enough: the Console must list every part, each once. */
@Timeout(60)
class PartsConfirmedTest {

    private static final String PART_TWO = "\\{\"PartNumber\":2,\"ETag\":\"[^}]*},?";

    private final HttpClient forward = HttpClient.newHttpClient();
    private final AtomicInteger looks = new AtomicInteger();
    private UnaryOperator<String> change = UnaryOperator.identity();
    private UploadWorld world;
    private HttpServer between;

    @BeforeEach
    void open() throws IOException {
        world = UploadWorld.aws();
        URI console = world.console;
        between = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        between.createContext("/", exchange -> pass(exchange, console));
        between.start();
        world.console = URI.create("http://127.0.0.1:" + between.getAddress().getPort());
    }

    @AfterEach
    void close() throws IOException {
        between.stop(0);
        world.close();
    }

    private void pass(HttpExchange exchange, URI console) throws IOException {
        try (exchange) {
            URI address = console.resolve(exchange.getRequestURI().getPath());
            HttpRequest.Builder request = HttpRequest.newBuilder(address)
                    .method(
                            exchange.getRequestMethod(),
                            BodyPublishers.ofByteArray(exchange.getRequestBody().readAllBytes()));
            for (String name : List.of("Authorization", "Confirmed", "Content-Type", "Neo4j-Version")) {
                String value = exchange.getRequestHeaders().getFirst(name);
                if (value != null) {
                    request.header(name, value);
                }
            }
            HttpResponse<String> answer = forward.send(request.build(), BodyHandlers.ofString());
            boolean parts = address.getPath().endsWith("/multipart-upload-status");
            byte[] body = (parts ? change.apply(answer.body()) : answer.body()).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer.statusCode(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private long sent(int part) {
        return world.requests(StoreCall.PART).stream()
                .filter(request -> request.part().orElseThrow() == part)
                .count();
    }

    @Test
    void aPartThatTheConsoleDoesNotListIsSentAgain() throws Exception {
        change = body -> looks.incrementAndGet() == 1 ? body.replaceFirst(PART_TWO, "") : body;

        Uploaded uploaded = world.send();

        assertThat(sent(2)).isEqualTo(2);
        assertThat(sent(1)).isEqualTo(1);
        assertThat(world.complete(uploaded)).isInstanceOf(CompletionAnswer.Taken.class);
        assertThat(world.arrived()).isEqualTo(world.content);
    }

    @Test
    void aPartWithoutATagIsNotListed() throws Exception {
        change = body ->
                looks.incrementAndGet() == 1 ? body.replaceFirst(PART_TWO, "{\"PartNumber\":2,\"ETag\":\"\"},") : body;

        assertThat(world.complete(world.send())).isInstanceOf(CompletionAnswer.Taken.class);

        assertThat(sent(2)).isEqualTo(2);
    }

    @Test
    void aPartThatIsListedWithAnotherTagThanTheStoresIsSentAgain() throws Exception {
        change = body -> looks.incrementAndGet() == 1
                ? body.replaceFirst(PART_TWO, "{\"PartNumber\":2,\"ETag\":\"somebody else's\"},")
                : body;

        assertThat(world.complete(world.send())).isInstanceOf(CompletionAnswer.Taken.class);

        assertThat(sent(2)).isEqualTo(2);
        assertThat(sent(1)).isEqualTo(1);
    }

    @Test
    void quotesAroundATagSayNothing() throws Exception {
        change = body -> body.replace("\\\"", "");

        assertThat(world.send().completion().parts()).isNotNull();

        assertThat(sent(2)).isEqualTo(1);
    }

    @Test
    void aHoleThatStaysEndsInAnError() {
        change = body -> body.replaceFirst(PART_TWO, "");

        assertThatThrownBy(() -> world.send())
                .isInstanceOf(UnavailableException.class)
                .hasMessageContaining("does not list all parts");
        assertThat(sent(2)).isEqualTo(3);
    }

    @Test
    void aPartThatIsListedTwiceIsNonsense() {
        change = body -> body.replaceFirst("(" + PART_TWO + ")", "$1$1");

        assertThatThrownBy(() -> world.send())
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("lists part 2 twice");
    }

    @Test
    void aPartThatNobodySentIsNonsense() {
        change = body -> body.replaceFirst("\"Parts\":\\[", "\"Parts\":[{\"PartNumber\":10,\"ETag\":\"x\"},");

        assertThatThrownBy(() -> world.send())
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("parts that the upload does not have");
    }

    @Test
    void norIsOneThatNobodySentAndThatHasNotArrivedYet() {
        change = body -> body.replaceFirst("\"Parts\":\\[", "\"Parts\":[{\"PartNumber\":10,\"ETag\":\"\"},");

        assertThatThrownBy(() -> world.send())
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("parts that the upload does not have");
    }

    @Test
    void whatIsNoListIsNonsense() {
        change = body -> "{\"Parts\":\"all\"}";

        assertThatThrownBy(() -> world.send())
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("is no list of parts");
    }

    @Test
    void whatIsCompletedIsTheWholeOfTheConsolesAnswer() throws Exception {
        change = body -> body.replaceFirst("\\{", "{\"New\":{\"a\":[1]},");

        assertThat(world.complete(world.send())).isInstanceOf(CompletionAnswer.Taken.class);

        String body = world.aura.requests().stream()
                .filter(request -> request.path().endsWith("/upload-complete"))
                .findFirst()
                .orElseThrow()
                .body();
        assertThat(body)
                .contains("\"New\":{\"a\":[1]}", "\"Provider\":\"AWS\"", "\"UploadID\":", "\"Crc32\":" + world.crc32())
                .contains("\"PartNumber\":9");
    }
}
