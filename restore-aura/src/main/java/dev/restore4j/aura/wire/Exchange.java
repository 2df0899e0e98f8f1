package dev.restore4j.aura.wire;

import dev.restore4j.aura.wire.Reply.Answer;
import dev.restore4j.aura.wire.Reply.BodyFault;
import dev.restore4j.aura.wire.Reply.Silence;
import dev.restore4j.time.TimeSource;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends a request once and waits for headers and body under one deadline of ours: {@code HttpRequest.timeout} ends with the
 * headers on JDK 17, so that a body that stalls would hang for ever. Thread-safe.
 */
public final class Exchange {

    private static final Logger LOG = LoggerFactory.getLogger("dev.restore4j.aura.AuraClient");

    private final HttpClient client;
    private final TimeSource time;
    private final Duration timeout;

    /**
     * Makes one.
     *
     * @param client sends; must not follow redirects
     * @param time measures and waits
     * @param timeout for headers and body together
     */
    public Exchange(HttpClient client, TimeSource time, Duration timeout) {
        this.client = client;
        this.time = time;
        this.timeout = timeout;
    }

    /**
     * {@return the same under a shorter deadline}
     *
     * @param limit for headers and body together, where it is shorter
     */
    public Exchange within(Duration limit) {
        return limit.compareTo(timeout) < 0 ? new Exchange(client, time, limit) : this;
    }

    /**
     * Sends the request, once.
     *
     * @param request what is sent
     * @param label method and path template, for the log
     * @return what came back; when the thread was interrupted while waiting, its flag is set again
     * @throws InterruptedException if the thread was interrupted before anything was sent
     */
    public Reply send(HttpRequest request, String label) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("interrupted before the request was sent");
        }
        long start = time.nanoTime();
        Reply reply = exchange(request, start + timeout.toNanos());
        tell(reply, label, start);
        return reply;
    }

    /** An answer is not lost because a logger throws. */
    private void tell(Reply reply, String label, long start) {
        try {
            log(reply, label, (time.nanoTime() - start) / 1_000_000);
        } catch (RuntimeException | LinkageError e) {
            // there is nowhere else to say so
        }
    }

    private static void log(Reply reply, String label, long millis) {
        if (reply instanceof Answer answer) {
            LOG.debug("{} -> {} [{}] {} ms", label, answer.status(), answer.requestId(), millis);
        } else if (reply instanceof Silence silence) {
            LOG.debug("{} -> no answer: {} {} ms", label, silence.kind(), millis);
        }
    }

    private Reply exchange(HttpRequest request, long deadline) {
        AtomicReference<@Nullable ResponseInfo> head = new AtomicReference<>();
        CompletableFuture<HttpResponse<String>> future;
        try {
            future = client.sendAsync(request, info -> {
                head.set(info);
                return new CappedBody();
            });
        } catch (RuntimeException e) {
            // not "nothing was sent": the client may be somebody's wrapper
            return new Silence(Silence.Kind.BROKEN, "the HTTP client threw " + name(e));
        }
        try {
            if (!time.await(future, deadline) && future.cancel(true)) {
                return unfinished(head.get(), BodyFault.STALLED, deadlineWords(), Silence.Kind.DEADLINE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            if (future.cancel(true)) {
                return unfinished(
                        head.get(),
                        BodyFault.INTERRUPTED,
                        "the waiting thread was interrupted",
                        Silence.Kind.INTERRUPTED);
            }
        }
        return finished(future, head.get());
    }

    private String deadlineWords() {
        return "no answer within " + timeout.toMillis() / 1000.0 + " s";
    }

    private static Reply unfinished(@Nullable ResponseInfo head, BodyFault fault, String words, Silence.Kind kind) {
        return head == null ? new Silence(kind, words) : new Answer(head.statusCode(), head.headers(), "", fault);
    }

    private static Reply finished(CompletableFuture<HttpResponse<String>> future, @Nullable ResponseInfo head) {
        try {
            HttpResponse<String> response = future.join();
            return new Answer(response.statusCode(), response.headers(), response.body(), null);
        } catch (CompletionException | java.util.concurrent.CancellationException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            if (head == null) {
                boolean notSent = isConnectFailure(cause);
                String words = (notSent ? "no connection was made: " : "the connection broke: ") + name(cause);
                return new Silence(notSent ? Silence.Kind.NOT_SENT : Silence.Kind.BROKEN, words);
            }
            BodyFault fault = isTooBig(cause) ? BodyFault.TOO_BIG : BodyFault.CUT_SHORT;
            return new Answer(head.statusCode(), head.headers(), "", fault);
        }
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
