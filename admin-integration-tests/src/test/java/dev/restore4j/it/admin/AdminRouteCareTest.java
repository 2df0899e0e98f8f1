package dev.restore4j.it.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restore4j.Assessment;
import dev.restore4j.RestorePlan;
import dev.restore4j.aura.AuraClient;
import dev.restore4j.aura.AuraTarget;
import dev.restore4j.event.RestoreEvent;
import dev.restore4j.event.RestoreEvent.Progressed;
import dev.restore4j.event.RestoreEvent.StateChanged;
import dev.restore4j.it.admin.AdminWorld.End;
import dev.restore4j.operation.Finding;
import dev.restore4j.operation.Proof;
import dev.restore4j.operation.RestoreResult;
import dev.restore4j.operation.RestoreState;
import dev.restore4j.operation.SafetySnapshot;
import dev.restore4j.testkit.RecordedRequest;
import dev.restore4j.testkit.admin.AdminFault;
import dev.restore4j.testkit.admin.ToolCommand;
import dev.restore4j.testkit.fault.Fault;
import dev.restore4j.testkit.fault.ImportFault;
import dev.restore4j.testkit.model.FakeSnapshot;
import dev.restore4j.testkit.model.OperationKind;
import dev.restore4j.testkit.verify.ScriptedCheck;
import dev.restore4j.verify.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is done around an upload: what the instance held is kept and put back, and an upload is tried on another instance. */
class AdminRouteCareTest extends OnLoopback {

    private static final String PRESENT = "what production held";
    private static final String SNAPSHOTS = "/instances/*/snapshots";
    private static final String COMPLETE = "/databases/*/import/upload-complete";

    private static final String DONE = "COMPLETED YES ACCEPTED_AND_SEEN";
    private static final String WRONG = "VERIFICATION_FAILED YES VerificationFailedException";
    private static final String UNKNOWN = "OUTCOME_UNKNOWN UNKNOWN OutcomeUnknownException";

    private static final List<OperationKind> NOTHING = List.of();
    private static final List<OperationKind> LOADED = List.of(OperationKind.IMPORT);
    private static final List<OperationKind> TAKEN_BACK = List.of(OperationKind.IMPORT, OperationKind.RESTORE);

    @TempDir
    static Path directory;

    private static AdminWorld world(String name) {
        AdminWorld world = AdminWorld.in(loopback, directory, name);
        world.instance().write(PRESENT);
        return world;
    }

    private static SafetySnapshot keeping() {
        return SafetySnapshot.within(Duration.ofMinutes(20));
    }

    private static RestorePlan careful(RestorePlan plan) {
        return plan.keepPresent(keeping().orStop())
                .verify(loopback.aura().contentIs("something else"))
                .orRollBack();
    }

    private static End run(AdminWorld world, UnaryOperator<RestorePlan> careOf) {
        try (AuraClient client = world.client()) {
            return AdminWorld.run(
                    () -> careOf.apply(world.plan(client)).confirm().execute());
        }
    }

    private static RestoreResult resultOf(End end) {
        return end.error() == null ? end.result() : end.error().result().orElseThrow();
    }

    private static List<RecordedRequest> requests(AdminWorld world, String method, String end) {
        return loopback.aura().requests().stream()
                .filter(request -> request.path().contains(world.instance().id()))
                .filter(request ->
                        request.method().equals(method) && request.path().matches(".*" + end))
                .toList();
    }

    private static void mustHold(AdminWorld world, String content, List<OperationKind> overwrites) throws IOException {
        String where = world.instance().name();
        assertThat(world.instance().content()).as(where).matches(content);
        assertThat(world.overwrites()).as(where).isEqualTo(overwrites);
        assertThat(world.running()).as(where).isEmpty();
    }

    /** A restore with some care, and what goes wrong with it. */
    private record Trial(String name, UnaryOperator<RestorePlan> care, Consumer<AdminWorld> trouble) {

        static Trial of(String name, UnaryOperator<RestorePlan> care) {
            return new Trial(name, care, world -> {});
        }

        Trial post(String path, Fault fault) {
            return new Trial(name, care, world -> world.fault("POST", path, fault));
        }

        Callable<Void> ends(String expected, String content, List<OperationKind> overwrites, Consumer<End> more) {
            return () -> {
                AdminWorld world = world(name);
                trouble.accept(world);
                End end = run(world, care);
                assertThat(end).as(name + ": " + end.message()).hasToString(expected);
                mustHold(world, content, overwrites);
                assertThat(world.uploads()).as(name).hasSize(expected.startsWith("REJECTED") ? 0 : 1);
                more.accept(end);
                return null;
            };
        }
    }

