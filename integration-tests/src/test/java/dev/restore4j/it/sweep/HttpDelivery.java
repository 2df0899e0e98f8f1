package dev.restore4j.it.sweep;

import dev.restore4j.testkit.time.VirtualTime;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow.Subscription;
import javax.net.ssl.SSLSession;

/** Hands what has really arrived to whoever waits in virtual time, at the pace of the door in process. */
final class HttpDelivery<T> implements Subscription {

    /** How fast the door in process delivers a body without an end. */
    private static final Duration PACE = Duration.ofMillis(100);

    private static final int CHUNK = 16 * 1024;

    private final HttpRequest request;
    private final BodyHandler<T> handler;
    private final HttpArrival arrival;
    private final boolean stalls;
    private final VirtualTime time;
    private final CompletableFuture<HttpResponse<T>> result = new CompletableFuture<>();
    private boolean cancelled;

    HttpDelivery(HttpRequest request, BodyHandler<T> handler, HttpArrival arrival, boolean stalls, VirtualTime time) {
        this.request = request;
        this.handler = handler;
        this.arrival = arrival;
        this.stalls = stalls;
        this.time = time;
    }

    CompletableFuture<HttpResponse<T>> result() {
        return result;
    }

    void begin() {
        ResponseInfo head = arrival.head();
        if (result.isDone()) {
            return;
        }
        if (head == null) {
            result.completeExceptionally(arrival.failure());
            return;
        }
        BodySubscriber<T> subscriber = handler.apply(head);
        subscriber.onSubscribe(this);
        byte[] bytes = arrival.bytes();
        if (arrival.isTooLong()) {
            int content = withoutBlanks(bytes);
            give(subscriber, Arrays.copyOf(bytes, content));
            goOn(subscriber, Arrays.copyOfRange(bytes, content, bytes.length));
        } else {
            give(subscriber, bytes);
            end(subscriber);
        }
        subscriber.getBody().whenComplete((body, failure) -> {
            if (failure == null) {
                result.complete(new Response<>(request, head, body));
            } else {
                result.completeExceptionally(failure);
            }
        });
    }

    private void give(BodySubscriber<T> subscriber, byte[] bytes) {
        if (!cancelled && bytes.length > 0) {
            subscriber.onNext(List.of(ByteBuffer.wrap(bytes).asReadOnlyBuffer()));
        }
    }

    private void end(BodySubscriber<T> subscriber) {
        Throwable failure = arrival.failure();
        if (cancelled || stalls) {
            return;
        }
        if (failure == null) {
            subscriber.onComplete();
        } else {
            subscriber.onError(failure);
        }
    }

    /** Whoever waits has cancelled, or has run into a deadline, before this comes to the end of what has arrived. */
    private void goOn(BodySubscriber<T> subscriber, byte[] rest) {
        if (cancelled || result.isDone()) {
            return;
        }
        give(subscriber, Arrays.copyOf(rest, Math.min(CHUNK, rest.length)));
        byte[] more = Arrays.copyOfRange(rest, Math.min(CHUNK, rest.length), rest.length);
        time.schedule(PACE, () -> goOn(subscriber, more));
    }

    private static int withoutBlanks(byte[] bytes) {
        int end = bytes.length;
        while (end > 0 && bytes[end - 1] == ' ') {
            end--;
        }
        return end;
    }

    @Override
    public void request(long items) {}

    @Override
    public void cancel() {
        cancelled = true;
    }

    private record Response<T>(HttpRequest request, ResponseInfo head, T body) implements HttpResponse<T> {

        @Override
        public int statusCode() {
            return head.statusCode();
        }

        @Override
        public HttpHeaders headers() {
            return head.headers();
        }

        @Override
        public URI uri() {
            return request.uri();
        }

        @Override
        public HttpClient.Version version() {
            return head.version();
        }

        @Override
        public Optional<HttpResponse<T>> previousResponse() {
            return Optional.empty();
        }

        @Override
        public Optional<SSLSession> sslSession() {
            return Optional.empty();
        }
    }
}
