package dev.restore4j.aura;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.util.concurrent.CompletableFuture;

/** Somebody's wrapper around a client, such as an instrumentation's, that throws after it has sent a restore. */
final class ThrowingClient extends WrappingClient {

    ThrowingClient(HttpClient inner) {
        super(inner);
    }

    @Override
    public <T> CompletableFuture<HttpResponse<T>> sendAsync(HttpRequest request, BodyHandler<T> handler) {
        CompletableFuture<HttpResponse<T>> sent = super.sendAsync(request, handler);
        if (request.uri().getPath().endsWith("/restore")) {
            throw new IllegalArgumentException("the span is closed: " + request.headers());
        }
        return sent;
    }
}
