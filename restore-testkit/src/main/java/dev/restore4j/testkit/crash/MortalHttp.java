package dev.restore4j.testkit.crash;

import java.io.IOException;
import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.PushPromiseHandler;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/** A client as a process sees it that may be killed before a request is sent, after it, and after its answer. */
final class MortalHttp extends HttpClient {

    private final HttpClient wire;
    private final Lifetime life;

    MortalHttp(HttpClient wire, Lifetime life) {
        this.wire = wire;
        this.life = life;
    }

    @Override
    public <T> CompletableFuture<HttpResponse<T>> sendAsync(HttpRequest request, BodyHandler<T> handler) {
        String what = inWords(request);
        life.pass("before sending " + what);
        CompletableFuture<HttpResponse<T>> answer = wire.sendAsync(request, handler);
        life.pass("after sending " + what);
        return answer.thenApply(response -> {
            life.mustGoOn("reading the answer to " + what);
            return response;
        });
    }

    @Override
    public <T> CompletableFuture<HttpResponse<T>> sendAsync(
            HttpRequest request, BodyHandler<T> handler, PushPromiseHandler<T> push) {
        return sendAsync(request, handler);
    }

    @Override
    public <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> handler)
            throws IOException, InterruptedException {
        String what = inWords(request);
        life.pass("before sending " + what);
        HttpResponse<T> response = wire.send(request, handler);
        life.pass("after sending " + what);
        return response;
    }

    private static String inWords(HttpRequest request) {
        return request.method() + " " + request.uri().getPath();
    }

    @Override
    public Optional<CookieHandler> cookieHandler() {
        return wire.cookieHandler();
    }

    @Override
    public Optional<Duration> connectTimeout() {
        return wire.connectTimeout();
    }

    @Override
    public Redirect followRedirects() {
        return wire.followRedirects();
    }

    @Override
    public Optional<ProxySelector> proxy() {
        return wire.proxy();
    }

    @Override
    public SSLContext sslContext() {
        return wire.sslContext();
    }

    @Override
    public SSLParameters sslParameters() {
        return wire.sslParameters();
    }

    @Override
    public Optional<Authenticator> authenticator() {
        return wire.authenticator();
    }

    @Override
    public Version version() {
        return wire.version();
    }

    @Override
    public Optional<Executor> executor() {
        return wire.executor();
    }
}
