package dev.restore4j.benchmarks;

import dev.restore4j.testkit.FakeAura;
import dev.restore4j.time.TimeSource;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** How long a test waits for its fake Aura. */
final class FakeAuraBenchmark implements Benchmark {

    /** The first, which loads the classes, and some more. */
    private static final int TIMES = 10;

    private static final int MEASURES = 2;

    @Override
    public List<Table> measure(Scale scale) throws Exception {
        Table table = new Table(
                        "From nothing to an account with an instance, and to the first answer",
                        "door",
                        "first: up ms",
                        "first: answered ms",
                        "second: up ms",
                        "second: answered ms",
                        "tenth: up ms",
                        "tenth: answered ms")
                .note("In a fresh JVM for each row; the medians of several. The answer is a token; the JDK's HTTP"
                        + " client is loaded with the first one over HTTP.");
        int processes = scale.choose(7, 1);
        for (String door : List.of("in process", "over HTTP")) {
            List<Sample> samples = new ArrayList<>();
            for (int i = 0; i < processes; i++) {
                List<Duration> reported = FreshJvm.run(Start.class, door);
                for (int j = 0; j < reported.size(); j++) {
                    if (i == 0) {
                        samples.add(new Sample());
                    }
                    samples.get(j).add(reported.get(j));
                }
            }
            table.row(
                    door,
                    samples.get(0).medianMillis(),
                    samples.get(1).medianMillis(),
                    samples.get(MEASURES).medianMillis(),
                    samples.get(MEASURES + 1).medianMillis(),
                    samples.get(MEASURES * (TIMES - 1)).medianMillis(),
                    samples.get(MEASURES * (TIMES - 1) + 1).medianMillis());
        }
        return List.of(table);
    }

    /** What runs in the fresh JVM. */
    static final class Start {

        private Start() {}

        public static void main(String[] args) throws Exception {
            for (int i = 0; i < TIMES; i++) {
                if (args[0].equals("over HTTP")) {
                    overHttp();
                } else {
                    inProcess();
                }
            }
            // the JDK's HTTP clients have threads that outlive them for a while
            System.exit(0);
        }

        private static void inProcess() throws Exception {
            long begin = TimeSource.system().nanoTime();
            try (FakeAura aura = FakeAura.create()) {
                aura.addInstance(spec -> spec.name("Production"));
                reportSince(begin);
                ask(aura, aura.baseUri(), aura.httpClient());
                reportSince(begin);
            }
        }

        private static void overHttp() throws Exception {
            long begin = TimeSource.system().nanoTime();
            try (FakeAura aura = FakeAura.builder().time(TimeSource.system()).build()) {
                aura.addInstance(spec -> spec.name("Production"));
                URI base = aura.serve().baseUri();
                reportSince(begin);
                ask(aura, base, HttpClient.newHttpClient());
                reportSince(begin);
            }
        }

        private static void ask(FakeAura aura, URI base, HttpClient http) throws Exception {
            RawAura raw = new RawAura(aura, base, http);
            int status = http.send(raw.tokenRequest(), BodyHandlers.ofString()).statusCode();
            if (status != 200) {
                throw new IllegalStateException("the token request was answered " + status);
            }
        }

        private static void reportSince(long begin) {
            FreshJvm.report(TimeSource.system().nanoTime() - begin);
        }
    }
}
