package dev.restore4j.testkit.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;

/** Plain requests with a token, which is asked for when it is first needed and again after a 403. */
final class Wire {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Duration POLL = Duration.ofSeconds(10);
    private static final int POLLS = 360;

    private final ContractTarget target;
    private String token = "";

    Wire(ContractTarget target) {
        this.target = target;
    }

    ContractTarget target() {
        return target;
    }

    Reply get(String path) throws IOException, InterruptedException {
        return authorized(() -> request(path).GET());
    }

    Reply post(String path, String body) throws IOException, InterruptedException {
        return authorized(
                () -> request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(body)));
    }

    Reply patch(String path, String body) throws IOException, InterruptedException {
        return authorized(() -> request(path)
                .header("Content-Type", "application/json")
                .method("PATCH", BodyPublishers.ofString(body)));
    }

    Reply postWithoutType(String path) throws IOException, InterruptedException {
        return authorized(() -> request(path).POST(BodyPublishers.noBody()));
    }

    Reply getWithToken(String path, String other) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(target.base().resolve("/v1" + path))
                .header("Authorization", "Bearer " + other)
                .build());
    }

    Reply askForToken(String secret, String body) throws IOException, InterruptedException {
        String basic =
                Base64.getEncoder().encodeToString((target.clientId() + ":" + secret).getBytes(StandardCharsets.UTF_8));
        return send(HttpRequest.newBuilder(target.base().resolve("/oauth/token"))
                .header("Authorization", "Basic " + basic)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body))
                .build());
    }

    /** Polls an instance until it shows the status; the whole wait is an hour at most. */
    Reply waitFor(String instance, String status) throws IOException, InterruptedException {
        for (int i = 0; i < POLLS; i++) {
            Reply reply = get("/instances/" + instance);
            if (reply.data().path("status").asText().equals(status)) {
                return reply;
            }
            target.time().sleep(POLL);
        }
        throw new AssertionError("the instance " + instance + " never became " + status);
    }

    void pause() throws InterruptedException {
        target.time().sleep(POLL);
    }

    private Reply authorized(Sending sending) throws IOException, InterruptedException {
        if (token.isEmpty()) {
            renew();
        }
        Reply reply = send(sending.request().build());
        if (reply.status() != 403) {
            return reply;
        }
        renew();
        return send(sending.request().build());
    }

    private void renew() throws IOException, InterruptedException {
        Reply reply = askForToken(target.clientSecret(), "grant_type=client_credentials");
        Check.equal(200, reply.status(), "the status of a request for a token");
        token = reply.json().path("access_token").asText();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(target.base().resolve("/v1" + path)).header("Authorization", "Bearer " + token);
    }

    private Reply send(HttpRequest request) throws IOException, InterruptedException {
        return new Reply(target.client().send(request, BodyHandlers.ofString()));
    }

    private interface Sending {
        HttpRequest.Builder request();
    }

    /** What came back. */
    record Reply(HttpResponse<String> response) {

        int status() {
            return response.statusCode();
        }

        JsonNode json() {
            try {
                return MAPPER.readTree(response.body());
            } catch (JsonProcessingException e) {
                throw new AssertionError("not JSON under status " + status(), e);
            }
        }

        JsonNode data() {
            return json().path("data");
        }

        /** Expects a service's error. */
        void isError(int status, String reason) {
            Check.equal(status, status(), "the status");
            JsonNode error = json().path("errors").path(0);
            Check.that(error.path("message").isTextual(), "an error should have a message");
            Check.equal(reason, error.path("reason").asText(), "the reason");
        }

        boolean hasRequestId() {
            return response.headers().firstValue("X-Request-Id").isPresent();
        }
    }
}
