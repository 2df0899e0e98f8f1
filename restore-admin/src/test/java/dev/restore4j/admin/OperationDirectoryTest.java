package dev.restore4j.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restore4j.admin.process.Family;
import dev.restore4j.admin.process.Machine;
import dev.restore4j.admin.process.ProcessIdentity;
import dev.restore4j.time.TimeSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** The directory of one operation, in which one program at a time has the right to work. */
@EnabledIf(value = Machine.TELLS_OF_PROCESSES, disabledReason = Machine.TELLS_NOTHING_OF_PROCESSES)
class OperationDirectoryTest {

    private static final String OPERATION = "aaaaaaaaaaaaaaaa";

    @TempDir
    Path directory;

    private final FakeBench bench = new FakeBench(TimeSource.system());
    private ShellTool tool;
    private Path left;

    @BeforeEach
    void somethingIsLeft() throws IOException {
        tool = new ShellTool(directory.resolve("home"));
        left = Files.createDirectories(directory.resolve("dumps/" + OPERATION + "/.restore4j-left"));
        Files.writeString(left.resolve("neo4j.dump"), "half");
    }

    private void by(ProcessIdentity program, String host) throws IOException {
        Files.writeString(
                left.resolve("owner"), program.text() + "\n" + Family.fresh().mark() + "\n" + host + "\n");
    }

    private UploadPreparation preparation() {
        return new UploadPreparation(
                new UploadRoute(tool.admin(), "neo4j", new FakeTarget(), directory.resolve("dumps")));
    }

    @Test
    void whatAContainerHasLeftThatIsNoMoreIsDeleted() throws Exception {
        by(new ProcessIdentity(1, "t1", "0123456789abcdef", ""), "another-host");

        preparation().prepare(bench);

        assertThat(left).doesNotExist();
    }

    @Test
    void whatWasLeftBeforeItSaidByWhomIsDeletedToo() throws Exception {
        preparation().prepare(bench);

        assertThat(left).doesNotExist();
    }

    @Test
    void whatAProgramThatRunsHereWorksInIsNot() throws Exception {
        by(
                ProcessIdentity.ofThisProgram(),
                Files.readString(Path.of("/proc/sys/kernel/hostname")).strip());

        preparation().prepare(bench);

        assertThat(left).exists();
    }

    @Test
    void whatTheToolPrintedGoesWithTheEndOfTheOperationAndTheDumpStays() throws Exception {
        Path place = left.getParent();
        for (String spool : new String[] {".upload-1.log", ".upload-2.log", ".upload-2.log.room"}) {
            Files.writeString(place.resolve(spool), "https://storage.example/?X-Goog-Signature=0123");
        }
        Files.writeString(place.resolve("printed.upload-1.log"), "redacted");
        Files.writeString(place.resolve("neo4j.dump"), "whole");

        preparation().ended(bench.operation());

        try (var files = Files.list(place)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder(".restore4j-left", "neo4j.dump", "printed.upload-1.log");
        }
    }

    @Test
    void anOperationThatHasNoDirectoryEndsToo() {
        tool = new ShellTool(directory.resolve("other"));

        new UploadPreparation(new UploadRoute(tool.admin(), "neo4j", new FakeTarget(), directory.resolve("none")))
                .ended(bench.operation());

        assertThat(directory.resolve("none")).doesNotExist();
    }
}