    @Test
    void whatTheInstanceHoldsIsKeptWholeBetweenTheDumpAndTheUpload() throws Exception {
        AdminWorld world = world("kept");
        Duration taken = Duration.ofSeconds(75);
        world.fault("POST", SNAPSHOTS, Fault.slowSnapshot(taken));

        End end = run(world, plan -> plan.keepPresent(keeping().orStop()));

        assertThat(end).as(end.message()).hasToString(DONE);
        mustHold(world, "import:[0-9a-f]{8}", LOADED);
        assertThat(world.uploads()).hasSize(1);
        FakeSnapshot kept = world.instance().snapshots().get(0);
        assertThat(resultOf(end).safetySnapshot()).contains(kept.id());
        assertThat(kept.content()).isEqualTo(PRESENT);

        List<RecordedRequest> begun = requests(world, "POST", "/snapshots");
        List<RecordedRequest> looks = requests(world, "GET", "/snapshots/" + kept.id());
        List<RecordedRequest> uploads = requests(world, "POST", "/import(/size|/upload-complete)?");
        assertThat(begun).hasSize(1);
        assertThat(looks).hasSizeGreaterThan(1);
        assertThat(uploads).hasSize(3);
        assertThat(looks).allMatch(look -> look.ordinal() > begun.get(0).ordinal());
        Instant complete = begun.get(0).at().plus(taken);
        assertThat(looks)
                .anyMatch(look ->
                        look.ordinal() < uploads.get(0).ordinal() && !look.at().isBefore(complete));
        assertThat(uploads).allMatch(upload -> !upload.at().isBefore(complete));
        assertThat(order(world)).startsWith("dump", "check", "SAFEGUARDING", "upload");
        loopback.aura().faults().assertAllStruck();
    }

    /** In which order listeners heard of the tool's work and of the snapshot. */
    private static List<String> order(AdminWorld world) {
        return world.events().stream()
                .map(AdminRouteCareTest::step)
                .filter(Predicate.not(String::isEmpty))
                .distinct()
                .toList();
    }

    private static String step(RestoreEvent event) {
        if (event instanceof Progressed progressed) {
            return progressed.progress().phase();
        }
        boolean keeps = event instanceof StateChanged changed && changed.to() == RestoreState.SAFEGUARDING;
        return keeps ? RestoreState.SAFEGUARDING.name() : "";
    }

    @Test
    void withoutASafetySnapshotNothingIsUploadedWhereThePlanSaysSo() throws Exception {
        UnaryOperator<RestorePlan> orStop = plan -> plan.keepPresent(keeping().orStop());
        UnaryOperator<RestorePlan> orGoOn = plan -> plan.keepPresent(keeping());
        UnaryOperator<RestorePlan> hurried = plan ->
                plan.keepPresent(SafetySnapshot.within(Duration.ofMinutes(1)).orStop());
        AdminWorld.together(List.of(
                Trial.of("refused", orStop)
                        .post(SNAPSHOTS, Fault.snapshotQuotaExceeded())
                        .ends("REJECTED NO snapshot-quota", PRESENT, NOTHING, AdminRouteCareTest::unsent),
                Trial.of("failed", orStop)
                        .post(SNAPSHOTS, Fault.snapshotFailed())
                        .ends("REJECTED NO safety-snapshot-failed", PRESENT, NOTHING, AdminRouteCareTest::unsent),
                Trial.of("late", hurried)
                        .post(SNAPSHOTS, Fault.slowSnapshot(Duration.ofMinutes(30)))
                        .ends("REJECTED NO safety-snapshot-late", PRESENT, NOTHING, AdminRouteCareTest::unsent),
                Trial.of("goesOn", orGoOn)
                        .post(SNAPSHOTS, Fault.snapshotQuotaExceeded())
                        .ends(
                                DONE,
                                "import:.*",
                                LOADED,
                                end -> assertThat(resultOf(end).warnings())
                                        .extracting(Finding::code)
                                        .contains("no-safety-snapshot"))));
        loopback.aura().faults().assertAllStruck();
    }

    private static void unsent(End end) {
        assertThat(end.message()).contains("Without it nothing is overwritten", "Nothing was sent");
    }

