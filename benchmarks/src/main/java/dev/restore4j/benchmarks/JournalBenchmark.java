package dev.restore4j.benchmarks;

import dev.restore4j.journal.FileJournal;
import dev.restore4j.journal.Journal;
import dev.restore4j.time.TimeSource;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** How long it takes to read operations back from the journal on disk, and to write one more. */
final class JournalBenchmark implements Benchmark {

    /** Creating an operation reads all that are there, so that many are written in several directories first. */
    private static final int BATCH = 50;

    @Override
    public List<Table> measure(Scale scale) throws Exception {
        int count = scale.choose(1000, 20);
        int repetitions = scale.choose(20, 2);
        try (Workspace workspace = Workspace.create()) {
            Path directory = workspace.resolve("journal");
            PastRestore past = PastRestore.record();
            fill(workspace, directory, past, count);
            Table table = new Table(
                            count + " operations of " + past.size() + " entries on disk",
                            "what",
                            "first ms",
                            "median ms")
                    .note("First: in a JVM that has read nothing before. Median: of " + repetitions
                            + " afterwards, in the same JVM. The files are in the page cache both times: they were just"
                            + " written. File system: " + fileSystem(directory) + ".");
            List<Duration> fresh = FreshJvm.run(ReadBack.class, directory.toString(), Integer.toString(repetitions));
            table.row("read all back", millis(fresh.get(0)), median(fresh.subList(1, fresh.size())));
            table.row(
                    "write one more: create and " + (past.size() - 1) + " appends",
                    "",
                    oneMore(directory, past, repetitions));
            return List.of(table);
        }
    }

    private static void fill(Workspace workspace, Path directory, PastRestore past, int count) throws IOException {
        Files.createDirectories(directory.resolve("operations"));
        Random random = new Random(1);
        for (int i = 0; i < count; i += BATCH) {
            Path part = workspace.resolve("part-" + i);
            Journal journal = FileJournal.at(part);
            for (int j = i; j < Math.min(count, i + BATCH); j++) {
                write(journal, past, j, random);
            }
            try (Stream<Path> files = Files.list(part.resolve("operations"))) {
                for (Path file : files.toList()) {
                    Files.move(file, directory.resolve("operations").resolve(file.getFileName()));
                }
            }
        }
    }

    private static void write(Journal journal, PastRestore past, int number, Random random) {
        Instant accepted = Instant.parse("2026-03-01T15:00:00Z");
        past.write(journal, PastRestore.someSnapshot(number), accepted, accepted.plusSeconds(60), random);
    }

    private static double oneMore(Path directory, PastRestore past, int repetitions) {
        TimeSource clock = TimeSource.system();
        Journal journal = FileJournal.at(directory);
        Random random = new Random(2);
        Sample sample = new Sample();
        for (int i = 0; i < repetitions; i++) {
            long begin = clock.nanoTime();
            write(journal, past, 1_000_000 + i, random);
            sample.add(Duration.ofNanos(clock.nanoTime() - begin));
        }
        return sample.medianMillis();
    }

    private static double median(List<Duration> durations) {
        Sample sample = new Sample();
        durations.forEach(sample::add);
        return sample.medianMillis();
    }

    private static double millis(Duration duration) {
        return Sample.seconds(duration) * 1000;
    }

    private static String fileSystem(Path path) throws IOException {
        FileStore store = Files.getFileStore(path);
        return store.type();
    }

    /** What runs in the fresh JVM. */
    static final class ReadBack {

        private ReadBack() {}

        public static void main(String[] args) {
            TimeSource clock = TimeSource.system();
            int repetitions = Integer.parseInt(args[1]);
            int found = 0;
            for (int i = 0; i <= repetitions; i++) {
                long begin = clock.nanoTime();
                found += FileJournal.at(Path.of(args[0])).list().size();
                FreshJvm.report(clock.nanoTime() - begin);
            }
            if (found == 0) {
                throw new IllegalStateException("nothing was read from " + args[0]);
            }
        }
    }
}
