package dev.restore4j.it.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restore4j.it.crash.MortalProgram.End;
import dev.restore4j.journal.Journal;
import dev.restore4j.operation.RestoreResult;
import dev.restore4j.operation.RestoreState;
import dev.restore4j.testkit.crash.Lifetime;
import dev.restore4j.testkit.model.Overwrite;
import dev.restore4j.testkit.model.Quirk.RestoreAfterFailure;
import org.junit.jupiter.api.Test;

/** Nobody knows whether Aura takes a restore of an instance that says {@code loading failed}: both answers, to a rollback. */
class RestoreAfterFailureTest {

    @Test
    void whereAuraAllowsItTheFailureIsTakenBack() {
        try (CareWorld world = new CareWorld(RestoreAfterFailure.ACCEPTED)) {
            RestoreResult told = failed(world);

            assertThat(told.rollback()).map(RestoreResult::state).contains(RestoreState.COMPLETED);
            assertThat(world.rollbacks())
                    .singleElement()
                    .extracting(Overwrite::outcome)
                    .isEqualTo(Overwrite.Outcome.SUCCEEDED);
            assertThat(world.target.content()).isEqualTo(CareWorld.DESTROYED);
        }
    }

    @Test
    void whereAuraRefusesItThatIsToldAndTheSafetySnapshotIsThere() {
        try (CareWorld world = new CareWorld(RestoreAfterFailure.REFUSED_WITH_409)) {
            RestoreResult told = failed(world);

            RestoreResult back = told.rollback().orElseThrow();
            assertThat(back.state()).isEqualTo(RestoreState.REJECTED);
            assertThat(back.toString()).contains("409");
            assertThat(world.rollbacks()).as("nothing was overwritten by it").isEmpty();
            assertThat(world.target.status()).isEqualTo("loading failed");
            assertThat(world.safetySnapshots())
                    .singleElement()
                    .satisfies(kept -> assertThat(kept.content()).isEqualTo(CareWorld.DESTROYED));
            assertThat(told.safetySnapshot()).isPresent();
            // what was refused did nothing, and is asked for again while nobody can have worked with it
            assertThat(world.aura.requests().stream()
                            .filter(request -> request.line().startsWith("POST")
                                    && request.line()
                                            .contains(world.safetySnapshots()
                                                            .get(0)
                                                            .id() + "/restore")))
                    .hasSizeBetween(10, 31);
        }
    }

    private static RestoreResult failed(CareWorld world) {
        CarePlan plan = CarePlan.FAILED_AND_TAKEN_BACK;
        plan.prepare(world);
        End end = world.aura
                .virtualTime()
                .run(() -> CareCrashEnumerationTest.program(world, plan, Journal.inMemory())
                        .run(Lifetime.unlimited()));
        assertThat(end.state()).as(String.valueOf(end)).isEqualTo(RestoreState.FAILED);
        return end.error().result().orElseThrow();
    }
}
