package dev.restore4j.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.zip.CRC32;

/** Speaks the Console's protocol for one instance, a request at a time; the stores it reaches over real HTTP. */
final class ConsoleClient {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final HttpClient STORE = HttpClient.newHttpClient();

    private final HttpClient console;
    private final URI base;
    private final FakeInstance instance;
    private String token = "";

    ConsoleClient(HttpClient console, URI base, FakeInstance instance) {
        this.console = console;
        this.base = base;
        this.instance = instance;
    }

    static ConsoleClient of(FakeAura aura, FakeInstance instance) {
        return new ConsoleClient(aura.httpClient(), aura.consoleUri(), instance);
    }

    Reply authenticate(String password, String confirmed) throws Exception {
        String login = instance.user() + ":" + password;
        String basic = Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
        Reply reply = send(HttpRequest.newBuilder(base.resolve(path("auth")))
                .header("Authorization", "Basic " + basic)
                .header("Confirmed", confirmed)
                .POST(BodyPublishers.noBody())
                .build());
        if (reply.status() == 200) {
            token = reply.json().path("Token").asText();
        }
        return reply;
    }

    ConsoleClient login() throws Exception {
        if (authenticate(instance.password(), "true").status() != 200) {
            throw new AssertionError("no token");
        }
        return this;
    }

    Reply size(long bytes) throws Exception {
        return post(path("size"), "{\"FullSize\":" + bytes + "}");
    }

    Reply announce(byte[] archive) throws Exception {
        return announce(crc32(archive), archive.length);
    }

    Reply announce(long crc32, long bytes) throws Exception {
        return post(
                "/v2/databases/" + instance.id() + "/import",
                "{\"Crc32\":" + crc32 + ", \"DumpSize\": " + bytes + ", \"FullSize\":" + bytes + "}");
    }

    Reply parts(long crc32, String uploadId) throws Exception {
        return post(path("multipart-upload-status"), "{\"Crc32\":" + crc32 + ",\"UploadID\":\"" + uploadId + "\"}");
    }

    Reply complete(byte[] archive) throws Exception {
        return post(path("upload-complete"), "{\"Crc32\":" + crc32(archive) + "}");
    }

    Reply completeWith(long crc32) throws Exception {
        return post(path("upload-complete"), "{\"Crc32\":" + crc32 + "}");
    }

    String token() {
        return token;
    }

    ConsoleClient as(String other) {
        token = other;
        return this;
    }

    Reply complete(JsonNode parts, byte[] archive) throws Exception {
        ObjectNode body = parts.deepCopy();
        return post(path("upload-complete"), body.put("Crc32", crc32(archive)).toString());
    }

    String status() throws Exception {
        return statusReply().json().path("Status").asText();
    }

    Reply statusReply() throws Exception {
        return send(HttpRequest.newBuilder(base.resolve(path("status")))
                .header("Authorization", "Bearer " + token)
                .build());
    }

    /** Opens a session at the store. */
    static URI open(Reply announced) throws Exception {
        Reply reply = store(HttpRequest.newBuilder(
                        URI.create(announced.json().path("SignedURI").asText()))
                .header("x-goog-resumable", "start")
                .POST(BodyPublishers.noBody()));
        if (reply.status() != 201) {
            throw new AssertionError("no session but " + reply.status());
        }
        return URI.create(reply.header("Location"));
    }

    static Reply put(URI session, byte[] bytes) throws Exception {
        return store(HttpRequest.newBuilder(session).PUT(BodyPublishers.ofByteArray(bytes)));
    }

    static CompletableFuture<Reply> putAsync(URI session, byte[] bytes) {
        HttpRequest request = HttpRequest.newBuilder(session)
                .PUT(BodyPublishers.ofByteArray(bytes))
                .build();
        return STORE.sendAsync(request, BodyHandlers.ofString()).thenApply(Reply::new);
    }

    static Reply put(URI session, byte[] bytes, String range) throws Exception {
        return store(
                HttpRequest.newBuilder(session).header("Content-Range", range).PUT(BodyPublishers.ofByteArray(bytes)));
    }

    static Reply store(HttpRequest.Builder request) throws IOException, InterruptedException {
        return new Reply(STORE.send(request.build(), BodyHandlers.ofString()));
    }

    private Reply post(String path, String body) throws Exception {
        return send(HttpRequest.newBuilder(base.resolve(path))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .header("Neo4j-Version", "5.26.30")
                .POST(BodyPublishers.ofString(body))
                .build());
    }

    private Reply send(HttpRequest request) throws Exception {
        return new Reply(console.send(request, BodyHandlers.ofString()));
    }

    private String path(String last) {
        return "/v1/databases/" + instance.id() + "/import/" + last;
    }

    static long crc32(byte[] bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        return crc.getValue();
    }

    record Reply(HttpResponse<String> response) {

        int status() {
            return response.statusCode();
        }

        JsonNode json() throws IOException {
            return MAPPER.readTree(response.body());
        }

        String reason() throws IOException {
            return json().path("Reason").asText();
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        String body() {
            return response.body();
        }
    }
}
