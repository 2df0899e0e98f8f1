package dev.restore4j;

import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.restore4j.event.RestoreEvent.Regressed;
import dev.restore4j.fixture.Keeper;
import dev.restore4j.fixture.Probe;
import dev.restore4j.fixture.RecordedLogs;
import dev.restore4j.fixture.Script;
import dev.restore4j.fixture.World;
import dev.restore4j.operation.RestoreResult;
import dev.restore4j.operation.RestoreState;
import dev.restore4j.operation.SafetySnapshot;
import dev.restore4j.verify.Verdict;
import org.junit.jupiter.api.Test;
import org.slf4j.event.Level;

/** What was right after a restore is looked at again and again. */
class WatchForTest {

    private static final Verdict PASSED = Verdict.passed("");
    private static final Verdict FAILED = Verdict.failed("gone again", "orders = 0");

    private final World world = new World();

    WatchForTest() {
        world.script().keptBy(new Keeper()).looks(Script.RESTORING, Script.RUNNING);
    }

    @Test
    void whatPassedAndFailsIsToldOnce() throws InterruptedException {
        Probe probe = Probe.of("orders", context -> PASSED, context -> PASSED, context -> FAILED);

        watch(probe);
        world.time().sleep(ofMinutes(9));

        assertThat(world.heard(Regressed.class)).singleElement().satisfies(regressed -> {
            assertThat(regressed.result().check()).isEqualTo("orders");
            assertThat(regressed.result().verdict().evidence()).isEqualTo("orders = 0");
        });
        assertThat(probe.looks().get()).isGreaterThan(3);
    }

    @Test
    void whatPassesAgainAndFailsAgainIsToldAgain() throws InterruptedException {
        watch(Probe.of("orders", context -> PASSED, context -> FAILED, context -> PASSED, context -> FAILED));
        world.time().sleep(ofMinutes(9));

        assertThat(world.heard(Regressed.class)).hasSize(2);
    }

    @Test
    void whatCannotBeToldForAWhileIsNoRegression() throws InterruptedException {
        watch(Probe.of("orders", context -> PASSED, context -> Verdict.inconclusive("no connection")));
        world.time().sleep(ofMinutes(9));

        assertThat(world.heard(Regressed.class)).isEmpty();
    }

    @Test
    void nothingIsTakenBackForIt() throws InterruptedException {
        RestoreResult result = watch(Probe.of("orders", context -> PASSED, context -> FAILED));
        world.time().sleep(ofMinutes(9));

        assertThat(world.heard(Regressed.class)).hasSize(1);
        assertThat(world.script().submissions()).containsExactly(result.id());
        assertThat(world.operations().find(result.id()).orElseThrow().state()).isEqualTo(RestoreState.COMPLETED);
    }

    @Test
    void itEndsWhenItsTimeIsOver() throws InterruptedException {
        Probe probe = Probe.of("orders", context -> PASSED);
        watch(probe);
        world.time().sleep(ofMinutes(12));
        int looks = probe.looks().get();
        world.time().sleep(ofMinutes(30));

        assertThat(looks).isEqualTo(11);
        assertThat(probe.looks()).hasValue(looks);
    }

    @Test
    void itEndsWithItsClient() throws InterruptedException {
        Probe probe = Probe.of("orders", context -> PASSED);
        watch(probe);
        world.time().sleep(ofMinutes(3));
        world.close();
        int looks = probe.looks().get();
        world.time().sleep(ofMinutes(5));

        assertThat(probe.looks()).hasValue(looks);
    }

    @Test
    void aWatchThatIsCutShortIsLogged() throws InterruptedException {
        RestoreResult result = watch(Probe.passing("orders"));
        world.time().sleep(ofMinutes(3));
        world.close();
        world.time().sleep(ofMinutes(1));

        assertThat(RecordedLogs.lines("restore.id", result.id().value()))
                .filteredOn(line -> line.level() == Level.WARN)
                .singleElement()
                .satisfies(line -> assertThat(line.text()).contains("is not watched any longer", "was closed"));
    }

    @Test
    void theTargetIsFreeMeanwhileWhateverAChecksWritesDown() throws InterruptedException {
        RestoreResult result = watch(Probe.of("orders", context -> PASSED, context -> {
            context.notes().write("node", "4711");
            return Verdict.passed(context.notes().read("node").orElseThrow());
        }));
        world.time().sleep(ofMinutes(3));

        assertThat(world.journal().types(result.id())).endsWith("completed");
        assertThat(world.heard(Regressed.class)).isEmpty();
        world.script().looks(Script.RESTORING, Script.RUNNING);
        assertThat(world.plan("test:11111111/s2").confirm().execute().state()).isEqualTo(RestoreState.COMPLETED);
    }

    private RestoreResult watch(Probe probe) {
        return world.plan()
                .keepPresent(SafetySnapshot.required())
                .verify(probe)
                .orRollBack()
                .watchFor(ofMinutes(10))
                .confirm()
                .execute();
    }
}
