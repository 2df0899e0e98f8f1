package dev.restore4j.examples.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restore4j.event.RestoreEvent.Looked;
import dev.restore4j.examples.operator.OperatorFixture.Ended;
import dev.restore4j.testkit.FakeInstance;
import dev.restore4j.testkit.fault.Fault;
import dev.restore4j.testkit.model.FakeSnapshot;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the program ends with, for each way a restore can go. */
class OperatorRestoreTest {

    private static final String TYPED = "RESTORE\nProduction\n";

    @TempDir
    private Path stateDirectory;

    private OperatorFixture aura;
    private FakeInstance production;
    private FakeSnapshot snapshot;

    @BeforeEach
    void anInstanceThatWasDamaged() {
        aura = new OperatorFixture(stateDirectory);
        production = aura.instance("Production");
        snapshot = aura.snapshot(production);
        production.write("no orders any more");
    }

    @AfterEach
    void close() {
        aura.close();
    }

    private Ended restore(String input, String... more) {
        String[] args = new String[4 + more.length];
        args[0] = "restore";
        args[1] = production.id();
        args[2] = "--snapshot";
        args[3] = snapshot.id();
        System.arraycopy(more, 0, args, 4, more.length);
        return aura.runTyping(input, args);
    }

    @Test
    void restoresWhenBothLinesAreTyped() {
        Ended ended = restore(TYPED, "--name", "INC-4711", "--reason", "accidental_deletion", "--by", "a.turing");

        assertThat(ended.code()).as(ended.err()).isEqualTo(3);
        assertThat(ended.out()).contains("data loss", "COMPLETED restore", "'INC-4711'", "NOT_VERIFIED");
        assertThat(ended.err())
                .contains(
                        "Type RESTORE", "CONFIRMED -> SUBMITTING", "target says 'restoring'", "RESTORING -> COMPLETED");
        assertThat(production.content()).isEqualTo(snapshot.content());
        assertThat(aura.fake().overwrites()).hasSize(1);
    }

    @Test
    void sendsNothingUnlessBothLinesAreTyped() {
        for (String input : new String[] {"", "restore\nProduction\n", "RESTORE\n", "RESTORE\nproduction\n", "yes\n"}) {
            Ended ended = restore(input);

            assertThat(ended.code()).as(input).isEqualTo(6);
            assertThat(ended.err())
                    .contains("Nothing was sent", "overwritten: NO")
                    .doesNotContain("\tat ");
        }
        assertThat(aura.fake().overwrites()).isEmpty();
        assertThat(aura.run("list").out()).isEmpty();
    }

    @Test
    void restoresTheLatestBeforeATimeOverAnotherInstance() {
        FakeInstance staging = aura.instance("Staging");
        Ended ended = aura.runTyping(
                "RESTORE\nStaging\n",
                "restore",
                production.id(),
                "--latest-before",
                aura.fake().time().now().toString(),
                "--into",
                staging.id());

        assertThat(ended.code()).as(ended.err()).isEqualTo(3);
        assertThat(staging.content()).isEqualTo(snapshot.content());
        assertThat(production.content()).isEqualTo("no orders any more");
    }

    @Test
    void theSameNameIsRestoredOnceAndAsksOnce() {
        assertThat(restore(TYPED, "--name", "INC-4711").code()).isEqualTo(3);

        Ended again = restore("", "--name", "INC-4711");

        assertThat(again.code()).as(again.err()).isEqualTo(3);
        assertThat(again.out()).contains("ended as COMPLETED", "COMPLETED restore");
        assertThat(aura.fake().overwrites()).hasSize(1);
    }

    @Test
    void stopsWaitingAndResumes() {
        aura.passOnce(
                Duration.ofHours(1),
                event -> event instanceof Looked looked && looked.word().equals("restoring"));
        Ended ended = restore(TYPED, "--name", "INC-4711", "--wait", "1h");
        assertThat(ended.code()).as(ended.err()).isEqualTo(9);
        assertThat(ended.err()).contains("The restore goes on", "next: restore4j resume");

        aura.passWhatIsSeen();
        Ended resumed = aura.run("resume", "INC-4711");

        assertThat(resumed.code()).as(resumed.err()).isEqualTo(3);
        assertThat(aura.fake().overwrites()).hasSize(1);
    }

    @Test
    void tellsAFailureApart() {
        aura.fake().faults().next(Fault.loadingFailed());

        Ended ended = restore(TYPED, "--name", "INC-4711");

        assertThat(ended.code()).as(ended.err()).isEqualTo(4);
        assertThat(aura.run("status", "INC-4711").code()).isEqualTo(4);
    }

    @Test
    void anUnknownOutcomeIsLookedAtAgainAndSettled() {
        aura.fake().faults().next(Fault.statesSkipped());

        Ended ended = restore(TYPED, "--name", "INC-4711");
        assertThat(ended.code()).as(ended.err()).isEqualTo(5);
        assertThat(ended.err()).contains("overwritten: UNKNOWN");
        assertThat(aura.run("status", "INC-4711").code()).isEqualTo(5);
        assertThat(aura.run("resume", "INC-4711").code()).isEqualTo(5);
        assertThat(aura.run("settle", "INC-4711", "--overwritten").code()).isEqualTo(2);

        Ended settled = aura.run("settle", "INC-4711", "--overwritten", "--evidence", "the orders are there");

        assertThat(settled.code()).as(settled.err()).isEqualTo(3);
        assertThat(settled.out()).contains("ATTESTED");
        assertThat(aura.fake().overwrites()).hasSize(1);
    }

    @Test
    void whatDidNotTakeEffectIsSettledAndFreesTheInstance() {
        aura.fake().faults().next(Fault.serverError(500)).on("POST", "/instances/*/snapshots/*/restore");
        assertThat(restore(TYPED, "--name", "INC-4711").code()).isEqualTo(5);

        Ended settled = aura.run("settle", "INC-4711", "--not-overwritten", "--evidence", "no orders there");
        assertThat(settled.code()).as(settled.err()).isEqualTo(6);

        assertThat(restore(TYPED, "--name", "INC-4711b").code()).isEqualTo(3);
        assertThat(aura.fake().overwrites()).hasSize(1);
    }

    @Test
    void whatWasNotSentCanBeCancelled() {
        aura.fake()
                .faults()
                .next(Fault.serverError(503))
                .on("GET", "/instances/*/snapshots/*")
                .after(2)
                .every(1);
        Ended ended = restore(TYPED, "--name", "INC-4711", "--wait", "20s");
        assertThat(ended.code()).as(ended.err()).isEqualTo(9);
        assertThat(aura.run("resume", "INC-4711").code()).isEqualTo(6);

        Ended cancelled = aura.run("cancel", "INC-4711");

        assertThat(cancelled.code()).as(cancelled.err()).isZero();
        assertThat(cancelled.out()).contains("nothing was sent");
        aura.fake().faults().clear();
        assertThat(aura.fake().overwrites()).isEmpty();
    }

    @Test
    void whatWasSentCannotBeCancelled() {
        assertThat(restore(TYPED, "--name", "INC-4711").code()).isEqualTo(3);

        Ended ended = aura.run("cancel", "INC-4711");

        assertThat(ended.code()).isEqualTo(3);
        assertThat(ended.out()).contains("Too late");
    }
}
