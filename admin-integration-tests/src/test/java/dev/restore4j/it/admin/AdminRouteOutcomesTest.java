package dev.restore4j.it.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restore4j.RestoreOperation;
import dev.restore4j.admin.Neo4jAdmin;
import dev.restore4j.aura.AuraTarget;
import dev.restore4j.it.admin.AdminWorld.End;
import dev.restore4j.it.admin.AdminWorld.Loopback;
import dev.restore4j.testkit.admin.AdminFault;
import dev.restore4j.testkit.admin.ToolCommand;
import dev.restore4j.testkit.admin.UploadStep;
import dev.restore4j.testkit.fault.Fault;
import dev.restore4j.testkit.fault.ImportFault;
import dev.restore4j.testkit.model.LoadFailure;
import dev.restore4j.testkit.store.StoreCall;
import dev.restore4j.testkit.store.StoreFault;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** However an upload ends: what is said of it is so, and it is sent again only where it was provably not taken over. */
class AdminRouteOutcomesTest extends OnLoopback {

    private static final String AUTH = "/databases/*/import/auth";
    private static final String SIZE = "/databases/*/import/size";
    private static final String START = "/v2/databases/*/import";
    private static final String COMPLETE = "/databases/*/import/upload-complete";

    private static final String DONE = "COMPLETED YES ACCEPTED_AND_SEEN";
    private static final String SEEN = "COMPLETED YES SEEN_ONLY";
    private static final String UNKNOWN = "OUTCOME_UNKNOWN UNKNOWN OutcomeUnknownException";

    /** Two logins are this program's own. */
    private static final int OWN_LOGINS = 2;

    @TempDir
    static Path directory;

    /** What is expected. */
    private record Expected(String end, int uploads, int imports, String words) {}

    private static Expected end(String end, int uploads, int imports, String words) {
        return new Expected(end, uploads, imports, words);
    }

    private static Expected rejected(String code, String words) {
        return end("REJECTED NO " + code, 1, 0, words);
    }

    private static Fault answer(int status) {
        return ImportFault.refused(status, LoadFailure.of("As the test wants it", "Test"));
    }

    private static void judge(AdminWorld world, End end, Expected expected) throws IOException {
        String where = world.instance().name() + ": " + end + " " + end.message();
        assertThat(end).as(where).hasToString(expected.end());
        assertThat(world.uploads()).as(where).hasSize(expected.uploads());
        assertThat(world.imports()).as(where).isEqualTo(expected.imports());
        assertThat(end.message()).as(where).contains(expected.words());
        assertThat(end.message()).as(where).doesNotContain(world.instance().password());
        assertThat(world.instance().content().startsWith("import:"))
                .as(where)
                .isEqualTo(expected.end().startsWith("COMPLETED"));
        assertThat(world.left()).as(where).containsExactly("neo4j.dump");
        assertThat(world.running()).as(where).isEmpty();
    }

    private static Callable<Void> trial(
            AdminWorld base, Neo4jAdmin admin, String name, Consumer<AdminWorld> trouble, Expected expected) {
        return () -> {
            AdminWorld world = base.beside(name);
            trouble.accept(world);
            try (AuraTarget target = world.target()) {
                End end =
                        AdminWorld.run(() -> world.plan(admin.database("neo4j").dumpsIn(world.dumps()), target)
                                .confirm()
                                .execute());
                judge(world, end, expected);
            }
            return null;
        };
    }

    private static Consumer<AdminWorld> once(String path, Fault fault) {
        return world -> world.fault("POST", path, fault).after(path.equals(AUTH) ? OWN_LOGINS : 0);
    }

    @Test
    void whatTheConsoleAnswersBeforeTheCompletionWasNotTakenOver() throws Exception {
        AdminWorld base = AdminWorld.in(loopback, directory, "before");
        Neo4jAdmin admin = base.admin();
        AdminWorld.together(List.of(
                trial(base, admin, "auth401", once(AUTH, answer(401)), rejected("AccessException", "Correct the user")),
                trial(base, admin, "auth403", once(AUTH, answer(403)), rejected("AccessException", "administer it")),
                trial(base, admin, "auth404", once(AUTH, answer(404)), rejected("target-missing", "no such instance")),
                trial(base, admin, "auth409", once(AUTH, answer(409)), rejected("no-consent", "overwritten")),
                trial(base, admin, "auth301", once(AUTH, answer(301)), rejected("protocol-outdated", "newest")),
                trial(base, admin, "auth400", once(AUTH, answer(400)), rejected("unexpected-response", "code 400")),
                trial(base, admin, "auth503", once(AUTH, answer(503)), end(DONE, 2, 1, "")),
                trial(base, admin, "auth429", once(AUTH, answer(429)), end(DONE, 2, 1, "")),
                trial(
                        base,
                        admin,
                        "size422",
                        once(SIZE, ImportFault.tooLarge()),
                        rejected("exceeds-max-size", "Minimum storage space required")),
                trial(base, admin, "size500", once(SIZE, answer(500)), end(DONE, 2, 1, "")),
                // the tool itself tries that one again
                trial(base, admin, "size503", once(SIZE, answer(503)), end(DONE, 1, 1, "")),
                trial(base, admin, "start401", once(START, answer(401)), end(DONE, 2, 1, "")),
                trial(base, admin, "start404", once(START, answer(404)), rejected("protocol-outdated", "newest")),
                trial(
                        base,
                        admin,
                        "start422",
                        once(START, answer(422)),
                        rejected("refused", "Error: As the test wants it")),
                trial(
                        base,
                        admin,
                        "auth503always",
                        world -> world.fault("POST", AUTH, answer(503))
                                .after(OWN_LOGINS)
                                .times(9),
                        end("REJECTED NO UnavailableException", 5, 0, "503"))));
        loopback.aura().faults().assertAllStruck();
    }

