package dev.restore4j.testkit.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.restore4j.testkit.time.VirtualTime;
import dev.restore4j.verify.CheckLevel;
import dev.restore4j.verify.CheckSubject;
import dev.restore4j.verify.Marker.Sighting;
import dev.restore4j.verify.Verdict;
import dev.restore4j.verify.Verdict.Outcome;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class ScriptedCheckTest {

    private final VirtualTime time = new VirtualTime();
    private final FakeCheckContext context = FakeCheckContext.of("aura:2f49c2b3", time);

    private static Outcome outcome(ScriptedCheck check, FakeCheckContext context) throws Exception {
        return check.look(context).outcome();
    }

    @Test
    void passesWithoutAScript() throws Exception {
        ScriptedCheck check = ScriptedCheck.named("orders are back");
        assertThat(outcome(check, context)).isEqualTo(Outcome.PASSED);
        assertThat(check.name()).isEqualTo("orders are back");
        assertThat(check.level()).isEqualTo(CheckLevel.STANDARD);
        assertThat(check.subject()).isEqualTo(CheckSubject.DATA);
        assertThat(check.checks()).containsExactly(check);
    }

    @Test
    void findsWhatIsWrittenAndRepeatsTheLast() throws Exception {
        ScriptedCheck check = ScriptedCheck.named("x")
                .from(CheckLevel.FULL)
                .about(CheckSubject.SERVICE)
                .finds(Verdict.inconclusive("starts").orLater())
                .fails("no orders")
                .passes();
        assertThat(check.level()).isEqualTo(CheckLevel.FULL);
        assertThat(check.subject()).isEqualTo(CheckSubject.SERVICE);
        assertThat(check.look(context).reason()).isEqualTo("starts");
        assertThat(outcome(check, context)).isEqualTo(Outcome.FAILED);
        assertThat(outcome(check, context)).isEqualTo(Outcome.PASSED);
        assertThat(outcome(check, context)).isEqualTo(Outcome.PASSED);
    }

    @Test
    void remembersWhatItWasTold() throws Exception {
        ScriptedCheck check = ScriptedCheck.named("x").throwing(new IOException("no network"));
        FakeCheckContext hurried = context.withLeft(Duration.ofSeconds(5));
        assertThatThrownBy(() -> check.look(hurried)).isInstanceOf(IOException.class);
        assertThat(check.looks()).singleElement().satisfies(look -> {
            assertThat(look.at()).isEqualTo(time.now());
            assertThat(look.left()).isEqualTo(Duration.ofSeconds(5));
            assertThat(look.context()).isSameAs(hurried);
        });
    }

    @Test
    void takesVirtualTime() throws Exception {
        ScriptedCheck check = ScriptedCheck.named("x").takes(Duration.ofHours(2), Verdict.passed("late"));
        long before = time.nanoTime();
        Verdict found = time.run(() -> check.look(context));
        assertThat(found.evidence()).isEqualTo("late");
        assertThat(time.nanoTime() - before).isEqualTo(Duration.ofHours(2).toNanos());
    }

    @Test
    void hangsUntilItIsInterrupted() throws InterruptedException {
        ScriptedCheck check = ScriptedCheck.named("x").hangs();
        AtomicReference<Object> end = new AtomicReference<>("none");
        time.run(() -> {
            Thread looking = time.fork("looking", () -> {
                try {
                    end.set(check.look(context));
                } catch (Exception e) {
                    end.set(e);
                }
            });
            time.sleep(Duration.ofDays(30));
            assertThat(end.get()).isEqualTo("none");
            looking.interrupt();
            time.sleep(Duration.ofSeconds(1));
        });
        assertThat(end.get()).isInstanceOf(InterruptedException.class);
        assertThat(check.looks()).hasSize(1);
    }

    @Test
    void aContextSharesItsNotes() {
        context.notes().write("place", "one");
        FakeCheckContext changed = context.ofOperation("fedcba9876543210")
                .withLeft(Duration.ofSeconds(1))
                .connectedTo(URI.create("bolt://localhost:7687"));
        assertThat(changed.notes().read("place")).contains("one");
        assertThat(changed.notes().read("other")).isEmpty();
        assertThat(changed.operation()).isEqualTo("fedcba9876543210");
        assertThat(changed.left()).isEqualTo(Duration.ofSeconds(1));
        assertThat(changed.connection()).contains(URI.create("bolt://localhost:7687"));
        assertThat(changed.target()).isEqualTo("aura:2f49c2b3");
        assertThat(changed.restorePoint()).isEqualTo(time.now().minus(Duration.ofHours(1)));
    }

    @Test
    void aScriptedMarkerSeesWhatIsWritten() throws Exception {
        ScriptedMarker marker = new ScriptedMarker();
        assertThat(marker.look("t", context.notes())).isEqualTo(Sighting.GONE);
        marker.sees(Sighting.UNREADABLE, Sighting.THERE);
        marker.place("t", context.notes());
        assertThat(marker.look("t", context.notes())).isEqualTo(Sighting.UNREADABLE);
        assertThat(marker.look("t", context.notes())).isEqualTo(Sighting.THERE);
        assertThat(marker.look("t", context.notes())).isEqualTo(Sighting.THERE);
        marker.remove("t", context.notes());
        assertThat(marker.placed()).containsExactly("t");
        assertThat(marker.removed()).containsExactly("t");
        assertThat(marker.looks()).isEqualTo(4);
        assertThat(context.notes().read("marker.place")).isPresent();
        marker.refuses(new IOException("read-only"));
        assertThatThrownBy(() -> marker.place("u", context.notes())).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> marker.remove("u", context.notes())).isInstanceOf(IOException.class);
    }
}
