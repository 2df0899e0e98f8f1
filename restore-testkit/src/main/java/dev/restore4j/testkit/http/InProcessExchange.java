package dev.restore4j.testkit.http;

import dev.restore4j.testkit.wire.AuraAnswer;
import dev.restore4j.testkit.wire.AuraRequest;
import dev.restore4j.testkit.wire.Delivery;
import dev.restore4j.testkit.wire.Gate;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** One request and its answer. */
final class InProcessExchange<T> {

    private final HttpRequest request;
    private final BodyHandler<T> handler;
    private final CompletableFuture<HttpResponse<T>> result;
    private final DoorTimer timer;
    private volatile boolean headed;
    private volatile @Nullable BodyFeeder feeder;

    InProcessExchange(
            HttpRequest request, BodyHandler<T> handler, CompletableFuture<HttpResponse<T>> result, DoorTimer timer) {
        this.request = request;
        this.handler = handler;
        this.result = result;
        this.timer = timer;
    }

    /** Fails as if nobody listened. */
    void refuse(Duration latency) {
        timer.after(latency, () -> result.completeExceptionally(new ConnectException("Connection refused")));
    }

    /** Sends the request once its body is there. */
    void start(Gate gate, Duration latency) {
        CompletionStage<?> unused = result.whenComplete((response, failure) -> {
            if (result.isCancelled() && feeder != null) {
                feeder.breakOff(new IOException("request cancelled"));
            }
        });
        request.timeout().ifPresent(limit -> timer.after(limit, this::timeOut));
        BodyCollector body = new BodyCollector();
        request.bodyPublisher().ifPresentOrElse(publisher -> publisher.subscribe(body), () -> body.onComplete());
        CompletionStage<?> unusedBody = body.whole().whenComplete((bytes, failure) -> {
            if (failure != null) {
                result.completeExceptionally(new IOException(failure));
            } else if (!result.isDone()) {
                deliver(gate.answer(arrived(bytes)), latency);
            }
        });
    }

    private AuraRequest arrived(byte[] body) {
        Map<String, String> headers = new LinkedHashMap<>();
        URI uri = request.uri();
        headers.put("host", uri.getRawAuthority());
        request.headers().map().forEach((name, values) -> headers.put(name, values.get(0)));
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        URI local = URI.create(uri.getRawPath() + query);
        return new AuraRequest(request.method(), local, headers, new String(body, StandardCharsets.UTF_8));
    }

    private void deliver(AuraAnswer answer, Duration latency) {
        switch (answer.delivery().mode()) {
            case STALLED -> {}
            case REFUSED -> refuse(latency);
            case RESET -> timer.after(latency, () -> result.completeExceptionally(new IOException("Connection reset")));
            default -> timer.after(latency, () -> begin(answer));
        }
    }

    private void timeOut() {
        if (!headed) {
            result.completeExceptionally(new HttpTimeoutException("request timed out"));
        }
    }

    private void begin(AuraAnswer answer) {
        if (result.isDone()) {
            return;
        }
        headed = true;
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        InProcessResponse.Head head = new InProcessResponse.Head(answer.status(), headers(answer, body.length));
        try {
            BodySubscriber<T> subscriber = handler.apply(head);
            BodyFeeder created = new BodyFeeder(subscriber, body, answer.delivery(), timer);
            feeder = created;
            created.start();
            subscriber.getBody().whenComplete((value, failure) -> {
                if (failure == null) {
                    result.complete(new InProcessResponse<>(request, head, value));
                } else {
                    result.completeExceptionally(failure);
                }
            });
        } catch (RuntimeException e) {
            result.completeExceptionally(new IOException(e));
        }
    }

    private static HttpHeaders headers(AuraAnswer answer, int length) {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        answer.headers().forEach((name, value) -> headers.put(name, new ArrayList<>(List.of(value))));
        if (answer.delivery().mode() != Delivery.Mode.ENDLESS) {
            headers.put("Content-Length", List.of(String.valueOf(length)));
        }
        return HttpHeaders.of(headers, (name, value) -> true);
    }

    /** What {@code send} throws for a failed future; never returns. */
    static IOException rethrowable(@Nullable Throwable failure) {
        if (failure instanceof RuntimeException unchecked) {
            throw unchecked;
        }
        if (failure instanceof Error error) {
            throw error;
        }
        return failure instanceof IOException io ? io : new IOException(failure);
    }
}
