package dev.restore4j.aura.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.restore4j.aura.console.CompletionAnswer;
import dev.restore4j.aura.wire.DirectClient;
import dev.restore4j.aura.wire.Exchange;
import dev.restore4j.error.UnavailableException;
import dev.restore4j.testkit.FakeAura;
import dev.restore4j.testkit.store.StoreCall;
import dev.restore4j.testkit.store.StoreRequest;
import dev.restore4j.testkit.store.StoreSettings;
import dev.restore4j.testkit.time.ScaledTime;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The way to the store is looked at before gigabytes are read. */
@Timeout(60)
class StoreReachTest {

    private final ScaledTime time = ScaledTime.times(1);
    private final BenchTime bench = new BenchTime(new ScriptedBench(time));
    private final StoreReach reach =
            new StoreReach(new Exchange(DirectClient.create(), time, Duration.ofSeconds(30)), bench);

    @Test
    void beforeALargeFileTheHostIsAskedWithoutAnySecret() throws Exception {
        StoreSettings latency = StoreSettings.defaults().latency(Duration.ofMillis(30));
        try (UploadWorld world = UploadWorld.inRealTime("gcp", latency, DirectClient.create())) {
            world.content(new byte[64 << 20]);

            Uploaded uploaded = world.send();

            assertThat(world.aura.stores().requests().subList(0, 2))
                    .allMatch(request ->
                            request.method().equals("HEAD") && request.path().equals("/"));
            assertThat(world.aura.stores().requests().subList(2, 4))
                    .extracting(StoreRequest::call)
                    .containsExactly(StoreCall.SESSION_START, StoreCall.SESSION_BYTES);
            assertThat(world.complete(uploaded)).isInstanceOf(CompletionAnswer.Taken.class);
        }
    }

    @Test
    void whatTheWayIsLikeIsMeasured() throws Exception {
        StoreSettings latency = StoreSettings.defaults().latency(Duration.ofMillis(30));
        try (UploadWorld world = UploadWorld.inRealTime("gcp", latency, DirectClient.create())) {
            Uploaded unused = world.send();

            StoreProbe probe = reach.probe(
                    URI.create(world.memory.read().orElseThrow().replaceAll(".*\"0\":\"([^\"]*)\".*", "$1")));

            assertThat(probe.host()).isEqualTo("127.0.0.1");
            assertThat(probe.latency()).isGreaterThanOrEqualTo(Duration.ofMillis(30));
            assertThat(probe.dns()).isNotNull();
            assertThat(probe.toString()).startsWith("127.0.0.1: name ").doesNotContain("upload_id");
        }
    }

    @Test
    void aStoreThatCannotBeReachedIsNamedByItsHostOnly() throws IOException {
        // bound and not listening: refused, and nobody else can get the port meanwhile
        try (Socket held = new Socket()) {
            held.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            String store = "http://127.0.0.1:" + held.getLocalPort();

            assertThatThrownBy(() -> reach.probe(URI.create(store + "/secret?signature=SECRET")))
                    .isInstanceOf(UnavailableException.class)
                    .hasMessageContaining("The store 127.0.0.1 cannot be reached (no connection was made")
                    .hasMessageContaining("firewall")
                    .hasMessageContaining("Nothing was sent")
                    .hasMessageNotContaining("secret")
                    .hasMessageNotContaining("SECRET");
        }
    }

    @Test
    void aNameThatNobodyKnowsIsSaid() {
        assertThatThrownBy(() -> reach.probe(URI.create("https://no-such-store.invalid/x")))
                .isInstanceOf(UnavailableException.class)
                .hasMessageContaining("its name is not known here");
    }

    @Test
    void inVirtualTimeItEndsAsWell() {
        try (FakeAura aura = FakeAura.create()) {
            assertThatThrownBy(() -> aura.virtualTime().<StoreProbe, InterruptedException>run(() -> {
                        Exchange exchange = new Exchange(aura.httpClient(), aura.time(), Duration.ofSeconds(30));
                        BenchTime virtual = new BenchTime(new VirtualBench(aura.time()));
                        return new StoreReach(exchange, virtual).probe(URI.create("http://127.0.0.1:1/x"));
                    }))
                    .isInstanceOf(UnavailableException.class);
        }
    }
}
