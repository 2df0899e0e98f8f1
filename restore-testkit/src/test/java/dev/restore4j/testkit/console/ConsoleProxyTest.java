package dev.restore4j.testkit.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.restore4j.testkit.FakeAura;
import dev.restore4j.testkit.FakeInstance;
import java.io.IOException;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The Console's host name, with TLS, is the fake to those who use the proxy. */
@Timeout(60)
class ConsoleProxyTest {

    @Test
    void theConsoleIsTheFakeAndNothingElseIsReached() throws Exception {
        Path trustStore;
        try (FakeAura aura = FakeAura.create();
                ConsoleProxy proxy = ConsoleProxy.to(aura.serve().baseUri())) {
            FakeInstance instance = aura.addInstance(spec -> spec.name("Production"));
            HttpClient client = HttpClient.newBuilder()
                    .proxy(ProxySelector.of(proxy.address()))
                    .sslContext(proxy.sslContext())
                    .build();
            assertThat(client.send(login(instance), BodyHandlers.ofString()).statusCode())
                    .isEqualTo(200);
            assertThat(aura.requests().get(0).headers()).containsEntry("host", ConsoleProxy.HOST);
            HttpRequest elsewhere =
                    HttpRequest.newBuilder(URI.create("https://example.org/")).build();
            assertThatThrownBy(() -> client.send(elsewhere, BodyHandlers.ofString()))
                    .isInstanceOf(IOException.class);
            assertThatThrownBy(() -> HttpClient.newBuilder()
                            .proxy(ProxySelector.of(proxy.address()))
                            .build()
                            .send(login(instance), BodyHandlers.ofString()))
                    .as("by whom the certificate is not trusted")
                    .isInstanceOf(IOException.class);
            assertThat(aura.requests()).hasSize(1);
            assertThat(proxy.javaOptions()).hasSize(4).allMatch(option -> option.matches("-D[^ ]+"));
            trustStore = Path.of(proxy.javaOptions().get(0).replaceFirst(".*=", ""));
            assertThat(trustStore).exists();
        }
        assertThat(trustStore.getParent()).doesNotExist();
    }

    private static HttpRequest login(FakeInstance instance) {
        String login = instance.user() + ":" + instance.password();
        String basic = Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
        return HttpRequest.newBuilder(
                        URI.create("https://console.neo4j.io/v1/databases/" + instance.id() + "/import/auth"))
                .header("Authorization", "Basic " + basic)
                .header("Confirmed", "true")
                .POST(BodyPublishers.noBody())
                .build();
    }
}
