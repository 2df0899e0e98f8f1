package dev.restore4j.it.sweep;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import org.jspecify.annotations.Nullable;

/** What has really arrived of an answer over a connection. Written by the HTTP client's threads, read by the test's. */
final class HttpArrival implements BodySubscriber<HttpArrival> {

    /** More than the library reads of any body: what is longer counts as endless. */
    private static final int MUCH = 1_200_000;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final CompletableFuture<HttpArrival> ended = new CompletableFuture<>();
    private @Nullable ResponseInfo head;
    private @Nullable Subscription subscription;
    private @Nullable Throwable failure;
    private boolean tooLong;

    synchronized HttpArrival begin(ResponseInfo info) {
        head = info;
        return this;
    }

    /** No more than this comes: the connection failed, before the head or after it. */
    synchronized void fail(Throwable why) {
        failure = why;
    }

    /** {@return the head; null where the connection failed before it} */
    synchronized @Nullable ResponseInfo head() {
        return head;
    }

    synchronized byte[] bytes() {
        return bytes.toByteArray();
    }

    synchronized int size() {
        return bytes.size();
    }

    /** {@return how the connection failed, or null} */
    synchronized @Nullable Throwable failure() {
        return failure;
    }

    /** {@return whether more would have come} */
    synchronized boolean isTooLong() {
        return tooLong;
    }

    @Override
    public CompletionStage<HttpArrival> getBody() {
        return ended;
    }

    @Override
    public synchronized void onSubscribe(Subscription given) {
        subscription = given;
        given.request(Long.MAX_VALUE);
    }

    @Override
    public synchronized void onNext(List<ByteBuffer> buffers) {
        for (ByteBuffer buffer : buffers) {
            byte[] part = new byte[buffer.remaining()];
            buffer.get(part);
            bytes.writeBytes(part);
        }
        if (bytes.size() > MUCH && !tooLong && subscription != null) {
            tooLong = true;
            subscription.cancel();
            ended.complete(this);
        }
    }

    @Override
    public void onError(Throwable error) {
        ended.completeExceptionally(error);
    }

    @Override
    public void onComplete() {
        ended.complete(this);
    }
}
