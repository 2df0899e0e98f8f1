package dev.restore4j.benchmarks;

import dev.restore4j.RestorePlan;
import dev.restore4j.aura.AuraTarget;
import dev.restore4j.event.RestoreEvent;
import dev.restore4j.event.RestoreEvent.Progressed;
import dev.restore4j.journal.FileJournal;
import dev.restore4j.operation.DatabaseLogin;
import dev.restore4j.operation.RestoreResult;
import dev.restore4j.operation.RestoreState;
import dev.restore4j.testkit.time.ScaledTime;
import dev.restore4j.time.TimeSource;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

/** What a user would write: a program that restores a database from a file. It runs in a JVM of its own. */
final class FileRestoring {

    /** Reported: the most of the heap that was in use whenever there was progress. */
    static final String HEAP = "heap";

    /** Reported: the most that was resident, or -1 where nobody knows. */
    static final String RESIDENT = "resident";

    private FileRestoring() {}

    /**
     * Runs.
     *
     * @param args the file, the journal's directory, the Console, the instance, and how many seconds pass in one
     */
    public static void main(String[] args) throws Exception {
        URI bolt = URI.create("neo4j+s://" + args[3] + ".databases.neo4j.io");
        int speed = Integer.parseInt(args[4]);
        AtomicLong heap = new AtomicLong();
        try (AuraTarget target = AuraTarget.builder(
                        bolt, () -> DatabaseLogin.of(UploadScene.USER, UploadScene.PASSWORD))
                .console(URI.create(args[2]))
                .journal(FileJournal.at(Path.of(args[1])))
                .time(speed == 1 ? TimeSource.system() : ScaledTime.times(speed))
                .listener(event -> look(event, heap))
                .build()) {
            RestoreResult result = RestorePlan.from(target.backupFile(Path.of(args[0])))
                    .into(target)
                    .confirm()
                    .execute();
            if (result.state() != RestoreState.COMPLETED) {
                throw new IllegalStateException("it was to be completed: " + result);
            }
        }
        FreshJvm.report(HEAP, heap.get());
        FreshJvm.report(RESIDENT, ProcessStatus.mostResident().orElse(-1));
        // the JDK's HTTP clients have threads that outlive them for a while
        System.exit(0);
    }

    private static void look(RestoreEvent event, AtomicLong heap) {
        if (event instanceof Progressed) {
            heap.accumulateAndGet(
                    ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(), Math::max);
        }
    }
}
