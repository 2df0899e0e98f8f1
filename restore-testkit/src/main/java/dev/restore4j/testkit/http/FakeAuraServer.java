package dev.restore4j.testkit.http;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.core.Options;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import dev.restore4j.testkit.wire.Gate;
import java.net.URI;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The fake over HTTP, on a free port of the loopback interface, for any client in any language. It is a WireMock server
 * whose last stub answers from the model: a stub of your own, put on {@link #wireMock()}, wins over it.
 *
 * <pre>{@code
 * server.wireMock().stubFor(get(urlPathMatching("/v1/instances/.*")).willReturn(serverError()));
 * }</pre>
 *
 * <p>Faults of delivery are what HTTP can do: a refused connection is a reset one. A stalled answer
 * and an endless body stay open until the client goes away or the server is closed. Thread-safe.
 */
public final class FakeAuraServer implements AutoCloseable {

    private static final int LAST = Integer.MAX_VALUE;
    private static final int THREADS = 50;

    private final AtomicBoolean stopped = new AtomicBoolean();
    private final WireMockServer server;
    private final CountDownLatch closed;

    private FakeAuraServer(WireMockServer server, CountDownLatch closed) {
        this.server = server;
        this.closed = closed;
    }

    /**
     * Starts a server.
     *
     * @param gate what answers
     * @return the running server
     */
    public static FakeAuraServer start(Gate gate) {
        CountDownLatch closed = new CountDownLatch(1);
        BrokenDelivery broken = new BrokenDelivery(closed);
        WireMockServer server = new WireMockServer(WireMockConfiguration.options()
                .bindAddress("127.0.0.1")
                .dynamicPort()
                .containerThreads(THREADS)
                .jettyStopTimeout(100L)
                .gzipDisabled(true)
                .http2PlainDisabled(true)
                .useChunkedTransferEncoding(Options.ChunkedEncodingPolicy.BODY_FILE)
                .maxRequestJournalEntries(1000)
                .notifier(new Silence())
                .extensions(new ModelTransformer(gate, broken, closed), broken));
        server.start();
        server.stubFor(WireMock.any(WireMock.anyUrl())
                .atPriority(LAST)
                .willReturn(WireMock.aResponse().withTransformers(ModelTransformer.NAME)));
        return new FakeAuraServer(server, closed);
    }

    /** {@return scheme, host and port, without {@code /v1}} */
    public URI baseUri() {
        return URI.create(server.baseUrl());
    }

    /** {@return the WireMock server, to put stubs on and to verify requests with} */
    public WireMockServer wireMock() {
        return server;
    }

    /** Stops the server and ends the answers that were stalled; does nothing the second time. */
    @Override
    public void close() {
        if (stopped.getAndSet(true)) {
            return;
        }
        closed.countDown();
        server.stop();
    }
}
