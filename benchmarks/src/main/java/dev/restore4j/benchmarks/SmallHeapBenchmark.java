package dev.restore4j.benchmarks;

import dev.restore4j.aura.backup.BackupFile;
import dev.restore4j.benchmarks.BigDump.Content;
import dev.restore4j.benchmarks.FreshJvm.Reported;
import dev.restore4j.benchmarks.UploadScene.Restored;
import dev.restore4j.testkit.store.StoreSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** A restore from a large file in a JVM with a small heap. It fails unless the file has become the data. */
final class SmallHeapBenchmark implements Benchmark {

    private static final String HEAP = "-Xmx64m";
    private static final double MIB = 1 << 20;

    @Override
    public List<Table> measure(Scale scale) throws Exception {
        int mib = scale.choose(5120, 8);
        int speed = scale.choose(1, UploadScene.QUICK);
        List<String> clouds = scale == Scale.FULL ? List.of("gcp", "aws") : List.of("gcp");
        try (Workspace workspace = Workspace.create()) {
            Path file = workspace.resolve("neo4j.dump");
            BigDump.write(file, (long) mib << 20, Content.NOISE);
            long crc32 = BackupFile.inspect(file).verify().crc32();
            Table table = new Table(
                            String.format(Locale.ROOT, "A restore from a file of %,d MiB under %s", mib, HEAP),
                            "what",
                            "verifying s",
                            "sending s",
                            "MB/s",
                            "heap in use, most MiB",
                            "resident, most MiB")
                    .note("Completed, with the right CRC32. Heap: the most that was in use whenever there was progress."
                            + " Resident: VmHWM of /proc/self/status. Stores of the fake Aura in another JVM, without a"
                            + " cap.");
            for (String cloud : clouds) {
                StoreSettings stores = StoreSettings.defaults().partBytes((long) scale.choose(16, 1) << 20);
                try (UploadScene scene = UploadScene.open(cloud, stores, speed)) {
                    Restored restored = scene.restore(file, workspace.resolve("journal-" + cloud), List.of(HEAP));
                    scene.mustHaveLoaded(crc32);
                    write(table, cloud, Files.size(file), restored);
                }
            }
            return List.of(table);
        }
    }

    private static void write(Table table, String cloud, long bytes, Restored restored) {
        double sending = Sample.seconds(restored.times().sending());
        Reported reported = restored.reported();
        long resident = reported.one(FileRestoring.RESIDENT);
        table.row(
                cloud.toUpperCase(Locale.ROOT),
                Sample.seconds(restored.times().before()),
                sending,
                bytes / 1e6 / sending,
                reported.one(FileRestoring.HEAP) / MIB,
                resident < 0 ? "unknown" : (Object) (resident / MIB));
    }
}
