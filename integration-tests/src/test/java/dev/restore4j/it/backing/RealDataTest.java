package dev.restore4j.it.backing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.restore4j.RestorePlan;
import dev.restore4j.aura.AuraClient;
import dev.restore4j.aura.InstanceCredentials;
import dev.restore4j.catalog.Snapshot;
import dev.restore4j.embedded.EmbeddedNeo4j;
import dev.restore4j.error.RestoreFailedException;
import dev.restore4j.it.backing.Orders.Counts;
import dev.restore4j.journal.FileJournal;
import dev.restore4j.operation.Overwritten;
import dev.restore4j.operation.RestoreResult;
import dev.restore4j.testkit.FakeAura;
import dev.restore4j.testkit.FakeInstance;
import dev.restore4j.testkit.model.FakeSnapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.StreamHandler;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.neo4j.driver.Driver;

/** Data really goes, and really comes back, by each way of a snapshot. Servers are slow to start, so that one test has all. */
class RealDataTest {

    private static final Counts DESTROYED = new Counts(50, 0, 0, 0);
    private static final Counts EMPTY = new Counts(0, 0, 0, 0);

    // kept, or its handlers would be forgotten
    private static final Logger BACKINGS = Logger.getLogger(FakeAura.class.getPackageName() + ".Backings");

    @TempDir
    Path directory;

    private final List<EmbeddedNeo4j> created = new ArrayList<>();

    @Test
    void theOrdersComeBack() throws IOException {
        try (EmbeddedNeo4j production = EmbeddedNeo4j.start(directory.resolve("production"));
                EmbeddedNeo4j rehearsal = EmbeddedNeo4j.start(directory.resolve("rehearsal"));
                FakeAura aura =
                        FakeAura.builder().backNewInstances(this::another).build()) {
            FakeInstance instance = aura.addInstance(production, spec -> spec.name("Production"));
            FakeInstance other = aura.addInstance(rehearsal, spec -> spec.name("Rehearsal"));
            assertThat(ask(production, orders -> orders.write().count())).isEqualTo(Orders.WHOLE);
            FakeSnapshot snapshot = instance.addSnapshot(aura.time().now().minus(Duration.ofHours(4)));
            assertThat(ask(production, orders -> orders.destroy().count())).isEqualTo(DESTROYED);

            AuraClient client = client(aura);
            Snapshot taken = aura.virtualTime()
                    .run(() -> client.instance(instance.id()).snapshots().get(snapshot.id()));
            RestorePlan plan = RestorePlan.from(taken);
            inPlace(aura, plan, production);
            overAnother(aura, plan, client, other, rehearsal);
            intoANewOne(aura, plan, client);
            assertThat(ask(production, Orders::count)).isEqualTo(Orders.WHOLE);
            assertThat(aura.overwrites()).hasSize(3);
            thatCannotBeRead(aura, plan, production);
        }
    }

    private static void inPlace(FakeAura aura, RestorePlan plan, EmbeddedNeo4j production) {
        RestoreResult result =
                aura.virtualTime().run(() -> plan.named("in place").confirm().execute());
        assertThat(result.overwritten()).isEqualTo(Overwritten.YES);
        assertThat(ask(production, Orders::count)).isEqualTo(Orders.WHOLE);
    }

    private static void overAnother(
            FakeAura aura, RestorePlan plan, AuraClient client, FakeInstance other, EmbeddedNeo4j rehearsal) {
        assertThat(ask(rehearsal, Orders::count)).isEqualTo(EMPTY);
        aura.virtualTime()
                .run(() -> plan.into(client.instance(other.id()))
                        .named("over another")
                        .confirm()
                        .execute());
        assertThat(ask(rehearsal, Orders::count)).isEqualTo(Orders.WHOLE);
    }

    private void intoANewOne(FakeAura aura, RestorePlan plan, AuraClient client) {
        List<InstanceCredentials> received = new ArrayList<>();
        RestoreResult result = aura.virtualTime()
                .run(() -> plan.into(client.newInstance("copy").credentialsTo(received::add))
                        .named("into a new one")
                        .confirm()
                        .execute());
        assertThat(created).hasSize(1);
        assertThat(received).singleElement().satisfies(credentials -> {
            assertThat(credentials.instanceId())
                    .isEqualTo(result.createdInstance().orElseThrow());
            assertThat(credentials.connectionUrl()).contains(created.get(0).boltUri());
        });
        assertThat(ask(created.get(0), Orders::count)).isEqualTo(Orders.WHOLE);
    }

    /** What Aura has of the snapshot is broken: the restore fails, is said to, and the data is what it was. */
    private void thatCannotBeRead(FakeAura aura, RestorePlan plan, EmbeddedNeo4j production) throws IOException {
        try (Stream<Path> files = Files.walk(directory.resolve("production/snapshots"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.writeString(file, "this is no dump");
            }
        }
        List<String> logged = new ArrayList<>();
        RestoreFailedException e = logging(
                logged,
                () -> aura.virtualTime()
                        .run(() -> catchThrowableOfType(
                                RestoreFailedException.class,
                                () -> plan.named("broken").confirm().execute())));
        assertThat(e).hasMessageContaining("loading failed");
        assertThat(logged).singleElement().asString().contains("the backing failed", "Not a valid Neo4j archive");
        assertThat(ask(production, Orders::count)).isEqualTo(Orders.WHOLE);
    }

    private static Counts ask(EmbeddedNeo4j server, Function<Orders, Counts> question) {
        try (Driver driver = server.driver()) {
            return question.apply(new Orders(driver));
        }
    }

    /** What the testkit logs meanwhile is kept from the console: it is expected. */
    private static <T> T logging(List<String> lines, Supplier<T> work) {
        Handler handler = new StreamHandler() {
            @Override
            public synchronized void publish(LogRecord line) {
                lines.add(line.getMessage() + " " + line.getThrown());
            }
        };
        BACKINGS.addHandler(handler);
        BACKINGS.setUseParentHandlers(false);
        try {
            return work.get();
        } finally {
            BACKINGS.setUseParentHandlers(true);
            BACKINGS.removeHandler(handler);
        }
    }

    private AuraClient client(FakeAura aura) {
        return AuraClient.builder()
                .baseUrl(aura.baseUri())
                .credentials(aura.clientId(), aura.clientSecret())
                .httpClient(aura.httpClient())
                .time(aura.time())
                .journal(FileJournal.at(directory.resolve("state")))
                .build();
    }

    private EmbeddedNeo4j another() {
        EmbeddedNeo4j server = EmbeddedNeo4j.start(directory.resolve("created" + created.size()));
        created.add(server);
        return server;
    }
}
