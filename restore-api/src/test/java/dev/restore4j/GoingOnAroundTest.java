package dev.restore4j;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.restore4j.error.JournalException;
import dev.restore4j.error.RestoreRejectedException;
import dev.restore4j.error.VerificationFailedException;
import dev.restore4j.error.WaitInterruptedException;
import dev.restore4j.error.WaitTimeoutException;
import dev.restore4j.event.RestoreHook;
import dev.restore4j.fixture.Keeper;
import dev.restore4j.fixture.Probe;
import dev.restore4j.fixture.Script;
import dev.restore4j.fixture.World;
import dev.restore4j.operation.Actor;
import dev.restore4j.operation.Overwritten;
import dev.restore4j.operation.RestoreResult;
import dev.restore4j.operation.RestoreState;
import dev.restore4j.operation.SafetySnapshot;
import dev.restore4j.operation.Verification;
import dev.restore4j.spi.Safeguard.Condition;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** A process that dies before, while and after the data is looked at, and what others can do then. */
class GoingOnAroundTest {

    private static final Actor ANN = Actor.named("ann");

    private final World world = new World();
    private final Keeper keeper = new Keeper();
    private final List<String> told = new CopyOnWriteArrayList<>();

    GoingOnAroundTest() {
        world.script().keptBy(keeper).looks(Script.RESTORING, Script.RUNNING);
    }

    @Test
    void aSnapshotThatWasBegunIsWaitedForByTheNextProcess() throws InterruptedException {
        RestoreOperation operation = stoppedWhileSafeguarding();

        RestoreResult result = keeping(world.again()).confirm().execute();

        assertThat(result.id()).isEqualTo(operation.id());
        assertThat(result.warnings()).isEmpty();
        assertThat(keeper.asked()).isEqualTo(1);
        assertThat(world.script().submissions()).hasSize(1);
    }

    @Test
    void aSnapshotWhoseRequestWasNotWrittenDownIsFoundByTheNextProcess() {
        world.journal().failFrom("safety-started");
        RestoreOperation operation = keeping(world).confirm().start();
        assertThat(catchThrowableOfType(JournalException.class, operation::await))
                .isNotNull();
        world.journal().mend();
        keeper.whenSearched(() -> Optional.of(Keeper.kept(Condition.PENDING)));

        RestoreResult result = keeping(world.again()).confirm().execute();

        assertThat(result.id()).isEqualTo(operation.id());
        assertThat(keeper.asked()).isEqualTo(1);
    }

    @Test
    void whoeverAttachesTakesNoSnapshotAndSendsNothingAndSaysSo() throws InterruptedException {
        RestoreOperation operation = stoppedWhileSafeguarding();
        RestoreOperation attached = world.again().operations().attach(operation.id());

        assertThat(catchThrowableOfType(WaitTimeoutException.class, () -> attached.await(ofMinutes(5))))
                .isNotNull();

        assertThat(attached.status().state()).isEqualTo(RestoreState.SAFEGUARDING);
        assertThat(attached.status().message()).contains("Nothing was sent", "no plan");
        assertThat(world.script().submissions()).isEmpty();
        assertThat(catchThrowableOfType(RestoreRejectedException.class, attached::await)
                        .code())
                .isEqualTo("confirmation-expired");
    }

    @Test
    void theDataIsLookedAtByTheNextProcessWithThePlan() throws InterruptedException {
        RestoreOperation operation = stoppedWhileVerifying();
        Probe probe = Probe.passing("orders");

        RestoreResult result = checking(world.again(), probe).confirm().execute();

        assertThat(result.id()).isEqualTo(operation.id());
        assertThat(result.isVerified()).isTrue();
        assertThat(probe.looks()).hasValue(1);
        assertThat(told).as("each step ran once").containsExactly("restored", "verified");
        assertThat(world.script().submissions()).hasSize(1);
    }

