package dev.restore4j;

import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.restore4j.error.OutcomeUnknownException;
import dev.restore4j.error.RestoreCancelledException;
import dev.restore4j.fixture.Mark;
import dev.restore4j.fixture.Script;
import dev.restore4j.fixture.World;
import dev.restore4j.journal.JournalEntry;
import dev.restore4j.journal.JournalEntry.Effect;
import dev.restore4j.operation.Cancellation;
import dev.restore4j.operation.OperationId;
import dev.restore4j.operation.RestoreResult;
import dev.restore4j.verify.Marker.Sighting;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What others write while the mark is placed. */
class MarkerRaceTest {

    private final World world = new World();
    private final Mark mark = new Mark();

    MarkerRaceTest() {
        world.script().looks(Script.RESTORING, Script.RUNNING);
    }

    @Test
    void aRequestToCancelThatComesWhileItIsPlacedComesInTime() {
        AtomicReference<RestoreOperation> operation = new AtomicReference<>();
        AtomicReference<Cancellation> answer = new AtomicReference<>();
        mark.whenRemoved(
                () -> {
                    answer.set(world.again()
                            .operations()
                            .attach(world.operations()
                                    .named("INC-1")
                                    .orElseThrow()
                                    .id())
                            .cancel());
                    return true;
                },
                () -> true);
        operation.set(plan(world).confirm().start());

        assertThat(catchThrowableOfType(
                        RestoreCancelledException.class, () -> operation.get().await()))
                .isNotNull();

        assertThat(answer).hasValue(Cancellation.BEFORE_SUBMISSION);
        assertThat(world.script().submissions()).isEmpty();
    }

    @Test
    void aRequestThatSomebodyElseSendsWhileItIsPlacedIsNotSentHereToo() {
        world.script().looks(Script.RUNNING);
        mark.whenRemoved(
                () -> {
                    append("taken-over", Map.of("process", "1"));
                    append("submitting", Map.of("attempt", "1"));
                    return true;
                },
                () -> true);

        assertThat(catchThrowableOfType(OutcomeUnknownException.class, this::run))
                .isNotNull();

        assertThat(world.script().submissions()).isEmpty();
    }

    @Test
    void whoeverWroteMeanwhileEverythingIsCheckedAnew() {
        mark.whenRemoved(
                () -> {
                    append("taken-over", Map.of("process", "1"));
                    return true;
                },
                () -> true);
        replacedWhenSent();

        run();

        assertThat(world.script().checked()).isEqualTo(3);
        assertThat(mark.calls()).startsWith("remove", "place", "remove", "place");
        assertThat(world.script().submissions()).hasSize(1);
    }

    private void replacedWhenSent() {
        world.script().whenSubmitted(() -> {
            mark.isSeen(Sighting.GONE);
            return Script.ACCEPTED;
        });
    }

    private void append(String type, Map<String, String> data) {
        OperationId id = world.operations().named("INC-1").orElseThrow().id();
        assertThat(world.journal()
                        .append(
                                id,
                                world.journal().read(id).orElseThrow().head(),
                                new JournalEntry(type, world.time().now(), Effect.CONTINUES, data)))
                .isPresent();
    }

    private RestoreResult run() {
        return plan(world).confirm().execute();
    }

    private RestorePlan plan(World where) {
        return where.plan().named("INC-1").markedBy(mark).waitAtMost(ofMinutes(60));
    }
}
