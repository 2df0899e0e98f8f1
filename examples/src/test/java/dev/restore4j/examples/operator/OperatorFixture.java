package dev.restore4j.examples.operator;

import dev.restore4j.aura.AuraClient;
import dev.restore4j.aura.AuraClientBuilder;
import dev.restore4j.journal.FileJournal;
import dev.restore4j.testkit.FakeAura;
import dev.restore4j.testkit.FakeInstance;
import dev.restore4j.testkit.http.FakeAuraServer;
import dev.restore4j.testkit.model.FakeSnapshot;
import dev.restore4j.testkit.model.OperationTimes;
import dev.restore4j.testkit.time.ScaledTime;
import java.io.StringReader;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** The operator's program in this process, with a fake Aura over HTTP, fifty times as fast as life unless stated otherwise. */
final class OperatorFixture implements AutoCloseable {

    private static final double FAST = 50;

    private final FakeAura fake;
    private final FakeAuraServer server;
    private final URI address;
    private final Path stateDirectory;
    private final Map<String, String> environment = new HashMap<>();
    private UnaryOperator<AuraClientBuilder> settings = UnaryOperator.identity();

    OperatorFixture(Path stateDirectory) {
        this(stateDirectory, FAST, Duration.ofSeconds(20));
    }

    OperatorFixture(Path stateDirectory, double factor, Duration operations) {
        this.stateDirectory = stateDirectory;
        this.fake = FakeAura.builder()
                .time(ScaledTime.times(factor).startingAt(Instant.now()))
                .operationTimes(OperationTimes.fixed(operations))
                .build();
        this.server = fake.serve();
        this.address = server.baseUri();
    }

    /** How a run of the program ended. */
    record Ended(int code, String out, String err) {}

    FakeAura fake() {
        return fake;
    }

    FakeAuraServer server() {
        return server;
    }

    void clients(UnaryOperator<AuraClientBuilder> changed) {
        settings = changed;
    }

    void environment(String variable, String value) {
        environment.put(variable, value);
    }

    FakeInstance instance(String name) {
        return fake.addInstance(spec -> spec.name(name));
    }

    FakeSnapshot snapshot(FakeInstance instance) {
        return instance.addSnapshot(fake.time().now().minus(4, ChronoUnit.HOURS).truncatedTo(ChronoUnit.SECONDS));
    }

    Ended run(String... args) {
        return runTyping("", args);
    }

    /** As the other, with what all runs of a test have in common first. */
    Ended runTyping(String input, List<String> first, String... more) {
        List<String> all = new ArrayList<>(first);
        all.addAll(List.of(more));
        return runTyping(input, all.toArray(String[]::new));
    }

    Ended runTyping(String input, String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Terminal terminal = new Terminal(new StringReader(input), out, err);
        int code = new Operator(new Console(terminal, this::client, environment)).run(args);
        return new Ended(code, out.toString(), err.toString());
    }

    private AuraClient client() {
        AuraClientBuilder builder = AuraClient.builder()
                .baseUrl(address)
                .time(fake.time())
                .exchangeTimeout(Duration.ofMinutes(25))
                .credentials(fake.clientId(), fake.clientSecret())
                .journal(FileJournal.at(stateDirectory));
        return settings.apply(builder).build();
    }

    @Override
    public void close() {
        fake.close();
    }
}
