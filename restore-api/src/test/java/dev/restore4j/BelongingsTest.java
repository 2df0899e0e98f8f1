package dev.restore4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.restore4j.error.OutcomeUnknownException;
import dev.restore4j.error.RestoreCancelledException;
import dev.restore4j.error.RestoreRejectedException;
import dev.restore4j.error.WaitInterruptedException;
import dev.restore4j.fixture.ForwardingJournal;
import dev.restore4j.fixture.RecordedLogs;
import dev.restore4j.fixture.Script;
import dev.restore4j.fixture.Workshop;
import dev.restore4j.fixture.World;
import dev.restore4j.journal.Journal;
import dev.restore4j.journal.PrivateNotes;
import dev.restore4j.operation.Actor;
import dev.restore4j.operation.Attestation;
import dev.restore4j.operation.OperationId;
import dev.restore4j.operation.RestoreState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What only going on needed is gone once the end is written, whoever writes it: most ends are written without the plan. */
class BelongingsTest {

    private static final String NOBODYS = "transfer-rate";

    private final Journal journal = Journal.inMemory();
    private final World world = World.on(journal);

    @AfterEach
    void closes() {
        world.close();
    }

    private List<String> notes() {
        return journal.privateNotes().orElseThrow().names();
    }

    /** A process that ends while it sends. */
    private static OperationId killedWhileSending(World world) {
        Workshop workshop = new Workshop();
        world.script().preparedBy(workshop.does(bench -> {
            PrivateNotes notes = world.environment().privateNotes();
            notes.write("upload-" + bench.operation().value(), "a signed address");
            notes.write(NOBODYS, "1000");
            world.close();
            bench.await(new CompletableFuture<Void>(), bench.time().nanoTime() + 1);
            return "never";
        }));
        RestoreOperation left = world.plan().named("INC-1").confirm().start();
        assertThat(catchThrowableOfType(WaitInterruptedException.class, left::await))
                .isNotNull();
        return left.id();
    }

    @Test
    void whoeverCancelsHasNoPlan() {
        OperationId left = killedWhileSending(world);
        assertThat(notes()).containsExactlyInAnyOrder("upload-" + left, NOBODYS);

        try (World operator = world.again()) {
            RestoreOperation attached = operator.operations().attach(left);
            attached.cancel(Actor.named("carol"));
            assertThat(catchThrowableOfType(RestoreCancelledException.class, attached::await))
                    .isNotNull();
        }
        assertThat(notes()).containsExactly(NOBODYS);
    }

    @Test
    void whoeverOnlyWatchesSeesTheConfirmationExpire() {
        OperationId left = killedWhileSending(world);
        world.time().jump(Duration.ofMinutes(16));

        try (World operator = world.again()) {
            RestoreRejectedException late = catchThrowableOfType(
                    RestoreRejectedException.class, operator.operations().attach(left)::await);
            assertThat(late.code()).isEqualTo("confirmation-expired");
        }
        assertThat(notes()).containsExactly(NOBODYS);
    }

    @Test
    void anotherRestoreEndsWhatHasExpired() {
        OperationId left = killedWhileSending(world);
        world.time().jump(Duration.ofMinutes(16));
        world.script().preparedBy(new Workshop()).looks(Script.RESTORING, Script.RUNNING);

        try (World next = world.again()) {
            RestoreState ended = next.plan("test:11111111/s2")
                    .named("INC-2")
                    .confirm()
                    .execute()
                    .state();
            assertThat(ended).isEqualTo(RestoreState.COMPLETED);
            assertThat(next.operations().find(left).orElseThrow().state()).isEqualTo(RestoreState.REJECTED);
        }
        assertThat(notes()).containsExactly(NOBODYS);
    }

    @Test
    void aPersonEndsIt() {
        world.script().answers(Script.LOST).looks(Script.RUNNING);
        RestoreOperation unknown = world.plan().named("INC-1").confirm().start();
        assertThat(catchThrowableOfType(OutcomeUnknownException.class, unknown::await))
                .isNotNull();
        journal.privateNotes().orElseThrow().write("upload-" + unknown.id(), "a signed address");

        RestoreOperation settled =
                unknown.settle(Attestation.notOverwritten(Actor.named("carol"), "the data is as it was"));

        assertThat(catchThrowableOfType(RestoreRejectedException.class, settled::await))
                .isNotNull();
        assertThat(notes()).isEmpty();
    }

    @Test
    void anEndStandsWhateverBecomesOfItsNotes() {
        Journal broken = new ForwardingJournal() {
            @Override
            public Optional<PrivateNotes> privateNotes() {
                return Optional.of(new Undeletable(PrivateNotes.inMemory()));
            }
        };
        try (World first = World.on(broken)) {
            OperationId left = killedWhileSending(first);
            try (World operator = first.again()) {
                operator.environment().privateNotes().write("upload-" + left, "a signed address");
                RestoreOperation attached = operator.operations().attach(left);
                attached.cancel(Actor.named("carol"));
                assertThat(catchThrowableOfType(RestoreCancelledException.class, attached::await))
                        .isNotNull();
            }
            assertThat(RecordedLogs.lines("restore.id", left.value()))
                    .extracting(RecordedLogs.Line::text)
                    .anySatisfy(line -> assertThat(line)
                            .contains("could not be deleted (UncheckedIOException)", left.value())
                            .doesNotContain("signed"));
        }
    }

    /** Notes on a disk that fails. */
    private record Undeletable(PrivateNotes inner) implements PrivateNotes {

        @Override
        public Optional<String> read(String name) {
            return inner.read(name);
        }

        @Override
        public void write(String name, String text) {
            inner.write(name, text);
        }

        @Override
        public void delete(String name) {
            throw new UncheckedIOException(new IOException("Stale file handle"));
        }

        @Override
        public List<String> names() {
            return inner.names();
        }
    }
}