    @Test
    void whatCannotBeDumpedIsNoReasonToTakeASnapshot() throws Exception {
        AdminWorld world = world("undumped");
        world.tool().next(ToolCommand.DUMP, AdminFault.diskFull());

        End end = run(world, plan -> plan.keepPresent(keeping().orStop()));

        world.mustBeRefused(end, "REJECTED NO disk-full");
        mustHold(world, PRESENT, NOTHING);
        assertThat(world.instance().snapshots()).isEmpty();
        assertThat(requests(world, "POST", "/snapshots")).isEmpty();
        world.tool().assertAllStruck();
    }

    @Test
    void anUploadThatIsProvenWrongIsTakenBack() throws Exception {
        ScriptedCheck unsure = ScriptedCheck.named("orders").finds(Verdict.inconclusive("Nobody can tell."));
        AdminWorld.together(List.of(
                Trial.of("wrong", AdminRouteCareTest::careful)
                        .ends(WRONG, PRESENT, TAKEN_BACK, end -> mustBeTakenBack(end, Proof.ACCEPTED_AND_SEEN)),
                Trial.of("loadingFailed", AdminRouteCareTest::careful)
                        .post(COMPLETE, ImportFault.loadingFailed())
                        .ends(
                                "FAILED YES RestoreFailedException",
                                PRESENT,
                                TAKEN_BACK,
                                end -> mustBeTakenBack(end, Proof.ACCEPTED_AND_SEEN)),
                // whether the rollback was taken over is read, and not asked for again
                Trial.of("lost", AdminRouteCareTest::careful)
                        .post("/instances/*/snapshots/*/restore", Fault.answerLost())
                        .ends(WRONG, PRESENT, TAKEN_BACK, end -> mustBeTakenBack(end, Proof.SEEN_ONLY)),
                Trial.of(
                                "unsure",
                                plan -> plan.keepPresent(keeping().orStop())
                                        .verify(unsure)
                                        .orRollBack())
                        .ends(
                                DONE,
                                "import:.*",
                                LOADED,
                                end -> assertThat(resultOf(end).rollback()).isEmpty()),
                // somebody else may have uploaded what was seen
                Trial.of("seenOnly", AdminRouteCareTest::careful)
                        .post(COMPLETE, Fault.answerLost())
                        .ends(WRONG, "import:.*", LOADED, end -> {
                            assertThat(resultOf(end).rollback()).isEmpty();
                            assertThat(resultOf(end).warnings())
                                    .extracting(Finding::code)
                                    .contains("not-taken-back");
                        })));
        loopback.aura().faults().assertAllStruck();
        assertThat(unsure.looks()).isNotEmpty();
    }

    private static void mustBeTakenBack(End end, Proof proof) {
        RestoreResult back = resultOf(end).rollback().orElseThrow();
        assertThat(back.state()).isEqualTo(RestoreState.COMPLETED);
        assertThat(back.proof()).contains(proof);
        assertThat(back.name()).contains("rollback-of-" + resultOf(end).id());
        assertThat(end.message()).contains("It was taken back by operation " + back.id());
    }

    @Test
    void anUploadIsUndoneOnceByWhoeverAsksForIt() throws Exception {
        AdminWorld world = world("undone");
        try (AuraClient client = world.client()) {
            RestoreResult loaded =
                    world.plan(client).keepPresent(keeping().orStop()).confirm().execute();
            assertThat(world.instance().content()).startsWith("import:");
            var operation = client.operations().attach(loaded.id());

            RestoreResult undone = RestorePlan.undoing(operation)
                    .verify(loopback.aura().contentIs(PRESENT))
                    .confirm()
                    .execute();
            RestoreResult again = RestorePlan.undoing(operation).confirm().execute();

            assertThat(undone.isVerified()).isTrue();
            assertThat(again.id()).isEqualTo(undone.id());
        }
        mustHold(world, PRESENT, TAKEN_BACK);
        assertThat(world.uploads()).hasSize(1);
        assertThat(requests(world, "POST", "/snapshots/[^/]+/restore")).hasSize(1);
    }

