package dev.restore4j.aura.upload;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Between an upload and both the Console and the store: what passes can be changed, or answered here. */
final class Between implements AutoCloseable {

    private static final Pattern STORE = Pattern.compile("http://127\\.0\\.0\\.1:\\d+");

    private final HttpClient forward = HttpClient.newHttpClient();
    private final HttpServer server;
    private final URI console;
    private final java.util.concurrent.ExecutorService threads = Executors.newCachedThreadPool();
    private volatile String store = "";

    /** Answered in place of who was asked; empty lets it pass. */
    volatile Function<Asked, Optional<Answered>> instead = asked -> Optional.empty();

    /** Changes what was answered. */
    volatile UnaryOperator<Answered> change = answered -> answered;

    /** Changes addresses on their way out, and back. */
    volatile UnaryOperator<String> out = text -> text;

    volatile UnaryOperator<String> back = text -> text;

    record Asked(String method, String path, String contentRange, int length) {

        boolean isBytes() {
            return method.equals("PUT") && !isPosition();
        }

        boolean isPosition() {
            return contentRange.startsWith("bytes */");
        }
    }

    record Answered(Asked asked, int status, Map<String, String> headers, String body) {

        Answered(Asked asked, int status, String header, String value) {
            this(asked, status, Map.of(header, value), "");
        }

        Answered without(String header) {
            Map<String, String> fewer = new TreeMap<>(headers);
            fewer.remove(header);
            return new Answered(asked, status, fewer, body);
        }
    }

    private Between(URI console) throws IOException {
        this.console = console;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::pass);
        server.start();
    }

    static Between in(UploadWorld world) throws IOException {
        Between between = new Between(world.console);
        world.console = URI.create(between.base());
        return between;
    }

    private String base() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void pass(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            String range = exchange.getRequestHeaders().getFirst("Content-Range");
            Asked asked = new Asked(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().getPath(),
                    range == null ? "" : range,
                    body.length);
            Optional<Answered> own = instead.apply(asked);
            Answered answered = own.isPresent() ? own.get() : change.apply(forwarded(exchange, asked, body));
            answered.headers().forEach(exchange.getResponseHeaders()::set);
            byte[] bytes = answered.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answered.status(), bytes.length == 0 ? -1 : bytes.length);
            if (bytes.length > 0) {
                exchange.getResponseBody().write(bytes);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Answered forwarded(HttpExchange exchange, Asked asked, byte[] body)
            throws IOException, InterruptedException {
        boolean toConsole = asked.path().startsWith("/v1/") || asked.path().startsWith("/v2/");
        String target = back.apply(exchange.getRequestURI().toString());
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create((toConsole ? "" + console.resolve("/") : store + "/") + target.substring(1)))
                .method(asked.method(), BodyPublishers.ofByteArray(body));
        for (String name : List.of(
                "Authorization", "Confirmed", "Content-Type", "Neo4j-Version", "Content-Range", "x-goog-resumable")) {
            String value = exchange.getRequestHeaders().getFirst(name);
            if (value != null) {
                request.header(name, value);
            }
        }
        HttpResponse<String> answer = forward.send(request.build(), BodyHandlers.ofString());
        Map<String, String> headers = new TreeMap<>();
        for (String name : List.of("Content-Type", "ETag", "Range", "x-goog-stored-content-length")) {
            answer.headers().firstValue(name).ifPresent(value -> headers.put(name, value));
        }
        answer.headers().firstValue("Location").ifPresent(value -> headers.put("Location", here(value)));
        String text = toConsole ? out.apply(here(answer.body())) : answer.body();
        return new Answered(asked, answer.statusCode(), headers, text);
    }

    /** The store behind this, in place of the store. */
    private String here(String text) {
        Matcher matcher = STORE.matcher(text);
        if (!matcher.find()) {
            return text;
        }
        store = matcher.group();
        return text.replace(store, base());
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
