package dev.restore4j.aura.upload;

import dev.restore4j.aura.wire.Exchange;
import dev.restore4j.aura.wire.Reply;
import dev.restore4j.aura.wire.Reply.Silence;
import dev.restore4j.aura.wire.UserAgent;
import dev.restore4j.error.UnavailableException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Finds out whether the store can be reached, before gigabytes are read. The root of its host is asked, without any secret; any
 * answer will do. A name that is not known here is no failure by itself: with a proxy, the proxy knows it.
 */
final class StoreReach {

    private static final Duration LONGEST = Duration.ofSeconds(15);

    private final Exchange exchange;
    private final BenchTime time;

    StoreReach(Exchange exchange, BenchTime time) {
        this.exchange = exchange.on(time).within(LONGEST);
        this.time = time;
    }

    /**
     * {@return what the way is like}
     *
     * @throws UnavailableException if there is none
     */
    StoreProbe probe(URI address) throws InterruptedException {
        URI root = URI.create(address.getScheme() + "://" + address.getRawAuthority() + "/");
        Duration dns = resolve(address.getHost());
        long begun = time.nanoTime();
        Reply first = head(root);
        if (first instanceof Silence) {
            // once more: the first of a day may meet a route that is not there yet
            begun = time.nanoTime();
            first = head(root);
        }
        if (first instanceof Silence silence) {
            throw unreachable(address.getHost(), dns, silence);
        }
        long connected = time.nanoTime();
        Reply unused = head(root);
        Duration latency = Duration.ofNanos(time.nanoTime() - connected);
        Duration whole = Duration.ofNanos(connected - begun);
        Duration connect = whole.compareTo(latency) > 0 ? whole.minus(latency) : Duration.ZERO;
        return new StoreProbe(address.getHost(), dns, connect, latency);
    }

    private Reply head(URI root) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(root)
                .version(HttpClient.Version.HTTP_1_1)
                .method("HEAD", BodyPublishers.noBody())
                .header("User-Agent", UserAgent.VALUE)
                .build();
        return exchange.send(request, "HEAD / of the store").orInterrupted();
    }

    /** On a thread of its own, since the system's resolver can neither be given a limit nor be interrupted. */
    private @Nullable Duration resolve(String host) throws InterruptedException {
        CompletableFuture<Boolean> known = new CompletableFuture<>();
        long begun = time.nanoTime();
        Thread unused = time.fork("restore4j-resolve", () -> known.complete(isKnown(host)));
        boolean done = time.await(known, begun + LONGEST.toNanos());
        return done && known.join() ? Duration.ofNanos(time.nanoTime() - begun) : null;
    }

    private static boolean isKnown(String host) {
        try {
            return InetAddress.getAllByName(host).length > 0;
        } catch (UnknownHostException | RuntimeException e) {
            return false;
        }
    }

    private static UnavailableException unreachable(String host, @Nullable Duration dns, Silence silence) {
        return new UnavailableException(
                "The store " + host + " cannot be reached (" + (dns == null ? "its name is not known here; " : "")
                        + silence.what() + "). Nothing was sent. Files go there directly and not through Aura: let this"
                        + " machine open connections to " + host
                        + ", in the firewall or through a proxy, then try again.",
                (Duration) null,
                null);
    }
}
