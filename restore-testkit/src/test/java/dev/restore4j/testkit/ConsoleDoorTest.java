package dev.restore4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The Console beside the API. */
@Timeout(60)
class ConsoleDoorTest {

    private final FakeAura aura = FakeAura.create();
    private final FakeInstance instance = aura.addInstance(spec -> spec.name("Production"));

    @AfterEach
    void close() {
        aura.close();
    }

    @Test
    void theConsoleIsAnotherHost() throws Exception {
        aura.virtualTime().run(() -> {
            try {
                ConsoleClient wrong = new ConsoleClient(aura.httpClient(), aura.baseUri(), instance);
                assertThat(wrong.authenticate(instance.password(), "true").status())
                        .isEqualTo(404);
                HttpRequest api = HttpRequest.newBuilder(aura.consoleUri().resolve("/v1/instances"))
                        .build();
                assertThat(aura.httpClient().send(api, BodyHandlers.ofString()).statusCode())
                        .isEqualTo(404);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
    }

    @Test
    void noRequestCountsForTheLimitOfTheApi() throws Exception {
        ConsoleClient console =
                new ConsoleClient(HttpClient.newHttpClient(), aura.serve().baseUri(), instance).login();
        for (int i = 0; i < 150; i++) {
            console.status();
        }
        assertThat(aura.refusedByLimit()).isZero();
    }
}
