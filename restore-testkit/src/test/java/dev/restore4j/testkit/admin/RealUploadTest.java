package dev.restore4j.testkit.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The fake tool speaks the protocol: to a Console and a store that write down what they are asked. */
@DisabledOnOs(OS.WINDOWS)
class RealUploadTest {

    private static final Map<String, String> CREDENTIALS =
            Map.of("NEO4J_USERNAME", "neo4j", "NEO4J_PASSWORD", "swordfish");

    @TempDir
    private Path directory;

    private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
    private final ByteArrayOutputStream stored = new ByteArrayOutputStream();
    private String provider = "GCP";
    private int looks;
    private int refusedPuts;
    private HttpServer server;
    private FakeNeo4jAdmin fake;
    private byte[] archive;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        fake = FakeNeo4jAdmin.in(directory.resolve("home"))
                .pollsEvery(Duration.ofMillis(5))
                .uploadsTo(base());
        archive = DumpArchive.write(Stores.files(StoreSpec.of("orders ".repeat(5000))));
        Files.write(directory.resolve("neo4j.dump"), archive);
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private URI base() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private FakeRun upload() {
        return FakeRun.start(
                fake,
                CREDENTIALS,
                "database",
                "upload",
                "--from-path=" + directory,
                "--to-uri=neo4j+s://abcd1234.databases.neo4j.io",
                "--overwrite-destination=true",
                "neo4j");
    }

    @Test
    void throughGoogle() throws InterruptedException {
        FakeRun run = upload();
        assertThat(run.exitCode()).as(run::err).isZero();
        CRC32 crc = new CRC32();
        crc.update(archive);
        long full = DumpArchive.read(archive).counts().orElseThrow().bytes();
        String login = Base64.getEncoder().encodeToString("neo4j:swordfish".getBytes(StandardCharsets.UTF_8));
        assertThat(asked)
                .containsExactly(
                        "POST /v1/databases/abcd1234/import/auth Basic " + login + " true",
                        "POST /v1/databases/abcd1234/import/size Bearer T {\"FullSize\":" + full + "}",
                        "POST /v2/databases/abcd1234/import Bearer T {\"Crc32\":%d, \"DumpSize\": %d, \"FullSize\":%d}"
                                .formatted(crc.getValue(), archive.length, full),
                        "POST /start",
                        "PUT /session",
                        "POST /v1/databases/abcd1234/import/upload-complete Bearer T {\"Crc32\":" + crc.getValue()
                                + "}",
                        "GET /v1/databases/abcd1234/import/status Bearer T",
                        "GET /v1/databases/abcd1234/import/status Bearer T",
                        "GET /v1/databases/abcd1234/import/status Bearer T");
        assertThat(stored.toByteArray()).isEqualTo(archive);
    }

    @Test
    void throughGoogleAgainAfterAnError() throws InterruptedException {
        refusedPuts = 1;
        FakeRun run = upload();
        assertThat(run.exitCode()).as(run::err).isZero();
        assertThat(run.out()).contains("resume upload from 0 to " + (archive.length - 1));
        assertThat(asked).filteredOn(line -> line.startsWith("PUT")).hasSize(3);
        assertThat(stored.toByteArray()).isEqualTo(archive);
    }

    @Test
    void throughAmazonInParts() throws InterruptedException {
        provider = "AWS";
        FakeRun run = upload();
        assertThat(run.exitCode()).as(run::err).isZero();
        assertThat(asked)
                .contains("PUT /part1", "PUT /part2", "PUT /part3")
                .anySatisfy(line ->
                        assertThat(line).contains("/import/multipart-upload-status Bearer T", "\"UploadID\": \"up-1\""))
                .anySatisfy(line -> assertThat(line).contains("/upload-complete", "\"ETag\":\"e\"", "\"Crc32\":"));
        assertThat(run.out()).contains("Total bytes copied: " + archive.length);
        assertThat(stored.toByteArray()).isEqualTo(archive);
    }

    @Test
    void nobodyThereIsAFailureToAuthenticate() throws Exception {
        // bound and not listening: refused, and nobody else can get the port meanwhile
        try (Socket held = new Socket()) {
            held.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            fake.uploadsTo(URI.create("http://127.0.0.1:" + held.getLocalPort()));
            fake.line(AdminLine.V2026);
            FakeRun run = upload();
            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(run.err())
                    .startsWith("Failed to authenticate with the aura console\n")
                    .contains("Upload command failed\n\nFailed to authenticate\n\nConnection refused\n\n");
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        String path = exchange.getRequestURI().getPath();
        String line = exchange.getRequestMethod() + " " + path;
        if (path.startsWith("/v")) {
            String more = path.endsWith("auth")
                    ? exchange.getRequestHeaders().getFirst("Confirmed")
                    : new String(body, StandardCharsets.UTF_8);
            line = (line + " " + exchange.getRequestHeaders().getFirst("Authorization") + " " + more).strip();
        }
        asked.add(line);
        if (exchange.getRequestMethod().equals("PUT")) {
            put(exchange, body);
            return;
        }
        if (path.equals("/start")) {
            exchange.getResponseHeaders().add("Location", base() + "/session");
            reply(exchange, 201, "");
            return;
        }
        reply(exchange, path.equals("/v2/databases/abcd1234/import") ? 202 : 200, json(path));
    }

    private String json(String path) {
        return switch (path.substring(path.lastIndexOf('/') + 1)) {
            case "auth" -> "{\"Token\":\"T\"}";
            case "import" ->
                "{\"SignedURI\":\"%1$s/start\",\"SignedLinks\":[%2$s],\"UploadID\":\"up-1\",\"TotalParts\":3,\"Provider\":\"%3$s\"}"
                        .formatted(base(), links(), provider);
            case "multipart-upload-status" ->
                "{\"Parts\":[{\"PartNumber\":1,\"ETag\":\"e\"}],\"UploadID\":\"up-1\",\"Provider\":\"AWS\"}";
            case "status" ->
                "{\"Status\":\"" + List.of("running", "loading", "running").get(looks++) + "\"}";
            default -> "";
        };
    }

    private String links() {
        return provider.equals("GCP") ? "" : "\"%1$s/part1\",\"%1$s/part2\",\"%1$s/part3\"".formatted(base());
    }

    private void put(HttpExchange exchange, byte[] body) throws IOException {
        String range = exchange.getRequestHeaders().getFirst("Content-Range");
        if (range != null && range.startsWith("bytes */")) {
            reply(exchange, 308, "");
        } else if (refusedPuts-- > 0) {
            reply(exchange, 503, "");
        } else {
            stored.writeBytes(body);
            reply(exchange, 200, "");
        }
    }

    private static void reply(HttpExchange exchange, int code, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(code, bytes.length == 0 ? -1 : bytes.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }
}
