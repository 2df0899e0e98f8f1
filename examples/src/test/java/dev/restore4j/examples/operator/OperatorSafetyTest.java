package dev.restore4j.examples.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restore4j.examples.operator.OperatorFixture.Ended;
import dev.restore4j.testkit.FakeInstance;
import dev.restore4j.testkit.fault.Fault;
import dev.restore4j.testkit.model.FakeSnapshot;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is done before and after the overwrite, and taking it back. */
class OperatorSafetyTest {

    private static final String TYPED = "RESTORE\nProduction\n";
    private static final String DAMAGED = "no orders any more";

    @TempDir
    private Path stateDirectory;

    private OperatorFixture aura;
    private FakeInstance production;
    private FakeSnapshot snapshot;
    private Socket held = new Socket();

    @BeforeEach
    void anInstanceThatWasDamaged() {
        aura = new OperatorFixture(stateDirectory);
        aura.environment("NEO4J_PASSWORD", "a password of its own");
        production = aura.instance("Production");
        snapshot = aura.snapshot(production);
        production.write(DAMAGED);
    }

    @AfterEach
    void close() throws IOException {
        aura.close();
        held.close();
    }

    private Ended restore(String... more) {
        List<String> restore = List.of("restore", production.id(), "--snapshot", snapshot.id(), "--name", "INC-4711");
        return aura.runTyping(TYPED, restore, more);
    }

    @Test
    void keepsThePresentAndPutsItBackWhenAsked() {
        Ended ended = restore("--keep-present", "20m", "--or-stop");
        assertThat(ended.code()).as(ended.err()).isEqualTo(3);
        assertThat(ended.out()).contains("kept by a safety snapshot", "without it nothing is overwritten");
        assertThat(production.content()).isEqualTo(snapshot.content());

        Ended untyped = aura.run("undo", "INC-4711");
        assertThat(untyped.code()).isEqualTo(6);
        assertThat(untyped.out()).contains("WARNING undoing");
        assertThat(production.content()).isEqualTo(snapshot.content());

        Ended undone = aura.runTyping(TYPED, "undo", "INC-4711", "--by", "a.turing");
        assertThat(undone.code()).as(undone.err()).isEqualTo(3);
        assertThat(undone.out()).contains("COMPLETED restore", "'undo-of-");
        assertThat(production.content()).isEqualTo(DAMAGED);
        assertThat(aura.fake().overwrites()).hasSize(2);
    }

    @Test
    void overwritesNothingWithoutTheSafetySnapshotThatIsWanted() {
        aura.fake().faults().next(Fault.snapshotQuotaExceeded());

        Ended ended = restore("--keep-present", "5m", "--or-stop");

        assertThat(ended.code()).as(ended.err()).isEqualTo(6);
        assertThat(aura.fake().overwrites()).isEmpty();
    }

    @Test
    void whatWasNotKeptCannotBePutBack() {
        assertThat(restore().code()).isEqualTo(3);

        Ended undone = aura.runTyping(TYPED, "undo", "INC-4711");

        assertThat(undone.code()).isEqualTo(6);
        assertThat(undone.err()).contains("has no safety snapshot");
        assertThat(aura.fake().overwrites()).hasSize(1);
    }

    /** A database that does not answer is no proof of wrong data: nothing is put back by itself. */
    @Test
    void aDatabaseThatDoesNotAnswerFailsTheVerification() throws IOException {
        Ended ended = restore("--keep-present", "20m", "--roll-back", "--verify", "--bolt", closedPort());

        assertThat(ended.code()).as(ended.err()).isEqualTo(12);
        assertThat(ended.out()).contains("FAILED answers over Bolt", "INCONCLUSIVE not empty");
        assertThat(ended.err()).contains("restore4j undo", "overwritten: YES");
        assertThat(aura.run("status", "INC-4711").code()).isEqualTo(12);
        assertThat(production.content()).isEqualTo(snapshot.content());
        assertThat(aura.fake().overwrites()).hasSize(1);
    }

    @Test
    void passwordsGoToAuraAndThisMachineAlone() {
        String address = "neo4j+s://2f49c2b3.databases.neo4j.io.example.com";

        for (Ended ended : List.of(
                restore("--bolt", address),
                aura.run(
                        "baseline",
                        "--bolt",
                        address,
                        stateDirectory.resolve("b").toString()))) {
            assertThat(ended.code()).isEqualTo(2);
            assertThat(ended.err()).contains("example.com");
        }
        assertThat(aura.fake().overwrites()).isEmpty();
    }

    @Test
    void whatNobodyCanLookAtIsEndedByAPerson() throws IOException {
        String[] checked = {"--verify", "--bolt", closedPort()};
        // what is seen takes longer than this wait, and so ends it
        assertThat(restore(checked[0], checked[1], checked[2], "--wait", "1h").code())
                .isEqualTo(9);
        do {
            Ended resumed = aura.run("resume", "INC-4711", "--wait", "3m");
            assertThat(resumed.code()).as(resumed.err()).isEqualTo(9);
        } while (!aura.run("status", "INC-4711").out().contains("VERIFYING"));

        Ended ended = aura.run("end-unverified", "INC-4711", "--by", "a.turing");

        assertThat(ended.code()).as(ended.err()).isEqualTo(3);
        assertThat(ended.out()).contains("a.turing ended the operation without looking");
    }

    /** {@return an address that nobody answers at, and that nobody else can get meanwhile: it is bound and does not listen} */
    private String closedPort() throws IOException {
        held = new Socket();
        held.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        return "bolt://127.0.0.1:" + held.getLocalPort();
    }
}
