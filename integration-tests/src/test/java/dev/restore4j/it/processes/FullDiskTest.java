package dev.restore4j.it.processes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restore4j.journal.FileJournal;
import dev.restore4j.operation.OperationId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Writes that really fail: the operating system lets the process make files of a certain size only. */
@DisabledOnOs(OS.WINDOWS)
class FullDiskTest {

    /** The whole journal is longer, and its first half, up to the sending, is not. */
    private static final int BLOCKS = 8;

    private static final String LONG_NAME = "INC-4711 ".repeat(11);

    @TempDir
    Path directory;

    @Test
    void aFullDiskIsRefusedBeforeAnythingIsSent() throws InterruptedException {
        try (World world = world()) {
            Child child = world.restoreOnDiskOf(1, "INC-4711");
            assertThat(child.await("ERROR"))
                    .contains("RestoreRejectedException journal-unusable PLANNED NO", directory.toString());
            assertThat(child.exit()).isEqualTo(1);
            world.production().assertNothingSent();

            Child next = world.restore("INC-4711");
            world.finishOnceSeen(next);
            assertThat(next.await("RESULT")).contains("COMPLETED");
            world.production().assertRestoredOnce();
        }
    }

    @Test
    void aDiskThatFillsUpWhileTheRestoreIsWatchedIsToldAndNothingIsSentAgain()
            throws InterruptedException, IOException {
        try (World world = world()) {
            Child child = world.restoreOnDiskOf(BLOCKS, LONG_NAME);
            world.finishOnceSeen(child);
            assertThat(child.await("RESULT")).startsWith("RESULT COMPLETED YES");
            assertThat(child.lines()).contains("WARNING journal-incomplete");
            OperationId id = FileJournal.at(directory).list().get(0).operation().id();
            Path file = directory.resolve("operations").resolve(id + ".jsonl");
            assertThat(Files.size(file)).isBetween(256L * BLOCKS, 512L * BLOCKS);
            assertThat(Files.readString(file)).contains("submitting").doesNotContain("completed");

            // the next process knows no more than the disk does, and sends nothing
            Child next = world.restore(LONG_NAME);
            assertThat(next.awaitLine(line -> line.startsWith("RESULT") || line.startsWith("ERROR")))
                    .isPresent();
            world.production().assertRestoredOnce();
            assertThat(world.production().posts()).hasSize(1);
        }
    }

    private World world() {
        return new World(directory, 20, World.LONG, UnaryOperator.identity());
    }
}
