package dev.restore4j.it.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.restore4j.RestoreOperation;
import dev.restore4j.aura.AuraTarget;
import dev.restore4j.error.RestoreCancelledException;
import dev.restore4j.error.WaitInterruptedException;
import dev.restore4j.error.WaitTimeoutException;
import dev.restore4j.event.RestoreEvent.Progressed;
import dev.restore4j.it.admin.AdminWorld.End;
import dev.restore4j.journal.FileJournal;
import dev.restore4j.operation.Cancellation;
import dev.restore4j.operation.RestoreState;
import dev.restore4j.testkit.admin.AdminCall;
import dev.restore4j.testkit.admin.AdminFault;
import dev.restore4j.testkit.admin.ToolCommand;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is stopped before the upload ends with its tool; what is stopped in its midst goes on, and is found again. */
class AdminRouteStoppedTest extends OnLoopback {

    private static final String DONE = "COMPLETED YES ACCEPTED_AND_SEEN";

    @TempDir
    static Path directory;

    @Test
    void whateverStopsItNothingIsLeftOverAndNothingIsSentTwice() throws Exception {
        AdminWorld.together(List.of(
                cancelled("cancelledDumping", ToolCommand.DUMP, AdminFault.hangs()),
                cancelled("cancelledStubborn", ToolCommand.DUMP, AdminFault.hangsAndIgnoresTerm()),
                cancelled("cancelledChecking", ToolCommand.CHECK, AdminFault.hangs()),
                cancelledElsewhere(),
                closedWhileDumping(),
                closedWhileUploading(),
                closedUntilItWasOver(),
                tooLateToCancel()));
    }

    private static Callable<Void> cancelled(String name, ToolCommand command, AdminFault fault) {
        return () -> {
            AdminWorld world = AdminWorld.in(loopback, directory, name);
            world.tool().next(command, fault);
            try (AuraTarget target = world.target()) {
                RestoreOperation operation =
                        world.plan(world.source(), target).confirm().start();
                AdminCall call = awaitCall(world, command);

                assertThat(operation.cancel()).as(name).isEqualTo(Cancellation.BEFORE_SUBMISSION);
                mustBeCancelled(world, operation, call);
            }
            return null;
        };
    }

    /** By another client of the same journal, which has no plan. */
    private static Callable<Void> cancelledElsewhere() {
        return () -> {
            AdminWorld world = AdminWorld.in(loopback, directory, "cancelledElsewhere");
            world.tool().next(ToolCommand.DUMP, AdminFault.hangs());
            try (AuraTarget target = world.target();
                    AuraTarget other = world.target()) {
                RestoreOperation operation =
                        world.plan(world.source(), target).confirm().start();
                AdminCall call = awaitCall(world, ToolCommand.DUMP);

                assertThat(other.operations().attach(operation.id()).cancel())
                        .isEqualTo(Cancellation.BEFORE_SUBMISSION);
                mustBeCancelled(world, operation, call);
            }
            return null;
        };
    }

    private static void mustBeCancelled(AdminWorld world, RestoreOperation operation, AdminCall call) throws Exception {
        assertThatThrownBy(operation::await).isInstanceOfSatisfying(RestoreCancelledException.class, error -> {
            assertThat(error.state()).isEqualTo(RestoreState.CANCELLED);
            assertThat(error.getMessage()).contains("before anything was sent");
        });
        // who was killed is gone once the system has noticed
        AdminWorld.await(
                "the tool is gone",
                () -> ProcessHandle.of(call.pid())
                        .filter(ProcessHandle::isAlive)
                        .isEmpty());
        assertThat(world.running()).isEmpty();
        assertThat(world.left()).isEmpty();
        assertThat(world.uploads()).isEmpty();
        assertThat(world.received()).isEmpty();
    }

    private static AdminCall awaitCall(AdminWorld world, ToolCommand command) throws InterruptedException {
        AdminWorld.await(
                command + " of " + world.instance().name(),
                () -> !world.tool().calls(command).isEmpty());
        AdminWorld.await(
                "the midst of " + command,
                () -> world.events().stream()
                        .filter(Progressed.class::isInstance)
                        .map(event -> ((Progressed) event).progress())
                        .anyMatch(progress -> command.name().equalsIgnoreCase(progress.phase())
                                && progress.fraction().orElse(0) > 0));
        return world.tool().calls(command).get(0);
    }

