package dev.restore4j;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.restore4j.error.VerificationFailedException;
import dev.restore4j.event.RestoreEvent.Checked;
import dev.restore4j.fixture.Probe;
import dev.restore4j.fixture.Script;
import dev.restore4j.fixture.World;
import dev.restore4j.operation.Overwritten;
import dev.restore4j.operation.Proof;
import dev.restore4j.operation.RestoreResult;
import dev.restore4j.operation.RestoreState;
import dev.restore4j.operation.Verification;
import dev.restore4j.verify.Check;
import dev.restore4j.verify.CheckContext;
import dev.restore4j.verify.CheckLevel;
import dev.restore4j.verify.CheckResult;
import dev.restore4j.verify.CheckSubject;
import dev.restore4j.verify.Verdict;
import dev.restore4j.verify.Verdict.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What is looked at after a restore, and what follows from it. */
class VerificationTest {

    private final World world = new World();

    VerificationTest() {
        world.script().looks(Script.RESTORING, Script.RUNNING);
    }

    @Test
    void whereAllPassItIsVerified() {
        RestoreResult result = run(Probe.passing("a"), Probe.passing("b"));

        assertThat(result.isVerified()).isTrue();
        assertThat(result.verification().notChecked()).isEmpty();
        assertThat(result.proof()).contains(Proof.ACCEPTED_AND_SEEN);
        assertThat(world.journal().types(result.id()))
                .containsExactly("confirmed", "submitting", "accepted", "change-seen", "verifying", "completed");
    }

    @Test
    void theyRunOneAfterTheOtherInTheirOrderOnceItRunsAgain() {
        List<String> order = new ArrayList<>();
        Probe first = Probe.of("first", context -> noting(order, "first"));
        Probe second = Probe.of("second", context -> noting(order, "second"));

        RestoreResult result = run(first, second);

        assertThat(order).containsExactly("first", "second");
        assertThat(world.heard(Checked.class))
                .extracting(event -> event.result().check())
                .containsExactly("first", "second");
        assertThat(result.verification().results())
                .extracting(CheckResult::check)
                .containsExactly("first", "second");
    }

    private Verdict noting(List<String> order, String name) {
        assertThat(world.script().looked()).isEqualTo(2);
        order.add(name);
        return Verdict.passed("");
    }

    @Test
    void whatFailsEndsItSoAndTheOthersStillRun() {
        Probe after = Probe.passing("after");

        VerificationFailedException failed = failed(Probe.failing("orders are back"), after);

        assertThat(failed.state()).isEqualTo(RestoreState.VERIFICATION_FAILED);
        assertThat(failed.overwritten()).isEqualTo(Overwritten.YES);
        assertThat(failed).hasMessageContainingAll("orders are back", "orders are missing");
        assertThat(after.looks()).hasValue(1);
        assertThat(verification(failed).status()).isEqualTo(Verification.Status.FAILED);
    }

    @Test
    void whatCannotBeToldIsNeitherPassedNorFailed() {
        RestoreResult result = run(Probe.passing("a"), Probe.helpless("b"));

        assertThat(result.state()).isEqualTo(RestoreState.COMPLETED);
        assertThat(result.isVerified()).isFalse();
        assertThat(result.verification().status()).isEqualTo(Verification.Status.NOT_VERIFIED);
        assertThat(result.verification().notChecked()).containsExactly("b");
    }

    @Test
    void whatIsSkippedCountsAsNotChecked() {
        Probe full = Probe.failing("content").at(CheckLevel.FULL);

        RestoreResult result = run(Probe.passing("a"), full);

        assertThat(full.looks()).hasValue(0);
        assertThat(result.verification().notChecked()).containsExactly("content");
        assertThat(result.verification().results().get(1).outcome()).isEqualTo(Outcome.SKIPPED);
        assertThat(result.verification().results().get(1).verdict().reason()).contains("FULL");
    }

