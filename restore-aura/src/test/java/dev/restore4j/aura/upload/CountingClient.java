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

/** Counts how many PUTs are under way at once, and knows whether anything is. */
final class CountingClient extends WrappingClient {

    private final Queue<CompletableFuture<?>> all = new ConcurrentLinkedQueue<>();
    private final Queue<CompletableFuture<?>> puts = new ConcurrentLinkedQueue<>();
    private final AtomicInteger most = new AtomicInteger();

    CountingClient(HttpClient inner) {
        super(inner);
    }

    int most() {
        return most.get();
    }

    int underWay() {
        return underWay(puts);
    }

    /** {@return whether nothing is under way, of whatever method} */
    boolean isIdle() {
        return underWay(all) == 0;
    }

    private static int underWay(Queue<CompletableFuture<?>> sent) {
        sent.removeIf(CompletableFuture::isDone);
        return sent.size();
    }

    @Override
    public <T> CompletableFuture<HttpResponse<T>> sendAsync(HttpRequest request, BodyHandler<T> handler) {
        CompletableFuture<HttpResponse<T>> sent = super.sendAsync(request, handler);
        all.add(sent);
        if (request.method().equals("PUT")) {
            puts.add(sent);
            most.accumulateAndGet(underWay(), Math::max);
        }
        return sent;
    }
}