    private static Callable<Void> closedWhileDumping() {
        return () -> {
            AdminWorld world = AdminWorld.in(loopback, directory, "closedWhileDumping");
            world.tool().next(ToolCommand.DUMP, AdminFault.hangs());
            RestoreOperation operation;
            try (AuraTarget target = world.target()) {
                operation = world.plan(world.source(), target).confirm().start();
                awaitCall(world, ToolCommand.DUMP);
            }
            assertThatThrownBy(operation::await)
                    .isInstanceOf(WaitInterruptedException.class)
                    .hasMessageContaining("run the same program again");
            assertThat(world.running()).isEmpty();
            assertThat(world.left()).isEmpty();

            End end = world.run();

            assertThat(end).as(end.message()).hasToString(DONE);
            assertThat(end.result().id()).isEqualTo(operation.id());
            assertThat(world.tool().calls(ToolCommand.DUMP)).hasSize(2);
            // what has ended is not done again
            assertThat(world.run().result().id()).isEqualTo(operation.id());
            assertThat(world.tool().calls(ToolCommand.DUMP)).hasSize(2);
            assertThat(world.imports()).isOne();
            return null;
        };
    }

    private static Callable<Void> closedWhileUploading() {
        return () -> {
            AdminWorld world = AdminWorld.in(loopback, directory, "closedWhileUploading");
            world.holdUpload();
            RestoreOperation operation;
            try (AuraTarget target = world.target()) {
                operation = world.plan(world.source(), target).confirm().start();
                awaitUploading(world);
            }
            assertThatThrownBy(operation::await)
                    .isInstanceOf(WaitInterruptedException.class)
                    .hasMessageContaining("SUBMITTING")
                    .hasMessageContaining("run the same program again");
            ProcessHandle tool = ProcessHandle.of(world.uploads().get(0).pid()).orElseThrow();
            assertThat(tool.isAlive()).isTrue();

            withoutPlan(world, operation);
            withoutLogin(world);
            assertThat(tool.isAlive()).isTrue();
            world.tool().start("neo4j"); // the source is the dump now
            world.letGoOn();
            End end = world.run();

            assertThat(end).as(end.message()).hasToString(DONE);
            assertThat(end.result().id()).isEqualTo(operation.id());
            mustBeOneImport(world);
            return null;
        };
    }

    /** Who has no plan does not know how to find out what became of the upload, and says who does. */
    private static void withoutPlan(AdminWorld world, RestoreOperation operation) {
        try (AuraTarget other = world.target()) {
            RestoreOperation attached = other.operations().attach(operation.id());
            assertThatThrownBy(() -> attached.await(Duration.ofSeconds(10)))
                    .isInstanceOf(WaitTimeoutException.class)
                    .hasMessageContaining("run its own program again");
            assertThat(attached.status().state()).isEqualTo(RestoreState.SUBMITTING);
        }
    }

    /** What the tool printed is not read without the password, which might be in it. */
    private static void withoutLogin(AdminWorld world) {
        try (AuraTarget target = AuraTarget.builder(world.bolt(), () -> {
                    throw new IllegalStateException("the vault is closed");
                })
                .console(loopback.server().baseUri())
                .journal(FileJournal.at(world.journal()))
                .time(loopback.time())
                .build()) {
            End end = AdminWorld.run(
                    () -> world.plan(world.source(), target).confirm().execute());
            assertThat(end).as(end.message()).hasToString("SUBMITTING UNKNOWN AccessException");
        }
    }

    /** The program comes back when the tool has seen all of it, and is the only one who has. */
    private static Callable<Void> closedUntilItWasOver() {
        return () -> {
            AdminWorld world = AdminWorld.in(loopback, directory, "closedUntilItWasOver");
            world.holdUpload();
            try (AuraTarget target = world.target()) {
                world.plan(world.source(), target).confirm().start();
                awaitUploading(world);
            }
            world.letGoOn();
            AdminWorld.await(
                    "the tool ends", () -> world.uploads().get(0).exitCode().isPresent());
            assertThat(world.instance().content()).startsWith("import:");

            End end = world.run();

            assertThat(end).as(end.message()).hasToString(DONE);
            mustBeOneImport(world);
            return null;
        };
    }

    private static void awaitUploading(AdminWorld world) throws InterruptedException {
        AdminWorld.await("half of it is sent", () -> world.hasUploaded(0.5));
    }

    private static void mustBeOneImport(AdminWorld world) throws Exception {
        assertThat(world.uploads()).hasSize(1);
        assertThat(world.imports()).isOne();
        assertThat(world.tool().calls(ToolCommand.DUMP)).hasSize(1);
        assertThat(world.left()).containsExactly("neo4j.dump");
        assertThat(world.running()).isEmpty();
    }

    private static Callable<Void> tooLateToCancel() {
        return () -> {
            AdminWorld world = AdminWorld.in(loopback, directory, "tooLateToCancel");
            world.holdUpload();
            try (AuraTarget target = world.target()) {
                RestoreOperation operation =
                        world.plan(world.source(), target).confirm().start();
                awaitUploading(world);

                assertThat(operation.cancel()).isEqualTo(Cancellation.TOO_LATE);
                world.letGoOn();
                End end = AdminWorld.run(operation::await);
                assertThat(end).as(end.message()).hasToString(DONE);
            }
            mustBeOneImport(world);
            return null;
        };
    }
}
