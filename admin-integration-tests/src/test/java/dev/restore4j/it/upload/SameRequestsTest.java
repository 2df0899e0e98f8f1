package dev.restore4j.it.upload;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.restore4j.RestorePlan;
import dev.restore4j.aura.AuraTarget;
import dev.restore4j.embedded.EmbeddedNeo4j;
import dev.restore4j.embedded.RealNeo4jAdmin;
import dev.restore4j.embedded.SelfManagedNeo4j;
import dev.restore4j.it.upload.RealUpload.Ending;
import dev.restore4j.journal.Journal;
import dev.restore4j.operation.DatabaseLogin;
import dev.restore4j.operation.RestoreResult;
import dev.restore4j.operation.RestoreState;
import dev.restore4j.testkit.FakeAura;
import dev.restore4j.testkit.FakeInstance;
import dev.restore4j.testkit.ReceivedImport;
import dev.restore4j.testkit.RecordedRequest;
import dev.restore4j.testkit.console.ConsoleProxy;
import dev.restore4j.testkit.model.OperationTimes;
import dev.restore4j.testkit.store.StoreRequest;
import dev.restore4j.testkit.store.StoreSettings;
import dev.restore4j.time.TimeSource;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.neo4j.driver.Driver;

/** One fake serves the unmodified tool and this library; what they send is the same, and becomes the same data. */
class SameRequestsTest {

    private static final int ORDERS = 300;
    private static final int PART = 50_000;

    /**
     * What the service may look at. The rest says who speaks, what the tool's HTTP client would like to read (of two requests it asks
     * for HTML and pictures), and how its connection is kept.
     */
    private static final List<String> HEADERS =
            List.of("authorization", "confirmed", "content-type", "content-range", "neo4j-version", "x-goog-resumable");

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    @TempDir
    static Path directory;

    private static RealNeo4jAdmin admin;
    private static Path dumps;
    private static FakeAura aura;
    private static ConsoleProxy proxy;

    @BeforeAll
    static void dumpARealGraph() throws Exception {
        dumps = Files.createDirectory(directory.resolve("dumps"));
        try (SelfManagedNeo4j source = SelfManagedNeo4j.start(directory.resolve("source"))) {
            try (Driver driver = source.driver()) {
                driver.executableQuery("UNWIND range(1, " + ORDERS + ") AS n CREATE (:Order {number: n,"
                                + " lines: [i IN range(1, 60) | randomUUID()]})-[:OF]->(:Customer)")
                        .execute();
            }
            source.stop();
            admin = source.admin();
            Ending dump = RealUpload.run(admin, "database", "dump", "--to-path=" + dumps, "neo4j");
            assertThat(dump.exitCode()).as(dump.err()).isZero();
        }
        aura = FakeAura.builder()
                .time(TimeSource.system())
                .operationTimes(OperationTimes.fixed(Duration.ofSeconds(4)))
                .stores(StoreSettings.defaults().partBytes(PART))
                .build();
        proxy = ConsoleProxy.to(aura.serve().baseUri());
    }

    @AfterAll
    static void close() {
        proxy.close();
        aura.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"gcp", "aws"})
    void theToolAndThisLibrarySendTheSame(String cloud) throws Exception {
        FakeInstance byTool =
                aura.addInstance(spec -> spec.name("tool " + cloud).region(cloud, "here"));
        String password = UUID.randomUUID().toString();
        try (EmbeddedNeo4j neo4j = EmbeddedNeo4j.start(directory.resolve("ours-" + cloud), password)) {
            FakeInstance byUs = aura.addInstance(
                    neo4j,
                    spec -> spec.name("ours " + cloud).region(cloud, "here").login("neo4j", password));
            RealUpload tool = RealUpload.start(admin, dumps, byTool, proxy);
            restore(byUs);
            assertThat(tool.end().exitCode()).isZero();

            assertThat(console(byUs))
                    .as("requests to the Console")
                    .isEqualTo(console(byTool))
                    .hasSizeGreaterThan(3);
            assertThat(store(byUs))
                    .as("requests to the store")
                    .isEqualTo(store(byTool))
                    .hasSizeGreaterThan(1);
            assertThat(received(byUs)).hasSameBinaryContentAs(dumps.resolve("neo4j.dump"));
            try (Driver driver = neo4j.driver()) {
                assertThat(driver.executableQuery("MATCH (o:Order) RETURN count(o)")
                                .execute()
                                .records()
                                .get(0)
                                .get(0)
                                .asInt())
                        .isEqualTo(ORDERS);
            }
        }
    }

    private static void restore(FakeInstance instance) {
        URI bolt = URI.create("neo4j+s://" + instance.id() + ".databases.neo4j.io");
        try (AuraTarget target = AuraTarget.builder(bolt, () -> DatabaseLogin.of(instance.user(), instance.password()))
                .console(aura.serve().baseUri())
                .journal(Journal.inMemory())
                .build()) {
            RestoreResult result = RestorePlan.from(target.backupFile(dumps.resolve("neo4j.dump")))
                    .into(target)
                    .confirm()
                    .execute();
            assertThat(result.state()).isEqualTo(RestoreState.COMPLETED);
        }
    }

    private static Path received(FakeInstance instance) {
        ReceivedImport only = aura.imports().stream()
                .filter(each -> each.instance().equals(instance.id()))
                .collect(Collectors.collectingAndThen(Collectors.toList(), all -> {
                    assertThat(all).hasSize(1);
                    return all.get(0);
                }));
        assertThat(only.completions()).isOne();
        return only.file().orElseThrow();
    }

    /** In their order, each once: how often one looks at the status is everybody's own affair. */
    private static List<String> console(FakeInstance instance) {
        String upload = aura.imports().stream()
                .filter(each -> each.instance().equals(instance.id()))
                .findFirst()
                .orElseThrow()
                .announced()
                .id();
        return aura.requests().stream()
                .filter(request -> request.path().contains(instance.id()))
                .filter(request -> !request.path().endsWith("/import/status"))
                .map(SameRequestsTest::text)
                .map(text -> text.replace(instance.id(), "ID").replace(upload, "UPLOAD"))
                .distinct()
                .toList();
    }

    private static String text(RecordedRequest request) {
        return request.line() + " " + headers(request.headers()) + " " + sorted(request.body());
    }

    /** Neither blanks nor the order of fields say anything. */
    private static String sorted(String body) {
        try {
            return body.isEmpty() ? "" : JSON.writeValueAsString(JSON.readValue(body, Object.class));
        } catch (IOException e) {
            throw new AssertionError(body, e);
        }
    }

    private static Map<String, String> headers(Map<String, String> all) {
        Map<String, String> some = new TreeMap<>(all);
        some.keySet().retainAll(HEADERS);
        return some;
    }

    /** Parts in the order of their numbers: the tool sends one after another. */
    private static List<String> store(FakeInstance instance) {
        return aura.stores().requests().stream()
                .filter(request -> request.path().contains(instance.id()))
                .sorted(Comparator.comparing(
                        (StoreRequest request) -> request.part().orElse(0)))
                .map(request -> request.call() + " " + request.method() + " " + request.part() + " "
                        + headers(request.headers()) + " " + request.length() + " bytes " + request.crc32() + " "
                        + request.status())
                .toList();
    }
}
