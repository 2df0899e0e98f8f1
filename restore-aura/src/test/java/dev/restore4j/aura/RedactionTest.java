package dev.restore4j.aura;

import static dev.restore4j.aura.ScriptedApi.data;
import static dev.restore4j.aura.ScriptedApi.error;
import static dev.restore4j.aura.ScriptedApi.instance;
import static dev.restore4j.aura.ScriptedApi.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.restore4j.catalog.Snapshot;
import dev.restore4j.error.RestoreException;
import dev.restore4j.operation.OperationId;
import dev.restore4j.spi.RestoreRoute;
import dev.restore4j.spi.SubmissionAnswer;
import dev.restore4j.testkit.wire.AuraAnswer;
import dev.restore4j.testkit.wire.Delivery;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Marked secrets, sent and sent back in every way there is, and nowhere to be found afterwards. */
class RedactionTest {

    private static final String PASSWORD = "marked-password-2718";
    private static final String BASIC = "Y2xpZW50LTc6bWFya2VkLXNlY3JldC0wNDUx";
    private static final List<String> MARKED = List.of(ScriptedApi.SECRET, ScriptedApi.TOKEN, PASSWORD, BASIC);

    private final ScriptedApi api = new ScriptedApi();
    private final List<String> texts = new ArrayList<>();

    /** What a careless server could say. */
    private static List<AuraAnswer> indiscretions() {
        String all = String.join(" ", MARKED) + "-1";
        List<AuraAnswer> answers = new ArrayList<>();
        for (int status : new int[] {400, 401, 403, 404, 409, 429, 500, 503}) {
            answers.add(error(status, "r", ScriptedApi.TOKEN + "-1"));
            answers.add(error(status, "r", ScriptedApi.SECRET));
            answers.add(json(status, "{\"error\":\"" + BASIC + "\"}"));
            answers.add(json(status, all));
        }
        answers.add(json(200, all));
        answers.add(json(200, "{\"access_token\":\"" + all + "\"}"));
        answers.add(json(200, "{\"data\":\"" + all + "\"}"));
        answers.add(json(200, "{" + all));
        answers.add(json(202, all));
        answers.add(data(200, "[]").withDelivery(Delivery.of(Delivery.Mode.RESET)));
        return answers;
    }

    @Test
    void noSecretIsInWhatTheTokenEndpointsAnswersLeadTo() {
        for (AuraAnswer answer : indiscretions()) {
            ScriptedApi fresh = new ScriptedApi().on("POST /oauth/token", answer);
            fresh.time.run(() -> note(() -> fresh.client().instance("2f49c2b3")));
        }
        // a token that was never issued is nobody's secret
        texts.removeIf(text -> text.contains("saying \"" + ScriptedApi.TOKEN));
        check();
    }

    @Test
    void noSecretIsInWhatReadsLeadTo() {
        for (AuraAnswer answer : indiscretions()) {
            ScriptedApi fresh = new ScriptedApi().on("GET /v1/instances/2f49c2b3", answer);
            fresh.time.run(() -> note(() -> fresh.client().instance("2f49c2b3")));
        }
        check();
    }

    @Test
    void noSecretIsInWhatSubmissionsLeadTo() throws InterruptedException {
        for (AuraAnswer answer : indiscretions()) {
            ScriptedApi fresh = new ScriptedApi()
                    .instanceIs("2f49c2b3")
                    .snapshotIs("s", "2f49c2b3")
                    .on("POST /v1/instances/2f49c2b3/snapshots/s/restore", answer);
            fresh.time.run(() -> {
                Snapshot snapshot =
                        fresh.client().instance("2f49c2b3").snapshots().get("s");
                submit(fresh, snapshot.to(snapshot.home().orElseThrow()));
            });
        }
        check();
    }

    @Test
    void noSecretIsInAnythingThatHasAString() throws InterruptedException {
        api.instanceIs("2f49c2b3").snapshotIs("s", "2f49c2b3");
        api.on(
                "POST /v1/instances",
                data(202, "{\"id\":\"0000000a\",\"username\":\"neo4j\",\"password\":\"" + PASSWORD + "\"}"));
        AuraClient client = api.client();
        api.time.run(() -> {
            Snapshot snapshot = client.instance("2f49c2b3").snapshots().get("s");
            NewInstance target = client.newInstance("x").credentialsTo(this::note);
            submit(api, snapshot.to(target));
            note(client, target, snapshot, client.instance("2f49c2b3"), client.operations());
        });
        AuraCredentials credentials = AuraCredentials.of("client-7", ScriptedApi.SECRET);
        note(credentials, credentials.secret(), AuraClient.builder().credentials(credentials));
        note(new AccessToken(ScriptedApi.TOKEN, 0, 0, AccessToken.Origin.ROUTINE));
        check();
    }

    @Test
    void everyRequestIsLoggedWithItsTemplateAndNothingElse() {
        api.on("GET /v1/instances/2f49c2b3", data(200, instance("2f49c2b3")));
        api.time.run(() -> api.client().instance("2f49c2b3"));
        assertThat(RecordedLogs.lines())
                .anyMatch(line -> line.matches(
                        "DEBUG dev\\.restore4j\\.aura\\.AuraClient POST /oauth/token -> 200" + " \\[req-200] \\d+ ms"))
                .anyMatch(
                        line -> line.matches("DEBUG dev\\.restore4j\\.aura\\.AuraClient GET /v1/instances/\\{id} -> 200"
                                + " \\[req-200] \\d+ ms"));
        check();
    }

    private void submit(ScriptedApi at, RestoreRoute route) throws InterruptedException {
        SubmissionAnswer answer = route.submit(
                new OperationId("0123456789abcdef"),
                at.time.nanoTime() + Duration.ofSeconds(30).toNanos());
        note(answer);
    }

    private void note(Runnable call) {
        try {
            call.run();
        } catch (RestoreException | IllegalArgumentException e) {
            StringWriter trace = new StringWriter();
            e.printStackTrace(new PrintWriter(trace));
            texts.add(trace.toString());
        }
    }

    private void note(Object... things) {
        for (Object thing : things) {
            texts.add(thing.toString());
        }
    }

    private void check() {
        assertThat(texts.isEmpty() && RecordedLogs.lines().isEmpty()).isFalse();
        texts.addAll(RecordedLogs.lines());
        for (String secret : MARKED) {
            assertThat(texts).noneMatch(text -> text.contains(secret));
        }
    }
}
