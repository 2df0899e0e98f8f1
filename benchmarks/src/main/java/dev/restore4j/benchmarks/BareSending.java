package dev.restore4j.benchmarks;

import dev.restore4j.time.TimeSource;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The least that a sender can do: the kernel copies each part from the file to a bare socket, over plain HTTP. It proves nothing,
 * remembers nothing, and asks for no import. How fast it is tells what the store takes. It runs in a JVM of its own.
 */
final class BareSending {

    private static final int AT_ONCE = 4;
    private static final Pattern TOKEN = Pattern.compile("\"Token\"\\s*:\\s*\"([^\"]+)\"");
    private static final Pattern LINKS = Pattern.compile("\"SignedLinks\"\\s*:\\s*\\[([^]]*)]");
    private static final Pattern LINK = Pattern.compile("\"([^\"]+)\"");

    private final Path file;
    private final URI console;
    private final String instance;
    private final HttpClient http = HttpClient.newHttpClient();
    private final AtomicInteger next = new AtomicInteger();

    private BareSending(Path file, URI console, String instance) {
        this.file = file;
        this.console = console;
        this.instance = instance;
    }

    /**
     * Sends the parts, and reports how long that took.
     *
     * @param args the file, the Console, and the instance
     */
    public static void main(String[] args) throws Exception {
        new BareSending(Path.of(args[0]), URI.create(args[1]), args[2]).send();
        System.exit(0);
    }

    private void send() throws Exception {
        String login = UploadScene.USER + ":" + UploadScene.PASSWORD;
        String basic = "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
        String token = first(TOKEN, post("/v1/databases/" + instance + "/import/auth", basic, ""));
        long size = Files.size(file);
        String announcement = "{\"Crc32\":0,\"DumpSize\":" + size + ",\"FullSize\":" + size + "}";
        String links = first(LINKS, post("/v2/databases/" + instance + "/import", "Bearer " + token, announcement));
        List<URI> parts = LINK.matcher(links)
                .results()
                .map(link -> URI.create(link.group(1).replace("\\u0026", "&")))
                .toList();
        long begin = TimeSource.system().nanoTime();
        ExecutorService pool = Executors.newFixedThreadPool(AT_ONCE);
        List<Future<Void>> connections = new ArrayList<>();
        Callable<Void> connection = () -> {
            sendSome(parts, size);
            return null;
        };
        for (int i = 0; i < AT_ONCE; i++) {
            connections.add(pool.submit(connection));
        }
        for (Future<Void> each : connections) {
            each.get();
        }
        FreshJvm.report(TimeSource.system().nanoTime() - begin);
    }

    private String post(String path, String authorization, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(console.resolve(path))
                .header("Authorization", authorization)
                .header("Confirmed", "true")
                .header("Content-Type", "application/json")
                .header("Neo4j-Version", "5.26.30")
                .POST(BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
        if (answer.statusCode() / 100 != 2) {
            throw new IOException(path + ": " + answer.statusCode() + " " + answer.body());
        }
        return answer.body();
    }

    private static String first(Pattern pattern, String text) throws IOException {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.find()) {
            throw new IOException("no " + pattern + " in " + text);
        }
        return matcher.group(1);
    }

    /** Over one connection. */
    private void sendSome(List<URI> parts, long size) throws IOException {
        long most = (size + parts.size() - 1) / parts.size();
        URI store = parts.get(0);
        try (FileChannel from = FileChannel.open(file, StandardOpenOption.READ);
                SocketChannel to = SocketChannel.open(new InetSocketAddress(store.getHost(), store.getPort()))) {
            for (int part = next.getAndIncrement(); part < parts.size(); part = next.getAndIncrement()) {
                long begin = part * most;
                long length = Math.min(most, size - begin);
                URI address = parts.get(part);
                String head = "PUT " + address.getRawPath() + "?" + address.getRawQuery() + " HTTP/1.1\r\nHost: "
                        + address.getAuthority() + "\r\nContent-Length: " + length + "\r\n\r\n";
                to.write(ByteBuffer.wrap(head.getBytes(StandardCharsets.US_ASCII)));
                for (long sent = 0; sent < length; ) {
                    sent += from.transferTo(begin + sent, length - sent, to);
                }
                mustBeTaken(to);
            }
        }
    }

    private static void mustBeTaken(SocketChannel from) throws IOException {
        StringBuilder head = new StringBuilder();
        ByteBuffer buffer = ByteBuffer.allocate(4096);
        while (head.indexOf("\r\n\r\n") < 0) {
            if (from.read(buffer.clear()) < 0) {
                throw new EOFException("no answer: " + head);
            }
            head.append(StandardCharsets.US_ASCII.decode(buffer.flip()));
        }
        if (!head.toString().startsWith("HTTP/1.1 200 ")) {
            throw new IOException("a part is refused: " + head);
        }
    }
}
