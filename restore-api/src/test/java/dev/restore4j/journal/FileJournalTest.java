package dev.restore4j.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.restore4j.error.JournalException;
import dev.restore4j.journal.Journal.Creation;
import dev.restore4j.journal.Journal.Durability;
import dev.restore4j.journal.Journal.Head;
import dev.restore4j.journal.JournalEntry.Effect;
import dev.restore4j.operation.OperationId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A journal in a directory, as long as nothing goes wrong. The contract of every journal is in the testkit. */
class FileJournalTest {

    @TempDir
    Path temp;

    private FileJournal journal() {
        return FileJournal.at(temp.resolve("state"));
    }

    @Test
    void whatWasWrittenIsReadByAnotherJournalOnTheDirectory() {
        FileJournal journal = Sample.ofThree(temp);

        JournalLog log = FileJournal.at(temp).read(Sample.ID).orElseThrow();

        assertThat(log.operation()).isEqualTo(Sample.operation(Sample.ID));
        assertThat(log.entries())
                .containsExactly(Sample.entry("confirmed"), Sample.entry("submitting"), Sample.entry("accepted"));
        assertThat(log.head().sequence()).isEqualTo(3);
        assertThat(log.warnings()).isEmpty();
        assertThat(journal.list()).containsExactly(log);
    }

    @Test
    void anOperationWithoutANameIsReadWithoutAName() {
        journal().create(new JournalledOperation(Sample.ID, null, "test:1"), Sample.entry("confirmed"));

        assertThat(journal().read(Sample.ID).orElseThrow().operation().name()).isNull();
    }

    @Test
    void oddCharactersSurvive() {
        Map<String, String> data = new TreeMap<>();
        data.put("", "empty key");
        data.put("hash", "not the hash");
        data.put("quotes", ",\"hash\":\"0000\"}");
        data.put("control", "\u0000\u0001\u001f\u007f\r\n\t\u2028\u2029");
        data.put("half a fox", "\ud83e and \udd8a");
        data.put("unicode", "Größe 日本語 עברית 🦊 \ufeff\ufffd");
        data.put("Zeile\n1", "{\"format\":99}\n{}");
        JournalEntry odd = new JournalEntry("odd\ntype", Instant.MIN, Effect.CONTINUES, data);
        JournalledOperation operation = new JournalledOperation(Sample.ID, "näme \"1\"\n", "täst:\n🦊");
        journal().create(operation, odd);

        JournalLog log = journal().read(Sample.ID).orElseThrow();

        assertThat(log.operation()).isEqualTo(operation);
        assertThat(log.entries()).containsExactly(odd);
    }

    @Test
    void aStaleHeadIsRefusedAndNothingIsWritten() {
        FileJournal journal = journal();
        Head first = Sample.create(journal, Sample.ID);
        Head second = Sample.append(journal, first, "submitting");
        byte[] before = Sample.bytes(journal);

        assertThat(journal.append(Sample.ID, first, Sample.entry("accepted"))).isEmpty();
        assertThat(journal.append(Sample.ID, new Head(2, "0".repeat(64)), Sample.entry("accepted")))
                .isEmpty();
        assertThat(journal.append(Sample.ID, new Head(3, second.hash()), Sample.entry("accepted")))
                .isEmpty();
        assertThat(journal.append(Sample.OTHER, second, Sample.entry("accepted")))
                .isEmpty();

        assertThat(Sample.bytes(journal)).isEqualTo(before);
        assertThat(journal.append(Sample.ID, second, Sample.entry("accepted"))).isPresent();
    }

    @Test
    void aNameIsUsedForEverAndATargetUntilItsOperationEnds() {
        FileJournal journal = journal();
        Head head = Sample.create(journal, Sample.ID);
        JournalledOperation sameName = new JournalledOperation(Sample.OTHER, "name of " + Sample.ID, "test:x");
        JournalledOperation sameTarget = new JournalledOperation(Sample.OTHER, null, "test:" + Sample.ID);

        assertThat(journal.create(sameName, Sample.entry("confirmed"))).isEqualTo(new Creation.NameUsed(Sample.ID));
        assertThat(journal.create(sameTarget, Sample.entry("confirmed"))).isEqualTo(new Creation.TargetOpen(Sample.ID));
        assertThat(journal.list()).hasSize(1);

        journal.append(Sample.ID, head, Sample.end());
        assertThat(journal.create(sameName, Sample.entry("confirmed"))).isEqualTo(new Creation.NameUsed(Sample.ID));
        assertThat(journal.create(sameTarget, Sample.entry("confirmed"))).isInstanceOf(Creation.Created.class);
    }