    @Test
    void aRehearsalUploadsIntoTheTestInstanceAndNowhereElse() throws Exception {
        AdminWorld production = world("rehearsed");
        AdminWorld test = production.beside("rehearsal");
        ScriptedCheck orders = ScriptedCheck.named("orders").passes();
        try (AuraClient client = production.client()) {
            RestorePlan plan = production
                    .plan(client)
                    .keepPresent(keeping().orStop())
                    .verify(orders)
                    .orRollBack();

            RestoreResult rehearsed = plan.rehearsal(
                            client.instance(test.instance().id()).withLogin(test::login))
                    .confirm()
                    .execute();

            assertThat(rehearsed.isRehearsal()).isTrue();
            assertThat(rehearsed.isVerified()).isTrue();
            assertThat(rehearsed.name()).contains("MIGRATION-rehearsal");
        }
        mustHold(test, "import:[0-9a-f]{8}", LOADED);
        mustHold(production, PRESENT, NOTHING);
        assertThat(test.uploads()).hasSize(1);
        assertThat(production.tool().calls(ToolCommand.UPLOAD)).hasSize(1);
        assertThat(production.instance().snapshots()).isEmpty();
        assertThat(test.instance().snapshots()).isEmpty();
        assertThat(orders.looks())
                .singleElement()
                .satisfies(look -> assertThat(look.context().target())
                        .contains(test.instance().id()));
    }

    @Test
    void aNewInstanceHasNoLoginYetAndIsRefused() throws Exception {
        AdminWorld world = world("new");
        int before = loopback.aura().instances().size();
        try (AuraClient client = world.client()) {
            var created = client.newInstance("orders").credentialsTo(credentials -> {});
            world.mustBeRefused(
                    AdminWorld.run(
                            () -> world.plan(world.source(), created).confirm().execute()),
                    "PLANNED NO no-route");
            End rehearsal = AdminWorld.run(
                    () -> world.plan(client).rehearsal(created).confirm().execute());
            world.mustBeRefused(rehearsal, "PLANNED NO no-route");
            assertThat(rehearsal.message()).contains("withLogin(...)", "AuraTarget.of(...)");
        }
        assertThat(loopback.aura().instances()).hasSize(before);
        mustHold(world, PRESENT, NOTHING);
        assertThat(world.tool().calls(ToolCommand.DUMP)).isEmpty();
    }

    @Test
    void withoutAnApiKeyNothingCanBeKeptAndThePlanIsRefused() throws Exception {
        AdminWorld world = world("keyless");
        try (AuraTarget target = world.target()) {
            RestorePlan plan = world.plan(world.source(), target);
            for (RestorePlan keeps : List.of(plan.keepPresent(keeping()), careful(plan))) {
                Assessment assessment = keeps.assess();
                assertThat(assessment.blocking()).extracting(Finding::code).containsExactly("no-safeguard");
                world.mustBeRefused(AdminWorld.run(() -> keeps.confirm().execute()), "PLANNED NO no-safeguard");
            }
            mustHold(world, PRESENT, NOTHING);

            RestoreResult loaded = plan.confirm().execute();
            End undone =
                    AdminWorld.run(() -> RestorePlan.undoing(target.operations().attach(loaded.id()))
                            .confirm()
                            .execute());
            assertThat(undone).as(undone.message()).hasToString("PLANNED NO no-safety-snapshot");
        }
        mustHold(world, "import:[0-9a-f]{8}", LOADED);
        assertThat(world.uploads()).hasSize(1);
    }

    @Test
    void aMarkerTellsWhatTheStatusDoesNot() throws Exception {
        AdminWorld.together(List.of(
                marked("unseen", Fault.statesSkipped(), "COMPLETED YES MARKER_GONE", "import:[0-9a-f]{8}"),
                Trial.of("unmarked", plan -> plan)
                        .post(COMPLETE, Fault.statesSkipped())
                        .ends(UNKNOWN, "import:.*", LOADED, end -> {}),
                marked("there", Fault.serverError(500), UNKNOWN, PRESENT + " marked .+"),
                marked("gone", ImportFault.noConsent(), "REJECTED NO no-consent", PRESENT)));
        loopback.aura().faults().assertAllStruck();
    }

    private static Callable<Void> marked(String name, Fault completion, String expected, String content) {
        return () -> {
            AdminWorld world = world(name);
            world.fault("POST", COMPLETE, completion);
            End end = run(world, plan -> plan.markedBy(world.instance().marker()));
            assertThat(end).as(end.message()).hasToString(expected);
            mustHold(world, content, expected.startsWith("COMPLETED") ? LOADED : NOTHING);
            assertThat(world.uploads()).as(name).hasSize(1);
            if (expected.equals(UNKNOWN)) {
                assertThat(resultOf(end).ending().code()).isEqualTo("marker-still-there");
            }
            return null;
        };
    }
}
