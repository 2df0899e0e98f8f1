package dev.restore4j.it.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restore4j.Assessment;
import dev.restore4j.RestorePlan;
import dev.restore4j.admin.AdminDatabase;
import dev.restore4j.admin.Neo4jAdmin;
import dev.restore4j.aura.AuraClient;
import dev.restore4j.aura.AuraTarget;
import dev.restore4j.aura.baseline.BaselineOptions;
import dev.restore4j.aura.baseline.GraphBaseline;
import dev.restore4j.aura.baseline.Tolerances;
import dev.restore4j.aura.bolt.Bolt;
import dev.restore4j.embedded.EmbeddedNeo4j;
import dev.restore4j.embedded.RealNeo4jAdmin;
import dev.restore4j.embedded.SelfManagedNeo4j;
import dev.restore4j.event.RestoreEvent;
import dev.restore4j.event.RestoreEvent.Progressed;
import dev.restore4j.event.RestoreEvent.StateChanged;
import dev.restore4j.journal.FileJournal;
import dev.restore4j.operation.DatabaseLogin;
import dev.restore4j.operation.Overwritten;
import dev.restore4j.operation.Proof;
import dev.restore4j.operation.RestoreResult;
import dev.restore4j.operation.RestoreState;
import dev.restore4j.testkit.FakeAura;
import dev.restore4j.testkit.FakeInstance;
import dev.restore4j.testkit.console.ConsoleProxy;
import dev.restore4j.testkit.http.FakeAuraServer;
import dev.restore4j.testkit.model.OperationTimes;
import dev.restore4j.testkit.model.UploadProvider;
import dev.restore4j.testkit.store.ArchiveFile;
import dev.restore4j.testkit.store.StoreSettings;
import dev.restore4j.time.TimeSource;
import dev.restore4j.verify.CheckLevel;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.neo4j.driver.Driver;

/** The third way with all its real parts: a real graph, the unmodified tool, and a Neo4j behind the fake. */
class AdminRestoreTest {

    /** Small, so that there are some of them. */
    private static final int PART = 10_000;

    @TempDir
    static Path directory;

    private static GraphBaseline baseline;
    private static RealNeo4jAdmin tool;
    private static FakeAura aura;
    private static FakeAuraServer server;
    private static ConsoleProxy proxy;

    private final List<RestoreEvent> events = new CopyOnWriteArrayList<>();

    @BeforeAll
    static void aGraphOfOnesOwn() {
        try (SelfManagedNeo4j source = SelfManagedNeo4j.start(directory.resolve("source"))) {
            try (Driver driver = source.driver()) {
                driver.executableQuery("CREATE CONSTRAINT FOR (o:Order) REQUIRE o.number IS UNIQUE")
                        .execute();
                driver.executableQuery(
                                "UNWIND range(1, 300) AS n CREATE (:Order {number: n})-[:OF {at: n}]->(:Customer {name: 'c' + n})")
                        .execute();
                baseline = GraphBaseline.capture(
                        driver, BaselineOptions.countsAndSchema().samples(50));
            }
            source.stop();
            tool = source.admin().quickened();
        }
        aura = FakeAura.builder()
                .time(TimeSource.system())
                .operationTimes(OperationTimes.fixed(Duration.ofMillis(1500)))
                .stores(StoreSettings.defaults().partBytes(PART))
                .build();
        server = aura.serve();
        proxy = ConsoleProxy.to(server.baseUri());
    }

    @AfterAll
    static void close() {
        proxy.close();
        aura.close();
    }

    private static AdminDatabase source() {
        return Neo4jAdmin.builder()
                .executable(tool.executable())
                .home(tool.home())
                .javaOptions(proxy.javaOptions().toArray(String[]::new))
                .build()
                .database("neo4j")
                .dumpsIn(directory.resolve("dumps"));
    }

    private static DatabaseLogin login(FakeInstance instance) {
        return DatabaseLogin.of(instance.user(), instance.password());
    }

