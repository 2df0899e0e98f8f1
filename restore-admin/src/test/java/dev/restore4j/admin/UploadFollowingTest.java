package dev.restore4j.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restore4j.admin.process.Family;
import dev.restore4j.admin.process.ProcessIdentity;
import dev.restore4j.admin.process.Sh;
import dev.restore4j.admin.process.Spool;
import dev.restore4j.spi.SubmissionAnswer;
import dev.restore4j.spi.SubmissionAnswer.Lost;
import dev.restore4j.spi.SubmissionAnswer.NotTakenOver;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is found out of an upload that another process began: never more than what is proven. */
class UploadFollowingTest {

    @TempDir
    Path directory;

    private final FakeBench bench = new FakeBench(Sh.hurried());
    private final UploadRecords records = new UploadRecords(bench.notes());

    private SubmissionAnswer recover() throws InterruptedException {
        return new UploadFollowing(bench, records).recover(new FakeTarget());
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

    /** Its disk may have been full when it printed that the file was sent. */
    @Test
    void whatIsMissingProvesNothingWhereNobodyWatched() throws Exception {
        Path spool = directory.resolve(".upload-1.log");
        Path kept = directory.resolve("printed.upload-1.log");
        Files.writeString(spool, "Successfully authenticated with Aura.\nI was given hunter2hunter2\n....");
        records.running(dead(), spool, UploadRun.Words.MEASURED);

        assertThat(recover()).isInstanceOf(Lost.class).asString().contains("is in " + kept + ".");
        assertThat(spool).doesNotExist();
        assertThat(kept).hasContent("Successfully authenticated with Aura.\nI was given (redacted)\n....");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(kept)))
                .isEqualTo("rw-------");
        assertThat(recover())
                .as("what was noted of it")
                .isInstanceOf(Lost.class)
                .asString()
                .contains("is in " + kept + ".");
    }

    @Test
    void whatProvesNothingStaysAsItIsWhereNothingElseCanBeWritten() throws Exception {
        Path spool = directory.resolve(".upload-1.log");
        Files.createDirectories(directory.resolve("printed.upload-1.log/in the way"));
        Files.writeString(spool, "Successfully authenticated with Aura.\n");
        records.running(dead(), spool, UploadRun.Words.MEASURED);

        assertThat(recover()).isInstanceOf(Lost.class).asString().contains("is in " + spool + ".");
        assertThat(spool).exists();
    }

    @Test
    void whatSaidWhyItFailedBeforeItHadSentTheFileMayBeSentAgain() throws Exception {
        Path spool = directory.resolve("spool");
        Files.writeString(spool, """
                Successfully authenticated with Aura.
                Unexpected response code 503 from request: Initiating upload target
                """);
        records.running(dead(), spool, UploadRun.Words.MEASURED);

        assertThat(recover()).isInstanceOf(NotTakenOver.class);
        assertThat(spool).doesNotExist();
        assertThat(recover()).as("what was noted of it").isInstanceOf(NotTakenOver.class);
    }

    @Test
    void whatWasAboutToBeStartedMayHavePrintedIntoNothing() throws Exception {
        Path spool = directory.resolve("spool");
        Spool.make(spool);
        records.running(ProcessIdentity.expected(Family.fresh()), spool, UploadRun.Words.MEASURED);

        assertThat(recover()).isInstanceOf(Lost.class);
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
}
