package dev.restore4j.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.restore4j.error.JournalException;
import dev.restore4j.fixture.ChildJvm;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who reads while somebody else is writing a line does not take it for a torn or damaged one. */
class HalfWrittenTest {

    @TempDir
    Path temp;

    @Test
    void aReaderWaitsForTheRestOfALine() throws Exception {
        FileJournal journal = Sample.ofThree(temp);
        byte[] whole = Sample.bytes(journal);

        JournalLog log = readWhile(
                journal,
                Arrays.copyOf(whole, whole.length - 20),
                whole,
                () -> journal.read(Sample.ID).orElseThrow());

        assertThat(log.warnings()).isEmpty();
        assertThat(log.entries()).hasSize(3);
    }

    @Test
    void aListWaitsForTheRestOfALine() throws Exception {
        FileJournal journal = Sample.ofThree(temp);
        byte[] whole = Sample.bytes(journal);

        List<JournalLog> logs = readWhile(journal, Arrays.copyOf(whole, whole.length - 20), whole, journal::list);

        assertThat(logs).singleElement().satisfies(log -> {
            assertThat(log.warnings()).isEmpty();
            assertThat(log.entries()).hasSize(3);
        });
    }

    /** A file system may show the end of a write before its middle. */
    @Test
    void aReaderDoesNotTakeAHoleForDamage() throws Exception {
        FileJournal journal = Sample.ofThree(temp);
        byte[] whole = Sample.bytes(journal);
        byte[] hole = whole.clone();
        Arrays.fill(hole, whole.length - 60, whole.length - 1, (byte) 0);

        JournalLog log =
                readWhile(journal, hole, whole, () -> journal.read(Sample.ID).orElseThrow());

        assertThat(log.entries()).hasSize(3);
    }

    @Test
    void whatIsTornOrDamagedIsStillSaidToBe() {
        FileJournal journal = Sample.ofThree(temp);
        byte[] whole = Sample.bytes(journal);
        Sample.write(journal, Arrays.copyOf(whole, whole.length - 20));
        assertThat(journal.read(Sample.ID).orElseThrow().warnings()).hasSize(1);
        assertThat(journal.list().get(0).warnings()).hasSize(1);

        whole[whole.length / 2] ^= 1;
        Sample.write(journal, whole);
        assertThatThrownBy(() -> journal.read(Sample.ID)).isInstanceOf(JournalException.class);
        assertThatThrownBy(journal::list).isInstanceOf(JournalException.class);
    }

    @Test
    void aReaderWaitsForTheRestOfAnotherProcessesLine() {
        FileJournal journal = Sample.ofThree(temp);
        try (ChildJvm child = ChildJvm.of(JournalChild.class.getName(), temp)) {
            assertThat(child.ask("half")).isEqualTo("half");
            CompletableFuture<JournalLog> read = new CompletableFuture<>();
            Thread reader = reader(() -> journal.read(Sample.ID).orElseThrow(), read);
            reader.start();
            while (reader.isAlive() && !waitsForTheLock(reader)) {
                Thread.onSpinWait();
            }
            assertThat(child.ask("rest")).isEqualTo("rest done");

            assertThat(read.join().warnings()).isEmpty();
            assertThat(read.join().entries()).hasSize(3);
        }
    }

    private static boolean waitsForTheLock(Thread reader) {
        return Arrays.stream(reader.getStackTrace())
                .anyMatch(frame -> frame.getMethodName().equals("lock0"));
    }

    private static <T> Thread reader(Supplier<T> reading, CompletableFuture<T> read) {
        return new Thread(() -> {
            try {
                read.complete(reading.get());
            } catch (RuntimeException e) {
                read.completeExceptionally(e);
            }
        });
    }

    /** Reads while the file is as in the middle of a write, by who has the lock for it. */
    private static <T> T readWhile(FileJournal journal, byte[] during, byte[] after, Supplier<T> reading)
            throws IOException {
        CompletableFuture<T> read = new CompletableFuture<>();
        Thread reader = reader(reading, read);
        new FileLocks(journal.directory()).exclusively(() -> {
            Sample.write(journal, during);
            reader.start();
            while (reader.isAlive() && reader.getState() != Thread.State.BLOCKED) {
                Thread.onSpinWait();
            }
            Sample.write(journal, after);
            return after;
        });
        return Objects.requireNonNull(read.join());
    }
}
