package dev.restore4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.restore4j.error.AccessException;
import dev.restore4j.error.JournalException;
import dev.restore4j.error.OutcomeUnknownException;
import dev.restore4j.error.ProtocolException;
import dev.restore4j.error.RestoreRejectedException;
import dev.restore4j.error.UnavailableException;
import dev.restore4j.error.WaitInterruptedException;
import dev.restore4j.fixture.ManualTime;
import dev.restore4j.fixture.Script;
import dev.restore4j.fixture.World;
import dev.restore4j.operation.Ending.Kind;
import dev.restore4j.operation.Finding;
import dev.restore4j.operation.Overwritten;
import dev.restore4j.operation.RestoreResult;
import dev.restore4j.operation.RestoreState;
import dev.restore4j.spi.Preflight;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** How often the request goes out, whatever the answers, the clocks and the journal do. */
class SentOnceTest {

    private final World world = new World();

    SentOnceTest() {
        world.script().looks(Script.RESTORING, Script.RUNNING);
    }

    @Test
    void anAnswerThatProvesThatItWasNotTakenOverIsFollowedByACheckAndAnotherAttempt() {
        world.script().answers(Script.notTakenOver(Kind.UNAVAILABLE, Duration.ofSeconds(37)), Script.ACCEPTED);

        RestoreResult result = world.plan().confirm().execute();

        assertThat(world.script().submissions()).hasSize(2);
        assertThat(world.script().checked()).isEqualTo(3);
        assertThat(world.journal().types(result.id()))
                .containsExactly(
                        "confirmed",
                        "submitting",
                        "not-taken-over",
                        "submitting",
                        "accepted",
                        "change-seen",
                        "completed");
        assertThat(result.timeline().submitted()).isEqualTo(ManualTime.START.plusSeconds(37));
    }

    @Test
    void whatChangedWhileItWaitedForAnotherAttemptIsNotOverwritten() {
        world.script().answers(Script.notTakenOver(Kind.UNAVAILABLE, null));
        world.script()
                .whenChecked(
                        () -> Script.preflight("Production"),
                        () -> Script.preflight("Production"),
                        () -> Script.preflight("Staging"));

        RestoreRejectedException rejected = catchThrowableOfType(
                RestoreRejectedException.class, () -> world.plan().confirm().execute());

        assertThat(rejected.code()).isEqualTo("changed-since-assessment");
        assertThat(world.script().submissions()).hasSize(1);
    }

    @Test
    void credentialsThatAreRefusedTwiceAreRefused() {
        world.script().answers(Script.notTakenOver(Kind.ACCESS, Duration.ZERO));

        AccessException access = catchThrowableOfType(
                AccessException.class, () -> world.plan().confirm().execute());

        assertThat(access.state()).isEqualTo(RestoreState.REJECTED);
        assertThat(access.overwritten()).isEqualTo(Overwritten.NO);
        assertThat(access.requestId()).contains("req-429");
        assertThat(world.script().submissions()).hasSize(2);
    }

    @Test
    void whatIsNeverTakenOverIsGivenUp() {
        world.script().answers(Script.notTakenOver(Kind.UNAVAILABLE, null));

        UnavailableException unavailable = catchThrowableOfType(
                UnavailableException.class, () -> world.plan().confirm().execute());

        assertThat(unavailable.state()).isEqualTo(RestoreState.REJECTED);
        assertThat(world.script().submissions()).hasSize(5);
    }

    @Test
    void aRefusalIsNotArguedWith() {
        world.script().answers(Script.refused("too-small"));

        RestoreRejectedException rejected = catchThrowableOfType(
                RestoreRejectedException.class, () -> world.plan().confirm().execute());

        assertThat(rejected.code()).isEqualTo("too-small");
        assertThat(rejected.requestId()).contains("req-4xx");
        assertThat(world.script().submissions()).hasSize(1);
        assertThat(world.script().looked()).isZero();
    }

    @Test
    void aMachineThatSleepsBetweenTheCheckAndTheSendingChecksAgain() {
        sleepOnce(() -> world.time().jump(Duration.ofMillis(30_001)));

        assertSentAfterAnotherCheck();
    }

    @Test
    void aMachineThatSleepsAndWhoseClockIsSetBackMeanwhileChecksAgain() {
        sleepOnce(() -> {
            world.time().jump(Duration.ofMillis(30_001));
            world.time().setWall(ManualTime.START.minusSeconds(600));
        });

        assertSentAfterAnotherCheck();
    }

    @Test
    void aMachineWhoseTicksStopWhileItSleepsChecksAgain() {
        sleepOnce(() -> world.time().setWall(ManualTime.START.plusSeconds(31)));

        assertSentAfterAnotherCheck();
    }

