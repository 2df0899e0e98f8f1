package dev.restore4j.it.sweep;

import dev.restore4j.it.fixture.ForwardingHttp;
import dev.restore4j.testkit.FakeAura;
import dev.restore4j.testkit.RecordedRequest;
import dev.restore4j.testkit.wire.Draw;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The fake's server as a client in virtual time sees it. Each request goes over a real connection, and the thread that holds
 * the run token waits for what really comes back, so that virtual time stands still meanwhile; then it is handed over when
 * the door in process would have done so. That an answer stalls for ever is known from the fake, which has declared it.
 */
final class Loopback extends ForwardingHttp {

    private static final long PATIENCE_SECONDS = 30;
    private static final long MOMENT_MILLIS = 3;

    private final FakeAura aura;
    private final URI server;
    private final Draw latencies;
    private int sent;

    Loopback(HttpClient wire, FakeAura aura, long seed) {
        super(wire);
        this.aura = aura;
        this.server = aura.serve().baseUri();
        this.latencies = Draw.of(seed).at("latency");
    }

    @Override
    public <T> CompletableFuture<HttpResponse<T>> sendAsync(HttpRequest request, BodyHandler<T> handler) {
        sent++;
        Duration latency = Duration.ofMillis(20 + latencies.at(sent).below(200));
        HttpArrival arrival = new HttpArrival();
        boolean stalls = !arrives(request, arrival);
        HttpDelivery<T> delivery = new HttpDelivery<>(request, handler, arrival, stalls, aura.virtualTime());
        if (!stalls || arrival.head() != null) {
            aura.virtualTime().schedule(latency, delivery::begin);
        }
        return delivery.result();
    }

    /** Waits for an answer, in real time. {@return false where the fake keeps it back} */
    private boolean arrives(HttpRequest request, HttpArrival arrival) {
        int before = aura.requests().size();
        CompletableFuture<HttpResponse<HttpArrival>> answer = wire().sendAsync(elsewhere(request), arrival::begin);
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (System.nanoTime() < deadline) {
            try {
                answer.get(MOMENT_MILLIS, TimeUnit.MILLISECONDS);
                return arrivedOnce(before);
            } catch (ExecutionException e) {
                arrival.fail(e.getCause());
                return arrivedOnce(before);
            } catch (TimeoutException e) {
                if (isKeptBack(before, arrival)) {
                    answer.cancel(true);
                    return false;
                }
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
        throw new AssertionError("no answer to " + request);
    }

    /** The JDK's client must not have sent it again by itself, or the fake's faults would strike other requests. */
    private boolean arrivedOnce(int before) {
        List<RecordedRequest> recorded = aura.requests();
        if (recorded.size() != before + 1) {
            throw new AssertionError("not sent once: " + recorded.subList(before, recorded.size()));
        }
        return true;
    }

    private boolean isKeptBack(int before, HttpArrival arrival) {
        List<RecordedRequest> recorded = aura.requests();
        String fault = recorded.size() > before ? recorded.get(before).fault().orElse("") : "";
        return switch (fault) {
            case "stall", "stall after work" -> true;
            // half of the body is announced
            case "stall in body" -> arrival.head() != null && arrival.size() > 0;
            default -> false;
        };
    }

    private HttpRequest elsewhere(HttpRequest request) {
        URI uri = request.uri();
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        HttpRequest.Builder copy = HttpRequest.newBuilder(URI.create(server + uri.getRawPath() + query))
                .method(request.method(), request.bodyPublisher().orElse(BodyPublishers.noBody()));
        request.headers().map().forEach((name, values) -> values.forEach(value -> copy.header(name, value)));
        return copy.build();
    }
}