    @Test
    void whoeverAttachesLooksAtNothingAndSaysSo() throws InterruptedException {
        RestoreOperation operation = stoppedWhileVerifying();
        List<String> before = world.journal().types(operation.id());
        RestoreOperation attached = world.again().operations().attach(operation.id());

        assertThat(catchThrowableOfType(WaitTimeoutException.class, () -> attached.await(ofMinutes(60))))
                .isNotNull();

        assertThat(attached.status().state()).isEqualTo(RestoreState.VERIFYING);
        assertThat(attached.status().overwritten()).isEqualTo(Overwritten.YES);
        assertThat(attached.status().message()).contains("no plan", "checks", "endUnverified");
        assertThat(world.journal().tryLease(World.TARGET))
                .as("it keeps nobody from it")
                .isPresent();
        assertThat(world.journal().types(operation.id())).isEqualTo(before);
    }

    @Test
    void whoeverAttachesGetsTheResultOfTheProcessWithThePlan() throws InterruptedException {
        RestoreOperation operation = stoppedWhileVerifying();
        RestoreOperation attached = world.again().operations().attach(operation.id());

        checking(world.again(), Probe.passing("orders")).confirm().execute();

        assertThat(attached.await(ofMinutes(1)).isVerified()).isTrue();
    }

    @Test
    void whoeverAttachesWatchesUntilItRunsAgainAndLeavesTheRest() throws InterruptedException {
        world.script().looks(Script.RESTORING);
        RestoreOperation operation =
                checking(world, Probe.passing("orders")).confirm().start();
        await(operation, RestoreState.RESTORING);
        world.close();
        world.script().looks(Script.RESTORING, Script.RUNNING);

        RestoreOperation attached = world.again().operations().attach(operation.id());
        await(attached, RestoreState.VERIFYING);

        assertThat(told).isEmpty();
        assertThat(checking(world.again(), Probe.passing("orders"))
                        .confirm()
                        .execute()
                        .isVerified())
                .isTrue();
    }

    @Test
    void aPersonCanEndItWithoutLooking() throws InterruptedException {
        RestoreOperation operation = stoppedWhileVerifying();

        RestoreResult result = world.again()
                .operations()
                .attach(operation.id())
                .endUnverified(ANN)
                .await();

        assertThat(result.state()).isEqualTo(RestoreState.COMPLETED);
        assertThat(result.verification().status()).isEqualTo(Verification.Status.NOT_VERIFIED);
        assertThat(result.ending().message()).contains("ann", "without looking");
        assertThat(told).containsExactly("restored");
        world.script().looks(Script.RESTORING, Script.RUNNING);
        assertThat(world.again().plan("test:11111111/s2").confirm().execute().state())
                .as("the target is free")
                .isEqualTo(RestoreState.COMPLETED);
    }

    @Test
    void nobodyEndsWhatIsBeingLookedAt() throws InterruptedException {
        RestoreOperation operation =
                checking(world, Probe.hanging("orders")).confirm().start();
        await(operation, RestoreState.VERIFYING);
        RestoreOperation attached = world.again().operations().attach(operation.id());

        assertThat(catchThrowableOfType(RestoreRejectedException.class, () -> attached.endUnverified(ANN))
                        .code())
                .isEqualTo("target-driven-elsewhere");
    }

    @Test
    void nobodyEndsWhatIsNotThereYetOrOver() throws InterruptedException {
        RestoreOperation operation = stoppedWhileSafeguarding();
        RestoreOperation attached = world.again().operations().attach(operation.id());

        assertThat(catchThrowableOfType(RestoreRejectedException.class, () -> attached.endUnverified(ANN))
                        .code())
                .isEqualTo("not-verifying");
        attached.cancel();
        assertThat(catchThrowableOfType(RestoreRejectedException.class, () -> attached.endUnverified(ANN))
                        .code())
                .isEqualTo("not-verifying");
    }

    @Test
    void nobodyEndsWhatHasEnded() {
        RestoreOperation operation = world.plan().confirm().start();
        operation.await();

        assertThat(catchThrowableOfType(RestoreRejectedException.class, () -> operation.endUnverified(ANN))
                        .code())
                .isEqualTo("not-verifying");
    }

    @Test
    void anEndThatIsCertainStaysItWhateverTheNextProcessFinds() throws InterruptedException {
        RestoreOperation operation = stoppedWhileConcluding();
        Probe probe = Probe.failing("orders");

        RestoreResult result = checking(world.again(), probe).confirm().execute();

        assertThat(result.id()).isEqualTo(operation.id());
        assertThat(result.isVerified()).isTrue();
        assertThat(probe.looks()).hasValue(0);
        assertThat(told).containsExactly("restored", "verified");
    }

