package dev.restore4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.restore4j.error.AccessException;
import dev.restore4j.error.UnavailableException;
import dev.restore4j.event.RestoreEvent.Finished;
import dev.restore4j.fixture.RecordedLogs;
import dev.restore4j.fixture.RecordedLogs.Line;
import dev.restore4j.fixture.Script;
import dev.restore4j.fixture.World;
import dev.restore4j.operation.RestoreResult;
import dev.restore4j.operation.RestoreState;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;
import org.slf4j.event.Level;

/** What the logs say, and what is in the MDC when they say it. */
class LogTest {

    private final World world = new World();

    @Test
    void everyLineOfAnOperationHasItsIdAndItsTarget() {
        world.script().looks(Script.RUNNING, Script.RESTORING, Script.RUNNING);

        RestoreResult result = world.plan().confirm().execute();

        List<Line> lines = RecordedLogs.lines("restore.id", result.id().value());
        assertThat(lines)
                .allSatisfy(line -> assertThat(line.mdc()).containsEntry("instance", World.TARGET))
                .allSatisfy(line -> assertThat(line.logger()).isEqualTo("dev.restore4j"))
                .extracting(line ->
                        line.level() + " " + line.text().replace(result.id().value(), "<id>"))
                .containsExactly(
                        "INFO Restore <id> of test:11111111: CONFIRMED -> SUBMITTING. The request is being sent.",
                        "INFO Restore <id> of test:11111111: SUBMITTING -> RESTORING. Aura accepted the request; its answer says 'restoring'.",
                        "DEBUG Restore <id> of test:11111111: target says 'running'",
                        "DEBUG Restore <id> of test:11111111: target says 'restoring'",
                        "DEBUG Restore <id> of test:11111111: target says 'running'",
                        "INFO Restore <id> of test:11111111: RESTORING -> COMPLETED. The target runs again.",
                        "INFO Restore <id> of test:11111111: COMPLETED (overwritten: YES)");
    }

    @Test
    void aLineHasTheRequestBehindItAndNoOther() {
        world.script().looks(Script.RESTORING, Script.RUNNING);

        RestoreResult result = world.plan().confirm().execute();

        assertThat(RecordedLogs.lines("restore.id", result.id().value()))
                .extracting(line -> line.mdc().getOrDefault("request.id", "-"))
                .containsExactly("-", "req-202", "req-get", "req-get", "req-get", "-");
    }

    @Test
    void whatShouldWorrySomebodyIsAWarning() {
        world.script()
                .whenChecked(
                        () -> Script.preflight("Production"),
                        () -> {
                            throw new UnavailableException("down", Duration.ofSeconds(1), null);
                        },
                        () -> Script.preflight("Production"));
        world.script().whenLookedAt(() -> {
            throw new AccessException("wrong secret", null, null, null);
        });
        AccessException access = catchThrowableOfType(
                AccessException.class, () -> world.plan().confirm().execute());

        String id = access.operationId().orElseThrow().value();
        assertThat(RecordedLogs.lines("restore.id", id))
                .filteredOn(line -> line.level() == Level.WARN)
                .extracting(Line::text)
                .hasSize(3)
                .anySatisfy(text -> assertThat(text).contains("Nothing was sent yet", "down"))
                .anySatisfy(text -> assertThat(text).contains("The restore goes on", "wrong secret"));
    }

    @Test
    void theCallersMdcIsLeftAlone() {
        world.script().looks(Script.RESTORING, Script.RUNNING);
        MDC.put("caller", "mine");
        try {
            world.plan().confirm().execute();

            assertThat(MDC.getCopyOfContextMap())
                    .containsEntry("caller", "mine")
                    .hasSize(1);
        } finally {
            MDC.clear();
        }
    }

    @Test
    void aLoggerThatThrowsHarmsNothing() {
        world.script().looks(Script.RESTORING, Script.RUNNING);

        RestoreResult result = world.planFor(RecordedLogs.UNLOGGABLE).confirm().execute();

        assertThat(result.state()).isEqualTo(RestoreState.COMPLETED);
        assertThat(world.heard(Finished.class)).hasSize(1);
    }
}
