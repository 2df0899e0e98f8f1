package dev.restore4j.aura.upload;

import dev.restore4j.aura.WrappingClient;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts how many PUTs are under way at once. */
final class CountingClient extends WrappingClient {

    private final Queue<CompletableFuture<?>> all = new ConcurrentLinkedQueue<>();
    private final AtomicInteger most = new AtomicInteger();

    CountingClient(HttpClient inner) {
        super(inner);
    }

    int most() {
        return most.get();
    }

    int underWay() {
        all.removeIf(CompletableFuture::isDone);
        return all.size();
    }

    @Override
    public <T> CompletableFuture<HttpResponse<T>> sendAsync(HttpRequest request, BodyHandler<T> handler) {
        CompletableFuture<HttpResponse<T>> sent = super.sendAsync(request, handler);
        if (request.method().equals("PUT")) {
            all.add(sent);
            most.accumulateAndGet(underWay(), Math::max);
        }
        return sent;
    }
}
