package dev.restore4j.examples.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restore4j.examples.operator.OperatorFixture.Ended;
import dev.restore4j.testkit.FakeInstance;
import dev.restore4j.testkit.fault.Fault;
import dev.restore4j.testkit.model.FakeSnapshot;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is told to others, before and after. */
class OperatorReportTest {

    @TempDir
    private Path stateDirectory;

    private OperatorFixture aura;
    private FakeInstance production;
    private FakeSnapshot snapshot;

    @BeforeEach
    void anInstance() {
        aura = new OperatorFixture(stateDirectory);
        production = aura.instance("Production");
        snapshot = aura.snapshot(production);
    }

    @AfterEach
    void close() {
        aura.close();
    }

    private Ended restore() {
        return aura.runTyping(
                "RESTORE\nProduction\n", "restore", production.id(), "--snapshot", snapshot.id(), "--name", "INC-4711");
    }

    private Ended announce(String... more) {
        return aura.runTyping("", List.of("announce", production.id(), "--snapshot", snapshot.id()), more);
    }

    @Test
    void reportsWhatBecameOfItInThreeFormats() {
        assertThat(restore().code()).isEqualTo(3);

        Ended text = aura.run("report", "INC-4711");
        assertThat(text.code()).isZero();
        assertThat(text.out()).contains("'INC-4711': COMPLETED", "NOT_VERIFIED", "What to do now");
        assertThat(aura.run("report", "INC-4711", "--format", "markdown").out())
                .startsWith("# Restore ")
                .contains("- **State:** COMPLETED");
        assertThat(aura.run("report", "INC-4711", "--format", "json").out())
                .startsWith("{")
                .contains("\"state\" : \"COMPLETED\"");
    }

    @Test
    void reportsNothingOfWhatHasNotEnded() {
        aura.fake().faults().next(Fault.statesSkipped());
        assertThat(restore().code()).isEqualTo(5);

        Ended ended = aura.run("report", "INC-4711");

        assertThat(ended.code()).isEqualTo(5);
        assertThat(ended.out()).isEmpty();
        assertThat(ended.err()).contains("OUTCOME_UNKNOWN", "restore4j settle");
    }

    @Test
    void announcesAndSendsNothing() {
        Ended ended = announce("--reason", "DRILL", "--by", "a.turing");

        assertThat(ended.code()).as(ended.err()).isZero();
        assertThat(ended.out())
                .contains("Planned maintenance", "'Production'", "4 h", "DRILL", "a.turing")
                .doesNotContain("{");
        assertThat(announce("--format", "json").out()).startsWith("{");
        assertThat(aura.fake().overwrites()).isEmpty();
        assertThat(aura.run("list").out()).isEmpty();
    }

    @Test
    void whatIsBlockedShouldNotBeAnnounced() {
        aura.fake()
                .faults()
                .next(Fault.unknownStatus("paused"))
                .on("GET", "/instances/*")
                .every(1);

        Ended ended = announce();

        assertThat(ended.code()).isEqualTo(6);
        assertThat(ended.err()).contains("Do not send it", "target-not-running");
    }
}