    @Test
    void nothingIsMadeBeforeSomethingIsWritten() {
        FileJournal journal = journal();

        assertThat(journal.list()).isEmpty();
        assertThat(journal.read(Sample.ID)).isEmpty();
        assertThat(journal.named("x")).isEmpty();
        assertThat(journal.openOn("x")).isEmpty();

        assertThat(journal.directory()).doesNotExist();
    }

    @Test
    void aProbeLeavesNothingBehindButTheDirectory() throws IOException {
        journal().probe();

        try (Stream<Path> files = Files.list(journal().directory().resolve("operations"))) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void everythingIsReadableByItsOwnerAlone() throws IOException {
        FileJournal journal = journal();
        Sample.create(journal, Sample.ID);
        journal.tryLease("test:1").orElseThrow().close();
        try (Stream<Path> paths = Files.walk(journal.directory())) {
            List<Path> all = paths.toList();
            assertThat(all)
                    .hasSizeGreaterThanOrEqualTo(6)
                    .allSatisfy(path -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                            .isEqualTo(Files.isDirectory(path) ? "rwx------" : "rw-------"));
        }
    }

    @Test
    void aFileOfAnotherKindInTheDirectoryIsLeftAlone() throws IOException {
        FileJournal journal = Sample.ofThree(temp);
        Path draft = Sample.file(journal).resolveSibling(Sample.OTHER + ".draft");
        Files.writeString(draft, "left by a crash");

        assertThat(journal.list()).hasSize(1);
        assertThat(draft).exists();
    }

    @Test
    void aDraftThatACrashLeftIsWrittenOver() throws IOException {
        FileJournal journal = Sample.ofThree(temp);
        Path draft = Sample.file(journal).resolveSibling(Sample.OTHER + ".draft");
        Files.writeString(draft, "x".repeat(10_000));

        Sample.create(journal, Sample.OTHER);

        assertThat(journal.read(Sample.OTHER).orElseThrow().entries()).hasSize(1);
        assertThat(draft).doesNotExist();
    }

    @Test
    void aCopyOfAFileBesideItIsRefusedRatherThanTakenForAnOperation() throws IOException {
        FileJournal journal = Sample.ofThree(temp);
        Path copy = Sample.file(journal).resolveSibling(Sample.ID + "-copy.jsonl");
        Files.copy(Sample.file(journal), copy);

        assertThatThrownBy(journal::list)
                .isInstanceOf(JournalException.class)
                .hasMessageContaining(copy.toString())
                .hasMessageContaining(Sample.ID.value());
    }

    @Test
    void aFileInTheDirectorysPlaceIsNamed() throws IOException {
        Path file = Files.writeString(temp.resolve("taken"), "not a directory");

        assertThatThrownBy(() -> FileJournal.at(file.resolve("state")).probe())
                .isInstanceOf(JournalException.class)
                .hasMessageContaining(file + " is a file");
    }

    @Test
    void itSaysWhatAndWhereItIs() {
        assertThat(journal().durability()).isEqualTo(Durability.CRASH_SAFE);
        assertThat(journal().location()).isEqualTo(temp.resolve("state").toString());
        assertThat(journal()).hasToString("FileJournal at " + temp.resolve("state") + " (UTF-8, JSON Lines)");
    }

    @Test
    void operationsAreFoundByNameAndByTarget() {
        FileJournal journal = journal();
        Sample.create(journal, Sample.ID);
        Sample.create(journal, Sample.OTHER);

        assertThat(journal.named("name of " + Sample.OTHER).map(FileJournalTest::id))
                .contains(Sample.OTHER);
        assertThat(journal.openOn("test:" + Sample.ID).map(FileJournalTest::id)).contains(Sample.ID);
    }

    private static OperationId id(JournalLog log) {
        return log.operation().id();
    }
}