    @Test
    void aHigherLevelLooksAtMoreAndALowerAtLess() {
        Probe full = Probe.passing("content").at(CheckLevel.FULL);
        Probe quick = Probe.passing("reachable").at(CheckLevel.QUICK);
        Probe standard = Probe.passing("counts");

        world.plan()
                .named("1")
                .verify(all(full, quick, standard))
                .verifyAt(CheckLevel.FULL)
                .confirm()
                .execute();
        assertThat(List.of(
                        full.looks().get(),
                        quick.looks().get(),
                        standard.looks().get()))
                .containsExactly(1, 1, 1);

        world.script().looks(Script.RESTORING, Script.RUNNING);
        world.plan()
                .named("2")
                .verify(all(full, quick, standard))
                .verifyAt(CheckLevel.QUICK)
                .confirm()
                .execute();
        assertThat(List.of(
                        full.looks().get(),
                        quick.looks().get(),
                        standard.looks().get()))
                .containsExactly(1, 2, 1);
    }

    @Test
    void oneThatThrowsIsInconclusiveWithWhatItThrewWhateverThatIs() {
        Probe after = Probe.passing("after");

        RestoreResult result = run(
                Probe.of("throws", context -> {
                    throw new java.io.IOException("no route to host");
                }),
                Probe.of("overflows", context -> {
                    throw new StackOverflowError("too deep");
                }),
                after);

        assertThat(result.verification().results())
                .extracting(CheckResult::outcome)
                .containsExactly(Outcome.INCONCLUSIVE, Outcome.INCONCLUSIVE, Outcome.PASSED);
        assertThat(result.verification().results().get(0).verdict().reason())
                .contains("java.io.IOException", "no route to host");
        assertThat(result.verification().results().get(1).verdict().reason()).contains("StackOverflowError");
        assertThat(result.state()).isEqualTo(RestoreState.COMPLETED);
    }

    @Test
    void oneThatReturnsNothingIsInconclusive() {
        RestoreResult result = run(Probe.of("nothing", context -> null), Probe.passing("after"));

        assertThat(result.verification().results())
                .extracting(CheckResult::outcome)
                .containsExactly(Outcome.INCONCLUSIVE, Outcome.PASSED);
    }

    @Test
    void oneThatNeverEndsIsInconclusiveAfterItsTimeAndTheOthersStillRun() {
        RestoreResult result = world.plan()
                .verify(all(Probe.hanging("hangs"), Probe.passing("after")))
                .verifyWithin(ofSeconds(30), ofMinutes(5))
                .confirm()
                .execute();

        assertThat(result.verification().results())
                .extracting(CheckResult::outcome)
                .containsExactly(Outcome.INCONCLUSIVE, Outcome.PASSED);
        assertThat(result.verification().results().get(0).took()).isEqualTo(ofSeconds(30));
        assertThat(result.verification().results().get(0).verdict().reason()).contains("its time was over");
    }

    @Test
    void whatAnEarlierLookFoundIsNotForgottenForOneThatHasNoTime() {
        Probe closed = Probe.of(
                "reachable", context -> Verdict.failed("the port is closed", "").orLater(), context -> {
                    context.time().await(new CompletableFuture<>(), Long.MAX_VALUE / 2);
                    return Verdict.passed("never");
                });

        VerificationFailedException failed = failed(closed);

        assertThat(closed.looks()).hasValue(2);
        assertThat(verification(failed).results().get(0).verdict().reason()).isEqualTo("the port is closed");
    }

    @Test
    void oneThatNeverEndsIsInterrupted() {
        AtomicReference<Thread> thread = new AtomicReference<>();

        world.plan()
                .verify(Probe.of("hangs", context -> {
                    thread.set(Thread.currentThread());
                    return Probe.hanging("").look(context);
                }))
                .confirm()
                .execute();

        assertThat(thread.get()).satisfies(left -> {
            left.join();
            assertThat(left.isAlive()).isFalse();
        });
    }

    @Test
    void allTogetherHaveTheirTimeToo() {
        Probe late = Probe.passing("late");

        RestoreResult result = world.plan()
                .verify(all(Probe.hanging("one"), Probe.hanging("two"), late))
                .verifyWithin(ofSeconds(40), ofSeconds(60))
                .confirm()
                .execute();

        assertThat(result.verification().results())
                .extracting(CheckResult::took)
                .containsExactly(ofSeconds(40), ofSeconds(20), ofSeconds(0));
        assertThat(late.looks()).hasValue(0);
        assertThat(result.verification().notChecked()).containsExactly("one", "two", "late");
        assertThat(result.verification().results().get(2).verdict().reason()).contains("was over before");
    }

