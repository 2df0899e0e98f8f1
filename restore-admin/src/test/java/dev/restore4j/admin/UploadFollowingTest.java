package dev.restore4j.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.restore4j.admin.process.Family;
import dev.restore4j.admin.process.ProcessIdentity;
import dev.restore4j.admin.process.Sh;
import dev.restore4j.admin.process.Spool;
import dev.restore4j.spi.SubmissionAnswer;
import dev.restore4j.spi.SubmissionAnswer.Accepted;
import dev.restore4j.spi.SubmissionAnswer.Lost;
import dev.restore4j.spi.SubmissionAnswer.NotTakenOver;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is found out of an upload that another process began: never more than what is proven. */
class UploadFollowingTest {

    @TempDir
    Path directory;

    private final FakeBench bench = new FakeBench(Sh.hurried());
    private final UploadRecords records = new UploadRecords(bench);

    private SubmissionAnswer recover() throws InterruptedException {
        return new UploadFollowing(bench, new UploadRecords(bench)).recover(new FakeTarget());
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

    /** It stood still between its note and the start, and its lease was lost: who is judged not to have started does not start. */
    @Test
    void whoWasJudgedNotToHaveStartedCannotStartAnyMore() throws Exception {
        Path spool = directory.resolve("spool");
        records.running(ProcessIdentity.expected(Family.fresh()), spool, UploadRun.Words.MEASURED);
        assertThat(recover()).isInstanceOf(NotTakenOver.class);

        assertThatThrownBy(() -> Spool.make(spool)).isInstanceOf(FileAlreadyExistsException.class);
    }

    @Test
    void whatIsNotedOfAnEarlierAttemptTellsNothingOfTheNextOne() throws Exception {
        Path spool = Files.writeString(directory.resolve("spool"), UploadTrace.TAKEN_OVER + "\n");
        records.running(dead(), spool, UploadRun.Words.MEASURED);
        assertThat(recover()).isInstanceOf(Accepted.class);
        bench.again();

        assertThat(recover()).as("of the second attempt").isInstanceOf(NotTakenOver.class);
        Path second = directory.resolve("gone");
        new UploadRecords(bench).running(dead(), second, UploadRun.Words.MEASURED);
        assertThat(records.answered(UploadFollowing.notStarted("late")))
                .as("whoever was paused notes the end of the first")
                .isTrue();
        assertThat(recover()).as("of the second attempt").isInstanceOf(Lost.class);
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

    /** On Friday it was taken over, and the program that would have known died; today is Monday. */
    @Test
    void whatIsFoundLateWasTakenOverWhenItWasPrinted() throws Exception {
        Instant friday = Instant.parse("2026-03-06T18:00:00Z");
        Path spool = Files.writeString(directory.resolve("spool"), UploadTrace.TAKEN_OVER + "\n");
        Files.setLastModifiedTime(spool, FileTime.from(friday));
        records.running(dead(), spool, UploadRun.Words.MEASURED);

        assertThat(((Accepted) recover()).at()).isEqualTo(friday);
        assertThat(((Accepted) recover()).at()).as("what was noted of it").isEqualTo(friday);
    }

    @Test
    void aTimeThatIsStillToComeIsNone() throws Exception {
        Path spool = Files.writeString(directory.resolve("spool"), UploadTrace.TAKEN_OVER + "\n");
        Files.setLastModifiedTime(spool, FileTime.from(bench.time().now().plusSeconds(600)));
        records.running(dead(), spool, UploadRun.Words.MEASURED);

        assertThat(((Accepted) recover()).at()).isNull();
        assertThat(((Accepted) recover()).at()).as("what was noted of it").isNull();
    }

    /** In another container, or on another machine: it may go on to print into the same file. */
    @Test
    void whatMayRunWhereNobodySeesItIsNeitherJudgedForGoodNorIsItsFileTouched() throws Exception {
        Path spool = Files.writeString(directory.resolve(".upload-1.log"), "Successfully authenticated with Aura.\n");
        ProcessIdentity elsewhere =
                new ProcessIdentity(42, "t1", "0123456789abcdef", Family.fresh().mark());
        records.running(elsewhere, spool, UploadRun.Words.MEASURED);

        assertThat(recover())
                .isInstanceOf(Lost.class)
                .asString()
                .contains("neo4j-admin may still run")
                .contains("end it before you settle")
                .contains(spool.toString());
        assertThat(spool).hasContent("Successfully authenticated with Aura.\n");
        assertThat(records.answer()).isEmpty();
        Files.delete(spool);
        assertThat(recover()).as("of a file that is gone").asString().contains("end it before you settle");
    }

    /** The program that noted the answer died before it could delete what was printed, with signed addresses in it. */
    @Test
    void whatWasPrintedGoesWhereTheAnswerIsKnown() throws Exception {
        Path spool = Files.writeString(directory.resolve(".upload-1.log"), "https://storage.example/?sig=0123\n");
        records.running(dead(), spool, UploadRun.Words.MEASURED);
        records.answered(UploadFollowing.notStarted("it was late"));

        assertThat(recover()).isInstanceOf(NotTakenOver.class);
        assertThat(spool).doesNotExist();
    }

    @Test
    void whatNobodyKnowsGoesOnlyWhereItIsKeptWithoutSecrets() throws Exception {
        Path spool = Files.writeString(directory.resolve(".upload-1.log"), "https://storage.example/?sig=0123\n");
        records.running(dead(), spool, UploadRun.Words.MEASURED);
        records.answered(new Lost("nobody knows", null));

        assertThat(recover()).isInstanceOf(Lost.class);
        assertThat(spool).exists();
        Files.writeString(directory.resolve("printed.upload-1.log"), "(redacted)");
        assertThat(recover()).isInstanceOf(Lost.class);
        assertThat(spool).doesNotExist();
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