    @Test
    void whoeverAttachesTakesNoLastStepsAndSaysSo() throws InterruptedException {
        RestoreOperation operation = stoppedWhileConcluding();
        RestoreOperation attached = world.again().operations().attach(operation.id());

        assertThat(catchThrowableOfType(WaitTimeoutException.class, () -> attached.await(ofMinutes(60))))
                .isNotNull();

        assertThat(attached.status().message()).contains("no plan", "last steps", "endUnverified");
        assertThat(told).containsExactly("restored");
    }

    @Test
    void aPersonCanEndItAsItIsCertainToEnd() throws InterruptedException {
        RestoreOperation operation = stoppedWhileConcluding();

        RestoreResult result = world.again()
                .operations()
                .attach(operation.id())
                .endUnverified(ANN)
                .await();

        assertThat(result.isVerified()).isTrue();
        assertThat(told).containsExactly("restored");
    }

    @Test
    void aFailureThatIsCertainIsEndedAsOne() throws InterruptedException {
        RestoreOperation operation = world.plan()
                .named("INC-1")
                .verify(Probe.failing("orders"))
                .afterFailed(hanging())
                .confirm()
                .start();
        await(operation, RestoreState.VERIFYING);
        world.time().sleep(ofSeconds(1));
        world.close();

        RestoreOperation ended =
                world.again().operations().attach(operation.id()).endUnverified(ANN);

        assertThat(catchThrowableOfType(VerificationFailedException.class, ended::await)
                        .result()
                        .orElseThrow()
                        .verification()
                        .provesWrongData())
                .isTrue();
    }

    private RestoreOperation stoppedWhileSafeguarding() throws InterruptedException {
        keeper.whenLookedAt(() -> Optional.of(Keeper.kept(Condition.PENDING)));
        RestoreOperation operation = keeping(world).confirm().start();
        await(operation, RestoreState.SAFEGUARDING);
        world.time().sleep(ofSeconds(1));
        stop(operation, RestoreState.SAFEGUARDING);
        keeper.whenLookedAt(() -> Optional.of(Keeper.kept(Condition.COMPLETE)));
        return operation;
    }

    private RestoreOperation stoppedWhileVerifying() throws InterruptedException {
        RestoreOperation operation =
                checking(world, Probe.hanging("orders")).confirm().start();
        await(operation, RestoreState.VERIFYING);
        world.time().sleep(ofSeconds(1));
        stop(operation, RestoreState.VERIFYING);
        return operation;
    }

    private RestoreOperation stoppedWhileConcluding() throws InterruptedException {
        RestoreOperation operation = world.plan()
                .named("INC-1")
                .afterRestore(step("restored"))
                .verify(Probe.passing("orders"))
                .afterVerified(hanging())
                .confirm()
                .start();
        await(operation, RestoreState.VERIFYING);
        world.time().sleep(ofSeconds(1));
        stop(operation, RestoreState.VERIFYING);
        assertThat(world.journal().types(operation.id())).endsWith("concluding");
        return operation;
    }

    private void stop(RestoreOperation operation, RestoreState state) {
        world.close();
        assertThat(catchThrowableOfType(WaitInterruptedException.class, operation::await)
                        .state())
                .isEqualTo(state);
    }

    private void await(RestoreOperation operation, RestoreState state) throws InterruptedException {
        while (operation.status().state() != state) {
            world.time().sleep(ofSeconds(1));
        }
    }

    private static RestorePlan keeping(World where) {
        return where.plan()
                .named("INC-1")
                .keepPresent(SafetySnapshot.within(ofMinutes(30)).orStop());
    }

    private RestorePlan checking(World where, Probe probe) {
        return where.plan()
                .named("INC-1")
                .afterRestore(step("restored"))
                .verify(probe)
                .afterVerified(step("verified"));
    }

    private RestoreHook step(String name) {
        return aftermath -> told.add(name);
    }

    private RestoreHook hanging() {
        return aftermath -> world.time().await(new CompletableFuture<>(), Long.MAX_VALUE / 2);
    }
}