    @Test
    void whatComesByItselfIsLookedAtAgainWhileThereIsTime() {
        Probe starting = Probe.of(
                "reachable",
                context -> Verdict.inconclusive("it starts").orLater(),
                context -> Verdict.failed("an index is not populated", "").orLater(),
                context -> Verdict.passed("up"));

        RestoreResult result = run(starting);

        assertThat(result.isVerified()).isTrue();
        assertThat(starting.looks()).hasValue(3);
        assertThat(result.verification().results().get(0).took()).isEqualTo(ofSeconds(15));
    }

    @Test
    void whatDoesNotComeInTimeIsWhatItWasAtTheLastLook() {
        Probe never =
                Probe.of("reachable", context -> Verdict.failed("not there", "").orLater());

        VerificationFailedException failed = failed(never);

        assertThat(verification(failed).results().get(0).took()).isBetween(ofSeconds(90), ofMinutes(2));
        assertThat(never.looks()).hasValueBetween(8, 15);
    }

    @Test
    void whatWillNotChangeIsLookedAtOnce() {
        Probe once = Probe.failing("orders");

        failed(once);

        assertThat(once.looks()).hasValue(1);
    }

    @Test
    void aCheckKnowsWhatItLooksAtAndHowLongItHas() {
        AtomicReference<CheckContext> seen = new AtomicReference<>();
        AtomicReference<java.time.Duration> left = new AtomicReference<>();

        RestoreResult result = world.plan()
                .verify(Probe.of("looks", context -> {
                    seen.set(context);
                    context.time().sleep(ofMillis(500));
                    left.set(context.left());
                    return Verdict.passed("");
                }))
                .verifyWithin(ofSeconds(10), ofMinutes(1))
                .confirm()
                .execute();

        assertThat(left.get()).isEqualTo(ofMillis(9_500));
        assertThat(seen.get().operation()).isEqualTo(result.id().value());
        assertThat(seen.get().target()).isEqualTo(World.TARGET);
        assertThat(seen.get().restorePoint()).isEqualTo(Script.RESTORE_POINT);
        assertThat(seen.get().connection()).isEmpty();
    }

    @Test
    void oneThatCannotSayItsNameHarmsNothing() {
        Check nameless = new Check() {
            @Override
            public String name() {
                throw new IllegalStateException("no name");
            }

            @Override
            public CheckSubject subject() {
                return CheckSubject.DATA;
            }

            @Override
            public Verdict look(CheckContext context) {
                return Verdict.passed("");
            }
        };

        RestoreResult result = world.plan()
                .verify(nameless)
                .verify(Probe.passing("after"))
                .confirm()
                .execute();

        assertThat(result.verification().results())
                .extracting(CheckResult::check)
                .containsExactly(nameless.getClass().getName(), "after");
    }

    @Test
    void theRecordedResultHasThemWithReasonTimeAndEvidence() {
        VerificationFailedException failed =
                failed(Probe.failing("orders"), Probe.helpless("users").ofService());

        Verification recorded = world.operations()
                .find(failed.operationId().orElseThrow())
                .orElseThrow()
                .result()
                .orElseThrow()
                .verification();

        assertThat(recorded).isEqualTo(verification(failed));
        assertThat(recorded.results().get(0).verdict().evidence()).isEqualTo("orders = 3");
    }

    @Test
    void withoutChecksNothingIsVerified() {
        RestoreResult result = world.plan().confirm().execute();

        assertThat(result.isVerified()).isFalse();
        assertThat(result.verification()).isEqualTo(Verification.notVerified());
    }

    @Test
    void aRestoreThatDidNotTakePlaceIsNotLookedAt() {
        Probe probe = Probe.passing("a");
        world.script().answers(Script.refused("no"));

        assertThat(catchThrowableOfType(dev.restore4j.error.RestoreRejectedException.class, () -> run(probe)))
                .isNotNull();

        assertThat(probe.looks()).hasValue(0);
    }

    private RestoreResult run(Check... checks) {
        return world.plan().verify(all(checks)).confirm().execute();
    }

    private VerificationFailedException failed(Check... checks) {
        return catchThrowableOfType(VerificationFailedException.class, () -> run(checks));
    }

    private static Verification verification(VerificationFailedException failed) {
        return failed.result().orElseThrow().verification();
    }

    private static dev.restore4j.verify.Checks all(Check... checks) {
        return () -> List.of(checks);
    }
}
