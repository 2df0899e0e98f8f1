package dev.restore4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.restore4j.error.JournalException;
import dev.restore4j.error.OutcomeUnknownException;
import dev.restore4j.error.RestoreRejectedException;
import dev.restore4j.fixture.Script;
import dev.restore4j.fixture.World;
import dev.restore4j.journal.Journal.Lease;
import dev.restore4j.operation.Actor;
import dev.restore4j.operation.Attestation;
import dev.restore4j.operation.OperationId;
import dev.restore4j.operation.Overwritten;
import dev.restore4j.operation.Proof;
import dev.restore4j.operation.RestoreResult;
import dev.restore4j.operation.RestoreState;
import dev.restore4j.spi.Evidence;
import dev.restore4j.spi.Observation.Condition;
import org.junit.jupiter.api.Test;

/** What cannot be told by reading is settled by reading later, or by a person; never by sending again. */
class SettleTest {

    private static final Attestation YES = Attestation.overwritten(Actor.named("ann"), "order 4711 is back");
    private static final Attestation NO = Attestation.notOverwritten(Actor.named("ann"), "order 4712 is still there");

    private final World world = new World();

    @Test
    void aLostAnswerAndATargetThatNeverChangesAreUnknown() {
        world.script().answers(Script.LOST);
        RestoreOperation operation = world.plan().confirm().start();

        OutcomeUnknownException unknown = catchThrowableOfType(OutcomeUnknownException.class, operation::await);

        assertThat(unknown.overwritten()).isEqualTo(Overwritten.UNKNOWN);
        assertThat(unknown.state()).isEqualTo(RestoreState.OUTCOME_UNKNOWN);
        assertThat(unknown)
                .hasMessageContainingAll(
                        "not sent again", "settle(", "running", operation.id().value());
        assertThat(unknown.result().orElseThrow().ending().message())
                .as("it goes to tickets")
                .contains("that it was overwritten, or that it was not")
                .doesNotContain("Attestation");
        assertThat(world.script().submissions()).containsExactly(operation.id());
        assertThat(world.journal().types(operation.id()))
                .containsExactly("confirmed", "submitting", "answer-lost", "outcome-unknown");
    }

    @Test
    void anAcceptedRequestAndATargetThatNeverChangesAreUnknownToo() {
        RestoreOperation operation = world.plan().confirm().start();

        OutcomeUnknownException unknown = catchThrowableOfType(OutcomeUnknownException.class, operation::await);

        assertThat(unknown).hasMessageContaining("accepted the request");
        assertThat(unknown.overwritten()).isEqualTo(Overwritten.UNKNOWN);
    }

    @Test
    void theSameProgramAgainSendsNothingAndItStaysUnknown() {
        RestoreOperation first = leaveUnknown();
        int looked = world.script().looked();

        OutcomeUnknownException again = catchThrowableOfType(
                OutcomeUnknownException.class,
                () -> world.again().plan().named("INC-1").confirm().execute());

        assertThat(again.operationId()).contains(first.id());
        assertThat(world.script().looked()).as("one more look").isEqualTo(looked + 1);
        assertThat(world.script().submissions()).hasSize(1);
    }

    @Test
    void aLaterLookMayTell() {
        leaveUnknown();
        world.script().looks(Script.RESTORING, Script.RESTORING, Script.RUNNING);

        RestoreResult result = world.again().plan().named("INC-1").confirm().execute();

        assertThat(result.state()).isEqualTo(RestoreState.COMPLETED);
        assertThat(result.proof()).contains(Proof.SEEN_ONLY);
        assertThat(world.script().submissions()).hasSize(1);
    }

    @Test
    void noEndsItAsRejected() {
        RestoreOperation settled = leaveUnknown().settle(NO);

        RestoreRejectedException rejected = catchThrowableOfType(RestoreRejectedException.class, settled::await);

        assertThat(rejected.code()).isEqualTo("attested-not-overwritten");
        assertThat(rejected.overwritten()).isEqualTo(Overwritten.NO);
        assertThat(rejected).hasMessageContainingAll("ann attests", "order 4712 is still there");
        assertThat(world.plan().named("INC-2").assess().blocking())
                .as("the target is free")
                .isEmpty();
    }

