package dev.restore4j.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.restore4j.error.JournalException;
import dev.restore4j.fixture.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Disks that are full, and directories that are none or cannot be written. */
class JournalDiskTest {

    private static final int BLOCKS = 31;

    @TempDir
    Path temp;

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aDiskThatFillsUpInMidRecordIsRefusedAndLeavesWhatWasAcknowledged() throws IOException {
        String answer;
        int acknowledged = 1;
        try (ChildJvm child = ChildJvm.limitedToBlocks(BLOCKS, JournalChild.class.getName(), temp)) {
            assertThat(child.ask("create 700")).isEqualTo("created");
            child.tell("append 700");
            for (answer = child.answer(); answer.startsWith("appended "); answer = child.answer()) {
                acknowledged++;
            }
        }
        assertThat(answer).contains("refused: Cannot append to the journal at " + temp, "disk is not full");

        FileJournal journal = FileJournal.at(temp);
        JournalLog log = journal.read(Sample.ID).orElseThrow();
        long size = Files.size(Sample.file(journal));
        assertThat(acknowledged).isGreaterThan(5);
        assertThat(log.entries()).hasSize(acknowledged);
        assertThat(log.warnings()).as("what was half written was taken back").isEmpty();
        assertThat(size + size / acknowledged).as("one more would not have fit").isGreaterThan(512L * BLOCKS);

        assertThat(journal.append(Sample.ID, log.head(), Sample.end())).isPresent();
        assertThat(journal.read(Sample.ID).orElseThrow().entries()).hasSize(acknowledged + 1);
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aFullDiskIsRefusedBeforeAnOperationExists() throws IOException {
        try (ChildJvm child = ChildJvm.limitedToBlocks(1, JournalChild.class.getName(), temp)) {
            assertThat(child.ask("probe")).contains("refused: Cannot write to the journal at " + temp);
            assertThat(child.ask("create 700")).contains("refused: Cannot create an operation in the journal");
        }

        assertThat(FileJournal.at(temp).list()).isEmpty();
        try (Stream<Path> left = Files.list(temp.resolve("operations"))) {
            assertThat(left).as("nothing half written is left").isEmpty();
        }
    }

    @Test
    void aFileInTheDirectorysPlaceIsRefused() throws IOException {
        Path file = Files.writeString(temp.resolve("state"), "somebody's file");

        assertUnwritable(FileJournal.at(file));
        assertUnwritable(FileJournal.at(file.resolve("below")));

        assertThat(file).hasContent("somebody's file");
    }

    @Test
    void aFileInThePlaceOfTheOperationsIsRefused() throws IOException {
        Files.writeString(temp.resolve("operations"), "somebody's file");

        FileJournal journal = FileJournal.at(temp);
        assertThatThrownBy(journal::probe).isInstanceOf(JournalException.class);
        assertThatThrownBy(() -> Sample.create(journal, Sample.ID)).isInstanceOf(JournalException.class);
    }

    /** Permissions do not bind root, and nobody can make a directory in /proc. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void aDirectoryThatCannotBeMadeIsRefused() {
        assertUnwritable(FileJournal.at(Path.of("/proc/self/restore4j")));
    }

    @Test
    void aDirectoryInThePlaceOfARecordIsRefused() throws IOException {
        FileJournal journal = FileJournal.at(temp);
        Files.createDirectories(Sample.file(journal));

        assertThatThrownBy(() -> journal.read(Sample.ID)).isInstanceOf(JournalException.class);
        assertThatThrownBy(journal::list).isInstanceOf(JournalException.class);
        assertThatThrownBy(() -> Sample.create(journal, Sample.OTHER)).isInstanceOf(JournalException.class);
    }

    private static void assertUnwritable(FileJournal journal) {
        List<Consumer<FileJournal>> writes = List.of(
                FileJournal::probe,
                all -> all.create(Sample.operation(Sample.ID), Sample.entry("confirmed")),
                all -> all.append(Sample.ID, new Journal.Head(1, "x"), Sample.entry("submitting")),
                all -> all.tryLease("test:1"));
        for (Consumer<FileJournal> write : writes) {
            assertThatThrownBy(() -> write.accept(journal))
                    .isInstanceOf(JournalException.class)
                    .hasMessageContaining("the journal at " + journal.directory())
                    .hasMessageContaining("Make the directory writable")
                    .hasMessageContaining("RESTORE4J_STATE_DIR");
        }
    }
}
