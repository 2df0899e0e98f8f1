package dev.restore4j.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.restore4j.admin.process.Family;
import dev.restore4j.admin.process.Machine;
import dev.restore4j.admin.process.ProcessIdentity;
import dev.restore4j.error.Neo4jAdminException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DumpRequestTest {

    @TempDir
    Path directory;

    private ShellTool tool;
    private Path dumps;

    @BeforeEach
    void make() throws IOException {
        tool = new ShellTool(directory.resolve("home"));
        dumps = Files.createDirectory(directory.resolve("dumps"));
    }

    @AfterEach
    void nothingUnfinishedIsLeft() throws IOException {
        try (Stream<Path> left = Files.list(dumps)) {
            assertThat(left.map(path -> path.getFileName().toString())).noneMatch(name -> name.startsWith("."));
        }
    }

    private Neo4jAdminException failing(Path target) {
        return catchThrowableOfType(
                Neo4jAdminException.class,
                () -> tool.admin().dump("neo4j").into(target).run());
    }

    @Test
    void aDumpIsVerifiedAndThenHasItsName() throws IOException {
        List<String> steps = new ArrayList<>();
        Dump dump = tool.admin()
                .dump("neo4j")
                .into(dumps)
                .onProgress(step -> steps.add(step.toString()))
                .run();
        CRC32 crc = new CRC32();
        crc.update(Files.readAllBytes(dump.path()));

        assertThat(dump.path()).isEqualTo(dumps.resolve("neo4j.dump")).hasContent("DZV1\nfirst\n");
        assertThat(dump.size()).isEqualTo(11);
        assertThat(dump.crc32()).isEqualTo(crc.getValue());
        assertThat(dump.files()).hasValue(1);
        assertThat(dump.bytes()).hasValue(12);
        assertThat(dump.verification().consistent()).isTrue();
        assertThat(dump.verification().tool()).isEqualTo("5.26.30");
        assertThat(steps).containsExactly("dump 50 %", "check 3 %");
        assertThat(tool.read("calls").lines().map(call -> call.replaceAll(" (-|restore4j).*", "")))
                .containsSubsequence("database check", "database dump", "database check", "database load");
    }

    @Test
    void theFileMayHaveANameOfItsOwn() {
        assertThat(tool.admin()
                        .dump("neo4j")
                        .into(dumps.resolve("a.dump"))
                        .run()
                        .path())
                .isEqualTo(dumps.resolve("a.dump"))
                .exists();
    }

    @Test
    void whatIsThereStaysUnlessAskedFor() throws IOException {
        Path there = Files.writeString(dumps.resolve("neo4j.dump"), "old");

        assertThat(failing(dumps).code()).isEqualTo("archive-exists");
        assertThat(there).hasContent("old");
        assertThat(tool.home().resolve("calls")).doesNotExist();
        tool.admin().dump("neo4j").into(dumps).replaceExisting().run();
        assertThat(there).hasContent("DZV1\nfirst");
    }

    @Test
    void whatComesMeanwhileStaysToo() {
        tool.after("database dump", "echo theirs > " + dumps + "/neo4j.dump");

        assertThat(failing(dumps).code()).isEqualTo("archive-exists");
        assertThat(dumps.resolve("neo4j.dump")).hasContent("theirs");
    }

    @Test
    @EnabledIf(value = Machine.HAS_ANOTHER_DISK, disabledReason = Machine.NO_OTHER_DISK)
    void whereNoLinkCanBeMadeTheNameIsGivenAllTheSame() throws IOException {
        Path made = Files.writeString(dumps.resolve("made"), "dump"); // from one disk to another, there are no links
        Path there = Files.createTempDirectory(Machine.memory(), "restore4j-test");
        try {
            FileTrees.name(made, there.resolve("a.dump"));
            assertThat(there.resolve("a.dump")).hasContent("dump");
            assertThat(made).doesNotExist();

            Files.writeString(made, "later");
            assertThatThrownBy(() -> FileTrees.name(made, there.resolve("a.dump")))
                    .isInstanceOf(FileAlreadyExistsException.class);
            assertThat(there.resolve("a.dump")).hasContent("dump");
        } finally {
            FileTrees.delete(there);
        }
    }

    @ParameterizedTest
    @CsvSource({"2m, disk-full: nothing was run", "9m, made"})
    @EnabledIf(value = Machine.HAS_SMALL_DISKS, disabledReason = Machine.NO_SMALL_DISKS)
    void whatCannotBeUnpackedBesideItIsNotDumped(String size, String expected) throws Exception {
        Path small = Files.createDirectory(directory.resolve("small"));
        String program = Machine.java("", Dumper.class, directory.resolve("large"), small);

        assertThat(Machine.onSmallDisk(size, small, program)).startsWith("0:" + expected);
    }

    /** Dumps a store of three megabytes, most of it logs, into a directory. */
    static final class Dumper {

        private Dumper() {}

        public static void main(String[] arguments) throws IOException {
            ShellTool tool = new ShellTool(Path.of(arguments[0]));
            Files.write(tool.home().resolve("data/transactions/neo4j/log"), new byte[3 << 20]);
            Path into = Path.of(arguments[1]);
            try {
                Dump dump = tool.admin().dump("neo4j").into(into).run();
                System.out.print("made " + dump.path());
            } catch (Neo4jAdminException e) {
                boolean said =
                        e.getMessage().contains("3.0 MiB") && e.getMessage().contains(into + " has ");
                boolean dumped = tool.read("calls").contains("database dump");
                System.out.print(e.code()
                        + (said ? ": " : ", without the sizes: ")
                        + (dumped ? "it was run" : "nothing was run"));
            }
        }
    }

    @Test
    void aDumpThatFailsHasNoName() {
        tool.after(
                "database dump",
                "echo 'ERROR [x] Unable to dump database: IOException: No space left on device'; exit 1");

        assertThat(failing(dumps).code()).isEqualTo("disk-full");
        assertThat(dumps).isEmptyDirectory();
    }

    @Test
    void aDumpThatTheCheckRefusesHasNoName() {
        tool.after("database dump", "echo junk > \"$to/$name.dump\"");

        assertThat(failing(dumps).code()).isEqualTo("archive-invalid");
        assertThat(dumps).isEmptyDirectory();
    }

    @Test
    void aDumpOfAnInconsistentStoreHasNoName() {
        tool.before("database check", """
                if [ -n "$from" ]; then
                    echo "bad record 17" > "$reports/neo4j.report"
                    echo "Inconsistencies found. See '$reports/neo4j.report' for details." >&2
                    exit 1
                fi""");

        Neo4jAdminException error = failing(dumps);
        assertThat(error.code()).isEqualTo("inconsistent");
        assertThat(error.tail()).isEqualTo("bad record 17");
        assertThat(dumps).isEmptyDirectory();
    }

    @Test
    void aToolThatSaysYesAndDoesNothingIsNotBelieved() {
        tool.on("database dump", "exit 0");

        assertThat(failing(dumps).code()).isEqualTo("tool-failed");
    }

    @Test
    void badTargetsAreRefusedBeforeAnythingIsRun() throws IOException {
        Files.createDirectory(dumps.resolve("dir.dump"));

        assertThat(failing(directory.resolve("no/such/x.dump")).code()).isEqualTo("directory-missing");
        assertThat(failing(directory.resolve("nothing")).code()).isEqualTo("directory-missing");
        assertThatThrownBy(() -> tool.admin().dump("neo4j").run()).isInstanceOf(IllegalStateException.class);
        assertThat(tool.home().resolve("calls")).doesNotExist();
    }

    @Test
    void aListenerThatThrowsHarmsNothing() {
        Dump dump = tool.admin()
                .dump("neo4j")
                .into(dumps)
                .onProgress(step -> {
                    throw new IllegalStateException("listener");
                })
                .run();

        assertThat(dump.path()).exists();
    }

    @Test
    void whatAKilledProgramLeftGoesWithItsChildren() throws Exception {
        Family family = Family.fresh();
        Path left = Files.createDirectory(dumps.resolve(".restore4j-" + family.mark()));
        ProcessBuilder child = new ProcessBuilder("/bin/sh", "-c", "exec sleep 600");
        child.environment().put("RESTORE4J_FAMILY", family.mark());
        Process orphan = child.start();
        Files.writeString(
                left.resolve("owner"),
                "99999999:t1:" + bootOfThisMachine() + ":\n" + family.mark() + "\n" + host() + "\n");
        Path alive = Files.createDirectory(dumps.resolve("alive"));
        tool.admin().dump("neo4j").into(dumps).run();

        assertThat(left).doesNotExist();
        assertThat(alive).exists();
        assertThat(orphan.waitFor(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void whatAnotherMachineOrAnotherProgramWorksOnStays() throws Exception {
        Path other = Files.createDirectory(dumps.resolve(".restore4j-other"));
        Files.writeString(other.resolve("owner"), "99999999:t1:" + bootOfThisMachine() + ":\nab\nanother-host\n");
        Path working = Files.createDirectory(dumps.resolve(".restore4j-working"));
        Family family = Family.fresh();
        Files.writeString(
                working.resolve("owner"),
                ProcessIdentity.ofThisProgram().text() + "\n" + family.mark() + "\n" + host() + "\n");
        ProcessBuilder builder = new ProcessBuilder("/bin/sh", "-c", "exec sleep 600");
        builder.environment().put("RESTORE4J_FAMILY", family.mark());
        Process child = builder.start();
        try {
            tool.admin().dump("neo4j").into(dumps).run();

            assertThat(other).exists();
            assertThat(working).exists();
            assertThat(child.isAlive()).isTrue();
        } finally {
            child.destroyForcibly();
        }
        FileTrees.delete(other);
        FileTrees.delete(working);
    }

    private static String host() throws IOException {
        return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
    }

    private static String bootOfThisMachine() {
        return ProcessIdentity.ofThisProgram().boot();
    }
}
