package dev.restore4j.it.processes;

import dev.restore4j.it.fixture.Production;
import dev.restore4j.testkit.FakeAura;
import dev.restore4j.testkit.FakeAuraBuilder;
import dev.restore4j.testkit.RecordedRequest;
import dev.restore4j.testkit.model.OperationTimes;
import dev.restore4j.testkit.time.ScaledTime;
import dev.restore4j.time.TimeSource;
import java.io.File;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** An Aura in this JVM, in fast real time, and other JVMs that reach it over HTTP and share a journal. */
final class World implements AutoCloseable {

    /** So long that a restore does not end before somebody lets it. */
    static final Duration LONG = Duration.ofHours(2);

    private static final String PREFIX = "-Drestore4j.it.";

    private final double factor;
    private final ScaledTime time;
    private final Production production;
    private final URI url;
    private final Path journal;
    private final List<Child> children = new CopyOnWriteArrayList<>();

    /**
     * Begins.
     *
     * @param journal the directory that the processes share
     * @param factor how fast time is
     * @param restore how long a restore takes in that time
     * @param settings more of the fake
     */
    World(Path journal, double factor, Duration restore, UnaryOperator<FakeAuraBuilder> settings) {
        this.journal = journal;
        this.factor = factor;
        this.time = ScaledTime.times(factor);
        this.production = Production.in(
                settings.apply(FakeAura.builder().time(time).operationTimes(OperationTimes.fixed(restore))));
        this.url = production.aura().serve().baseUri();
    }

    Production production() {
        return production;
    }

    ScaledTime time() {
        return time;
    }

    Path journal() {
        return journal;
    }

    /** Starts the program that restores the production instance. */
    Child restore(String name, String... options) {
        return restoreBefore(production.snapshot().timestamp().plusSeconds(1), name, options);
    }

    /** Starts the program that restores its last snapshot before a moment. */
    Child restoreBefore(Instant incident, String name, String... options) {
        List<String> all = new ArrayList<>(List.of(options));
        all.add(RestoreProcess.class.getName());
        all.addAll(List.of("restore", name, production.instance().id(), incident.toString()));
        return start(all);
    }

    /** Starts a program that does something to an operation. */
    Child command(String... words) {
        List<String> all = new ArrayList<>(List.of(RestoreProcess.class.getName()));
        all.addAll(List.of(words));
        return start(all);
    }

    /** Starts the program where no file can have more than so many blocks of 512 bytes. */
    Child restoreOnDiskOf(int blocks, String name) {
        List<String> arguments = List.of(
                // it would be a file, too
                "-XX:-UsePerfData",
                RestoreProcess.class.getName(),
                "restore",
                name,
                production.instance().id(),
                production.snapshot().timestamp().plusSeconds(1).toString());
        return start(List.of("sh", "-c", "ulimit -f " + blocks + "; exec \"$@\"", "sh"), arguments);
    }

    private Child start(List<String> arguments) {
        return start(List.of(), arguments);
    }

    private Child start(List<String> shell, List<String> arguments) {
        List<String> line = new ArrayList<>(shell);
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // short lives: start fast, and do not take the memory of the tests
        line.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto", "-Xmx128m"));
        line.add(PREFIX + "url=" + url);
        line.add(PREFIX + "client=" + production.aura().clientId());
        line.add(PREFIX + "journal=" + journal);
        line.add(PREFIX + "factor=" + factor);
        line.add(PREFIX + "bornAt=" + System.currentTimeMillis());
        line.add(PREFIX + "now=" + time.now());
        line.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(line);
        builder.environment().put("CLASSPATH", classPath());
        builder.environment().put("IT_CLIENT_SECRET", production.aura().clientSecret());
        Child child = Child.start(builder);
        children.add(child);
        return child;
    }

    /** The part of this JVM's class path that a restore needs: a child that need not open a hundred jars is there sooner. */
    static String classPath() {
        Pattern needed = Pattern.compile("(restore-|jackson|slf4j|resilience4j|jspecify|zstd).*\\.jar");
        String all = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return Arrays.stream(all.split(File.pathSeparator))
                .filter(entry -> !entry.endsWith(".jar")
                        || needed.matcher(Path.of(entry).getFileName().toString())
                                .matches())
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** Lets every restore that is under way come to its end. */
    void finish() {
        time.advance(LONG);
    }

    /** Lets the restore that is under way come to its end, once somebody has seen it; or all these have ended without. */
    void finishOnceSeen(Child... lookers) throws InterruptedException {
        while (!isSeen() && Arrays.stream(lookers).anyMatch(Child::isAlive)) {
            TimeSource.system().sleep(Duration.ofMillis(20));
        }
        finish();
    }

    private boolean isSeen() {
        List<RecordedRequest> all = production.aura().requests();
        int submitted = all.stream()
                .filter(request ->
                        request.method().equals("POST") && request.path().endsWith("/restore"))
                .mapToInt(RecordedRequest::ordinal)
                .max()
                .orElse(Integer.MAX_VALUE);
        return all.stream()
                .filter(request ->
                        request.path().endsWith("/" + production.instance().id()))
                .anyMatch(request -> request.ordinal() > submitted);
    }

    static String waiting() {
        return PREFIX + "waits=true";
    }

    static String pausingAt(int step) {
        return PREFIX + "pauseAt=" + step;
    }

    @Override
    public void close() {
        children.forEach(Child::close);
        production.close();
    }
}