    @Test
    void fromTheCompletionOnItIsNeverSentAgainUnlessItWasRefused() throws Exception {
        AdminWorld base = AdminWorld.in(loopback, directory, "after");
        Neo4jAdmin admin = base.admin();
        LoadFailure corrupt = LoadFailure.of("The store is corrupt", "Corrupt");
        AdminWorld.together(List.of(
                trial(
                        base,
                        admin,
                        "complete409",
                        once(COMPLETE, ImportFault.noConsent()),
                        rejected("no-consent", "consent")),
                trial(base, admin, "complete404", once(COMPLETE, answer(404)), rejected("protocol-outdated", "newest")),
                trial(base, admin, "complete422", once(COMPLETE, answer(422)), rejected("transfer-failed", "")),
                trial(base, admin, "complete500", once(COMPLETE, answer(500)), end(UNKNOWN, 1, 0, "not sent again")),
                trial(base, admin, "complete202", once(COMPLETE, ImportFault.answeredWith(202)), end(SEEN, 1, 1, "")),
                trial(
                        base,
                        admin,
                        "complete503done",
                        once(COMPLETE, Fault.serverErrorAfterWork(503)),
                        end(SEEN, 1, 1, "")),
                trial(base, admin, "completeLost", once(COMPLETE, Fault.answerLost()), end(SEEN, 1, 1, "")),
                trial(base, admin, "completeReset", once(COMPLETE, Fault.reset()), end(UNKNOWN, 1, 0, "")),
                trial(
                        base,
                        admin,
                        "failedSaid",
                        once(COMPLETE, ImportFault.loadingFailed(corrupt)),
                        end("FAILED YES RestoreFailedException", 1, 1, "The store is corrupt")),
                trial(
                        base,
                        admin,
                        "failedUnsaid",
                        once(COMPLETE, ImportFault.loadingFailed()),
                        end("FAILED YES RestoreFailedException", 1, 1, "loading failed"))));
        loopback.aura().faults().assertAllStruck();
    }

    /** A tool of its own. */
    private static Callable<Void> tool(String name, AdminFault fault, Expected expected) {
        return () -> {
            AdminWorld world = AdminWorld.in(loopback, directory, name);
            world.tool().next(ToolCommand.UPLOAD, fault);
            judge(world, world.run(), expected);
            world.tool().assertAllStruck();
            return null;
        };
    }

    @Test
    void aToolThatEndsAsNobodyExpectsIsJudgedByHowFarItCame() throws Exception {
        List<Callable<Void>> cases = new ArrayList<>(List.of(
                tool("killed", AdminFault.killed(), end(DONE, 2, 1, "")),
                tool("halfLine", AdminFault.halfLine(), end(UNKNOWN, 1, 0, "")),
                tool(
                        "uncaught",
                        AdminFault.uncaught("java.lang.IllegalStateException: at a loss"),
                        end(UNKNOWN, 1, 0, "")),
                flood(),
                hangsAfter(),
                // what nobody recognizes proves nothing
                tool("gibberish", AdminFault.says("The moon is full", 1), end(UNKNOWN, 1, 0, "")),
                killedAt("killedAtComplete", UploadStep.COMPLETE, end(UNKNOWN, 1, 0, "")),
                killedAt("killedAtPut", UploadStep.PUT, end(DONE, 2, 1, ""))));
        AdminWorld.together(cases);
    }

    /** It waits for the import, and for ever: it is ended, since Aura has taken over. */
    private static Callable<Void> hangsAfter() {
        return () -> {
            AdminWorld world = AdminWorld.in(loopback, directory, "hangsAfter");
            world.tool().next(ToolCommand.UPLOAD, AdminFault.hangsAt(UploadStep.STATUS));
            judge(world, world.run(), end(DONE, 1, 1, ""));
            world.tool().assertAllStruck();
            assertThat(world.uploads().get(0).exitCode()).isEmpty();
            return null;
        };
    }