    @Test
    void aCheckThatTookTooLongIsMadeAgainBeforeAnythingIsWritten() {
        world.script()
                .whenChecked(
                        () -> Script.preflight("Production"),
                        () -> {
                            world.time().jump(Duration.ofMillis(30_001));
                            return Script.preflight("Production");
                        },
                        () -> Script.preflight("Production"));

        RestoreResult result = world.plan().confirm().execute();

        assertThat(world.script().checked()).isEqualTo(3);
        assertThat(world.journal().types(result.id())).startsWith("confirmed", "submitting", "accepted");
    }

    @Test
    void aCheckThatWaitedForItsTurnIsAsOldAsWhatItRead() {
        world.script().whenChecked(() -> Script.preflight("Production"), () -> {
            world.time().jump(Duration.ofMinutes(5));
            Preflight seen = Script.preflight("Production");
            Preflight justRead = new Preflight(
                    seen.source(), seen.target(), seen.findings(), world.time().now());
            world.time().jump(Duration.ofSeconds(10));
            return justRead;
        });

        world.plan().confirm().execute();

        long twentySecondsLater =
                ManualTime.ORIGIN + Duration.ofSeconds(310 + 20).toNanos();
        assertThat(world.script().checked()).isEqualTo(2);
        assertThat(world.script().latestTimes()).containsExactly(twentySecondsLater);
    }

    @Test
    void aSenderThatIsInterruptedBeforeItSentHasSentNothing() {
        world.script().whenSubmitted(() -> {
            throw new InterruptedException("before the first byte");
        });

        WaitInterruptedException stopped = catchThrowableOfType(
                WaitInterruptedException.class,
                () -> world.plan().named("INC-1").confirm().execute());

        assertThat(stopped.state()).isEqualTo(RestoreState.CONFIRMED);
        assertThat(stopped.overwritten()).isEqualTo(Overwritten.NO);
        world.script().answers(Script.ACCEPTED);
        assertThat(world.again().plan().named("INC-1").confirm().execute().state())
                .isEqualTo(RestoreState.COMPLETED);
    }

    @Test
    void aSenderThatBreaksItsContractMayHaveSentIt() {
        world.script().whenSubmitted(() -> {
            throw new IllegalStateException("a bug after the first byte");
        });
        world.script().looks(Script.RUNNING);

        ProtocolException bug = catchThrowableOfType(
                ProtocolException.class,
                () -> world.plan().named("INC-1").confirm().execute());
        OutcomeUnknownException again = catchThrowableOfType(
                OutcomeUnknownException.class,
                () -> world.again().plan().named("INC-1").confirm().execute());

        assertThat(bug.overwritten()).isEqualTo(Overwritten.UNKNOWN);
        assertThat(again.operationId()).isEqualTo(bug.operationId());
        assertThat(world.script().submissions()).hasSize(1);
    }

    @Test
    void aProofThatTheJournalCouldNotTakeKeepsTheNextAttemptFromBeingSent() {
        world.script().answers(Script.notTakenOver(Kind.UNAVAILABLE, Duration.ZERO), Script.ACCEPTED);
        world.journal().failFrom("not-taken-over");

        JournalException failed = catchThrowableOfType(
                JournalException.class, () -> world.plan().confirm().execute());

        assertThat(failed.result().orElseThrow().warnings())
                .extracting(Finding::code)
                .containsExactly("journal-incomplete");
        assertThat(world.script().submissions()).hasSize(1);
    }

    /** The disk is full for a moment, and again after the second request; the program is started again later. */
    @Test
    void aProofThatTheJournalTookLateDoesNotHideTheAttemptAfterIt() {
        world.journal().failFrom("not-taken-over");
        world.script()
                .whenChecked(() -> Script.preflight("Production"), () -> Script.preflight("Production"), () -> {
                    world.journal().mend();
                    return Script.preflight("Production");
                })
                .whenSubmitted(() -> Script.notTakenOver(Kind.UNAVAILABLE, Duration.ofSeconds(5)), () -> {
                    world.journal().failFrom("accepted");
                    return Script.ACCEPTED;
                });
        RestoreResult first = world.plan().named("INC-1").confirm().execute();
        assertThat(world.journal().types(first.id()))
                .containsExactly("confirmed", "submitting", "not-taken-over", "submitting");

        world.journal().mend();
        world.script().looks(Script.RESTORING, Script.RUNNING);
        RestoreResult second = world.again().plan().named("INC-1").confirm().execute();

        assertThat(second.id()).isEqualTo(first.id());
        assertThat(world.script().submissions()).hasSize(2);
    }

    private void sleepOnce(Runnable sleep) {
        world.journal().beforeAppend(entry -> {
            if (entry.type().equals("submitting")) {
                world.journal().mend();
                sleep.run();
            }
        });
    }

    private void assertSentAfterAnotherCheck() {
        RestoreResult result = world.plan().confirm().execute();

        assertThat(world.script().submissions()).hasSize(1);
        assertThat(world.script().checked())
                .as("to assess, before the sleep, after it")
                .isEqualTo(3);
        assertThat(world.journal().types(result.id()))
                .startsWith("confirmed", "submitting", "not-taken-over", "submitting", "accepted");
    }
}
