package dev.restore4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.restore4j.error.AccessException;
import dev.restore4j.error.JournalException;
import dev.restore4j.error.RestoreRejectedException;
import dev.restore4j.error.UnavailableException;
import dev.restore4j.fixture.ManualTime;
import dev.restore4j.fixture.Script;
import dev.restore4j.fixture.World;
import dev.restore4j.operation.Finding;
import dev.restore4j.operation.OperationId;
import dev.restore4j.operation.Overwritten;
import dev.restore4j.operation.RestoreState;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Everything that keeps a request from being sent. */
class NothingSentTest {

    private final World world = new World();

    @AfterEach
    void nothingWasSent() {
        assertThat(world.script().submissions()).isEmpty();
    }

    @Test
    void aConfirmationThatExpiresWhileAuraIsUnavailable() {
        afterTheAssessment(() -> {
            throw new UnavailableException("down", null, null, null);
        });

        RestoreRejectedException rejected = rejected();

        assertThat(rejected.code()).isEqualTo("confirmation-expired");
        assertThat(rejected).hasMessageContaining("2026-03-01T15:15:00Z");
        assertThat(rejected.result().orElseThrow().warnings())
                .extracting(Finding::code)
                .containsExactly("unavailable");
    }

    @Test
    void anExpiredConfirmationIsToldWhenItExpiresHoweverLongAuraAsksToWait() {
        afterTheAssessment(() -> {
            throw new UnavailableException("down", Duration.ofDays(30), null);
        });

        RestoreRejectedException rejected = rejected();

        assertThat(rejected.result().orElseThrow().timeline().ended())
                .isBetween(
                        ManualTime.START.plus(Duration.ofMinutes(15)), ManualTime.START.plus(Duration.ofMinutes(16)));
    }

    @Test
    void aConfirmationThatExpiresBeforeTheSameProgramRunsAgain() {
        afterTheAssessment(() -> {
            throw new AccessException("wrong secret", null, null, null);
        });
        assertThatThrownBy(() -> world.plan().named("INC-1").confirm().execute())
                .isInstanceOf(AccessException.class);
        afterTheAssessment(() -> Script.preflight("Production"));
        world.time().jump(Duration.ofHours(60));

        RestoreRejectedException rejected = catchThrowableOfType(
                RestoreRejectedException.class,
                () -> world.again().plan().named("INC-1").confirm().execute());

        assertThat(rejected.code()).isEqualTo("confirmation-expired");
    }

    @Test
    void aTargetThatHasChanged() {
        afterTheAssessment(() -> Script.preflight("Staging"));

        RestoreRejectedException rejected = rejected();

        assertThat(rejected.code()).isEqualTo("changed-since-assessment");
        assertThat(rejected).hasMessageContainingAll("'Production'", "'Staging'", "Nothing was sent");
    }

    @Test
    void aTargetThatChangesWhileTheSameProgramStartsAgain() {
        afterTheAssessment(() -> {
            throw new AccessException("wrong secret", null, null, null);
        });
        assertThatThrownBy(() -> world.plan().confirm().execute()).isInstanceOf(AccessException.class);
        world.script().whenChecked(() -> Script.preflight("Staging"));

        RestoreRejectedException rejected = catchThrowableOfType(
                RestoreRejectedException.class,
                () -> world.again().plan().confirm().execute());

        assertThat(rejected.code()).isEqualTo("changed-since-assessment");
    }

    @Test
    void aTargetThatIsBusyByNow() {
        afterTheAssessment(
                () -> Script.preflight("Production", Finding.blocking("target-busy", "It is being resized.")));

        RestoreRejectedException rejected = rejected();

        assertThat(rejected.code()).isEqualTo("target-busy");
        assertThat(rejected).hasMessageContaining("It is being resized.");
    }

    @Test
    void aSnapshotThatIsGone() {
        afterTheAssessment(() -> {
            throw new RestoreRejectedException("snapshot-not-found", "There is no snapshot s1", null, "req-404");
        });

        RestoreRejectedException rejected = rejected();

        assertThat(rejected.code()).isEqualTo("snapshot-not-found");
        assertThat(rejected.requestId()).contains("req-404");
    }

