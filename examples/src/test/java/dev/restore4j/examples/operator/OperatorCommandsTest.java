package dev.restore4j.examples.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restore4j.examples.operator.OperatorFixture.Ended;
import dev.restore4j.testkit.FakeInstance;
import dev.restore4j.testkit.fault.Fault;
import dev.restore4j.testkit.model.FakeSnapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands that restore nothing, and what hinders all of them. */
class OperatorCommandsTest {

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

    private Ended assess() {
        return aura.run("assess", production.id(), "--snapshot", snapshot.id());
    }

    @Test
    void listsSnapshots() {
        Ended ended = aura.run("snapshots", production.id());

        assertThat(ended.code()).isZero();
        assertThat(ended.out())
                .contains(snapshot.id(), snapshot.timestamp().toString(), "Scheduled", "Completed", "exportable");
        assertThat(ended.err()).contains("Production");
    }

    @Test
    void assessesAndSendsNothing() {
        Ended ended = assess();

        assertThat(ended.code()).isZero();
        assertThat(ended.out()).contains("data loss: 4 h", "nothing blocks it");
        assertThat(aura.fake().overwrites()).isEmpty();
    }

    @Test
    void saysWhatBlocks() {
        aura.fake()
                .faults()
                .next(Fault.unknownStatus("paused"))
                .on("GET", "/instances/*")
                .every(1);

        Ended ended = assess();

        assertThat(ended.code()).isEqualTo(6);
        assertThat(ended.out()).contains("BLOCKING target-not-running");
    }

    @Test
    void namesWhatExistsWhereAnIdIsWrong() {
        Ended instance = aura.run("snapshots", "ffffffff");
        assertThat(instance.code()).isEqualTo(6);
        assertThat(instance.err()).contains("ffffffff", production.id());

        Ended wrong = aura.run("assess", production.id(), "--snapshot", "no-such-snapshot");
        assertThat(wrong.code()).isEqualTo(6);
        assertThat(wrong.err()).contains("no-such-snapshot", snapshot.id());

        Ended early = aura.run("assess", production.id(), "--latest-before", "2020-01-01T00:00:00Z");
        assertThat(early.code()).isEqualTo(6);
        assertThat(early.err()).contains("no completed snapshot");

        Ended operation = aura.run("status", "INC-0");
        assertThat(operation.code()).isEqualTo(6);
        assertThat(operation.err()).contains("INC-0");
    }

    @Test
    void aWrongCommandLineIsUsage() {
        for (List<String> args : List.of(
                List.<String>of(),
                List.of("restore", production.id()),
                List.of("restore", production.id(), "--snapshot", "a", "--latest-before", "2026-01-01T00:00:00Z"),
                List.of("assess", production.id(), "--latest-before", "yesterday"),
                List.of("resume", "x", "--wait", "soon"),
                List.of("settle", "x", "--evidence", "y"),
                List.of("undo"),
                List.of("restore", production.id(), "--snapshot", "a", "--or-stop"),
                List.of("restore", production.id(), "--snapshot", "a", "--roll-back"),
                List.of("restore", production.id(), "--snapshot", "a", "--verify"), // and no password
                List.of("restore", production.id(), "--snapshot", "a", "--cypher", "without a query"),
                List.of("rehearse", production.id(), "--snapshot", "a", "--into", production.id()),
                List.of("report", "x", "--format", "poem"),
                List.of("baseline", "file"))) {
            assertThat(aura.run(args.toArray(String[]::new)).code())
                    .as(args.toString())
                    .isEqualTo(2);
        }
    }

    @Test
    void missingConfigurationIsUsage() {
        aura.clients(builder -> {
            throw new IllegalStateException("The environment variable AURA_CLIENT_ID is not set.");
        });

        Ended ended = assess();

        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.err()).contains("AURA_CLIENT_ID");
    }

    @Test
    void wrongCredentialsAreAccess() {
        aura.clients(builder -> builder.credentials(aura.fake().clientId(), "wrong"));

        Ended ended = assess();

        assertThat(ended.code()).isEqualTo(7);
        assertThat(ended.err()).startsWith("restore4j: ").doesNotContain("\tat ");
    }

    @Test
    void anAuraThatIsNotThereIsUnavailable() {
        aura.server().close();

        assertThat(assess().code()).isEqualTo(8);
    }

    @Test
    void anAnswerThatNobodyKnowsIsProtocol() {
        aura.fake().faults().next(Fault.notJson()).on("GET", "/instances/*").every(1);

        assertThat(assess().code()).isEqualTo(11);
    }

    @Test
    void aDamagedJournalIsSaidSo() throws IOException {
        aura.runTyping(
                "RESTORE\nProduction\n", "restore", production.id(), "--snapshot", snapshot.id(), "--name", "INC-1");
        try (Stream<Path> files = Files.list(stateDirectory.resolve("operations"))) {
            Path file = files.findFirst().orElseThrow();
            Files.writeString(file, "something else\n", StandardOpenOption.APPEND);
        }

        Ended ended = aura.run("list");

        assertThat(ended.code()).isEqualTo(10);
        assertThat(ended.err()).contains("Line ");
    }

    @Test
    void showsWhereAnErrorComesFromWhenAskedTo() {
        Ended ended = aura.run("snapshots", "ffffffff", "--debug");

        assertThat(ended.code()).isEqualTo(6);
        assertThat(ended.err()).contains("\tat dev.restore4j");
    }
}