    @Test
    void yesCompletesItWhenTheTargetRuns() {
        RestoreResult result = leaveUnknown().settle(YES).await();

        assertThat(result.proof()).contains(Proof.ATTESTED);
        assertThat(result.overwritten()).isEqualTo(Overwritten.YES);
        assertThat(world.journal().types(result.id())).endsWith("attested", "taken-over", "completed");
    }

    @Test
    void yesWaitsForATargetThatDoesNotRunYet() {
        RestoreOperation unknown = leaveUnknown();
        world.script().looks(Script.seen(Condition.BUSY, Evidence.NONE, "updating"), Script.RUNNING);

        RestoreResult result = unknown.settle(YES).await();

        assertThat(result.proof()).contains(Proof.ATTESTED);
        assertThat(world.script().looked()).isEqualTo(2);
    }

    @Test
    void anotherProcessSettlesItByItsId() {
        OperationId id = leaveUnknown().id();

        RestoreResult result = world.again().operations().attach(id).settle(YES).await();

        assertThat(result.proof()).contains(Proof.ATTESTED);
        assertThat(world.operations().find(id).orElseThrow().state()).isEqualTo(RestoreState.COMPLETED);
    }

    @Test
    void whatIsKnownCannotBeSettledAndTheErrorSaysWhatIsKnown() {
        world.script().looks(Script.RESTORING, Script.RUNNING);
        RestoreOperation operation = world.plan().confirm().start();
        operation.await();

        RestoreRejectedException refused =
                catchThrowableOfType(RestoreRejectedException.class, () -> operation.settle(NO));

        assertThat(refused.code()).isEqualTo("outcome-not-unknown");
        assertThat(refused.state()).isEqualTo(RestoreState.COMPLETED);
        assertThat(refused.overwritten()).isEqualTo(Overwritten.YES);
        assertThat(refused.operationId()).contains(operation.id());
    }

    @Test
    void itIsNotSettledWhileAnotherProcessWatchesIt() {
        RestoreOperation operation = leaveUnknown();
        try (Lease theirs = world.journal().tryLease(World.TARGET).orElseThrow()) {
            RestoreRejectedException refused =
                    catchThrowableOfType(RestoreRejectedException.class, () -> operation.settle(NO));

            assertThat(theirs).isNotNull();
            assertThat(refused.code()).isEqualTo("target-driven-elsewhere");
            assertThat(refused.overwritten()).isEqualTo(Overwritten.UNKNOWN);
        }
        assertThat(world.journal().types(operation.id())).endsWith("outcome-unknown");
    }

    @Test
    void aRefusedSettlementKeepsNoLease() {
        RestoreOperation operation = leaveUnknown();
        assertThatThrownBy(operation.settle(NO)::await).isInstanceOf(RestoreRejectedException.class);
        assertThatThrownBy(() -> operation.settle(YES)).isInstanceOf(RestoreRejectedException.class);

        assertThat(world.journal().tryLease(World.TARGET)).isPresent();
    }

    @Test
    void whereTheJournalCannotTakeItTheErrorHasWhatIsKnown() {
        RestoreOperation operation = leaveUnknown();
        world.journal().failFrom("attested");

        JournalException failed = catchThrowableOfType(JournalException.class, () -> operation.settle(YES));

        assertThat(failed.overwritten()).isEqualTo(Overwritten.UNKNOWN);
        assertThat(failed.operationId()).contains(operation.id());
        assertThat(world.journal().tryLease(World.TARGET)).isPresent();
    }

    private RestoreOperation leaveUnknown() {
        world.script().answers(Script.LOST).looks(Script.RUNNING);
        RestoreOperation operation = world.plan().named("INC-1").confirm().start();
        assertThatThrownBy(operation::await).isInstanceOf(OutcomeUnknownException.class);
        return operation;
    }
}