    /** It never stops printing, and is ended when it has printed 64 MB: of one that is ended so, nothing is proven. */
    private static Callable<Void> flood() {
        return () -> {
            AdminWorld world = AdminWorld.in(loopback, directory, "flood");
            world.tool().next(ToolCommand.UPLOAD, AdminFault.prints(Long.MAX_VALUE));
            End end = world.run();
            judge(world, end, end(UNKNOWN, 1, 0, ""));
            world.tool().assertAllStruck();
            return null;
        };
    }

    /** Somebody kills the tool while it waits for an answer. */
    private static Callable<Void> killedAt(String name, UploadStep step, Expected expected) {
        return () -> {
            AdminWorld world = AdminWorld.in(loopback, directory, name);
            world.tool().next(ToolCommand.UPLOAD, AdminFault.hangsAt(step));
            try (AuraTarget target = world.target()) {
                RestoreOperation operation =
                        world.plan(world.source(), target).confirm().start();
                AdminWorld.await("it hangs at " + step, () -> world.hasUploaded(step == UploadStep.PUT ? 0.5 : 1));
                AdminWorld.await("it hangs", () -> hasStruck(world));
                ProcessHandle.of(world.uploads().get(0).pid()).orElseThrow().destroyForcibly();
                judge(world, AdminWorld.run(operation::await), expected);
            }
            return null;
        };
    }

    private static boolean hasStruck(AdminWorld world) {
        try {
            world.tool().assertAllStruck();
            return true;
        } catch (AssertionError e) {
            return false;
        }
    }

    /** The stores know no instances, so that each trial has an Aura of its own. */
    @Test
    void whatTheStoreAnswersWasNotTakenOver() throws Exception {
        AdminWorld.together(List.of(
                store(
                        "start403",
                        StoreFault.error(403),
                        StoreCall.SESSION_START,
                        rejected("unexpected-response", "403")),
                store("start503", StoreFault.error(503), StoreCall.SESSION_START, end(DONE, 2, 1, "")),
                store("put400", StoreFault.error(400), StoreCall.SESSION_BYTES, end(DONE, 2, 1, "")),
                store("put503", StoreFault.error(503), StoreCall.SESSION_BYTES, end(DONE, 1, 1, "")),
                store("putReset", StoreFault.reset(), StoreCall.SESSION_BYTES, end(DONE, 2, 1, ""))));
    }

    private static Callable<Void> store(String name, StoreFault fault, StoreCall call, Expected expected) {
        return () -> {
            try (Loopback own = Loopback.open()) {
                AdminWorld world = AdminWorld.in(own, directory, name);
                own.aura().stores().faults().next(fault).on(call);
                judge(world, world.run(), expected);
                own.aura().stores().faults().assertAllStruck();
            }
            return null;
        };
    }

    /** {@return the tool, or what it has left behind where that is what it does} */
    private static List<ProcessHandle> silent(AdminWorld world) {
        List<Long> pids = new ArrayList<>(world.tool().grandchildren());
        pids.add(world.uploads().get(0).pid());
        return pids.stream().flatMap(pid -> ProcessHandle.of(pid).stream()).toList();
    }

    /** Two hours without a word: it is ended with all that it has started, and judged by how far it came. */
    @Test
    void aToolThatHangsForHoursIsEnded() throws Exception {
        AdminWorld.together(List.of(
                silent("silentPut", AdminFault.hangsAt(UploadStep.PUT), end(DONE, 2, 1, "")),
                silent("silentOutput", AdminFault.closesOutputAndLivesOn(), end(DONE, 2, 1, "")),
                silent("silentGrandchild", AdminFault.leavesGrandchild(), end(UNKNOWN, 1, 0, "")),
                silent("silentComplete", AdminFault.hangsAt(UploadStep.COMPLETE), end(UNKNOWN, 1, 0, ""))));
    }

    private static Callable<Void> silent(String name, AdminFault fault, Expected expected) {
        return () -> {
            try (Loopback own = Loopback.open()) {
                AdminWorld world = AdminWorld.in(own, directory, name);
                world.tool().next(ToolCommand.UPLOAD, fault);
                try (AuraTarget target = world.target()) {
                    RestoreOperation operation =
                            world.plan(world.source(), target).confirm().start();
                    AdminWorld.await(
                            name + " has sent", () -> world.hasUploaded(name.equals("silentComplete") ? 1 : 0.5));
                    AdminWorld.await(name + " is silent", () -> hasStruck(world));
                    List<ProcessHandle> silent = silent(world);
                    assertThat(silent).isNotEmpty();
                    for (int passed = 0; passed < 13 && silent.stream().anyMatch(ProcessHandle::isAlive); passed++) {
                        own.time().advance(Duration.ofMinutes(10));
                        world.lookedAgain();
                    }
                    judge(world, AdminWorld.run(operation::await), expected);
                    world.tool().assertAllStruck();
                    // who was killed is gone once the system has noticed
                    AdminWorld.await(
                            "nobody is left",
                            () -> world.tool().grandchildren().stream()
                                    .flatMap(pid -> ProcessHandle.of(pid).stream())
                                    .noneMatch(ProcessHandle::isAlive));
                }
            }
            return null;
        };
    }
}
