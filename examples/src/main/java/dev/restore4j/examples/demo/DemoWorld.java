package dev.restore4j.examples.demo;

import dev.restore4j.aura.AuraClient;
import dev.restore4j.aura.AuraClientBuilder;
import dev.restore4j.embedded.EmbeddedNeo4j;
import dev.restore4j.journal.FileJournal;
import dev.restore4j.testkit.FakeAura;
import dev.restore4j.testkit.FakeInstance;
import dev.restore4j.testkit.http.FakeAuraServer;
import dev.restore4j.testkit.model.OperationKind;
import dev.restore4j.time.TimeSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.neo4j.driver.Driver;

/** A fake Aura over HTTP, in real time, with one instance that has a real Neo4j and orders in it. */
final class DemoWorld implements AutoCloseable {

    /** How long the fake takes for a restore at least; the real Neo4j behind it is stopped, loaded and started meanwhile. */
    static final Duration RESTORE = Duration.ofSeconds(6);

    private static final Duration SNAPSHOT = Duration.ofSeconds(2);
    private static final String NAME = "Production";

    private final Path directory;
    private final EmbeddedNeo4j neo4j;
    private final FakeAura aura;
    private final FakeAuraServer server;
    private final FakeInstance instance;

    private DemoWorld(Path directory, FakeAura aura) {
        this.directory = directory;
        this.neo4j = EmbeddedNeo4j.start(directory);
        this.aura = aura;
        this.server = aura.serve();
        this.instance = aura.addInstance(neo4j, spec -> spec.name(NAME));
    }

    static DemoWorld start(Path directory) {
        FakeAura aura = FakeAura.builder()
                .time(TimeSource.system())
                .operationTimes((kind, gigabytes, draw) -> kind == OperationKind.SNAPSHOT ? SNAPSHOT : RESTORE)
                .build();
        return new DemoWorld(directory, aura);
    }

    /** {@return the orders, over a connection of their own} */
    OrderGraph connect() {
        return new OrderGraph(neo4j.driver());
    }

    /** {@return a new driver, with which the database is looked at} */
    Driver driver() {
        return neo4j.driver();
    }

    FakeInstance instance() {
        return instance;
    }

    /**
     * Has a snapshot taken of what is there now, dated four hours back, so that there is a loss to speak of; and damages.
     *
     * @param planName what the restore will be known by
     * @return what has to be restored
     */
    RestoreOrder orderAfterDamage(String planName) {
        Instant incident = Instant.now();
        instance.addSnapshot(incident.minus(Duration.ofHours(4)));
        try (OrderGraph orders = connect()) {
            orders.damage();
        }
        return new RestoreOrder(instance.id(), instance.name(), incident, planName);
    }

    FakeAura aura() {
        return aura;
    }

    /** {@return a client as the demo's user makes one; the instance is protected} */
    AuraClientBuilder client(Path stateDirectory) {
        return AuraClient.builder()
                .baseUrl(server.baseUri())
                .credentials(aura.clientId(), aura.clientSecret())
                .journal(FileJournal.at(stateDirectory))
                .protect(instance.id());
    }

    /** {@return the environment in which another process finds this world} */
    Map<String, String> environment() {
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put("AURA_API_URL", server.baseUri().toString());
        variables.put("AURA_CLIENT_ID", aura.clientId());
        variables.put("AURA_CLIENT_SECRET", aura.clientSecret());
        variables.put("AURA_PROTECTED_INSTANCES", instance.id());
        variables.put("NEO4J_USERNAME", neo4j.user());
        variables.put("NEO4J_PASSWORD", neo4j.password());
        return variables;
    }

    String addresses() {
        return "Bolt at " + neo4j.boltUri() + ", its Aura API at " + server.baseUri();
    }

    /** Stops everything and deletes Neo4j's files. */
    @Override
    public void close() {
        aura.close();
        neo4j.close();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
