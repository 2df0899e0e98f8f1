package dev.restore4j.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restore4j.admin.UploadRun.Words;
import dev.restore4j.admin.process.Family;
import dev.restore4j.admin.process.Machine;
import dev.restore4j.admin.process.ProcessIdentity;
import dev.restore4j.admin.process.Sh;
import dev.restore4j.spi.SubmissionAnswer;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What the tool prints when the disk is full is gone, and it does all of its work. The disk is a real one of three megabytes, in a name
 * space of its own; room is free again when somebody asks what became of the upload.
 */
class FullDiskTest {

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({"FULL_WHILE_IT_SENDS, Lost", "FULL_BEFORE_IT_STARTS, Lost", "WATCHED, Lost", "NEVER_FULL, Accepted"})
    @EnabledIf(value = Machine.HAS_SMALL_DISKS, disabledReason = Machine.NO_SMALL_DISKS)
    void whatWasImportedWithoutAWordIsNeverSentAgain(Moment moment, String answer) throws Exception {
        Path small = Files.createDirectory(directory.resolve("small"));
        String program = Machine.java("", Program.class, moment.name(), small, directory.resolve("home"));

        assertThat(Machine.onSmallDisk("3m", small, program)).isEqualTo("0:" + answer);
    }

    /** When the disk is full. */
    enum Moment {
        NEVER_FULL,
        FULL_BEFORE_IT_STARTS,
        FULL_WHILE_IT_SENDS,
        WATCHED
    }

    /** Starts an upload, fills the disk, waits for its end, frees it, and tells what it finds out. */
    static final class Program {

        private final Moment moment;
        private final Path small;
        private final ShellTool tool;
        private final Family family = Family.fresh();
        private final FakeBench bench = new FakeBench(Sh.hurried());
        private final UploadRecords records = new UploadRecords(bench);

        private Program(Moment moment, Path small, Path home) {
            this.moment = moment;
            this.small = small;
            this.tool = new ShellTool(home).on("database upload", """
                    echo 'Successfully authenticated with Aura.'
                    echo 'Upload'
                    touch "$NEO4J_HOME/sending"
                    while [ ! -f "$NEO4J_HOME/go" ]; do sleep 0.05; done
                    for row in 1 2 3 4 5 6 7 8 9 10; do
                        for more in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
                            echo '....................  10%'
                        done
                    done
                    echo 'Upload completed successfully'
                    echo 'We have received your export and it is currently being loaded into your Aura instance.'
                    echo 'Your data was successfully pushed to Aura and is now running.'
                    touch "$NEO4J_HOME/imported"
                    while [ ! -f "$NEO4J_HOME/end" ]; do sleep 0.05; done
                    kill -9 $$""");
        }

        public static void main(String[] arguments) throws Exception {
            Program program = new Program(Moment.valueOf(arguments[0]), Path.of(arguments[1]), Path.of(arguments[2]));
            System.out.print(program.answer().getClass().getSimpleName());
            System.out.flush();
        }

        private SubmissionAnswer answer() throws Exception {
            Path spool = small.resolve("spool");
            UploadOrder order = new UploadOrder(
                    small, "neo4j", "neo4j+s://x.databases.neo4j.io", Optional.empty(), "neo4j", "hunter2hunter2");
            records.running(ProcessIdentity.expected(family), spool, Words.MEASURED);
            if (moment == Moment.FULL_BEFORE_IT_STARTS) {
                fill();
            }
            UploadRun run = UploadRun.start(tool.admin().tool(), Words.MEASURED, order, spool, family);
            Sh.until(() -> Files.exists(tool.home().resolve("sending")));
            if (moment == Moment.WATCHED) {
                return watched(run, spool);
            }
            if (moment != Moment.FULL_BEFORE_IT_STARTS) {
                records.running(run.identity(), spool, Words.MEASURED); // there was no room for that
            }
            if (moment == Moment.FULL_WHILE_IT_SENDS) {
                fill();
            }
            importAndFree();
            Sh.until(() -> Sh.alive(family).findAny().isEmpty());
            return new UploadFollowing(bench, records).recover(new FakeTarget());
        }

        private SubmissionAnswer watched(UploadRun run, Path spool) {
            Thread other = new Thread(() -> {
                try {
                    fill();
                    int waits = bench.waits();
                    Sh.until(() -> bench.waits() > waits + 2);
                    importAndFree();
                } catch (IOException | InterruptedException e) {
                    throw new AssertionError(e);
                }
            });
            other.setDaemon(true);
            other.start();
            return new UploadFollowing(bench, records).follow(run, spool);
        }

        private void importAndFree() throws IOException, InterruptedException {
            Files.createFile(tool.home().resolve("go"));
            Sh.until(() -> Files.exists(tool.home().resolve("imported")));
            Files.deleteIfExists(small.resolve("fill"));
            Files.createFile(tool.home().resolve("end"));
        }

        private void fill() throws IOException {
            byte[] block = new byte[4096];
            try (OutputStream out = Files.newOutputStream(small.resolve("fill"))) {
                while (true) {
                    out.write(block);
                }
            } catch (IOException full) {
                if (Files.size(small.resolve("fill")) < 1024 * 1024) {
                    throw full;
                }
            }
        }
    }
}
