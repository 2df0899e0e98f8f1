package dev.restore4j.benchmarks;

import dev.restore4j.aura.backup.BackupFile;
import dev.restore4j.benchmarks.BigDump.Content;
import dev.restore4j.benchmarks.UploadScene.Times;
import dev.restore4j.embedded.RealNeo4jAdmin;
import dev.restore4j.testkit.store.EntityTags;
import dev.restore4j.testkit.store.StoreSettings;
import dev.restore4j.time.TimeSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A file sent by this library and by the real neo4j-admin, to the same stores. Each sender is a JVM of its own; the stores are in
 * this one.
 */
final class UploadBenchmark implements Benchmark {

    private static final TimeSource CLOCK = TimeSource.system();
    private static final String SIZE = "restore4j.benchmarks.upload.mib";
    private static final String TOOL = "neo4j-admin 5.26.30";
    private static final String OURS = "restore4j";

    @Override
    public List<Table> measure(Scale scale) throws Exception {
        try (Workspace workspace = Workspace.create()) {
            return new Measurement(scale, workspace).tables();
        }
    }

    private static final class Measurement {

        private final Scale scale;
        private final Workspace workspace;
        private final int mib;
        private final int rounds;
        private final int partMib;
        private final Path dumps;
        private final Path file;
        private long crc32;
        private int runs;

        Measurement(Scale scale, Workspace workspace) throws IOException {
            this.scale = scale;
            this.workspace = workspace;
            this.mib = scale.choose(Integer.getInteger(SIZE, 2048), 4);
            this.rounds = scale.choose(3, 1);
            this.partMib = scale.choose(16, 1);
            this.dumps = Files.createDirectory(workspace.resolve("dumps"));
            this.file = dumps.resolve("neo4j.dump");
        }

        List<Table> tables() throws Exception {
            BigDump.write(file, (long) mib << 20, Content.NOISE);
            crc32 = BackupFile.inspect(file).verify().crc32();
            StoreSettings free =
                    StoreSettings.defaults().partBytes((long) partMib << 20).entityTags(EntityTags.OPAQUE);
            List<Table> tables = new ArrayList<>();
            if (scale == Scale.FULL) {
                StoreSettings capped = free.bytesPerSecond(90_000_000).latency(Duration.ofMillis(30));
                tables.add(side("90 MB/s a connection, 30 ms a reply", capped)
                        .note("Aims: AWS 5 times the tool's, GCP not slower; verifying takes less than sending."));
            }
            tables.add(side("no cap", free).note("Aims: AWS 1.5 times the tool's, GCP not slower."));
            tables.add(bound(free));
            tables.add(verification());
            return tables;
        }

        private Table side(String how, StoreSettings stores) throws Exception {
            Table table = new Table(
                            String.format(
                                    Locale.ROOT,
                                    "%,d MiB to a store: %s; medians of %d rounds in turn",
                                    mib,
                                    how,
                                    rounds),
                            "what",
                            "CRC32, verifying s",
                            "sending s",
                            "MB/s",
                            "times the tool's",
                            "whole run s",
                            "verifying of it")
                    .note(
                            "Stores of the fake Aura over loopback, in a JVM of their own, which write what they get to disk."
                                    + " Parts of " + partMib
                                    + " MiB with AWS: what Aura chooses is not known. Sending: from the"
                                    + " announcement to the next request to the Console after the last byte. Whole run: the"
                                    + " process, with the fake's 4 s of loading and more.");
            for (String cloud : scale == Scale.FULL ? List.of("gcp", "aws") : List.of("aws")) {
                write(table, cloud.toUpperCase(Locale.ROOT) + ", ", measured(cloud, stores));
            }
            return table;
        }

