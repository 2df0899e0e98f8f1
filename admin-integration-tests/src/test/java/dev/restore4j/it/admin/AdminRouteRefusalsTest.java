package dev.restore4j.it.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restore4j.Assessment;
import dev.restore4j.ConfirmedRestore;
import dev.restore4j.RestorePlan;
import dev.restore4j.admin.Neo4jAdmin;
import dev.restore4j.aura.AuraTarget;
import dev.restore4j.aura.AuraTargetBuilder;
import dev.restore4j.it.admin.AdminWorld.End;
import dev.restore4j.testkit.admin.AdminFault;
import dev.restore4j.testkit.admin.StoreSpec;
import dev.restore4j.testkit.admin.ToolCommand;
import dev.restore4j.testkit.fault.ImportFault;
import dev.restore4j.testkit.model.LoadFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is wrong is refused by a code of its own, and nothing is uploaded. */
class AdminRouteRefusalsTest extends OnLoopback {

    @TempDir
    static Path directory;

    private static AdminWorld world(String name) {
        return AdminWorld.in(loopback, directory, name);
    }

    private static Callable<Void> refusal(String expected, Consumer<AdminWorld> trouble) {
        return () -> {
            AdminWorld world = world("w" + Integer.toHexString((expected + trouble).hashCode()));
            trouble.accept(world);
            world.mustBeRefused(world.run(), expected);
            return null;
        };
    }

    @Test
    void aSourceThatCannotBeDumpedIsRefusedBeforeAnythingIsWritten() throws Exception {
        AdminWorld tools = world("sources");
        tools.tool()
                .addDatabase("used", StoreSpec.of("x").inUse())
                .addDatabase("killed", StoreSpec.of("x").needsRecovery())
                .addDatabase("foreign", StoreSpec.of("x").notPermitted())
                .addDatabase("system", StoreSpec.of("x"));
        Neo4jAdmin admin = tools.admin();
        try (AuraTarget target = tools.target()) {
            for (String[] each : new String[][] {
                {"used", "database-in-use"},
                {"missing", "database-missing"},
                {"killed", "needs-recovery"},
                {"foreign", "no-permission"},
                {"system", "system-database"}
            }) {
                End end = AdminWorld.run(
                        () -> RestorePlan.from(admin.database(each[0]).dumpsIn(tools.dumps()))
                                .into(target)
                                .confirm()
                                .execute());
                tools.mustBeRefused(end, "PLANNED NO " + each[1]);
                assertThat(end.message()).as(each[1]).contains(each[0].equals("foreign") ? "user" : each[0]);
            }
        }
        assertThat(tools.tool().calls(ToolCommand.DUMP)).isEmpty();
        assertThat(tools.dumps()).doesNotExist();
    }

    @Test
    void aToolThatIsNotWhatItShouldBeIsRefused() throws Exception {
        AdminWorld.together(List.of(
                refusal(
                        "PLANNED NO tool-not-found",
                        world -> delete(world.tool().executable())),
                refusal(
                        "PLANNED NO tool-not-executable",
                        world -> notExecutable(world.tool().executable())),
                refusal("PLANNED NO tool-version-unknown", world -> script(world, "echo 4.4.44")),
                refusal("PLANNED NO tool-version-unknown", world -> script(world, "echo what a version")),
                refusal(
                        "PLANNED NO tool-without-upload",
                        world -> script(
                                world,
                                "case $1 in --version) echo 5.26.30;; *) echo \"Unmatched arguments from"
                                        + " index 1: 'upload'\" >&2; exit 2;; esac")),
                goneMeanwhile()));
    }

