package dev.restore4j.testkit.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
class AdminFaultTest {

    @TempDir
    private Path directory;

    private FakeNeo4jAdmin fake;

    @BeforeEach
    void install() {
        fake = FakeNeo4jAdmin.in(directory.resolve("home")).addDatabase("neo4j", StoreSpec.of("orders ".repeat(5000)));
    }

    private FakeRun run(String... arguments) {
        return FakeRun.start(fake, Map.of(), arguments);
    }

    private FakeRun dump() {
        return run("database", "dump", "--to-path=" + directory, "neo4j");
    }

    private FakeRun check() {
        return run("database", "check", "--from-path=" + directory, "neo4j");
    }

    @Test
    void aFaultIsOnOneRunOfOneCommand() throws InterruptedException {
        fake.nth(2, ToolCommand.VERSION, AdminFault.says("later", 1));
        assertThat(run("--version").exitCode()).isZero();
        assertThat(run("database", "info", "neo4j").exitCode()).isZero();
        FakeRun second = run("--version");
        assertThat(second.exitCode()).isEqualTo(1);
        assertThat(second.err()).isEqualTo("later\n");
        assertThat(second.out()).isEmpty();
        assertThat(run("--version").exitCode()).isZero();
    }

    @Test
    void aFaultOnAllRunsGivesWayToOneOnThisRun() throws InterruptedException {
        fake.always(ToolCommand.VERSION, AdminFault.says("always", 3))
                .next(ToolCommand.VERSION, AdminFault.says("now", 4));
        assertThat(run("--version").exitCode()).isEqualTo(4);
        assertThat(run("--version").exitCode()).isEqualTo(3);
        fake.clearFaults();
        assertThat(run("--version").exitCode()).isZero();
    }

    @Test
    void whatTheLibraryAsksBeforehandIsNoRunThatAFaultWasPutOn() throws InterruptedException {
        fake.next(ToolCommand.UPLOAD, AdminFault.says("no upload", 5))
                .next(ToolCommand.CHECK, AdminFault.says("no check", 6))
                .nth(2, ToolCommand.PROBE, AdminFault.says("no answer", 7));
        assertThat(run("database", "upload", "--restore4j-asks").exitCode()).isEqualTo(64);
        FakeRun where = run("database", "check", "restore4j-00ff");
        assertThat(where.exitCode()).isEqualTo(7);
        FakeRun places = run("database", "check", "--verbose", "restore4j-00ff");
        assertThat(places.exitCode()).isEqualTo(70);
        assertThat(places.err()).contains("at databases path: '" + fake.home());
        assertThat(fake.calls(ToolCommand.PROBE)).hasSize(3);
        assertThat(run("database", "upload", "neo4j").exitCode()).isEqualTo(5);
        assertThat(run("database", "check", "neo4j").exitCode()).isEqualTo(6);
        fake.assertAllStruck();
    }

    @Test
    void aFaultThatChangedNothingIsTold() throws InterruptedException {
        fake.next(ToolCommand.CHECK, AdminFault.diskFull()).always(ToolCommand.DUMP, AdminFault.hangs());
        assertThat(run("database", "check", "neo4j").exitCode()).isZero(); // of a store, nothing is unpacked
        assertThatThrownBy(fake::assertAllStruck)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("run 1 of CHECK: DISK_FULL[]; each DUMP: HANGS[]")
                .hasMessageContaining("[CHECK]");

        fake.clearFaults();
        fake.assertAllStruck();
        fake.always(ToolCommand.VERSION, AdminFault.slow(Duration.ofMillis(1)));
        assertThat(run("--version").exitCode()).isZero();
        fake.assertAllStruck();
        fake.clearFaults();
        fake.always(ToolCommand.VERSION, AdminFault.slow(Duration.ofMillis(1)));
        assertThatThrownBy(fake::assertAllStruck).isInstanceOf(AssertionError.class);
    }

