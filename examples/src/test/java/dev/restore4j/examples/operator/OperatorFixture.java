package dev.restore4j.examples.operator;

import dev.restore4j.aura.AuraClient;
import dev.restore4j.aura.AuraClientBuilder;
import dev.restore4j.event.RestoreEvent;
import dev.restore4j.event.RestoreEvent.Looked;
import dev.restore4j.journal.FileJournal;
import dev.restore4j.operation.OperationId;
import dev.restore4j.testkit.FakeAura;
import dev.restore4j.testkit.FakeInstance;
import dev.restore4j.testkit.http.FakeAuraServer;
import dev.restore4j.testkit.model.FakeSnapshot;
import dev.restore4j.testkit.model.OperationKind;
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
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * The operator's program in this process, with a fake Aura over HTTP, fifty times as fast as life unless stated otherwise. What
 * overwrites an instance or creates one takes hours, which pass as soon as the program has seen it: no window is missed.
 */
final class OperatorFixture implements AutoCloseable {

    private static final double FAST = 50;

    /** Longer than any wait of the tests. */
    private static final Duration LONG = Duration.ofHours(2);

    /** What is over so soon that nothing expires meanwhile. */
    private static final Duration SHORT = Duration.ofSeconds(20);

    private static final Set<String> SEEN = Set.of("restoring", "overwriting", "creating");

    private final ScaledTime time;
    private final Duration changes;
    private final FakeAura fake;
    private final FakeAuraServer server;
    private final URI address;
    private final Path stateDirectory;
    private final Map<String, String> environment = new HashMap<>();
    private final Set<OperationId> passed = ConcurrentHashMap.newKeySet();
    private UnaryOperator<AuraClientBuilder> settings = UnaryOperator.identity();
    private volatile Consumer<RestoreEvent> script;

    OperatorFixture(Path stateDirectory) {
        this(stateDirectory, FAST, LONG);
    }

    OperatorFixture(Path stateDirectory, double factor, Duration changes) {
        this.stateDirectory = stateDirectory;
        this.changes = changes;
        this.time = ScaledTime.times(factor).startingAt(Instant.now());
        this.script = this::passSeen;
        this.fake = FakeAura.builder().time(time).operationTimes(this::takes).build();
        this.server = fake.serve();
        this.address = server.baseUri();
    }

    private Duration takes(OperationKind kind, int gigabytes, double draw) {
        return switch (kind) {
            case RESTORE, OVERWRITE, CREATE -> changes;
            default -> SHORT;
        };
    }

    private void passSeen(RestoreEvent event) {
        if (event instanceof Looked looked && SEEN.contains(looked.word()) && passed.add(looked.operation())) {
            time.advance(changes);
        }
    }

    /** From now on, so much time passes once, when this happens, and nothing else does. */
    void passOnce(Duration duration, Predicate<RestoreEvent> when) {
        AtomicBoolean over = new AtomicBoolean();
        script = event -> {
            if (when.test(event) && over.compareAndSet(false, true)) {
                time.advance(duration);
            }
        };
    }

    /** From now on, what was seen passes again. */
    void passWhatIsSeen() {
        script = this::passSeen;
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
                .time(time)
                .exchangeTimeout(Duration.ofMinutes(25))
                .credentials(fake.clientId(), fake.clientSecret())
                .listener(event -> script.accept(event))
                .journal(FileJournal.at(stateDirectory));
        return settings.apply(builder).build();
    }

    @Override
    public void close() {
        fake.close();
    }
}
