package dev.restore4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.restore4j.error.AccessException;
import dev.restore4j.error.OutcomeUnknownException;
import dev.restore4j.error.ProtocolException;
import dev.restore4j.error.RestoreRejectedException;
import dev.restore4j.error.WaitTimeoutException;
import dev.restore4j.event.RestoreEvent;
import dev.restore4j.fixture.ManualTime;
import dev.restore4j.fixture.Script;
import dev.restore4j.fixture.World;
import dev.restore4j.journal.JournalEntry;
import dev.restore4j.journal.JournalEntry.Effect;
import dev.restore4j.journal.JournalLog;
import dev.restore4j.operation.OperationId;
import dev.restore4j.operation.Overwritten;
import dev.restore4j.operation.Proof;
import dev.restore4j.operation.RestoreResult;
import dev.restore4j.operation.RestoreState;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** Operations by their journal, without their plans. */
class OperationsTest {

    private final World world = new World();

    @Test
    void allAreListedNewestFirst() {
        OperationId first = completed("INC-1");
        world.time().jump(Duration.ofHours(1));
        OperationId second = completed("INC-2");

        assertThat(world.operations().list()).extracting(OperationSummary::id).containsExactly(second, first);
    }

    @Test
    void aSummarySaysWhatBecameOfAnOperation() {
        OperationId id = completed("INC-1");

        OperationSummary summary = world.operations().find(id).orElseThrow();

        assertThat(summary.name()).contains("INC-1");
        assertThat(summary.state()).isEqualTo(RestoreState.COMPLETED);
        assertThat(summary.overwritten()).isEqualTo(Overwritten.YES);
        assertThat(summary.confirmedAt()).isEqualTo(ManualTime.START);
        assertThat(summary.since()).isEqualTo(ManualTime.START.plusSeconds(5));
        assertThat(summary.message()).isEqualTo("The target runs again.");
        assertThat(summary.warnings()).isEmpty();
        assertThat(summary)
                .hasToString(
                        id + " 'INC-1' COMPLETED since 2026-03-01T15:00:05Z: snapshot s1 of 11111111 over Production"
                                + " (11111111), overwritten: YES");
        assertThat(world.operations().named("INC-1").orElseThrow().id()).isEqualTo(id);
        assertThat(world.operations().named("INC-2")).isEmpty();
    }

    @Test
    void aSummaryHasTheProofAndTheResultOfWhatHasEnded() {
        world.script().looks(Script.RESTORING, Script.RUNNING);
        RestoreResult result = world.plan().named("INC-1").confirm().execute();

        OperationSummary summary = world.operations().find(result.id()).orElseThrow();

        assertThat(summary.proof()).contains(Proof.ACCEPTED_AND_SEEN);
        assertThat(summary.result()).map(RestoreResult::toString).contains(result.toString());
        assertThat(summary.result()).map(RestoreResult::timeline).contains(result.timeline());
    }

    @Test
    void aSummaryHasNoResultOfWhatHasNotEnded() {
        OperationSummary summary =
                world.operations().find(leaveConfirmed().id()).orElseThrow();

        assertThat(summary.proof()).isEmpty();
        assertThat(summary.result()).isEmpty();
    }

    @Test
    void whoAttachesWithAListenerHearsOfThatOperation() {
        OperationId other = completed("INC-1");
        world.script().answers(Script.LOST).looks(Script.RUNNING);
        RestoreOperation left = world.plan().named("INC-2").confirm().start();
        assertThatThrownBy(left::await).isInstanceOf(OutcomeUnknownException.class);
        world.script().looks(Script.RESTORING, Script.RUNNING);
        List<RestoreEvent> heard = new CopyOnWriteArrayList<>();

        world.again().operations().attach(left.id(), heard::add).await();

        assertThat(heard)
                .extracting(RestoreEvent::operation)
                .containsOnly(left.id())
                .doesNotContain(other);
        assertThat(heard).hasAtLeastOneElementOfType(RestoreEvent.Finished.class);
    }

    @Test
    void whoWaitsForWhatWasNotSubmittedIsToldSo() {
        RestoreOperation attached =
                world.again().operations().attach(leaveConfirmed().id());

        assertThat(attached.status().message())
                .contains("Nothing was sent", "no plan", "2026-03-01T15:15:00Z")
                .contains("cancel");
        assertThat(catchThrowable(() -> attached.await(Duration.ofMinutes(1)))).hasMessageContaining("no plan");
    }

    @Test
    void anUnknownOperationIsRefusedNamingThoseThatExist() {
        OperationId known = completed("INC-1");
        OperationId unknown = new OperationId("0000000000000000");

        RestoreRejectedException refused = catchThrowableOfType(
                RestoreRejectedException.class, () -> world.operations().attach(unknown));

        assertThat(world.operations().find(unknown)).isEmpty();
        assertThat(refused.code()).isEqualTo("unknown-operation");
        assertThat(refused).hasMessageContainingAll(unknown.value(), known.value(), "a test");
    }

    @Test
    void anOperationOfAnotherClientIsRefusedNamingItsTarget() {
        world.script().looks(Script.RESTORING, Script.RUNNING);
        OperationId id = world.planFor("other:1").confirm().execute().id();

        RestoreRejectedException refused = catchThrowableOfType(
                RestoreRejectedException.class, () -> world.operations().attach(id));

        assertThat(refused.code()).isEqualTo("another-client");
        assertThat(refused).hasMessageContainingAll(id.value(), "other:1");
    }