    @Test
    void aSelfManagedGraphIsMigratedAndComparedWithoutAnApiKey() throws IOException {
        try (EmbeddedNeo4j backing = EmbeddedNeo4j.start(directory.resolve("target"))) {
            FakeInstance instance = aura.addInstance(backing, spec -> spec.name("Production"));
            URI bolt = URI.create("neo4j+s://" + instance.id() + ".databases.neo4j.io");
            try (AuraTarget target = AuraTarget.builder(bolt, () -> login(instance))
                    .console(server.baseUri())
                    .journal(FileJournal.at(directory.resolve("journal-" + instance.id())))
                    .listener(events::add)
                    .build()) {
                Assessment assessment = RestorePlan.from(source())
                        .into(target)
                        .named("MIGRATION")
                        .verify(Bolt.over(backing::driver).matches(baseline, Tolerances.exact()))
                        .verifyAt(CheckLevel.FULL)
                        .assess();
                assertThat(assessment.toString()).contains("no-api-key", "dump-stays", "last transaction");

                RestoreResult result = assessment.confirm().execute();

                assertThat(result.isVerified()).isTrue();
                assertThat(result.proof()).contains(Proof.ACCEPTED_AND_SEEN);
                assertThat(result.overwritten()).isEqualTo(Overwritten.YES);
                assertThat(providerOf(instance)).isEqualTo(UploadProvider.GCP);
                assertArrivedWhole(instance, result);
            }
        }
        assertThat(states())
                .containsSubsequence(
                        RestoreState.PREPARING,
                        RestoreState.SUBMITTING,
                        RestoreState.RESTORING,
                        RestoreState.VERIFYING,
                        RestoreState.COMPLETED);
        assertThat(events.stream()
                        .filter(Progressed.class::isInstance)
                        .map(event -> ((Progressed) event).progress().phase())
                        .distinct())
                .contains("dump", "check", "upload");
    }

    @Test
    void withAnApiKeyAnInstanceAtAmazonIsWatchedOverTheApi() throws IOException {
        FakeInstance instance = aura.addInstance(spec -> spec.name("Staging").region("aws", "us-east-1"));
        try (AuraClient client = AuraClient.builder()
                .credentials(aura.clientId(), aura.clientSecret())
                .baseUrl(server.baseUri())
                .console(server.baseUri())
                .journal(FileJournal.at(directory.resolve("journal-" + instance.id())))
                .build()) {
            RestoreResult result = RestorePlan.from(source())
                    .into(client.instance(instance.id()).withLogin(() -> login(instance)))
                    .named("STAGING")
                    .confirm()
                    .execute();

            assertThat(result.proof()).contains(Proof.ACCEPTED_AND_SEEN);
            assertThat(providerOf(instance)).isEqualTo(UploadProvider.AWS);
            assertThat(aura.stores().requests().stream()
                            .filter(request -> request.path().contains(instance.id()))
                            .filter(request -> request.line().startsWith("PUT "))
                            .count())
                    .as("parts")
                    .isEqualTo(1 + (Files.size(dumpOf(result)) - 1) / PART)
                    .isGreaterThan(1);
            assertArrivedWhole(instance, result);
        }
    }

    private static UploadProvider providerOf(FakeInstance instance) {
        return aura.imports().stream()
                .filter(each -> each.instance().equals(instance.id()))
                .map(received -> received.announced().provider())
                .findFirst()
                .orElseThrow();
    }

    private static Path dumpOf(RestoreResult result) {
        return directory.resolve("dumps").resolve(result.id().value()).resolve("neo4j.dump");
    }

    private List<RestoreState> states() {
        return events.stream()
                .filter(StateChanged.class::isInstance)
                .map(event -> ((StateChanged) event).to())
                .toList();
    }

    /** The bytes of the dump, once; and nothing is left of how they got there. */
    private static void assertArrivedWhole(FakeInstance instance, RestoreResult result) throws IOException {
        Path dump = dumpOf(result);
        assertThat(aura.imports().stream().filter(each -> each.instance().equals(instance.id())))
                .singleElement()
                .satisfies(received -> {
                    assertThat(received.crc32()).isEqualTo(OptionalLong.of(ArchiveFile.crc32(dump)));
                    assertThat(received.completions()).isOne();
                });
        try (Stream<Path> left = Files.list(dump.getParent())) {
            assertThat(left).containsExactly(dump);
        }
        assertThat(ProcessHandle.current().descendants().filter(ProcessHandle::isAlive))
                .as("children that run on")
                .isEmpty();
    }
}
