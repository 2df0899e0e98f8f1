package dev.restore4j.aura.wire;

import dev.restore4j.aura.wire.Reply.Answer;
import dev.restore4j.aura.wire.Reply.BodyFault;
import dev.restore4j.aura.wire.Reply.Silence;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.channels.UnresolvedAddressException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A request that was sent, once, and is under way. Its waiting is somebody else's. Thread-safe. */
public final class Flight {

    private final CompletableFuture<HttpResponse<String>> future;
    private final AtomicReference<@Nullable ResponseInfo> head;
    private final @Nullable Reply grounded;

    private Flight(
            CompletableFuture<HttpResponse<String>> future,
            AtomicReference<@Nullable ResponseInfo> head,
            @Nullable Reply grounded) {
        this.future = future;
        this.head = head;
        this.grounded = grounded;
    }

    static Flight start(HttpClient client, HttpRequest request, int limit) {
        AtomicReference<@Nullable ResponseInfo> head = new AtomicReference<>();
        try {
            CompletableFuture<HttpResponse<String>> future = client.sendAsync(request, info -> {
                head.set(info);
                return new CappedBody(limit);
            });
            return new Flight(future, head, null);
        } catch (RuntimeException e) {
            // not "nothing was sent": the client may be somebody's wrapper
            Silence threw = new Silence(Silence.Kind.BROKEN, "the HTTP client threw " + name(e));
            return new Flight(CompletableFuture.failedFuture(e), head, threw);
        }
    }

    /** {@return what is done when the reply is there; for waiting, not for reading} */
    public CompletableFuture<?> ended() {
        return future;
    }

    /** {@return the reply, once it {@link #ended() is there}} */
    public Reply reply() {
        if (grounded != null) {
            return grounded;
        }
        ResponseInfo seen = head.get();
        try {
            HttpResponse<String> response = future.join();
            return new Answer(response.statusCode(), response.headers(), response.body(), null);
        } catch (CompletionException | CancellationException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            if (seen == null) {
                boolean notSent = isConnectFailure(cause);
                String words = (notSent ? "no connection was made: " : "the connection broke: ") + name(cause);
                return new Silence(notSent ? Silence.Kind.NOT_SENT : Silence.Kind.BROKEN, words);
            }
            BodyFault fault = isTooBig(cause) ? BodyFault.TOO_BIG : BodyFault.CUT_SHORT;
            return new Answer(seen.statusCode(), seen.headers(), "", fault);
        }
    }

    /**
     * Gives it up and closes its connection, unless the reply is there.
     *
     * @param kind why, {@code DEADLINE} or {@code INTERRUPTED}
     * @param words the same in words
     * @return what has come back until now
     */
    public Reply giveUp(Silence.Kind kind, String words) {
        if (!future.cancel(true)) {
            return reply();
        }
        ResponseInfo seen = head.get();
        BodyFault fault = kind == Silence.Kind.INTERRUPTED ? BodyFault.INTERRUPTED : BodyFault.STALLED;
        return seen == null ? new Silence(kind, words) : new Answer(seen.statusCode(), seen.headers(), "", fault);
    }

    /** Failures that come before the first byte of a request. A failed handshake is not among them: it need not. */
    private static boolean isConnectFailure(Throwable error) {
        for (Throwable each = error; each != null; each = each.getCause()) {
            if (each instanceof ConnectException
                    || each instanceof HttpConnectTimeoutException
                    || each instanceof UnresolvedAddressException) {
                return true;
            }
        }
        return false;
    }

    private static boolean isTooBig(Throwable error) {
        for (Throwable each = error; each != null; each = each.getCause()) {
            if (each instanceof CappedBody.TooBigException) {
                return true;
            }
        }
        return false;
    }

    /** Class names only: messages of network errors may hold anything that was sent or received. */
    private static String name(Throwable error) {
        return error.getClass().getSimpleName();
    }
}
