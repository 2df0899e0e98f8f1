package dev.restore4j.testkit.http;

import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/** Counts bytes one item at a time, and gives up when there are too many. */
final class CappedSubscriber implements BodySubscriber<Integer> {

    private final int cap;
    private final CompletableFuture<Integer> body = new CompletableFuture<>();
    private Flow.Subscription subscription;
    private int seen;

    CappedSubscriber(int cap) {
        this.cap = cap;
    }

    int seen() {
        return seen;
    }

    @Override
    public CompletionStage<Integer> getBody() {
        return body;
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        subscription = given;
        given.request(1);
    }

    @Override
    public void onNext(List<ByteBuffer> item) {
        for (ByteBuffer buffer : item) {
            seen += buffer.remaining();
        }
        if (seen > cap) {
            subscription.cancel();
            body.completeExceptionally(new IOException("more than " + cap + " bytes"));
        } else {
            subscription.request(1);
        }
    }

    @Override
    public void onError(Throwable throwable) {
        body.completeExceptionally(throwable);
    }

    @Override
    public void onComplete() {
        body.complete(seen);
    }
}