    @Test
    void credentialsThatDoNotWorkAnyMore() {
        afterTheAssessment(() -> {
            throw new AccessException("wrong secret", null, null, null);
        });

        AccessException access = catchThrowableOfType(
                AccessException.class, () -> world.plan().confirm().execute());

        assertThat(access.state()).isEqualTo(RestoreState.CONFIRMED);
        assertThat(access.overwritten()).isEqualTo(Overwritten.NO);
        assertThat(access).hasMessageContainingAll("wrong secret", "run the same program again");
    }

    @Test
    void aJournalThatCannotTakeTheOperation() {
        world.journal().failFrom("confirmed");

        JournalException failed = catchThrowableOfType(
                JournalException.class, () -> world.plan().confirm().execute());

        assertThat(failed.overwritten()).isEqualTo(Overwritten.NO);
        assertThat(world.journal().tryLease(World.TARGET))
                .as("the lease was given back")
                .isPresent();
    }

    @Test
    void aJournalThatCannotTakeTheIntent() {
        world.journal().failFrom("submitting");

        JournalException failed = catchThrowableOfType(
                JournalException.class, () -> world.plan().confirm().execute());

        assertThat(failed.state()).isEqualTo(RestoreState.CONFIRMED);
        assertThat(failed.overwritten()).isEqualTo(Overwritten.NO);
        OperationId id = failed.operationId().orElseThrow();
        assertThat(world.journal().types(id)).containsExactly("confirmed");
        assertThat(world.journal().tryLease(World.TARGET))
                .as("the lease was given back")
                .isPresent();
    }

    @Test
    void anIntentThatWasWrittenAlthoughTheJournalFailed() {
        world.journal().afterAppend(entry -> {
            throw new JournalException("The acknowledgement was lost", null);
        });

        JournalException failed = catchThrowableOfType(
                JournalException.class, () -> world.plan().confirm().execute());

        world.journal().afterAppend(entry -> {});
        assertThat(failed.operationId()).isPresent();
        assertThat(world.operations().list())
                .singleElement()
                .satisfies(operation -> assertThat(operation.overwritten())
                        .as("by the journal it may have been sent")
                        .isEqualTo(Overwritten.UNKNOWN));
    }

    @Test
    void aMachineThatSleepsBetweenTheCheckAndTheSendingUntilTheConfirmationHasExpired() {
        world.journal().beforeAppend(entry -> {
            if (entry.type().equals("submitting")) {
                world.time().jump(Duration.ofMinutes(16));
            }
        });

        assertThat(rejected().code()).isEqualTo("confirmation-expired");
    }

    @Test
    void aConfirmationThatExpiresBetweenTheCheckAndTheSending() {
        RestorePlan brief = world.plan().confirmationValidFor(Duration.ofSeconds(10));
        world.journal().beforeAppend(entry -> {
            if (entry.type().equals("submitting")) {
                world.time().jump(Duration.ofSeconds(11));
            }
        });

        RestoreRejectedException rejected = catchThrowableOfType(
                RestoreRejectedException.class, () -> brief.confirm().execute());

        assertThat(rejected.code()).isEqualTo("confirmation-expired");
    }

    @Test
    void aTargetThatIsBeingDrivenBySomebodyElse() {
        ConfirmedRestore confirmed = world.plan().confirm();
        assertThat(world.journal().tryLease(World.TARGET))
                .as("somebody drives it")
                .isPresent();

        RestoreRejectedException rejected = catchThrowableOfType(RestoreRejectedException.class, confirmed::start);

        assertThat(rejected.code()).isEqualTo("target-driven-elsewhere");
        assertThat(world.operations().list()).isEmpty();
    }

    private void afterTheAssessment(Script.Check later) {
        world.script().whenChecked(() -> Script.preflight("Production"), later);
    }

    private RestoreRejectedException rejected() {
        RestoreRejectedException rejected = catchThrowableOfType(
                RestoreRejectedException.class, () -> world.plan().confirm().execute());
        assertThat(rejected.state()).isEqualTo(RestoreState.REJECTED);
        assertThat(rejected.overwritten()).isEqualTo(Overwritten.NO);
        assertThat(rejected.result().orElseThrow().dataLoss())
                .as("nothing is lost")
                .isEmpty();
        return rejected;
    }
}