        /** What any sender is held up by: the store and the way to it. */
        private Table bound(StoreSettings stores) throws Exception {
            Sample sample = new Sample();
            for (int i = 0; i < rounds; i++) {
                try (UploadScene scene = UploadScene.open("aws", stores, 1)) {
                    sample.add(scene.sendBarely(file));
                }
            }
            Table table = new Table(
                            String.format(
                                    Locale.ROOT,
                                    "%,d MiB in parts, by the kernel: no cap; median of %d rounds",
                                    mib,
                                    rounds),
                            "what",
                            "sending s",
                            "MB/s")
                    .note(
                            "Bare sockets, four at a time, which the kernel fills from the file. No sender can be much faster.");
            table.row("AWS, sendfile", sample.medianSeconds(), Files.size(file) / 1e6 / sample.medianSeconds());
            return table;
        }

        private Map<String, Results> measured(String cloud, StoreSettings stores) throws Exception {
            Map<String, Results> results = new LinkedHashMap<>();
            for (int i = 0; i < rounds; i++) {
                if (scale == Scale.FULL) {
                    results.computeIfAbsent(TOOL, name -> new Results()).add(byTool(cloud, stores));
                }
                results.computeIfAbsent(OURS, name -> new Results()).add(byUs(cloud, stores));
            }
            return results;
        }

        private Times byTool(String cloud, StoreSettings stores) throws Exception {
            RealNeo4jAdmin admin = RealNeo4jAdmin.installIn(workspace.resolve("tool"));
            try (UploadScene scene = UploadScene.open(cloud, stores, 1)) {
                Times times = scene.upload(admin, dumps);
                scene.mustHaveLoaded(crc32);
                return times;
            }
        }

        private Times byUs(String cloud, StoreSettings stores) throws Exception {
            Path journal = workspace.resolve("journal-" + ++runs);
            try (UploadScene scene = UploadScene.open(cloud, stores, scale.choose(1, UploadScene.QUICK))) {
                Times times = scene.restore(file, journal, scale == Scale.FULL ? List.of() : UploadScene.SHORT_LIVED)
                        .times();
                scene.mustHaveLoaded(crc32);
                return times;
            }
        }

        private void write(Table table, String where, Map<String, Results> all) throws IOException {
            double megabytes = Files.size(file) / 1e6;
            all.forEach((who, results) -> {
                double sending = results.sending.medianSeconds();
                Results tool = all.get(TOOL);
                table.row(
                        where + who,
                        results.before.medianSeconds(),
                        sending,
                        megabytes / sending,
                        tool == null ? "" : (Object) (tool.sending.medianSeconds() / sending),
                        results.whole.medianSeconds(),
                        who.equals(OURS)
                                ? Math.round(100 * results.before.medianSeconds() / results.whole.medianSeconds())
                                        + " %"
                                : "");
            });
        }

        private Table verification() throws IOException {
            Table table = new Table(
                            "Verifying alone, " + rounds + " rounds, files in the page cache",
                            "what",
                            "file MB",
                            "unpacked MB",
                            "first s",
                            "median s",
                            "MB/s of the file")
                    .note("One thread. What takes the time is what comes out.");
            Path packed = workspace.resolve("packed.dump");
            BigDump.write(packed, (long) mib << 20, Content.RECORDS);
            verify(table, "what nobody can compress", file);
            verify(table, "a quarter noise, three quarters zeros", packed);
            return table;
        }

        private void verify(Table table, String what, Path path) {
            BackupFile backup = BackupFile.inspect(path);
            Sample sample = new Sample();
            for (int i = 0; i < rounds; i++) {
                long begin = CLOCK.nanoTime();
                backup.verify();
                sample.add(Duration.ofNanos(CLOCK.nanoTime() - begin));
            }
            double megabytes = backup.size() / 1e6;
            table.row(
                    what,
                    megabytes,
                    backup.fullSize() / 1e6,
                    sample.firstMillis() / 1000,
                    sample.medianSeconds(),
                    megabytes / sample.medianSeconds());
        }
    }

    private static final class Results {

        private final Sample before = new Sample();
        private final Sample sending = new Sample();
        private final Sample whole = new Sample();

        void add(Times times) {
            before.add(times.before());
            sending.add(times.sending());
            whole.add(times.whole());
        }
    }
}
