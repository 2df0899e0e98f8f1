package dev.restore4j.testkit;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.serviceUnavailable;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.restore4j.testkit.fault.Fault;
import dev.restore4j.testkit.http.FakeAuraServer;
import dev.restore4j.testkit.model.FakeSnapshot;
import dev.restore4j.testkit.model.OperationTimes;
import dev.restore4j.testkit.time.ScaledTime;
import dev.restore4j.testkit.time.VirtualTime;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class HttpDoorTest {

    private final VirtualTime time = new VirtualTime();
    private final FakeAura aura = FakeAura.builder()
            .time(time)
            .operationTimes(OperationTimes.fixed(Duration.ofMinutes(3)))
            .build();
    private final FakeInstance instance = aura.addInstance(i -> i.name("Production"));
    private final String path = "/instances/" + instance.id();
    private FakeAuraServer server;
    private RawClient client;

    @BeforeEach
    void serve() throws Exception {
        server = aura.serve();
        client = new RawClient(HttpClient.newHttpClient(), server.baseUri(), aura).login();
    }

    @AfterEach
    void close() {
        aura.close();
    }

    @Test
    void aRestoreFollowsTheClockThatTheTestAdvances() throws Exception {
        FakeSnapshot snapshot = instance.addSnapshot(time.now().minusSeconds(60));
        assertThat(client.post(path + "/snapshots/" + snapshot.id() + "/restore")
                        .status())
                .isEqualTo(202);
        assertThat(client.get(path).data().get("status").asText()).isEqualTo("restoring");
        time.advance(Duration.ofMinutes(3));
        assertThat(client.get(path).data().get("status").asText()).isEqualTo("running");
        assertThat(instance.content()).isEqualTo(snapshot.content());
    }

    @Test
    void scaledTimeRunsByItself() throws Exception {
        try (FakeAura fast = FakeAura.builder()
                .time(ScaledTime.times(1000))
                .operationTimes(OperationTimes.fixed(Duration.ofMinutes(3)))
                .build()) {
            FakeInstance target = fast.addInstance(i -> i.name("Fast"));
            FakeSnapshot snapshot = target.addSnapshot(fast.time().now().minusSeconds(60));
            RawClient raw =
                    new RawClient(HttpClient.newHttpClient(), fast.serve().baseUri(), fast).login();
            raw.post("/instances/" + target.id() + "/snapshots/" + snapshot.id() + "/restore");
            fast.time().sleep(Duration.ofMinutes(4));
            assertThat(target.content()).isEqualTo(snapshot.content());
        }
    }

    @Test
    void aStubOfTheConsumerWins() throws Exception {
        server.wireMock().stubFor(get(urlPathEqualTo("/v1" + path)).willReturn(serviceUnavailable()));
        assertThat(client.get(path).status()).isEqualTo(503);
        assertThat(client.get("/instances").status()).isEqualTo(200);
    }

    @Test
    void otherMethodsAndBodylessPostsAreAnswered() throws Exception {
        assertThat(client.send(client.json(path + "/pause")
                                .POST(HttpRequest.BodyPublishers.noBody())
                                .build())
                        .status())
                .isEqualTo(202);
        HttpRequest head = client.request(path)
                .method("HEAD", HttpRequest.BodyPublishers.noBody())
                .build();
        assertThat(client.send(head).status()).isEqualTo(405);
        HttpRequest put =
                client.json(path).PUT(HttpRequest.BodyPublishers.ofString("{}")).build();
        assertThat(client.send(put).status()).isEqualTo(405);
        assertThat(client.delete(path).status()).isEqualTo(409);
        assertThat(client.patch(path, "{\"name\":\"x\"}").status()).isEqualTo(409);
    }

    @Test
    void aStallHoldsTheHeadersBackAndClosingDoesNotWaitForIt() throws Exception {
        aura.faults().next(Fault.stall());
        HttpRequest request =
                client.request(path).timeout(Duration.ofMillis(300)).build();
        assertThatThrownBy(() -> client.send(request)).isInstanceOf(HttpTimeoutException.class);
        aura.close();
    }

    @Test
    void aStallInTheBodyDeliversItsFirstHalf() throws Exception {
        aura.faults().next(Fault.stallInBody());
        var response = client.http().send(client.request(path).build(), BodyHandlers.ofInputStream());
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body().read()).isEqualTo('{');
        aura.close();
    }

    @Test
    void resetsAndLostAnswersBreakTheConnection() {
        // not with GET: the JDK's client sends that again by itself, once, when a pooled connection breaks
        aura.faults().next(Fault.reset()).on("POST", "/instances/*/pause");
        assertThatThrownBy(() -> client.post(path + "/pause")).isInstanceOf(IOException.class);
        assertThat(instance.status()).isEqualTo("running");
        aura.faults().next(Fault.answerLost()).on("POST", "/instances/*/pause");
        assertThatThrownBy(() -> client.post(path + "/pause")).isInstanceOf(IOException.class);
        assertThat(instance.status()).isEqualTo("pausing");
    }

    @Test
    void aBodyCutShortEndsBeforeItsContentLength() {
        aura.faults().next(Fault.cutShort());
        assertThatThrownBy(() -> client.get(path))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("received");
    }

    @Test
    void anEndlessBodyIsVeryLong() throws Exception {
        aura.faults().next(Fault.endlessBody());
        try (var body = client.http()
                .send(client.request(path).build(), BodyHandlers.ofInputStream())
                .body()) {
            assertThat(body.readNBytes(4_000_000)).hasSize(4_000_000);
        }
    }

    @Test
    void bothDoorsGiveTheSameTranscript() throws Exception {
        assertThat(DoorTranscripts.overHttp(7)).isEqualTo(DoorTranscripts.inProcess(7));
    }
}
