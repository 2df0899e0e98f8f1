package dev.restore4j.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restore4j.admin.process.Family;
import dev.restore4j.admin.process.ProcessIdentity;
import dev.restore4j.error.AccessException;
import dev.restore4j.event.Progress;
import dev.restore4j.operation.DatabaseLogin;
import dev.restore4j.operation.OperationId;
import dev.restore4j.spi.Look;
import dev.restore4j.spi.Observation;
import dev.restore4j.spi.RestoreEnvironment;
import dev.restore4j.spi.SubmissionAnswer;
import dev.restore4j.spi.SubmissionAnswer.Lost;
import dev.restore4j.spi.SubmissionAnswer.NotTakenOver;
import dev.restore4j.spi.UploadTarget;
import dev.restore4j.spi.Urgency;
import dev.restore4j.spi.Workbench;
import dev.restore4j.time.TimeSource;
import dev.restore4j.verify.Notes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is found out of an upload that another process began: never more than what is proven. */
class UploadFollowingTest {

    @TempDir
    Path directory;

    private final Bench bench = new Bench();
    private final UploadRecords records = new UploadRecords(bench.notes());

    private SubmissionAnswer recover() throws InterruptedException {
        return new UploadFollowing(bench, records).recover(new Target());
    }

    private ProcessIdentity dead() throws Exception {
        Process process = new ProcessBuilder("true").start();
        process.waitFor();
        ProcessIdentity program = ProcessIdentity.ofThisProgram();
        return new ProcessIdentity(
                process.pid(), "t1", program.boot(), Family.fresh().mark());
    }

    @Test
    void whereNothingIsNotedNothingWasStarted() throws Exception {
        assertThat(recover()).isInstanceOf(NotTakenOver.class);
    }

    @Test
    void whatWasAboutToBeStartedAndIsNotThereWasNot() throws Exception {
        records.running(ProcessIdentity.expected(Family.fresh()), directory.resolve("spool"), UploadRun.Words.MEASURED);

        assertThat(recover()).isInstanceOf(NotTakenOver.class);
    }

    @Test
    void aSpoolThatIsGoneProvesNothing() throws Exception {
        records.running(dead(), directory.resolve("gone"), UploadRun.Words.MEASURED);

        assertThat(recover()).isInstanceOf(Lost.class);
    }

    @Test
    void onAnotherMachineWhatWasAboutToBeStartedMayHaveBeen() throws Exception {
        ProcessIdentity elsewhere =
                new ProcessIdentity(0, "", "0123456789abcdef", Family.fresh().mark());
        records.running(elsewhere, directory.resolve("gone"), UploadRun.Words.MEASURED);

        assertThat(recover()).isInstanceOf(Lost.class);
    }

    @Test
    void whatDiedBeforeItHadSentTheFileMayBeSentAgain() throws Exception {
        Path spool = directory.resolve("spool");
        Files.writeString(spool, "Successfully authenticated with Aura.\nUpload\n....");
        records.running(dead(), spool, UploadRun.Words.MEASURED);

        assertThat(recover()).isInstanceOf(NotTakenOver.class);
        assertThat(spool).doesNotExist();
        assertThat(recover()).as("what was noted of it").isInstanceOf(NotTakenOver.class);
    }

    @Test
    void ofAVersionThatNobodyMeasuredThatProvesNothing() throws Exception {
        Path spool = directory.resolve("spool");
        Files.writeString(spool, "Successfully authenticated with Aura.\nUpload\n....");
        records.running(dead(), spool, UploadRun.Words.UNKNOWN);

        assertThat(recover()).isInstanceOf(Lost.class);
    }

    @Test
    void aDumpIsNotedWithAPathOfAnyWordsAndReadBack() {
        Path odd = directory.resolve("a b").resolve("neo4j.dump");
        StoreSight store = new StoreSight(
                "neo4j", "record-aligned-1.1", "17", java.time.Instant.EPOCH, StoreSight.Recovery.NOT_NEEDED);
        DumpRecord record = new DumpRecord(odd, 5, 6, store);

        records.dump(record);

        assertThat(records.dump()).contains(record);
    }

    /** A bench without an operation. */
    private static final class Bench implements Workbench, Notes {

        private final Map<String, String> notes = new HashMap<>();

        @Override
        public OperationId operation() {
            return new OperationId("aaaaaaaaaaaaaaaa");
        }

        @Override
        public TimeSource time() {
            return TimeSource.system();
        }

        @Override
        public Notes notes() {
            return this;
        }

        @Override
        public boolean await(CompletableFuture<?> signal, long deadlineNanos) throws InterruptedException {
            return time().await(signal, deadlineNanos);
        }

        @Override
        public void report(Progress progress) {}

        @Override
        public void write(String key, String text) {
            notes.put(key, text);
        }

        @Override
        public Optional<String> read(String key) {
            return Optional.ofNullable(notes.get(key));
        }
    }

    /** A target of which only the login is asked. */
    private static final class Target implements UploadTarget {

        @Override
        public Sight sight(Urgency urgency) {
            throw new UnsupportedOperationException();
        }

        @Override
        public DatabaseLogin login() {
            return DatabaseLogin.of("neo4j", "hunter2hunter2");
        }

        @Override
        public void authenticate() {
            throw new AccessException("not asked", null, null, null);
        }

        @Override
        public String reference() {
            return "test";
        }

        @Override
        public RestoreEnvironment environment() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Observation observe(Look look) {
            throw new UnsupportedOperationException();
        }
    }
}
