package dev.restore4j.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.restore4j.error.JournalException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrivateNotesTest {

    @TempDir
    Path directory;

    private PrivateNotes onDisk() {
        return FileJournal.at(directory.resolve("journal")).privateNotes().orElseThrow();
    }

    private List<PrivateNotes> all() {
        return List.of(onDisk(), Journal.inMemory().privateNotes().orElseThrow());
    }

    @Test
    void whatIsWrittenIsThereUntilItIsDeleted() {
        for (PrivateNotes notes : all()) {
            assertThat(notes.read("upload-1")).isEmpty();
            assertThat(notes.names()).isEmpty();
            notes.write("upload-1", "first\nΔ");
            notes.write("upload-1", "second\nΔ");
            notes.write("other", "");

            assertThat(notes.read("upload-1")).contains("second\nΔ");
            assertThat(notes.names()).containsExactlyInAnyOrder("upload-1", "other");
            notes.delete("upload-1");
            notes.delete("upload-1");
            assertThat(notes.read("upload-1")).isEmpty();
            assertThat(notes.names()).containsExactly("other");
        }
    }

    @Test
    void anotherProcessFindsThem() {
        onDisk().write("upload-1", "text");

        assertThat(onDisk().read("upload-1")).contains("text");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void onlyTheirOwnerMayReadThem() throws IOException {
        onDisk().write("upload-1", "secret");

        try (Stream<Path> made = Files.walk(directory.resolve("journal"))) {
            List<Path> paths = made.toList();
            assertThat(paths).hasSize(3);
            for (Path path : paths) {
                String permissions = PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
                assertThat(permissions).as(path.toString()).endsWith("------");
            }
        }
    }

    @Test
    void whatWasNeverFinishedIsNamedAndDeletedWithItsNote() throws IOException {
        onDisk().write("upload-1", "text");
        Path draft = directory.resolve("journal/private/upload-2-1f.draft");
        Files.writeString(draft, "a secret of a process that was killed");

        assertThat(onDisk().names()).containsExactlyInAnyOrder("upload-1", "upload-2");
        assertThat(onDisk().read("upload-2")).isEmpty();
        onDisk().delete("upload-2");

        assertThat(draft).doesNotExist();
        assertThat(onDisk().names()).containsExactly("upload-1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "../x", "A", "a.b", "a/b", "ä"})
    void aNameThatIsNoneIsRefused(String name) {
        for (PrivateNotes notes : all()) {
            assertThat(catchThrowableOfType(IllegalArgumentException.class, () -> notes.write(name, "x")))
                    .isNotNull();
            assertThat(catchThrowableOfType(IllegalArgumentException.class, () -> notes.read(name)))
                    .isNotNull();
            assertThat(catchThrowableOfType(IllegalArgumentException.class, () -> notes.delete(name)))
                    .isNotNull();
        }
    }

    @Test
    void aDiskThatRefusesIsNamedAndTheTextIsNot() throws IOException {
        Files.writeString(directory.resolve("journal"), "a file where a directory should be");

        JournalException failed =
                catchThrowableOfType(JournalException.class, () -> onDisk().write("upload-1", "secret"));

        assertThat(failed).hasMessageContaining("private note").hasMessageContaining(directory.toString());
        assertThat(failed).hasMessageNotContaining("secret");
    }

    @Test
    void aDirectoryThatFailsInItsMidstIsAFailureOfTheJournal() throws IOException {
        OddDisk disk = new OddDisk(directory);
        PrivateNotes notes = new PrivateFiles(disk.directory());
        notes.write("upload-1", "secret");
        disk.becomesStale();

        for (Runnable work : List.<Runnable>of(() -> notes.delete("upload-1"), notes::names)) {
            JournalException failed = catchThrowableOfType(JournalException.class, work::run);
            assertThat(failed).hasMessageContaining("private note").hasMessageNotContaining("secret");
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void whatIsDeletedDoesNotComeBackAfterAPowerCut() throws IOException {
        OddDisk disk = new OddDisk(directory);
        PrivateNotes notes = new PrivateFiles(disk.directory());
        notes.write("upload-1", "secret");
        int written = disk.forced();

        notes.delete("upload-1");
        assertThat(disk.forced()).isEqualTo(written + 1);
        notes.delete("upload-1");
        assertThat(disk.forced()).as("there was nothing").isEqualTo(written + 1);
    }
}
