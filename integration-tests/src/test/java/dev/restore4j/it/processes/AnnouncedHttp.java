package dev.restore4j.it.processes;

import dev.restore4j.it.fixture.ForwardingHttp;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.util.concurrent.CompletableFuture;

/** Tells of each request before it is sent, when it was sent, and when its answer is there. */
final class AnnouncedHttp extends ForwardingHttp {

    private final Steps steps;

    AnnouncedHttp(HttpClient wire, Steps steps) {
        super(wire);
        this.steps = steps;
    }

    @Override
    public <T> CompletableFuture<HttpResponse<T>> sendAsync(HttpRequest request, BodyHandler<T> handler) {
        String what = request.method() + " " + request.uri().getPath();
        steps.pass("before " + what);
        CompletableFuture<HttpResponse<T>> answer = wire().sendAsync(request, handler);
        steps.pass("sent " + what);
        return answer.whenComplete((response, failure) -> steps.pass("answered " + what));
    }
}
