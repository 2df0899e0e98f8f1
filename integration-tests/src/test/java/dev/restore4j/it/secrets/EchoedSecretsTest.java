package dev.restore4j.it.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restore4j.aura.AuraClient;
import dev.restore4j.error.RestoreException;
import dev.restore4j.it.fixture.Diverting;
import dev.restore4j.it.fixture.Production;
import dev.restore4j.it.fixture.Way;
import dev.restore4j.it.secrets.Everything.Channel;
import dev.restore4j.it.secrets.Everything.Text;
import dev.restore4j.journal.FileJournal;
import dev.restore4j.testkit.wire.AuraAnswer;
import dev.restore4j.testkit.wire.AuraRequest;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Answers that repeat what was sent: gateways do that when they complain. */
class EchoedSecretsTest {

    private static final int[] STATUSES = {200, 202, 400, 401, 403, 404, 409, 420, 429, 500, 503};

    @TempDir
    Path directory;

    private Everything everything;

    @BeforeEach
    void listen() {
        everything = new Everything(directory);
    }

    @AfterEach
    void hush() {
        everything.close();
    }

    /** How a header's value may be repeated. */
    private static Map<String, UnaryOperator<String>> bodies() {
        Map<String, UnaryOperator<String>> bodies = new LinkedHashMap<>();
        bodies.put("message", echo -> "{\"errors\":[{\"message\":\"" + echo + "\",\"reason\":\"x\"}]}");
        bodies.put("reason", echo -> "{\"errors\":[{\"message\":\"x\",\"reason\":\"" + echo + "\"}]}");
        bodies.put("gateway", echo -> "{\"error\":\"unknown header '" + echo + "'\"}");
        bodies.put("oauth", echo -> "{\"error\":\"x\",\"error_description\":\"" + echo + "\"}");
        bodies.put("bare", echo -> "{\"Message\":\"" + echo + "\",\"Reason\":\"x\"}");
        bodies.put("text", echo -> "I do not understand " + echo);
        for (int filler : new int[] {20, 100, 150, 175, 190}) {
            bodies.put(
                    "after " + filler,
                    echo -> "{\"error\":\"" + "long words ".repeat(20).substring(0, filler) + echo + "\"}");
        }
        return bodies;
    }

    private static Map<String, Predicate<HttpRequest>> requests() {
        Map<String, Predicate<HttpRequest>> requests = new LinkedHashMap<>();
        requests.put("token", request -> request.uri().getPath().equals("/oauth/token"));
        requests.put("list", request -> request.uri().getPath().equals("/v1/instances"));
        requests.put("instance", request -> request.uri().getPath().matches("/v1/instances/\\w+"));
        requests.put("snapshot", request -> request.uri().getPath().contains("/snapshots"));
        requests.put(
                "submission",
                request -> request.method().equals("POST")
                        && !request.uri().getPath().equals("/oauth/token"));
        return requests;
    }

    @Test
    void whatAnErrorRepeatsIsNotPassedOn() {
        List<String> leaks = new ArrayList<>();
        int[] errors = new int[1];
        bodies().forEach((bodyName, body) -> requests().forEach((requestName, chosen) -> {
            for (int status : STATUSES) {
                String where = status + " for " + requestName + ", " + bodyName;
                errors[0] += echoed(chosen, request -> answer(status, body.apply(authorization(request))));
                collect(where, leaks);
            }
        }));
        assertThat(errors[0]).as("errors that were looked at").isGreaterThan(300);
        assertThat(leaks).isEmpty();
    }

    private static AuraAnswer answer(int status, String body) {
        return AuraAnswer.json(status, body).withHeader("Retry-After", "0");
    }

    /** The value after its scheme: of a basic one, what is in it. */
    private static String authorization(AuraRequest request) {
        String value = request.header("authorization").orElse("");
        return value.startsWith("Basic ")
                ? value + " " + new String(Base64.getDecoder().decode(value.substring(6)), StandardCharsets.UTF_8)
                : value;
    }

    /** Nothing but what one program said is looked at, so that a finding names it. */
    private void collect(String where, List<String> leaks) {
        Secrets secrets = new Secrets();
        for (Text text : everything.drain()) {
            secrets.in(text.text()).ifPresent(found -> leaks.add(where + " in " + text.channel() + " " + found));
        }
    }

    private interface Echo {
        AuraAnswer to(AuraRequest request);
    }

    /** {@return how many errors there were} */
    private int echoed(Predicate<HttpRequest> chosen, Echo echo) {
        try (Production production = Production.create()) {
            AuraClient client = production
                    .builder(FileJournal.at(directory.resolve("state")))
                    .httpClient(new Diverting(production, chosen, echo::to))
                    .listener(event -> everything.add(Channel.EVENT, event))
                    .build();
            return production.aura().virtualTime().run(() -> {
                try {
                    everything.add(Channel.OBJECT, client.instances());
                    Way.IN_PLACE
                            .plan(production, client)
                            .named("plan " + System.nanoTime())
                            .waitAtMost(Duration.ofMinutes(20))
                            .confirm()
                            .execute();
                    return 0;
                } catch (RestoreException e) {
                    everything.addError(e);
                    return 1;
                }
            });
        }
    }
}