    /** It was there when it was built, and is not there when it is to be started. */
    private static Callable<Void> goneMeanwhile() {
        return () -> {
            AdminWorld world = world("gone");
            try (AuraTarget target = world.target()) {
                ConfirmedRestore confirmed = world.plan(world.source(), target).confirm();
                Files.move(world.tool().executable(), world.tool().executable().resolveSibling("away"));
                world.mustBeRefused(AdminWorld.run(confirmed::execute), "REJECTED NO tool-not-found");
            }
            return null;
        };
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void notExecutable(Path file) {
        try {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void script(AdminWorld world, String script) {
        try {
            Files.writeString(world.tool().executable(), "#!/bin/sh\n" + script + "\n");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aDumpThatIsNotWholeIsRefusedBeforeItIsSent() throws Exception {
        AdminWorld.together(List.of(
                refusal("REJECTED NO disk-full", world -> world.tool().next(ToolCommand.DUMP, AdminFault.diskFull())),
                refusal(
                        "REJECTED NO archive-invalid",
                        world -> world.tool().next(ToolCommand.DUMP, AdminFault.cutArchive())),
                refusal(
                        "REJECTED NO archive-invalid",
                        world -> world.tool().next(ToolCommand.DUMP, AdminFault.flippedArchive())),
                refusal(
                        "REJECTED NO inconsistent",
                        world -> world.tool()
                                .next(
                                        ToolCommand.CHECK,
                                        AdminFault.says("Inconsistencies found. See 'x.report' for details.", 1))),
                refusal(
                        "REJECTED NO archive-invalid",
                        world -> world.tool()
                                .next(
                                        ToolCommand.CHECK,
                                        AdminFault.says(
                                                "Failed to prepare for consistency check: ZstdIOException: Data corruption"
                                                        + " detected",
                                                70))),
                refusal("REJECTED NO killed", world -> world.tool().next(ToolCommand.DUMP, AdminFault.killed())),
                refusal(
                        "REJECTED NO tool-failed",
                        world -> world.tool().next(ToolCommand.DUMP, AdminFault.says("The moon is full", 1))),
                refusal(
                        "REJECTED NO database-in-use",
                        world -> world.tool()
                                .next(
                                        ToolCommand.DUMP,
                                        AdminFault.says(
                                                "The database is in use. Stop database 'neo4j' and try again.", 1)))));
    }

    @Test
    void aDumpThatTakesLongerThanItMayIsEnded() throws Exception {
        AdminWorld world = world("long");
        world.tool().next(ToolCommand.DUMP, AdminFault.hangs());
        Neo4jAdmin admin = Neo4jAdmin.builder()
                .executable(world.tool().executable())
                .home(world.tool().home())
                .timeLimit(Duration.ofSeconds(20))
                .build();
        try (AuraTarget target = world.target()) {
            End end = AdminWorld.run(() -> world.plan(admin.database("neo4j").dumpsIn(world.dumps()), target)
                    .confirm()
                    .execute());
            world.mustBeRefused(end, "REJECTED NO timed-out");
        }
    }

    @Test
    void whatChangedSinceItWasConfirmedIsRefused() throws Exception {
        AdminWorld.together(List.of(
                changed(
                        "written",
                        world -> world.tool()
                                .addDatabase(
                                        "neo4j", StoreSpec.of("more orders").lastTransaction(43)),
                        "changed-since-assessment",
                        "neo4j.dump"),
                changed("started", world -> world.tool().start("neo4j"), "database-in-use"),
                changed("paused", world -> world.instance().pause(), "changed-since-assessment", "neo4j.dump")));
    }

    private static Callable<Void> changed(String name, Consumer<AdminWorld> change, String code, String... left) {
        return () -> {
            AdminWorld world = world(name);
            try (AuraTarget target = world.target()) {
                Assessment assessment = world.plan(world.source(), target).assess();
                ConfirmedRestore confirmed = assessment.confirm();
                change.accept(world);
                world.mustBeRefused(AdminWorld.run(confirmed::execute), "REJECTED NO " + code, left);
            }
            return null;
        };
    }

    /** The target is read once more between the check of the dump and its upload, and the dump is looked at then. */
    @Test
    void aDumpThatIsTouchedAfterItsCheckIsNotSent() throws Exception {
        AdminWorld.together(List.of(
                touched("cut", dump -> Files.write(dump, new byte[] {1}), "neo4j.dump"),
                touched("deleted", Files::delete)));
    }

    private interface Touch {
        void accept(Path dump) throws IOException;
    }

    private static Callable<Void> touched(String name, Touch touch, String... left) {
        return () -> {
            AdminWorld world = world(name);
            // the third look at the status follows the dump: it is held until the dump was touched
            AuraTargetBuilder builder = world.targetAt(world.bolt()).listener(event -> {
                Path[] dumps = dumps(world);
                if (event.toString().contains("is dumped and checked") && dumps.length == 1) {
                    try {
                        touch.accept(dumps[0]);
                    } catch (IOException e) {
                        throw new AssertionError(e);
                    }
                }
            });
            world.fault("GET", "/databases/*/import/status", ImportFault.refused(503, LoadFailure.of("Later", "Busy")))
                    .after(1);
            try (AuraTarget target = builder.build()) {
                End end = AdminWorld.run(
                        () -> world.plan(world.source(), target).confirm().execute());
                world.mustBeRefused(end, "REJECTED NO dump-changed", left);
            }
            return null;
        };
    }

    private static Path[] dumps(AdminWorld world) {
        try (var files = Files.walk(world.dumps())) {
            return files.filter(file -> file.toString().endsWith("/neo4j.dump")
                            && !file.getParent().getFileName().toString().equals("dump"))
                    .toArray(Path[]::new);
        } catch (IOException e) {
            return new Path[0];
        }
    }
}
