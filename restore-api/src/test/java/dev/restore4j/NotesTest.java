package dev.restore4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.restore4j.fixture.Probe;
import dev.restore4j.fixture.Script;
import dev.restore4j.fixture.World;
import dev.restore4j.operation.RestoreResult;
import dev.restore4j.verify.Check;
import dev.restore4j.verify.Notes;
import dev.restore4j.verify.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What checks write down, and until when they may. */
class NotesTest {

    private final World world = new World();

    NotesTest() {
        world.script().looks(Script.RESTORING, Script.RUNNING);
    }

    @Test
    void whatACheckWroteDownIsThereAtItsNextLookAndInTheJournal() {
        Probe twice = Probe.of(
                "writes",
                context -> {
                    context.notes().write("node", "4711");
                    return Verdict.inconclusive("not yet").orLater();
                },
                context -> Verdict.passed(context.notes().read("node").orElse("nothing")));

        RestoreResult result = run(twice);

        assertThat(result.verification().results().get(0).verdict().evidence()).isEqualTo("4711");
        assertThat(world.journal().types(result.id())).contains("noted");
    }

    @Test
    void nothingIsWrittenDownAfterACheckHadItsTime() throws InterruptedException {
        AtomicReference<Notes> notes = new AtomicReference<>();
        RestoreResult result = run(Probe.of("keeps its notes", context -> {
            notes.set(context.notes());
            return Verdict.passed("");
        }));
        List<String> before = world.journal().types(result.id());

        assertThat(catchThrowableOfType(
                        IllegalStateException.class, () -> notes.get().write("late", "text")))
                .hasMessageContaining("Too late");

        assertThat(world.journal().types(result.id())).isEqualTo(before);
    }

    @Test
    void aCheckThatHadItsTimeWritesNothingWhileTheNextOneRuns() {
        AtomicReference<Notes> former = new AtomicReference<>();
        AtomicReference<Class<?>> thrown = new AtomicReference<>();
        Probe first = Probe.of("first", context -> {
            former.set(context.notes());
            return Verdict.passed("");
        });
        Probe second = Probe.of("second", context -> {
            thrown.set(thrownBy(former.get(), "late", "text"));
            return Verdict.passed("");
        });

        world.plan().verify(first).verify(second).confirm().execute();

        assertThat(thrown).hasValue(IllegalStateException.class);
    }

    @Test
    void aNoteHasALimitedKeyAndText() {
        AtomicReference<List<Class<?>>> thrown = new AtomicReference<>();

        run(Probe.of("writes", context -> {
            List<Class<?>> classes = new ArrayList<>();
            for (String key : List.of("", "a b", "x".repeat(101))) {
                classes.add(thrownBy(context.notes(), key, ""));
            }
            classes.add(thrownBy(context.notes(), "key", "x".repeat(1_001)));
            thrown.set(classes);
            return Verdict.passed("");
        }));

        assertThat(thrown.get()).hasSize(4).containsOnly(IllegalArgumentException.class);
    }

    private static Class<?> thrownBy(Notes notes, String key, String text) {
        try {
            notes.write(key, text);
            return Void.class;
        } catch (RuntimeException e) {
            return e.getClass();
        }
    }

    private RestoreResult run(Check check) {
        return world.plan().verify(check).confirm().execute();
    }
}
