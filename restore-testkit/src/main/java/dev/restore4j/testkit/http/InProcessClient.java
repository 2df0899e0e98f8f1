package dev.restore4j.testkit.http;

import dev.restore4j.testkit.time.VirtualTime;
import dev.restore4j.testkit.wire.Draw;
import dev.restore4j.testkit.wire.Gate;
import dev.restore4j.time.TimeSource;
import java.io.IOException;
import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.PushPromiseHandler;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/**
 * The JDK's HTTP client with Aura at the other end and no network in between. Answers come in the time of a
 * {@link TimeSource}: with {@link VirtualTime} a stalled answer costs nothing but virtual time, and the futures wait in
 * virtual time when a registered thread blocks on them.
 *
 * <p>What depends on a future runs on whichever thread completed it, in virtual time while everybody is parked, and so must
 * not wait.
 *
 * <p>As in the JDK, {@link HttpRequest#timeout()} ends with the headers. Reading a stalled body through
 * {@code BodyHandlers.ofInputStream()} blocks the reading thread for real: wait for the future of a whole body instead.
 *
 * <p>Only the fake's own hosts answer; everything else refuses the connection. Redirects are never followed. This class is
 * thread-safe.
 */
public final class InProcessClient extends HttpClient {

    private final Gate gate;
    private final List<URI> hosts;
    private final TimeSource time;
    private final DoorTimer timer;
    private final Draw draw;
    private final AtomicInteger sent = new AtomicInteger();

    /**
     * A client of one fake at one host.
     *
     * @param gate what answers
     * @param host scheme and host at which it does
     * @param time in which answers arrive
     * @param seed of the latencies, which are 20 to 220 ms
     */
    public InProcessClient(Gate gate, URI host, TimeSource time, long seed) {
        this(gate, List.of(host), time, seed);
    }

    /**
     * A client of one fake.
     *
     * @param gate what answers
     * @param hosts schemes and hosts at which it does
     * @param time in which answers arrive
     * @param seed of the latencies, which are 20 to 220 ms
     */
    public InProcessClient(Gate gate, List<URI> hosts, TimeSource time, long seed) {
        this.gate = gate;
        this.hosts = List.copyOf(hosts);
        this.time = time;
        this.timer = DoorTimer.on(time);
        this.draw = Draw.of(seed).at("latency");
    }

    @Override
    public <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> handler)
            throws IOException, InterruptedException {
        CompletableFuture<HttpResponse<T>> future = sendAsync(request, handler);
        try {
            time.await(future, time.nanoTime() + Duration.ofDays(36_600).toNanos());
            return future.get();
        } catch (InterruptedException e) {
            future.cancel(true);
            throw e;
        } catch (ExecutionException e) {
            throw InProcessExchange.rethrowable(e.getCause());
        } catch (CancellationException e) {
            throw new IOException("cancelled", e);
        }
    }

    @Override
    public <T> CompletableFuture<HttpResponse<T>> sendAsync(HttpRequest request, BodyHandler<T> handler) {
        CompletableFuture<HttpResponse<T>> result =
                time instanceof VirtualTime virtual ? new VirtualFuture<>(virtual) : new CompletableFuture<>();
        InProcessExchange<T> exchange = new InProcessExchange<>(request, handler, result, timer);
        Duration latency = latency();
        if (isHere(request.uri())) {
            exchange.start(gate, latency);
        } else {
            exchange.refuse(latency);
        }
        return result;
    }

    @Override
    public <T> CompletableFuture<HttpResponse<T>> sendAsync(
            HttpRequest request, BodyHandler<T> handler, PushPromiseHandler<T> pushPromises) {
        return sendAsync(request, handler);
    }

    private Duration latency() {
        int ordinal = sent.incrementAndGet();
        return time instanceof VirtualTime
                ? Duration.ofMillis(20 + draw.at(ordinal).below(200))
                : Duration.ZERO;
    }

    private boolean isHere(URI uri) {
        return hosts.stream()
                .anyMatch(host -> host.getScheme().equalsIgnoreCase(uri.getScheme())
                        && host.getHost().equalsIgnoreCase(uri.getHost())
                        && host.getPort() == uri.getPort());
    }

    @Override
    public Optional<CookieHandler> cookieHandler() {
        return Optional.empty();
    }

    @Override
    public Optional<Duration> connectTimeout() {
        return Optional.empty();
    }

    @Override
    public Redirect followRedirects() {
        return Redirect.NEVER;
    }

    @Override
    public Optional<ProxySelector> proxy() {
        return Optional.empty();
    }

    @Override
    public SSLContext sslContext() {
        try {
            return SSLContext.getDefault();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public SSLParameters sslParameters() {
        return new SSLParameters();
    }

    @Override
    public Optional<Authenticator> authenticator() {
        return Optional.empty();
    }

    @Override
    public Version version() {
        return Version.HTTP_1_1;
    }

    @Override
    public Optional<Executor> executor() {
        return Optional.empty();
    }
}
