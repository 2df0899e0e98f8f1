package dev.restore4j.benchmarks;

import dev.restore4j.testkit.model.Overwrite;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How long after its end the end of a restore is known, for one restore and for very many on one credential.
 *
 * <p>Every way of watching sees the same restores: the same acceptances and the same durations.
 */
final class DetectionBenchmark implements Benchmark {

    private static final String POLLINGS_ARE_SPARED =
            "The other rows watch the restores that restore4j started, as it started them: they have the whole limit"
                    + " for their polls, while restore4j's row pays for checks and submissions, too.";

    @Override
    public List<Table> measure(Scale scale) throws InterruptedException {
        Table underWay = delays("All under way: the program is started again and attaches to what its journal has")
                .note("Accepted at any time of the half hour before and all going on at the start, " + world());
        Table atOnce = delays("All started at once: checks, submissions and watches share the budget")
                .note(world())
                .note(POLLINGS_ARE_SPARED);
        Table starts = new Table(
                "The same, from start() on: what a caller waits for",
                "restores",
                "sent, mean s",
                "last sent s",
                "end known, mean s",
                "last end known s");
        for (int count : scale == Scale.FULL ? new int[] {1, 10, 100, 1000} : new int[] {1, 3}) {
            int seeds = scale.choose(Math.max(3, 200 / count), 1);
            underWay(underWay, count, seeds);
            atOnce(atOnce, starts, count, seeds);
        }
        return List.of(underWay, atOnce, starts);
    }

    private static String world() {
        return "durations " + Course.distribution() + "; limit " + Scene.REQUESTS_A_MINUTE
                + " requests a minute, latency 20 to 220 ms; virtual time. Even interval: the number of restores times "
                + Polling.FAIR.toMillis() + " ms, at least " + Polling.SHORTEST.toSeconds()
                + " s. Round robin: whoever was not looked at for longest, one each " + Polling.FAIR.toMillis()
                + " ms. A 429 is obeyed and the request repeated after its Retry-After. Aims: 3 s mean for one restore;"
                + " for 1,000 a quarter of the even interval's mean.";
    }

    private static Table delays(String title) {
        return new Table(
                title,
                "restores",
                "watched by",
                "mean s",
                "p99 s",
                "worst s",
                "of even",
                "requests",
                "429s",
                "never known");
    }

    private static List<Polling> pollings() {
        return List.of(new EvenInterval(), new RoundRobin(), new FixedInterval());
    }

    private static void underWay(Table table, int count, int seeds) throws InterruptedException {
        Map<Watching, Tally> tallies = new LinkedHashMap<>();
        tallies.put(new LibraryWatching(), new Tally());
        pollings().forEach(polling -> tallies.put(polling, new Tally()));
        for (int seed = 1; seed <= seeds; seed++) {
            Course course = Course.underWay(count, seed);
            for (Map.Entry<Watching, Tally> each : tallies.entrySet()) {
                each.getValue().add(watched(course, seed, each.getKey()));
            }
        }
        write(tallies, table, count);
    }

    private static void atOnce(Table table, Table starts, int count, int seeds) throws InterruptedException {
        Map<Watching, Tally> tallies = new LinkedHashMap<>();
        LibraryStarting starting = new LibraryStarting();
        tallies.put(starting, new Tally());
        pollings().forEach(polling -> tallies.put(polling, new Tally()));
        Sample sent = new Sample();
        Sample known = new Sample();
        for (int seed = 1; seed <= seeds; seed++) {
            try (Scene first = new Scene(Course.durations(count, seed), seed)) {
                first.play(starting);
                Course same = course(first);
                same.restores().forEach(restore -> sent.add(restore.accepted()));
                known.addAll(first.knownSinceBeginning());
                for (Map.Entry<Watching, Tally> each : tallies.entrySet()) {
                    Watching watching = each.getKey();
                    each.getValue().add(watching == starting ? first : watched(same, seed, watching));
                }
            }
        }
        write(tallies, table, count);
        starts.row(count, sent.meanSeconds(), sent.worstSeconds(), known.meanSeconds(), known.worstSeconds());
    }

    /** {@return what went on there, for those who cannot start restores} */
    private static Course course(Scene scene) {
        Instant start = scene.began();
        List<Course.Restore> restores = new ArrayList<>();
        for (Overwrite overwrite : scene.truth()) {
            Instant ended = overwrite.endedAt().orElse(overwrite.acceptedAt());
            restores.add(new Course.Restore(
                    Duration.between(start, overwrite.acceptedAt()), Duration.between(overwrite.acceptedAt(), ended)));
        }
        return new Course(Duration.ZERO, restores);
    }

    private static Scene watched(Course course, long seed, Watching watching) throws InterruptedException {
        try (Scene scene = Scene.of(course, seed)) {
            scene.aura().virtualTime().advance(course.watched());
            scene.play(watching);
            return scene;
        }
    }

    private static void write(Map<Watching, Tally> tallies, Table table, int count) {
        double even = tallies.entrySet().stream()
                .filter(each -> each.getKey() instanceof EvenInterval)
                .mapToDouble(each -> each.getValue().delays.meanSeconds())
                .sum();
        tallies.forEach((watching, tally) -> tally.writeTo(table, count, watching.name(), even));
    }

    /** The results of several seeds. */
    private static final class Tally {

        private final Sample delays = new Sample();
        private int requests;
        private int refused;
        private int unknown;

        void add(Scene scene) {
            delays.addAll(scene.delays());
            requests += scene.requests();
            refused += scene.aura().refusedByLimit();
            unknown += scene.neverKnown();
        }

        void writeTo(Table table, int count, String name, double even) {
            table.row(
                    count,
                    name,
                    delays.meanSeconds(),
                    delays.p99Seconds(),
                    delays.worstSeconds(),
                    delays.meanSeconds() / even,
                    requests,
                    refused,
                    unknown);
        }
    }
}
