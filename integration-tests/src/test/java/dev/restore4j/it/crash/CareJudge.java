package dev.restore4j.it.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restore4j.engine.Precedents;
import dev.restore4j.error.RestoreException;
import dev.restore4j.error.RestoreRejectedException;
import dev.restore4j.it.crash.MortalProgram.End;
import dev.restore4j.journal.Journal;
import dev.restore4j.operation.Proof;
import dev.restore4j.operation.RestoreResult;
import dev.restore4j.operation.RestoreState;
import dev.restore4j.operation.Verification.Status;
import dev.restore4j.testkit.model.FakeSnapshot;
import dev.restore4j.testkit.model.Overwrite;
import dev.restore4j.testkit.model.Overwrite.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Compares what the last process reports, and what is left, with what happened. */
record CareJudge(String where, Duration downtime, CarePlan plan, End end, CareWorld world, Journal disk) {

    /** Later than this after the end, a program takes nothing back by itself. */
    private static final Duration PROMPT = Duration.ofMinutes(15);

    void judge() {
        List<Overwrite> restores = world.restores();
        assertThat(restores).as("the restore, " + where).hasSizeLessThanOrEqualTo(1);
        assertThat(world.safetySnapshots()).as("safety snapshots, " + where).hasSizeLessThanOrEqualTo(2);
        rollbacks(restores);
        Optional<Outcome> outcome = restores.stream().map(Overwrite::outcome).findFirst();
        switch (end.state()) {
            case COMPLETED -> completed(outcome);
            case VERIFICATION_FAILED -> {
                assertThat(outcome).as("restored, " + where).contains(Outcome.SUCCEEDED);
                assertThat(plan.verification())
                        .as("the data is wrong, " + where)
                        .isEqualTo(Status.FAILED);
                takenBack();
            }
            case FAILED -> {
                assertThat(outcome).as("failed, " + where).contains(Outcome.FAILED);
                takenBack();
            }
            case REJECTED, CANCELLED, PLANNED -> {
                if (!refusesARepetition()) {
                    untouched();
                }
            }
            case OUTCOME_UNKNOWN -> assertThat(end.error()).as(where).isNotNull();
            default ->
                assertThat(end.state())
                        .as("an end, " + where + ": " + end.error())
                        .isNull();
        }
        if (!refusesARepetition()) {
            steps();
        }
        world.aura.assertNothingLeftBehind();
    }

    /** At most one, from what was kept of the data that was there, after a restore that failed or gave wrong data. */
    private void rollbacks(List<Overwrite> restores) {
        List<Overwrite> rollbacks = world.rollbacks();
        if (rollbacks.isEmpty()) {
            return;
        }
        assertThat(rollbacks).as("taking back, " + where).hasSize(1);
        assertThat(plan.isTakenBack()).as("to be taken back, " + where).isTrue();
        Overwrite rollback = rollbacks.get(0);
        assertThat(rollback.target()).as(where).isEqualTo(world.target.id());
        assertThat(world.safetySnapshots().stream()
                        .filter(kept -> rollback.sourceSnapshot()
                                .filter(kept.id()::equals)
                                .isPresent()))
                .as("what is put back, " + where)
                .singleElement()
                .extracting(FakeSnapshot::content)
                .isEqualTo(CareWorld.DESTROYED);
        assertThat(restores).as("the restore that is taken back, " + where).hasSize(1);
        assertThat(restores.get(0).endedAt().orElseThrow()).as(where).isBefore(rollback.acceptedAt());
    }

    private void completed(Optional<Outcome> outcome) {
        assertThat(outcome).as("really done, " + where).contains(Outcome.SUCCEEDED);
        assertThat(end.result().verification().status())
                .as("verified, " + where)
                .isEqualTo(plan.verification());
        if (!plan.isRehearsal()) {
            assertThat(world.target.content()).as(where).isEqualTo(world.snapshot.content());
        }
    }

    private void takenBack() {
        takenBackAs(told());
    }

    private void takenBackAs(RestoreResult told) {
        RestoreState back = told.rollback().map(RestoreResult::state).orElse(null);
        if (back == RestoreState.COMPLETED) {
            assertThat(world.rollbacks())
                    .as("really taken back, " + where)
                    .singleElement()
                    .extracting(Overwrite::outcome)
                    .isEqualTo(Outcome.SUCCEEDED);
            assertThat(world.target.content()).as("as before, " + where).isEqualTo(CareWorld.DESTROYED);
        } else if (plan.isTakenBack() && back != RestoreState.OUTCOME_UNKNOWN) {
            assertThat(world.rollbacks()).as("not taken back, " + where).isEmpty();
            boolean said = back != null
                    || told.warnings().stream()
                            .anyMatch(warning -> warning.code().equals("not-taken-back"));
            assertThat(said).as("said so, " + where + ": " + told).isTrue();
        }
    }

    private RestoreResult told() {
        RestoreException error = end.error();
        RestoreResult result = error == null ? end.result() : error.result().orElse(null);
        return Objects.requireNonNull(result, where);
    }

    /** An unnamed plan's program that is started when all is over: nothing is sent, and nothing is left to be done. */
    private boolean refusesARepetition() {
        boolean again = plan == CarePlan.UNNAMED_WRONG_DATA_TAKEN_BACK
                && end.error() instanceof RestoreRejectedException rejected
                && rejected.code().equals("same-restore-again");
        if (again) {
            RestoreResult recorded = recorded();
            assertThat(recorded.state()).as("what is recorded, " + where).isEqualTo(RestoreState.VERIFICATION_FAILED);
            if (recorded.rollback().map(RestoreResult::state).equals(Optional.of(RestoreState.COMPLETED))) {
                takenBackAs(recorded);
            } else {
                assertThat(world.rollbacks()).as("not taken back, " + where).isEmpty();
                // it may be somebody else's, or people may have worked with it since
                assertThat(recorded.proof().equals(Optional.of(Proof.SEEN_ONLY)) || downtime.compareTo(PROMPT) > 0)
                        .as("is to be taken back, " + where + ": " + recorded)
                        .isTrue();
            }
        }
        return again;
    }

    /** What the journal has of the restore: what a person is told who asks for it. */
    private RestoreResult recorded() {
        return disk.list().stream()
                .filter(log -> Remains.isOf(log, world.snapshot.id()))
                .flatMap(log -> Precedents.result(disk, log).stream())
                .reduce((one, other) -> other)
                .orElseThrow(() -> new AssertionError("nothing is recorded, " + where));
    }

    private void untouched() {
        assertThat(world.restores()).as("really nothing sent, " + where).isEmpty();
        assertThat(world.target.content()).as("no mark is left, " + where).isEqualTo(CareWorld.DESTROYED);
    }

    private void steps() {
        boolean verified = end.state() == RestoreState.COMPLETED && told().isVerified();
        boolean failed = end.state() == RestoreState.FAILED || end.state() == RestoreState.VERIFICATION_FAILED;
        if (plan.isRehearsal() || plan == CarePlan.MARKED_AND_ANSWER_LOST) {
            return; // such have no steps
        }
        assertThat(world.verified.told().isEmpty()).as("released, " + where).isEqualTo(!verified);
        assertThat(world.failed.told().isEmpty()).as("alarmed, " + where).isEqualTo(!failed);
        // each of two processes may die between a step and its note
        assertThat(world.verified.told()).as(where).hasSizeLessThanOrEqualTo(3);
        assertThat(world.failed.told()).as(where).hasSizeLessThanOrEqualTo(3);
    }
}
