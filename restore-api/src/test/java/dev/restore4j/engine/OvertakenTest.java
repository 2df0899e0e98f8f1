package dev.restore4j.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.restore4j.RestoreOperation;
import dev.restore4j.error.JournalException;
import dev.restore4j.error.WaitInterruptedException;
import dev.restore4j.fixture.Script;
import dev.restore4j.fixture.Workshop;
import dev.restore4j.fixture.World;
import dev.restore4j.journal.Journal;
import dev.restore4j.journal.JournalEntry;
import dev.restore4j.journal.JournalLog;
import dev.restore4j.operation.Ending;
import dev.restore4j.operation.OperationId;
import dev.restore4j.spi.SubmissionAnswer;
import dev.restore4j.spi.SubmissionAnswer.NotTakenOver;
import dev.restore4j.spi.Workbench;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * A driver that was paused and has lost its lease, while another one carried its operation on: what it then finds out of its own
 * request is not taken for what became of the other's.
 */
class OvertakenTest {

    private static final NotTakenOver NOT_TAKEN = new NotTakenOver(
            new Ending("upload-not-started", "Nothing was sent.", Ending.Kind.UNAVAILABLE, null), null);

    private final Workshop workshop = new Workshop();

    /** The other one finds that the first request was not taken over, and is about to send a second. */
    private static void anotherSubmits(World world, OperationId id) {
        Journal journal = world.journal();
        append(journal, id, Entries.ended(EntryType.NOT_TAKEN_OVER, world.time().now(), NOT_TAKEN.why()));
        append(journal, id, Entries.traced(Entries.submitting(world.time().now(), 2)));
    }

    private static void append(Journal journal, OperationId id, JournalEntry entry) {
        JournalLog log = journal.read(id).orElseThrow();
        assertThat(journal.append(id, log.head(), entry)).isPresent();
    }

    private static NotTakenOver wakesUp(World world, Workbench bench) {
        anotherSubmits(world, bench.operation());
        JournalException moved =
                catchThrowableOfType(JournalException.class, () -> bench.notes().write("upload", "answer"));
        assertThat(moved).hasMessageContaining("moved on");
        return NOT_TAKEN;
    }

    private static List<String> types(World world, OperationId id) {
        return world.journal().read(id).orElseThrow().entries().stream()
                .map(JournalEntry::type)
                .toList();
    }

    @Test
    void whatItSentIsOver() throws Exception {
        World world = new World();
        try (world) {
            world.script().preparedBy(workshop.leavesTrace()).looks(Script.RESTORING, Script.RUNNING);
            workshop.sends(bench -> wakesUp(world, bench)).finds(bench -> {
                world.close();
                return new SubmissionAnswer.Unfinished("the other one's request goes on");
            });
            RestoreOperation operation = world.plan().confirm().start();

            assertThat(catchThrowableOfType(WaitInterruptedException.class, operation::await))
                    .hasMessageContaining("the other one's request goes on");
            assertThat(world.script().submissions()).hasSize(1);
            assertThat(types(world, operation.id())).endsWith("not-taken-over", "submitting");
        }
    }

    /** The other one is about to begin what this one finds nothing of; it has noted so, and begins it now. */
    @Test
    void whatItDoesNotFindMayJustHaveBegun() throws Exception {
        World world = new World();
        try (world) {
            world.script().preparedBy(workshop.leavesTrace()).looks(Script.RESTORING, Script.RUNNING);
            workshop.sends(bench -> {
                world.close();
                return new SubmissionAnswer.Unfinished("the client was closed");
            });
            RestoreOperation operation = world.plan().named("INC-1").confirm().start();
            assertThat(catchThrowableOfType(WaitInterruptedException.class, operation::await))
                    .isNotNull();
            try (World again = world.again()) {
                workshop.finds(bench -> {
                    if (workshop.recovered() == 1) {
                        append(world.journal(), bench.operation(), noted(world, "begins"));
                        return NOT_TAKEN;
                    }
                    if (workshop.recovered() == 2) { // and a note that was refused has brought it to light
                        append(world.journal(), bench.operation(), noted(world, "has begun"));
                        assertThat(catchThrowableOfType(
                                        JournalException.class,
                                        () -> bench.notes().write("mine", "refused")))
                                .isNotNull();
                        return new SubmissionAnswer.Refused(NOT_TAKEN.why());
                    }
                    return Script.ACCEPTED;
                });

                again.plan().named("INC-1").confirm().execute();
            }
            assertThat(workshop.recovered()).isEqualTo(3);
            assertThat(world.script().submissions()).hasSize(1);
            assertThat(types(world, operation.id())).doesNotContain("not-taken-over", "rejected");
        }
    }

    private static JournalEntry noted(World world, String text) {
        return Entries.noted(world.time().now(), "upload.1", text);
    }

    @Test
    void whatItFindsOfItsRequestIsOver() throws Exception {
        World world = new World();
        try (world) {
            world.script().preparedBy(workshop.leavesTrace()).looks(Script.RESTORING, Script.RUNNING);
            workshop.sends(bench -> {
                world.close();
                return new SubmissionAnswer.Unfinished("the client was closed");
            });
            RestoreOperation operation = world.plan().named("INC-1").confirm().start();
            assertThat(catchThrowableOfType(WaitInterruptedException.class, operation::await))
                    .isNotNull();
            try (World again = world.again()) {
                workshop.finds(bench -> workshop.recovered() == 1 ? wakesUp(world, bench) : Script.ACCEPTED);

                again.plan().named("INC-1").confirm().execute();
            }
            assertThat(workshop.recovered()).isEqualTo(2);
            assertThat(world.script().submissions()).hasSize(1);
            assertThat(types(world, operation.id()))
                    .containsSubsequence("not-taken-over", "submitting", "accepted", "completed");
        }
    }
}
