package dev.restore4j.aura;

import static dev.restore4j.aura.ScriptedApi.data;
import static dev.restore4j.aura.ScriptedApi.error;
import static dev.restore4j.aura.ScriptedApi.instance;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.restore4j.catalog.Instance;
import dev.restore4j.error.RestoreRejectedException;
import dev.restore4j.error.UnavailableException;
import dev.restore4j.journal.FileJournal;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client is made of, and its catalogue. */
class ClientTest {

    private final ScriptedApi api = new ScriptedApi();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://api.neo4j.io",
                "http://127.0.0.1.example.com",
                "http://localhost.example.com",
                "http://[::2]",
                "ftp://localhost",
                "file:///api",
                "https:///v1",
                "https://user:password@api.neo4j.io",
                "https://api.neo4j.io?x=1",
                "https://api.neo4j.io#x",
                "api.neo4j.io"
            })
    void refusesEveryAddressThatIsNotHttps(String url) {
        assertThatThrownBy(() -> AuraClient.builder().baseUrl(URI.create(url)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("base URL")
                .hasMessageNotContaining("password");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://api-staging.neo4j.io",
                "https://API.neo4j.io/",
                "https://gateway.example:8443/aura/",
                "http://localhost:8080",
                "http://127.0.0.1:1",
                "http://127.9.9.9",
                "http://[::1]:8080",
                "http://[0:0:0:0:0:0:0:1]"
            })
    void takesHttpsAndLoopback(String url) {
        assertThat(ApiAddress.of(URI.create(url)).at("/v1/instances").toString())
                .endsWith("/v1/instances")
                .doesNotContain("//v1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ALWAYS", "NORMAL"})
    void refusesAnHttpClientThatFollowsRedirects(HttpClient.Redirect redirect) {
        HttpClient client = HttpClient.newBuilder().followRedirects(redirect).build();
        assertThatThrownBy(() -> AuraClient.builder().httpClient(client))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("NEVER");
    }

    @Test
    void refusesWhatMakesNoSense() {
        assertThatThrownBy(() -> AuraClient.builder().build())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("credentials");
        assertThatThrownBy(() -> AuraClient.builder().requestBudget(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> AuraClient.builder().exchangeTimeout(Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> AuraClient.builder().allowOnly()).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> AuraClient.builder().credentials("a:b", "c"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ClientSecret.of(" ")).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Production", "", " ", "2f49c2b", "2f49c2b3a", "2f49c2bg", "2f49c2b3;3c51a0d7"})
    void refusesToProtectWhatIsNoId(String id) {
        assertThatThrownBy(() -> AuraClient.builder().protect("2f49c2b3", id))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + id.trim() + "' is no instance's id")
                .hasMessageContaining("8 hexadecimal characters")
                .hasMessageContaining("protect(i -> i.name().equals(");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Production", "", "2f49c2b"})
    void refusesToAllowOnlyWhatIsNoId(String id) {
        assertThatThrownBy(() -> AuraClient.builder().allowOnly("2f49c2b3", id))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + id + "' is no instance's id")
                .hasMessageContaining("8 hexadecimal characters");
    }

    @Test
    void takesIdsAsPeopleCopyThem() {
        assertThat(AuraClient.builder().protect(" 2F49C2B3 ").allowOnly("2F49c2b3\n"))
                .isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "true", "TRUE"})
    void refusesAJdkThatSendsPostsAgain(String value) {
        System.setProperty("jdk.httpclient.enableAllMethodRetry", value);
        try {
            assertThatThrownBy(() -> api.builder().build())
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("jdk.httpclient.enableAllMethodRetry");
        } finally {
            System.clearProperty("jdk.httpclient.enableAllMethodRetry");
        }
    }

    @Test
    void readsTheEnvironment() {
        Map<String, String> environment = new HashMap<>();
        environment.put("AURA_CLIENT_ID", "client-7");
        environment.put("AURA_CLIENT_SECRET", "secret");
        environment.put("AURA_API_URL", "http://localhost:8080");
        environment.put("AURA_REQUESTS_PER_MINUTE", "25");
        environment.put("AURA_PROTECTED_INSTANCES", "2f49c2b3, 00000001,,");
        try (AuraClient client = AuraClient.fromEnvironment(environment).build()) {
            assertThat(client).hasToString("AuraClient of http://localhost:8080");
            assertThat(client.environment().journal()).isInstanceOf(FileJournal.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"AURA_CLIENT_ID", "AURA_CLIENT_SECRET"})
    void namesTheVariableThatIsMissing(String variable) {
        Map<String, String> environment =
                new HashMap<>(Map.of("AURA_CLIENT_ID", "client-7", "AURA_CLIENT_SECRET", ScriptedApi.SECRET));
        environment.put(variable, "  ");
        assertThatThrownBy(() -> AuraClient.fromEnvironment(environment))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(variable)
                .hasMessageNotContaining(ScriptedApi.SECRET);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "AURA_API_URL=http://api.neo4j.io",
                "AURA_API_URL=::",
                "AURA_REQUESTS_PER_MINUTE=many",
                "AURA_REQUESTS_PER_MINUTE=0",
                "AURA_PROTECTED_INSTANCES=Production",
                "AURA_PROTECTED_INSTANCES=2f49c2b3;3c51a0d7",
                "AURA_PROTECTED_INSTANCES=,",
                "AURA_CLIENT_ID=a:b"
            })
    void namesTheVariableThatMakesNoSense(String setting) {
        String[] parts = setting.split("=", 2);
        Map<String, String> environment =
                new HashMap<>(Map.of("AURA_CLIENT_ID", "client-7", "AURA_CLIENT_SECRET", "secret"));
        environment.put(parts[0], parts[1]);
        assertThatThrownBy(() -> AuraClient.fromEnvironment(environment))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(parts[0]);
    }

    @Test
    void listsInstancesWithTheirStatusAndLeavesOutWhatIsDeletedMeanwhile() {
        api.on(
                "GET /v1/instances",
                data(
                        200,
                        "[{\"id\":\"00000001\",\"name\":\"A\"},{\"id\":\"00000002\",\"name\":\"B\"},"
                                + "{\"id\":\"00000003\",\"name\":\"C\"}]"));
        api.instanceIs("00000001", "name", "A").instanceIs("00000003", "name", "C", "status", "paused", "memory", null);
        api.on("GET /v1/instances/00000002", error(410, "db-already-deleted", "Gone"));
        List<Instance> instances = api.time.run(() -> api.client().instances());
        assertThat(instances).extracting(Instance::name).containsExactly("A", "C");
        assertThat(instances.get(1).status().word()).isEqualTo("paused");
        assertThat(instances.get(1).memory()).isEmpty();
    }

    @Test
    void readsEveryFieldOfAnInstance() {
        api.instanceIs("2f49c2b3", "cdc_enrichment_mode", "DIFF");
        Instance seen = api.time.run(() -> api.client().instance("2f49c2b3"));
        assertThat(seen.reference()).isEqualTo("aura:2f49c2b3");
        assertThat(seen.name()).isEqualTo("Production");
        assertThat(seen.status().isRunning()).isTrue();
        assertThat(seen.tenantId()).isEqualTo("tenant-1");
        assertThat(seen.cloudProvider()).isEqualTo("gcp");
        assertThat(seen.region()).contains("europe-west1");
        assertThat(seen.type()).isEqualTo("professional-db");
        assertThat(seen.memory()).contains("8GB");
        assertThat(seen.storage()).contains("16GB");
        assertThat(seen.connectionUrl()).contains(URI.create("neo4j+s://2f49c2b3.databases.neo4j.io"));
        assertThat(seen.createdAt()).contains(Instant.parse("2026-01-20T13:44:42Z"));
        assertThat(seen.cdcEnrichmentMode()).contains("DIFF");
        assertThat(seen)
                .hasToString("instance 2f49c2b3 'Production' (professional-db, 8GB, gcp europe-west1, running)");
    }

    @Test
    void aNameCannotForgeALog() {
        api.instanceIs("2f49c2b3", "name", "x\\n2026-03-10 INFO restored\\u001b[2J");
        Instance seen = api.time.run(() -> api.client().instance("2f49c2b3"));
        assertThat(seen.name()).contains("\n");
        assertThat(seen.toString()).contains("'x 2026-03-10 INFO restored [2J'");
    }

    @Test
    void refreshReadsAgain() {
        api.on(
                "GET /v1/instances/2f49c2b3",
                data(200, instance("2f49c2b3")),
                data(200, instance("2f49c2b3", "status", "restoring")));
        api.time.run(() -> {
            Instance seen = api.client().instance("2f49c2b3");
            assertThat(seen.status().word()).isEqualTo("running");
            assertThat(seen.refresh().status().word()).isEqualTo("restoring");
        });
    }

    @Test
    void anUnknownInstanceNamesWhatExists() {
        api.on("GET /v1/instances", data(200, "[{\"id\":\"00000001\",\"name\":\"Staging\"}]"));
        api.time.run(() -> assertThatThrownBy(() -> api.client().instance("2f49c2b3"))
                .isInstanceOfSatisfying(RestoreRejectedException.class, error -> {
                    assertThat(error.code()).isEqualTo("unknown-instance");
                    assertThat(error)
                            .hasMessageContaining("2f49c2b3")
                            .hasMessageContaining("00000001 'Staging'")
                            .hasMessageContaining("client id client-7 at https://api.neo4j.io");
                }));
    }

    @Test
    void anInstanceThatIsAskedForByNameIsNamedWithItsId() {
        api.on(
                "GET /v1/instances",
                data(
                        200,
                        "[{\"id\":\"00000001\",\"name\":\"Staging\"},{\"id\":\"2a6f6a55\",\"name\":\"Production\"}]"));
        api.time.run(() -> {
            assertThatThrownBy(() -> api.client().instance("Production"))
                    .isInstanceOf(RestoreRejectedException.class)
                    .hasMessageContaining("There is no instance Production for")
                    .hasMessageContaining("That is the name of 2a6f6a55: ask for it by this id.");
            assertThatThrownBy(() -> api.client().instance("Rehearsal"))
                    .hasMessageContaining("There is no instance Rehearsal for")
                    .hasMessageNotContaining("That is the name of");
        });
    }

    @Test
    void a404ProvesNothingIfWhatExistsCannotBeListed() {
        api.on("GET /v1/instances", error(400, "", "No"));
        api.time.run(() -> assertThatThrownBy(() -> api.client().instance("2f49c2b3"))
                .isInstanceOf(UnavailableException.class)
                .hasMessageContaining("2f49c2b3 does not exist, and what exists cannot be listed"));
    }

    @Test
    void a404ProvesNothingForWhatIsListed() {
        api.on("GET /v1/instances", data(200, "[{\"id\":\"2f49c2b3\",\"name\":\"Production\"}]"));
        api.time.run(() -> assertThatThrownBy(() -> api.client().instance("2f49c2b3"))
                .isInstanceOf(UnavailableException.class)
                .hasMessageContaining("lists it nevertheless. Try again later."));
    }

    @Test
    void a404ThatPassesIsNoUnknownInstance() {
        api.on(
                "GET /v1/instances/2f49c2b3",
                error(404, "db-not-found", "DB not found"),
                data(200, instance("2f49c2b3")));
        api.time.run(() -> assertThat(api.client().instance("2f49c2b3").name()).isEqualTo("Production"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", ".", ".."})
    void whatWouldBeAnotherPathIsNoId(String id) {
        api.time.run(
                () -> assertThatThrownBy(() -> api.client().instance(id)).isInstanceOf(IllegalArgumentException.class));
        assertThat(api.lines()).isEmpty();
    }

    @Test
    void aClosedClientSaysSoAndItsHandlesGoOn() {
        api.instanceIs("2f49c2b3");
        AuraClient client = api.client();
        api.time.run(() -> {
            Instance seen = client.instance("2f49c2b3");
            client.close();
            client.close();
            assertThatThrownBy(() -> client.instance("2f49c2b3")).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(client::instances).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(client::operations).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> client.newInstance("x")).isInstanceOf(IllegalStateException.class);
            assertThat(seen.refresh().name()).isEqualTo("Production");
        });
    }

    @Test
    void resolvesTheTargetsOfTheJournal() {
        AuraClient client = api.client();
        assertThat(client.target("aura:2f49c2b3").orElseThrow().reference()).isEqualTo("aura:2f49c2b3");
        NewInstance target = client.newInstance("re:hearsal").tenant("t-1");
        assertThat(client.target(target.reference()).orElseThrow().reference()).isEqualTo("aura-new:t-1:re%3Ahearsal");
        assertThat(client.target(client.newInstance("x").reference())
                        .orElseThrow()
                        .reference())
                .isEqualTo("aura-new:default:x");
        assertThat(client.target("aura:")).isEmpty();
        assertThat(client.target("aura-new:x")).isEmpty();
        assertThat(client.target("admin:neo4j")).isEmpty();
    }
}
