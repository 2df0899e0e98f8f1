package dev.restore4j.examples.guide;

import dev.restore4j.aura.AuraClient;
import dev.restore4j.aura.AuraCredentials;
import dev.restore4j.catalog.Instance;
import dev.restore4j.catalog.Snapshot;
import dev.restore4j.journal.FileJournal;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/** The examples of docs/aura-client.md. */
final class Clients {

    private Clients() {}

    static AuraClient environment() {
        // tag::environment[]
        AuraClient aura = AuraClient.fromEnvironment();
        // end::environment[]
        return aura;
    }

    static AuraClient built(String clientId, String clientSecret) {
        // tag::builder[]
        AuraClient aura = AuraClient.builder()
                .credentials(clientId, clientSecret)
                .journal(FileJournal.at(Path.of("/var/lib/restores")))
                .allowOnly("2f49c2b3", "3c51a0d7")
                .protect("2f49c2b3")
                .requestBudget(60)
                .build();
        // end::builder[]
        return aura;
    }

    static AuraClient rotating(Supplier<AuraCredentials> vault) {
        // tag::rotating[]
        AuraClient aura = AuraClient.builder().credentials(vault).build();
        // end::rotating[]
        return aura;
    }

    static AuraClient readOnly(String clientId, String clientSecret) {
        // tag::read-only[]
        AuraClient aura = AuraClient.builder()
                .credentials(clientId, clientSecret)
                .readOnly()
                .build();
        // end::read-only[]
        return aura;
    }

    static AuraClient proxied(String clientId, String clientSecret) {
        // tag::proxy[]
        HttpClient http = HttpClient.newBuilder()
                .proxy(ProxySelector.of(InetSocketAddress.createUnresolved("proxy.example.com", 3128)))
                .followRedirects(HttpClient.Redirect.NEVER)
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(10))
                .build();
        AuraClient aura = AuraClient.builder()
                .credentials(clientId, clientSecret)
                .httpClient(http)
                .build();
        // end::proxy[]
        return aura;
    }

    static void snapshots(AuraClient aura, Instant from, Instant until) {
        // tag::snapshots[]
        Instance production = aura.instance("2f49c2b3");
        production.snapshots().between(from, until).limit(5).forEach(System.out::println);
        Snapshot known = production.snapshots().get("0dd32637-e00a-47c0-8845-96b9abc9647b");
        // end::snapshots[]
        System.out.println(known);
    }
}
