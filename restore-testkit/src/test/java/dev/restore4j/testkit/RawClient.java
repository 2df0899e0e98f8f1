package dev.restore4j.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Plain HTTP towards a fake, through either door. */
public final class RawClient {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final HttpClient client;
    private final URI base;
    private final String basic;
    private String token = "";

    RawClient(HttpClient client, URI base, FakeAura aura) {
        this.client = client;
        this.base = base;
        this.basic = Base64.getEncoder()
                .encodeToString((aura.clientId() + ":" + aura.clientSecret()).getBytes(StandardCharsets.UTF_8));
    }

    /** A client in process that has its token. */
    static RawClient inProcess(FakeAura aura) throws Exception {
        return new RawClient(aura.httpClient(), aura.baseUri(), aura).login();
    }

    RawClient login() throws Exception {
        Reply reply = askForToken("grant_type=client_credentials");
        token = reply.json().get("access_token").asText();
        return this;
    }

    Reply askForToken(String body) throws Exception {
        return send(HttpRequest.newBuilder(base.resolve("/oauth/token"))
                .header("Authorization", "Basic " + basic)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body))
                .build());
    }

    RawClient withToken(String other) {
        token = other;
        return this;
    }

    String token() {
        return token;
    }

    HttpClient http() {
        return client;
    }

    Reply get(String path) throws Exception {
        return send(request(path).GET().build());
    }

    Reply delete(String path) throws Exception {
        return send(request(path).DELETE().build());
    }

    Reply post(String path) throws Exception {
        return post(path, "{}");
    }

    Reply post(String path, String body) throws Exception {
        return send(json(path).POST(BodyPublishers.ofString(body)).build());
    }

    Reply patch(String path, String body) throws Exception {
        return send(json(path).method("PATCH", BodyPublishers.ofString(body)).build());
    }

    Reply send(HttpRequest request) throws Exception {
        HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
        return new Reply(response);
    }

    HttpRequest.Builder json(String path) {
        return request(path).header("Content-Type", "application/json");
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(base.resolve("/v1" + path)).header("Authorization", "Bearer " + token);
    }

    record Reply(HttpResponse<String> response) {

        int status() {
            return response.statusCode();
        }

        JsonNode json() throws Exception {
            return MAPPER.readTree(response.body());
        }

        JsonNode data() throws Exception {
            return json().get("data");
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        String reason() throws Exception {
            return json().get("errors").get(0).get("reason").asText();
        }

        String message() throws Exception {
            return json().get("errors").get(0).get("message").asText();
        }
    }
}
