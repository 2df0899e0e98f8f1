package dev.restore4j.testkit.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.restore4j.testkit.time.ScaledTime;
import dev.restore4j.testkit.time.VirtualTime;
import dev.restore4j.testkit.wire.AuraAnswer;
import dev.restore4j.testkit.wire.AuraRequest;
import dev.restore4j.testkit.wire.Delivery;
import dev.restore4j.testkit.wire.Gate;
import dev.restore4j.time.TimeSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class InProcessClientTest {

    private static final URI BASE = URI.create("https://api.neo4j.io");

    private final VirtualTime time = new VirtualTime();
    private final List<AuraRequest> arrived = new ArrayList<>();

    @AfterEach
    void close() {
        time.close();
    }

    @Test
    void anAnswerTakesVirtualTimeAndNoOther() throws Exception {
        time.run(() -> {
            HttpResponse<String> response = client("hello", Delivery.whole()).send(get("/a"), BodyHandlers.ofString());
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.body()).isEqualTo("hello");
            assertThat(response.uri()).isEqualTo(URI.create("https://api.neo4j.io/a"));
            assertThat(response.headers().firstValueAsLong("content-length")).hasValue(5);
            assertThat(elapsed()).isBetween(Duration.ofMillis(20), Duration.ofMillis(220));
        });
    }

    @Test
    void theWholeRequestArrives() throws Exception {
        time.run(() -> {
            HttpRequest request = HttpRequest.newBuilder(BASE.resolve("/a%20b?x=1%202&y="))
                    .header("Accept", "text/plain")
                    .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[100_000])))
                    .build();
            client("", Delivery.whole()).send(request, BodyHandlers.discarding());
        });
        AuraRequest request = arrived.get(0);
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.path()).isEqualTo("/a%20b");
        assertThat(request.query()).isEqualTo("x=1%202&y=");
        assertThat(request.parameter("x")).contains("1 2");
        assertThat(request.parameter("y")).contains("");
        assertThat(request.parameter("z")).isEmpty();
        assertThat(request.header("ACCEPT")).contains("text/plain");
        assertThat(request.body()).hasSize(100_000);
    }

    @Test
    void allKindsOfHandlersAreFed() throws Exception {
        String body = "x".repeat(100_000);
        time.run(() -> {
            HttpClient client = client(body, Delivery.whole());
            assertThat(client.send(get("/"), BodyHandlers.ofByteArray()).body()).hasSize(100_000);
            try (InputStream stream =
                    client.send(get("/"), BodyHandlers.ofInputStream()).body()) {
                assertThat(stream.readAllBytes()).hasSize(100_000);
            }
            assertThat(client.send(get("/"), BodyHandlers.ofLines()).body()).containsExactly(body);
            assertThat(client.send(get("/"), info -> new CappedSubscriber(200_000))
                            .body())
                    .isEqualTo(100_000);
            assertThatThrownBy(() -> client.send(get("/"), info -> new CappedSubscriber(50_000)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("more than");
        });
    }

    @Test
    void anEndlessBodyCanBeCappedOrEndedByADeadline() throws Exception {
        time.run(() -> {
            HttpClient client = client("{", Delivery.of(Delivery.Mode.ENDLESS));
            assertThatThrownBy(() -> client.send(get("/"), info -> new CappedSubscriber(1_000_000)))
                    .isInstanceOf(IOException.class);
            var future = client.sendAsync(get("/"), BodyHandlers.ofByteArray());
            assertThat(time.await(
                            future, time.nanoTime() + Duration.ofSeconds(30).toNanos()))
                    .isFalse();
            future.cancel(true);
            try (InputStream stream =
                    client.send(get("/"), BodyHandlers.ofInputStream()).body()) {
                assertThat(stream.readNBytes(1_000_000)).hasSize(1_000_000);
            }
        });
    }

    @Test
    void cancellingFreesTheSubscriber() throws Exception {
        time.run(() -> {
            HttpClient client = client("half of it", new Delivery(Delivery.Mode.STALLED_IN_BODY, 4));
            CappedSubscriber subscriber = new CappedSubscriber(100);
            var future = client.sendAsync(get("/"), info -> subscriber);
            assertThat(time.await(
                            future, time.nanoTime() + Duration.ofSeconds(1).toNanos()))
                    .isFalse();
            assertThat(subscriber.seen()).isEqualTo(4);
            future.cancel(true);
            assertThat(subscriber.getBody().toCompletableFuture()).isCompletedExceptionally();
            assertThatThrownBy(future::join).isInstanceOf(CancellationException.class);
        });
    }

    @Test
    void blockingOnTheFutureWaitsInVirtualTime() throws Exception {
        time.run(() -> {
            HttpClient client = client("hello", Delivery.whole());
            assertThat(client.sendAsync(get("/"), BodyHandlers.ofString())
                            .thenApply(HttpResponse::body)
                            .get())
                    .isEqualTo("hello");
            assertThat(client.sendAsync(get("/"), BodyHandlers.ofString())
                            .join()
                            .body())
                    .isEqualTo("hello");
            HttpClient stalled = client("", Delivery.of(Delivery.Mode.STALLED));
            var future = stalled.sendAsync(get("/"), BodyHandlers.ofString());
            assertThatThrownBy(() -> future.get(1, TimeUnit.HOURS)).isInstanceOf(TimeoutException.class);
        });
        assertThat(elapsed()).isGreaterThan(Duration.ofHours(1));
    }

    @Test
    void anInterruptCancelsABlockingSend() throws Exception {
        CompletableFuture<String> outcome = new CompletableFuture<>();
        time.run(() -> {
            Thread sender = time.fork("sender", () -> {
                try {
                    client("", Delivery.of(Delivery.Mode.STALLED)).send(get("/"), BodyHandlers.ofString());
                    outcome.complete("answered");
                } catch (InterruptedException e) {
                    outcome.complete("interrupted");
                } catch (IOException e) {
                    outcome.complete("failed");
                }
            });
            time.sleep(Duration.ofSeconds(1));
            sender.interrupt();
            // an interrupt comes in real time: nothing but it may end this wait
            time.await(outcome, time.nanoTime() + Duration.ofDays(36_600).toNanos());
        });
        assertThat(outcome).isCompletedWithValue("interrupted");
    }

    @Test
    void otherHostsAndPlainHttpRefuseTheConnection() throws Exception {
        time.run(() -> {
            HttpClient client = client("", Delivery.whole());
            for (String uri : List.of("https://example.org/", "http://api.neo4j.io/", "https://api.neo4j.io:8443/")) {
                HttpRequest request = HttpRequest.newBuilder(URI.create(uri)).build();
                assertThatThrownBy(() -> client.send(request, BodyHandlers.ofString()))
                        .isInstanceOf(ConnectException.class);
            }
        });
        assertThat(arrived).isEmpty();
    }

    @Test
    void itFollowsNoRedirects() {
        HttpClient client = client("", Delivery.whole());
        assertThat(client.followRedirects()).isEqualTo(HttpClient.Redirect.NEVER);
        assertThat(client.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
        assertThat(client.authenticator()).isEmpty();
    }

    @Test
    void anyOtherTimeWillDo() throws Exception {
        for (TimeSource source : List.of(TimeSource.system(), ScaledTime.times(1000))) {
            HttpClient client = new InProcessClient(gate("hello", Delivery.whole()), BASE, source, 1);
            assertThat(client.send(get("/"), BodyHandlers.ofString()).body()).isEqualTo("hello");
            HttpClient stalled = new InProcessClient(gate("", Delivery.of(Delivery.Mode.STALLED)), BASE, source, 1);
            HttpRequest limited = HttpRequest.newBuilder(BASE.resolve("/"))
                    .timeout(Duration.ofMillis(50))
                    .build();
            assertThatThrownBy(() -> stalled.send(limited, BodyHandlers.ofString()))
                    .isInstanceOf(HttpTimeoutException.class);
        }
    }

    @Test
    void aFailingHandlerFailsTheRequest() throws Exception {
        time.run(() -> {
            CompletableFuture<HttpResponse<String>> future = client("", Delivery.whole())
                    .sendAsync(get("/"), info -> {
                        throw new IllegalStateException("no handler");
                    });
            assertThatThrownBy(future::join).hasRootCauseMessage("no handler");
        });
    }

    private Duration elapsed() {
        return Duration.between(VirtualTime.DEFAULT_START, time.now());
    }

    private HttpClient client(String body, Delivery delivery) {
        return new InProcessClient(gate(body, delivery), BASE, time, 1);
    }

    private Gate gate(String body, Delivery delivery) {
        return request -> {
            arrived.add(request);
            return AuraAnswer.json(200, body).withDelivery(delivery);
        };
    }

    private static HttpRequest get(String path) {
        return HttpRequest.newBuilder(BASE.resolve(path)).build();
    }
}
