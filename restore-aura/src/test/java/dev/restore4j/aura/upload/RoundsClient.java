package dev.restore4j.aura.upload;

import dev.restore4j.aura.WrappingClient;
import dev.restore4j.testkit.time.ScaledTime;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A line on which each connection has the same rate, however many there are and however fast the machine is: all PUTs that are asked
 * for until nobody has anything else to do are sent together, and their answers are passed on together, a moment of the tests' time
 * later. For one thread, but for the answers.
 */
final class RoundsClient extends WrappingClient {

    private static final Duration ROUND = Duration.ofMillis(500);

    private final ScaledTime time;
    private final List<Runnable> asked = new ArrayList<>();
    private final List<Runnable> held = new ArrayList<>();
    private final List<Integer> rounds = new ArrayList<>();

    RoundsClient(HttpClient inner, ScaledTime time) {
        super(inner);
        this.time = time;
    }

    /** {@return how many were sent together, round by round} */
    List<Integer> rounds() {
        return rounds;
    }

    @Override
    public <T> CompletableFuture<HttpResponse<T>> sendAsync(HttpRequest request, BodyHandler<T> handler) {
        if (!request.method().equals("PUT")) {
            return super.sendAsync(request, handler);
        }
        CompletableFuture<HttpResponse<T>> passed = new CompletableFuture<>();
        asked.add(() -> {
            CompletableFuture<HttpResponse<T>> sent = super.sendAsync(request, handler);
            held.add(() -> {
                CompletionStage<?> unused = sent.whenComplete((answer, error) -> pass(passed, answer, error));
            });
        });
        return passed;
    }

    private static <T> void pass(CompletableFuture<T> to, @Nullable T answer, @Nullable Throwable error) {
        if (error == null) {
            to.complete(answer);
        } else {
            to.completeExceptionally(error);
        }
    }

    /**
     * Nobody has anything to do: begins a round, or ends the one that all have come back of.
     *
     * @return whether there was one
     */
    boolean turn() {
        if (!asked.isEmpty()) {
            rounds.add(asked.size());
            List.copyOf(asked).forEach(Runnable::run);
            asked.clear();
            return true;
        }
        if (held.isEmpty()) {
            return false;
        }
        time.advance(ROUND);
        List.copyOf(held).forEach(Runnable::run);
        held.clear();
        return true;
    }
}
