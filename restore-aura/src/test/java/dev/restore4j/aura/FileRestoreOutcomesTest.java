package dev.restore4j.aura;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restore4j.aura.FileWorld.End;
import dev.restore4j.aura.FileWorld.Loopback;
import dev.restore4j.testkit.fault.Fault;
import dev.restore4j.testkit.fault.ImportFault;
import dev.restore4j.testkit.model.LoadFailure;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the Console answers to the steps of an upload, and what becomes of the restore: never a second completion. */
class FileRestoreOutcomesTest {

    private static final String SIZE = "/databases/*/import/size";
    private static final String START = "/v2/databases/*/import";
    private static final String COMPLETE = "/databases/*/import/upload-complete";
    private static final String STATUS = "/databases/*/import/status";
    private static final String DONE = "COMPLETED YES";
    private static final String UNKNOWN = "OUTCOME_UNKNOWN UNKNOWN OutcomeUnknownException";

    @TempDir
    private Path directory;

    /** What happens, and what becomes of it: how it ends, how often the data was replaced, and what is said. */
    private record Case(String name, String path, Fault fault, String end, int imports, String words) {}

    private static List<Case> cases() {
        LoadFailure corrupt = LoadFailure.of("The store is corrupt", "Corrupt");
        return List.of(
                new Case("size422", SIZE, ImportFault.tooLarge(), "REJECTED NO file-too-big", 0, "storage"),
                new Case("size503", SIZE, Fault.serverError(503), DONE, 1, ""),
                new Case("start401", START, Fault.unauthorized(), DONE, 1, ""),
                new Case("start503", START, Fault.serverError(503), DONE, 1, ""),
                // the API may say "running" while the Console knows of somebody's import
                new Case("busy", STATUS, ImportFault.status("loading"), "REJECTED NO target-not-running", 0, "loading"),
                new Case("complete409", COMPLETE, ImportFault.noConsent(), "REJECTED NO no-consent", 0, "consent"),
                new Case("complete401", COMPLETE, Fault.unauthorized(), DONE, 1, ""),
                new Case("complete429", COMPLETE, Fault.tooManyRequests(), DONE, 1, ""),
                new Case("complete422", COMPLETE, Fault.serverError(422), "REJECTED NO upload-refused", 0, "422"),
                new Case("complete503", COMPLETE, Fault.serverError(503), UNKNOWN, 0, "not sent again"),
                new Case("completeReset", COMPLETE, Fault.reset(), UNKNOWN, 0, ""),
                new Case("complete503done", COMPLETE, Fault.serverErrorAfterWork(503), DONE, 1, ""),
                new Case("completeLost", COMPLETE, Fault.answerLost(), DONE, 1, ""),
                new Case("complete202", COMPLETE, ImportFault.answeredWith(202), DONE, 1, ""),
                new Case(
                        "failedSaid",
                        COMPLETE,
                        ImportFault.loadingFailed(corrupt),
                        "FAILED YES RestoreFailedException",
                        1,
                        "loading failed: The store is corrupt"));
    }

    @Test
    void eachAnswerHasItsEnd() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(8);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (Case each : cases()) {
                for (String cloud : List.of("gcp", "aws")) {
                    running.add(pool.submit(() -> {
                        judge(each, cloud);
                        return null;
                    }));
                }
            }
            for (Future<?> each : running) {
                each.get();
            }
        } finally {
            pool.shutdownNow();
        }
    }

    private void judge(Case trial, String cloud) throws Exception {
        try (Loopback loopback = Loopback.open()) {
            FileWorld world = FileWorld.in(loopback, directory, trial.name() + "-" + cloud, cloud);
            world.fault(trial.path().equals(STATUS) ? "GET" : "POST", trial.path(), trial.fault());

            judge(world, world.run(), trial, cloud);

            loopback.aura().faults().assertAllStruck();
        }
    }

    private static void judge(FileWorld world, End end, Case trial, String cloud) {
        String where = trial.name() + " at " + cloud + ": " + end + " " + end.message();
        assertThat(end).as(where).hasToString(trial.end());
        assertThat(world.imports()).as(where).isEqualTo(trial.imports());
        assertThat(end.message()).as(where).contains(trial.words());
        assertThat(end.message()).as(where).doesNotContain(world.instance().password());
        assertThat(world.instance().content().startsWith("import:"))
                .as(where)
                .isEqualTo(trial.end().equals(DONE));
        assertThat(world.privateNotes()).as(where).noneMatch(name -> name.startsWith("upload-"));
    }
}
