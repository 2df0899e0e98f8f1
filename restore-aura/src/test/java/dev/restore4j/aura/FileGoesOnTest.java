package dev.restore4j.aura;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.restore4j.Assessment;
import dev.restore4j.RestoreOperation;
import dev.restore4j.aura.FileWorld.End;
import dev.restore4j.aura.FileWorld.Loopback;
import dev.restore4j.aura.backup.BackupFormat;
import dev.restore4j.aura.backup.Samples;
import dev.restore4j.error.RestoreException;
import dev.restore4j.operation.Finding;
import dev.restore4j.testkit.ReceivedImport;
import dev.restore4j.testkit.RecordedRequest;
import dev.restore4j.testkit.fault.Fault;
import dev.restore4j.testkit.store.StoreFault;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An upload that was left, or whose completion was put off: nothing is sent twice that has arrived, and nothing else in its place. */
class FileGoesOnTest {

    private Loopback loopback;

    @TempDir
    private Path directory;

    @BeforeEach
    void open() {
        loopback = Loopback.open();
    }

    @AfterEach
    void close() {
        loopback.close();
    }

    private FileWorld world(String cloud) throws Exception {
        return FileWorld.in(loopback, directory, "world", cloud);
    }

    /** A process begins to send, and ends while it does. */
    private void leaveWhileItIsSent(FileWorld world) throws Exception {
        loopback.aura().stores().faults().next(StoreFault.stallAfter(10));
        RestoreOperation left;
        try (AuraClient client = world.client()) {
            left = world.plan(client).confirm().start();
            while (world.privateNotes().stream().noneMatch(name -> name.startsWith("upload-"))) {
                loopback.time().sleep(Duration.ofSeconds(1));
            }
        }
        assertThat(catchThrowable(left::await)).isInstanceOf(RestoreException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gcp", "aws"})
    void theAddressesOfWhatIsUnderWayStayWhoeverLooksMeanwhile(String cloud) throws Exception {
        FileWorld world = world(cloud);
        leaveWhileItIsSent(world);

        try (AuraClient client = world.client()) {
            Assessment other = world.plan(client).named("OTHER").assess();
            assertThat(other.blocking()).extracting(Finding::code).containsExactly("unfinished-operation");
        }

        assertThat(world.privateNotes()).anyMatch(name -> name.startsWith("upload-"));
        End end = world.run();
        assertThat(end).as(end.message()).hasToString("COMPLETED YES");
        assertThat(world.received()).as("announced once").hasSize(1);
        assertThat(world.privateNotes()).noneMatch(name -> name.startsWith("upload-"));
    }

    @Test
    void nothingIsSentOfAFileThatIsNotTheOneThatWasBegun() throws Exception {
        FileWorld world = world("aws");
        leaveWhileItIsSent(world);
        world.write(Samples.of(BackupFormat.BACKUP_ZSTD_1));
        int before = world.stored().size();

        End end = world.run();

        assertThat(end).as(end.message()).hasToString("REJECTED NO file-changed");
        assertThat(end.message()).contains("is not the one that was begun with");
        assertThat(world.stored()).hasSize(before);
        assertThat(world.privateNotes()).noneMatch(name -> name.startsWith("upload-"));
    }

    @ParameterizedTest
    @CsvSource({"gcp, 401", "gcp, 429", "aws, 401", "aws, 429"})
    void aCompletionThatWasPutOffSendsNoByteAgain(String cloud, int status) throws Exception {
        FileWorld world = world(cloud);
        Fault putOff = status == 401 ? Fault.unauthorized() : Fault.tooManyRequests();
        world.fault("POST", "/databases/*/import/upload-complete", putOff);

        End end = world.run();

        loopback.aura().faults().assertAllStruck();
        assertThat(end).as(end.message()).hasToString("COMPLETED YES");
        assertThat(world.received()).hasSize(1);
        ReceivedImport received = world.received().get(0);
        assertThat(received.received()).isEqualTo(Files.size(world.file()));
        assertThat(received.completions()).isOne();
    }

    @ParameterizedTest
    @ValueSource(strings = {"gcp", "aws"})
    void norDoesAnotherProcessThatCompletesIt(String cloud) throws Exception {
        FileWorld world = world(cloud);
        String complete = "/databases/" + world.instance().id() + "/import/upload-complete";
        loopback.aura()
                .faults()
                .next(Fault.tooManyRequests(Duration.ofSeconds(20)))
                .on("POST", complete)
                .times(1000);
        RestoreOperation left;
        try (AuraClient client = world.client()) {
            left = world.plan(client).confirm().start();
            while (loopback.aura().requests().stream()
                    .noneMatch(request -> request.path().endsWith(complete))) {
                loopback.time().sleep(Duration.ofSeconds(1));
            }
        }
        assertThat(catchThrowable(left::await)).isInstanceOf(RestoreException.class);
        loopback.aura().faults().clear();

        End end = world.run();

        assertThat(end).as(end.message()).hasToString("COMPLETED YES");
        assertThat(world.received()).hasSize(1);
        assertThat(world.received().get(0).received()).isEqualTo(Files.size(world.file()));
    }

    /** Hours may have passed since it was spoken to: what the one act would meet is met before it. */
    @Test
    void theConsoleIsAskedRightBeforeTheAct() throws Exception {
        FileWorld world = world("gcp");
        assertThat(world.run()).hasToString("COMPLETED YES");

        List<String> steps = loopback.aura().requests().stream()
                .map(RecordedRequest::path)
                .filter(path -> path.contains("/import"))
                .map(path -> path.substring(path.lastIndexOf('/') + 1))
                .toList();
        assertThat(steps.subList(0, steps.indexOf("upload-complete") + 1))
                .containsExactly("auth", "size", "import", "status", "upload-complete");
    }
}