    @Test
    void aFaultThatCouldChangeNothingIsRefused() {
        assertThatThrownBy(() -> fake.next(ToolCommand.UPLOAD, AdminFault.cutArchive()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("CUT_ARCHIVE[] changes nothing in a run of UPLOAD. Put it on another command.");
        assertThatThrownBy(() -> fake.always(ToolCommand.INFO, AdminFault.diskFull()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> fake.next(ToolCommand.DUMP, AdminFault.hangsAt(UploadStep.PUT)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> fake.next(ToolCommand.OTHER, AdminFault.killed()))
                .isInstanceOf(IllegalArgumentException.class);
        fake.next(ToolCommand.UPLOAD, AdminFault.answers(UploadStep.PUT, 503))
                .uploadsTo(URI.create("http://127.0.0.1:9"));
        assertThatThrownBy(() -> fake.next(ToolCommand.UPLOAD, AdminFault.answers(UploadStep.PUT, 503)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("http://127.0.0.1:9");
    }

    @Test
    void aFullDiskLeavesHalfADumpThatOnlyACheckSeesThrough() throws InterruptedException {
        fake.next(ToolCommand.DUMP, AdminFault.diskFull());
        FakeRun dump = dump();
        assertThat(dump.exitCode()).isEqualTo(1);
        assertThat(dump.out()).contains("Unable to dump database: IOException: No space left on device");
        assertThat(dump.err()).doesNotContain("No space").contains("Dump failed for databases: 'neo4j'");
        assertThat(run("database", "load", "--info", "--from-path=" + directory, "neo4j")
                        .exitCode())
                .isZero();
        assertThat(check().exitCode()).isEqualTo(70);
        fake.assertAllStruck();
    }

    @Test
    void onAFullDiskALoadSaysSoAndACheckDoesNot() throws InterruptedException {
        assertThat(dump().exitCode()).isZero();
        fake.next(ToolCommand.LOAD, AdminFault.diskFull()).next(ToolCommand.CHECK, AdminFault.diskFull());
        FakeRun load = run("database", "load", "--from-path=" + directory, "--overwrite-destination", "neo4j");
        assertThat(load.exitCode()).isEqualTo(1);
        assertThat(load.err()).contains("Unable to load database: IOException: No space left on device");
        FakeRun check = check();
        assertThat(check.exitCode()).isEqualTo(70);
        assertThat(check.err()).contains("Invalid input for a CheckDump").doesNotContain("No space");
        fake.assertAllStruck();
        assertThat(check().exitCode()).isZero();
    }

    @Test
    void aCutAndAFlippedArchiveAreReportedAsSuccess() throws InterruptedException {
        for (AdminFault fault : new AdminFault[] {AdminFault.cutArchive(), AdminFault.flippedArchive()}) {
            fake.next(ToolCommand.DUMP, fault);
            FakeRun dump = run("database", "dump", "--to-path=" + directory, "--overwrite-destination", "neo4j");
            assertThat(dump.exitCode()).isZero();
            assertThat(dump.out()).contains("Dump completed successfully");
            assertThat(check().exitCode()).isEqualTo(70);
        }
        fake.assertAllStruck();
    }

    @Test
    void aRunThatHangsIsEndedByTerm() throws InterruptedException {
        fake.next(ToolCommand.DUMP, AdminFault.hangs());
        try (FakeRun dump = dump()) {
            dump.awaitOutAndFaults("data: 50.0%");
            assertThat(Files.exists(directory.resolve("neo4j.dump"))).isTrue();
            dump.process().destroy();
            assertThat(dump.exitCode()).isEqualTo(143);
        }
        assertThat(fake.calls(ToolCommand.DUMP).get(0).exitCode()).isEmpty();
    }

    @Test
    void aRunThatWaitsForAFileGoesOnWhenItIsThere() throws Exception {
        Path gate = directory.resolve("gate");
        fake.next(ToolCommand.DUMP, AdminFault.waitsFor(gate));
        try (FakeRun dump = dump()) {
            dump.awaitOutAndFaults("data: 50.0%");
            assertThat(dump.process().isAlive()).isTrue();
            Files.createFile(gate);
            assertThat(dump.exitCode()).isZero();
            assertThat(dump.out()).contains("Dump completed successfully");
        }
    }

    @Test
    void aRunThatIgnoresTermIsEndedByKillOnly() throws InterruptedException {
        fake.next(ToolCommand.DUMP, AdminFault.hangsAndIgnoresTerm());
        try (FakeRun dump = dump()) {
            dump.awaitOutAndFaults("data: 50.0%");
            dump.process().destroy();
            assertThat(dump.process().waitFor(500, TimeUnit.MILLISECONDS)).isFalse();
            dump.process().destroyForcibly();
            assertThat(dump.exitCode()).isEqualTo(137);
        }
        fake.assertAllStruck();
    }

    @Test
    void muchOutputComesOnBothStreamsAndTheRunGoesOn() throws InterruptedException {
        fake.next(ToolCommand.VERSION, AdminFault.prints(2_000_000));
        FakeRun run = run("--version");
        assertThat(run.exitCode()).isZero();
        assertThat(run.out().length() + run.err().length()).isGreaterThan(2_000_000);
        assertThat(run.err()).hasSizeGreaterThan(900_000);
        assertThat(run.out()).endsWith("5.26.30\n");
    }

    @Test
    void theOtherEndsAreAsTheyAreCalled() throws InterruptedException {
        fake.next(ToolCommand.INFO, AdminFault.killed());
        assertThat(run("database", "info", "neo4j").exitCode()).isEqualTo(137);
        fake.next(ToolCommand.INFO, AdminFault.halfLine());
        FakeRun half = run("database", "info", "neo4j");
        assertThat(half.exitCode()).isEqualTo(1);
        assertThat(half.out()).isNotEmpty().doesNotEndWith("\n");
        assertThat(half.err()).isNotEmpty().doesNotEndWith("\n");
        fake.next(ToolCommand.INFO, AdminFault.uncaught("java.lang.IllegalStateException: bug"));
        FakeRun bug = run("database", "info", "neo4j");
        assertThat(bug.exitCode()).isEqualTo(70);
        assertThat(bug.err()).startsWith("java.lang.IllegalStateException: bug\n\tat ");
        fake.next(ToolCommand.INFO, AdminFault.slow(Duration.ofMillis(10)));
        assertThat(run("database", "info", "neo4j").exitCode()).isZero();
        fake.assertAllStruck();
    }

    @Test
    void aGrandchildOutlivesTheRunAndHoldsItsOutput() throws Exception {
        fake.next(ToolCommand.DUMP, AdminFault.leavesGrandchild());
        assertThat(dump().exitCode()).isEqualTo(1);
        ProcessHandle grandchild =
                ProcessHandle.of(fake.grandchildren().iterator().next()).orElseThrow();
        assertThat(grandchild.isAlive()).isTrue();
        grandchild.descendants().forEach(ProcessHandle::destroyForcibly);
        grandchild.destroyForcibly();
        grandchild.onExit().get();
    }

    @Test
    void closedOutputIsNoEnd() throws Exception {
        fake.next(ToolCommand.DUMP, AdminFault.closesOutputAndLivesOn());
        ProcessBuilder builder =
                new ProcessBuilder(fake.executable().toString(), "database", "dump", "--to-path=" + directory, "neo4j");
        builder.environment().remove("NEO4J_HOME");
        Process process = builder.redirectErrorStream(true).start();
        try {
            assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .contains("data: 50.0%");
            assertThat(process.isAlive()).isTrue();
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void aDumpOfANewerLineIsFoundOutAfterTheStoreWasReplaced() throws InterruptedException {
        fake.addDatabase("newer", StoreSpec.of("new").writtenByNewerLine());
        assertThat(run("database", "dump", "--to-path=" + directory, "newer").exitCode())
                .isZero();
        fake.addDatabase("newer", StoreSpec.of("old"));
        FakeRun load = run("database", "load", "--from-path=" + directory, "--overwrite-destination=true", "newer");
        assertThat(load.exitCode()).isEqualTo(1);
        assertThat(load.err()).contains("is of a newer version than the current binaries. Downgrade is not supported.");
        assertThat(fake.database("newer")).map(StoreSpec::text).contains("new");
        fake.line(AdminLine.V2026);
        assertThat(run("database", "load", "--from-path=" + directory, "--overwrite-destination=true", "newer")
                        .exitCode())
                .isZero();
    }
}
