package dev.restore4j.benchmarks;

import dev.restore4j.benchmarks.FreshJvm.Reported;
import dev.restore4j.embedded.RealNeo4jAdmin;
import dev.restore4j.testkit.FakeAura;
import dev.restore4j.testkit.FakeInstance;
import dev.restore4j.testkit.ReceivedImport;
import dev.restore4j.testkit.RecordedRequest;
import dev.restore4j.testkit.console.ConsoleProxy;
import dev.restore4j.testkit.http.FakeAuraServer;
import dev.restore4j.testkit.model.OperationTimes;
import dev.restore4j.testkit.store.StoreSettings;
import dev.restore4j.testkit.time.ScaledTime;
import dev.restore4j.time.TimeSource;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * A fake Aura in this JVM for one upload, whose sender is a JVM of its own. It sees when the sender does what; all senders are
 * measured at the same points.
 */
final class UploadScene implements AutoCloseable {

    static final String USER = "neo4j";

    /** Of nothing but a fake that lives for some seconds. */
    static final String PASSWORD = "benchmark-benchmark";

    /** How many seconds pass in one where nothing is measured: the library's patience is as much shorter. */
    static final int QUICK = 8;

    /** Options of a JVM in which nothing is measured. */
    static final List<String> SHORT_LIVED = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

    /** A look every 2 to 4 seconds must not miss it. */
    private static final Duration LOADING = Duration.ofSeconds(4);

    /** The launcher of the tests starts the tool quickly, for seconds; this is what the JVM does by itself. */
    private static final List<String> AS_DOWNLOADED =
            List.of("-XX:TieredStopAtLevel=4", "-XX:-UseSerialGC", "-XX:+UseG1GC");

    private final FakeAura aura;
    private final FakeAuraServer server;
    private final FakeInstance instance;
    private final int speed;

    private UploadScene(FakeAura aura, String cloud, int speed) {
        this.aura = aura;
        this.server = aura.serve();
        this.instance = aura.addInstance(
                spec -> spec.name("Production").region(cloud, "here").login(USER, PASSWORD));
        this.speed = speed;
    }

    /**
     * {@return a new one}
     *
     * @param cloud {@code gcp} or {@code aws}
     * @param speed how many seconds pass in one
     */
    static UploadScene open(String cloud, StoreSettings stores, int speed) {
        FakeAura aura = FakeAura.builder()
                .time(speed == 1 ? TimeSource.system() : ScaledTime.times(speed))
                .operationTimes(OperationTimes.fixed(LOADING))
                .archiveContent(archive -> "restored")
                .stores(stores)
                .build();
        return new UploadScene(aura, cloud, speed);
    }

    /**
     * What was measured.
     *
     * @param before from the question about the size to the announcement: the checksum, and with this library the proof
     * @param sending from the announcement to the next request to the Console, which comes when the store has every byte
     * @param whole the process, from its start to its end
     */
    record Times(Duration before, Duration sending, Duration whole) {}

    /** What came of this library's sending. */
    record Restored(Times times, Reported reported) {}

    /** Restores by this library, with a new journal. */
    Restored restore(Path file, Path journal, List<String> options) throws IOException, InterruptedException {
        long begin = TimeSource.system().nanoTime();
        Reported reported = FreshJvm.run(
                options,
                FileRestoring.class,
                file.toString(),
                journal.toString(),
                server.baseUri().toString(),
                instance.id(),
                Integer.toString(speed));
        return new Restored(times(TimeSource.system().nanoTime() - begin), reported);
    }

    /** {@return how long the parts took that {@link BareSending} sends, which asks for no import} */
    Duration sendBarely(Path file) throws IOException, InterruptedException {
        return FreshJvm.run(BareSending.class, file.toString(), server.baseUri().toString(), instance.id())
                .get(0);
    }

    /** Uploads {@code neo4j.dump} of that directory by the real tool. */
    Times upload(RealNeo4jAdmin admin, Path directory) throws IOException, InterruptedException {
        try (ConsoleProxy proxy = ConsoleProxy.to(server.baseUri())) {
            List<String> options = new ArrayList<>(proxy.javaOptions());
            options.addAll(AS_DOWNLOADED);
            File printed = admin.home().resolve("printed").toFile();
            ProcessBuilder builder = new ProcessBuilder(
                            admin.executable().toString(),
                            "database",
                            "upload",
                            "--from-path=" + directory,
                            "--to-uri=neo4j+s://" + instance.id() + ".databases.neo4j.io",
                            "--overwrite-destination=true",
                            "neo4j")
                    .redirectErrorStream(true)
                    .redirectOutput(printed)
                    .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
            builder.environment()
                    .putAll(Map.of(
                            "NEO4J_HOME",
                            admin.home().toString(),
                            "NEO4J_USERNAME",
                            USER,
                            "NEO4J_PASSWORD",
                            PASSWORD,
                            "JAVA_OPTS",
                            String.join(" ", options)));
            long begin = TimeSource.system().nanoTime();
            int exit = builder.start().waitFor();
            if (exit != 0) {
                throw new IllegalStateException("neo4j-admin ended with " + exit + ": see " + printed);
            }
            return times(TimeSource.system().nanoTime() - begin);
        }
    }

    /** Fails unless the file has become the data, once. */
    void mustHaveLoaded(long crc32) {
        List<ReceivedImport> imports = aura.imports();
        if (imports.size() != 1
                || imports.get(0).completions() != 1
                || !imports.get(0).crc32().equals(OptionalLong.of(crc32))
                || !instance.content().equals("restored")) {
            throw new IllegalStateException(
                    "one import of a file with the checksum " + crc32 + " was to be: " + imports);
        }
    }

    private Times times(long wholeNanos) {
        List<RecordedRequest> console = aura.requests().stream()
                .filter(request -> request.path().contains("/" + instance.id() + "/import"))
                .toList();
        int announcement = index(console, "/import");
        Instant announced = console.get(announcement).at();
        Duration before =
                Duration.between(console.get(index(console, "/import/size")).at(), announced);
        Duration sending =
                Duration.between(announced, console.get(announcement + 1).at());
        return new Times(before.dividedBy(speed), sending.dividedBy(speed), Duration.ofNanos(wholeNanos));
    }

    private static int index(List<RecordedRequest> requests, String end) {
        for (int i = 0; i < requests.size(); i++) {
            if (requests.get(i).path().endsWith(end)) {
                return i;
            }
        }
        throw new IllegalStateException("nobody has asked for " + end);
    }

    /** Deletes what was uploaded. */
    @Override
    public void close() {
        aura.close();
    }
}