    @Test
    void whoAttachesToWhatWasSubmittedWatchesItToItsEnd() {
        world.script().whenLookedAt(() -> Script.RESTORING, () -> {
            throw new AccessException("wrong secret", null, null, null);
        });
        RestoreOperation left = world.plan().confirm().start();
        assertThatThrownBy(left::await).isInstanceOf(AccessException.class);
        world.script().looks(Script.RESTORING, Script.RUNNING);

        RestoreResult result = world.again().operations().attach(left.id()).await();

        assertThat(result.proof()).contains(Proof.ACCEPTED_AND_SEEN);
        assertThat(world.journal().types(left.id())).endsWith("change-seen", "taken-over", "completed");
    }

    @Test
    void whoAttachesToWhatHasEndedSeesItsEnd() {
        OperationId id = completed("INC-1");
        int looked = world.script().looked();

        RestoreResult result = world.again().operations().attach(id).await();

        assertThat(result.id()).isEqualTo(id);
        assertThat(result.state()).isEqualTo(RestoreState.COMPLETED);
        assertThat(world.script().looked()).as("nothing is read for that").isEqualTo(looked);
    }

    @Test
    void whoAttachesToWhatWasNotSubmittedDoesNotSubmitIt() {
        RestoreOperation left = leaveConfirmed();
        RestoreOperation attached = world.again().operations().attach(left.id());

        assertThat(catchThrowableOfType(WaitTimeoutException.class, () -> attached.await(Duration.ofMinutes(5)))
                        .state())
                .isEqualTo(RestoreState.CONFIRMED);
        RestoreRejectedException expired = catchThrowableOfType(RestoreRejectedException.class, attached::await);

        assertThat(expired.code()).isEqualTo("confirmation-expired");
        assertThat(world.script().submissions()).isEmpty();
    }

    @Test
    void whoAttachesToWhatAnotherProcessDrivesFollowsIt() {
        world.script()
                .whenLookedAt(() -> world.time().now().isBefore(ManualTime.START.plusSeconds(60))
                        ? Script.RESTORING
                        : Script.RUNNING);
        RestoreOperation driven = world.plan().confirm().start();
        RestoreResult followed = world.again().operations().attach(driven.id()).await();

        assertThat(followed.toString()).isEqualTo(driven.await().toString());
        assertThat(world.journal().types(driven.id()))
                .containsOnlyOnce("completed")
                .doesNotContain("taken-over");
    }

    @Test
    void whoFollowsGoesOnWhereTheDriverStops() throws InterruptedException {
        world.script().whenLookedAt(() -> Script.RESTORING);
        RestoreOperation driven = world.plan().confirm().start();
        RestoreOperation following = world.again().operations().attach(driven.id());
        while (driven.status().state() != RestoreState.RESTORING) {
            world.time().sleep(Duration.ofSeconds(1));
        }
        world.close();
        world.script().looks(Script.RESTORING, Script.RUNNING);

        assertThat(following.await().state()).isEqualTo(RestoreState.COMPLETED);
        assertThat(world.journal().types(driven.id())).contains("taken-over").endsWith("completed");
        assertThat(world.script().submissions()).hasSize(1);
    }

    @Test
    void whoAttachesToAnUnknownOutcomeLooksOnceMore() {
        world.script().answers(Script.LOST);
        RestoreOperation left = world.plan().confirm().start();
        assertThatThrownBy(left::await).isInstanceOf(OutcomeUnknownException.class);
        int looked = world.script().looked();

        RestoreOperation attached = world.again().operations().attach(left.id());

        assertThatThrownBy(attached::await).isInstanceOf(OutcomeUnknownException.class);
        assertThat(world.script().looked()).isEqualTo(looked + 1);
    }

    /** The driver writes that its request was not taken over, and stops, just when somebody without the plan takes its place. */
    @Test
    void whoAttachesToWhatFallsBackBeforeItsSubmissionFollowsIt() {
        world.script().whenSubmitted(() -> {
            throw new IllegalStateException("the driver dies");
        });
        RestoreOperation left = world.plan().confirm().start();
        assertThatThrownBy(left::await).isInstanceOf(ProtocolException.class);
        world.journal().beforeLease(() -> {
            world.journal().beforeLease(() -> {});
            Map<String, String> why = Map.of("code", "not-now", "message", "Not now", "kind", "UNAVAILABLE");
            JournalEntry entry = new JournalEntry("not-taken-over", ManualTime.START, Effect.CONTINUES, why);
            JournalLog log = world.journal().read(left.id()).orElseThrow();
            assertThat(world.journal().append(left.id(), log.head(), entry)).isPresent();
        });

        RestoreOperation attached = world.again().operations().attach(left.id());

        assertThat(catchThrowableOfType(RestoreRejectedException.class, attached::await)
                        .code())
                .isEqualTo("confirmation-expired");
        assertThat(world.script().submissions()).hasSize(1);
    }

    private OperationId completed(String name) {
        world.script().looks(Script.RESTORING, Script.RUNNING);
        return world.plan().named(name).confirm().execute().id();
    }

    private RestoreOperation leaveConfirmed() {
        world.script().whenChecked(() -> Script.preflight("Production"), () -> {
            throw new AccessException("wrong secret", null, null, null);
        });
        RestoreOperation left = world.plan().confirm().start();
        assertThatThrownBy(left::await).isInstanceOf(AccessException.class);
        return left;
    }
}
