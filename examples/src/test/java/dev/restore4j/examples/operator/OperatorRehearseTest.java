package dev.restore4j.examples.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.condition.OS.WINDOWS;

import dev.restore4j.examples.operator.OperatorFixture.Ended;
import dev.restore4j.testkit.FakeInstance;
import dev.restore4j.testkit.model.FakeSnapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.io.TempDir;

/** Rehearsals: into a new instance, and over a test instance. */
class OperatorRehearseTest {

    private static final String PRESENT = "the orders of today";

    @TempDir
    private Path directory;

    private OperatorFixture aura;
    private FakeInstance production;
    private FakeSnapshot snapshot;

    @BeforeEach
    void anInstance() {
        aura = new OperatorFixture(directory.resolve("state"));
        production = aura.instance("Production");
        snapshot = aura.snapshot(production);
        production.write(PRESENT);
    }

    @AfterEach
    void productionIsAsItWas() {
        assertThat(production.content()).isEqualTo(PRESENT);
        aura.close();
    }

    private Ended rehearse(String input, String... more) {
        List<String> rehearse = List.of("rehearse", production.id(), "--snapshot", snapshot.id(), "--name", "DRILL-1");
        return aura.runTyping(input, rehearse, more);
    }

    @Test
    void restoresIntoANewInstanceAndDeletesIt() {
        Ended ended = rehearse("");

        assertThat(ended.code()).as(ended.err()).isEqualTo(3);
        assertThat(ended.out())
                .contains("an instance that is created is deleted again", "'DRILL-1-rehearsal'", "overwritten:  NO");
        assertThat(ended.err()).doesNotContain("Type RESTORE");
        assertThat(aura.fake().requests()).anyMatch(request -> request.method().equals("DELETE"));
        Ended leftovers = aura.run("leftovers");
        assertThat(leftovers.code()).isZero();
        assertThat(leftovers.out()).isEmpty();
    }

    @Test
    @DisabledOnOs(WINDOWS)
    void keepsTheInstanceAndItsCredentials() throws IOException {
        Path file = directory.resolve("drill.env");

        Ended ended = rehearse("", "--keep", file.toString());

        assertThat(ended.code()).as(ended.err()).isEqualTo(3);
        assertThat(aura.run("leftovers").out()).contains("drill-");
        String credentials = Files.readString(file);
        assertThat(credentials).contains("export AURA_INSTANCEID='", "export NEO4J_PASSWORD='");
        String password = credentials.replaceAll("(?s).*NEO4J_PASSWORD='([^']+)'.*", "$1");
        assertThat(ended.out() + ended.err()).doesNotContain(password);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void nothingIsCreatedWhoseCredentialsWouldBeLost() throws IOException {
        Path file = Files.writeString(directory.resolve("drill.env"), "something else");

        Ended ended = rehearse("", "--keep", file.toString());

        assertThat(ended.code()).isEqualTo(2);
        assertThat(file).hasContent("something else");
        assertThat(aura.fake().requests()).isEmpty();
    }

    @Test
    void doesNotLookAtAnotherDatabaseThanTheNewOne() {
        Ended ended = rehearse("", "--bolt", "neo4j+s://2f49c2b3.databases.neo4j.io");

        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.err()).contains("--bolt");
        assertThat(aura.fake().requests()).isEmpty();
    }

    @Test
    void asksBeforeItOverwritesATestInstance() {
        FakeInstance test = aura.instance("Test");

        assertThat(rehearse("", "--into", test.id()).code()).isEqualTo(6);
        assertThat(aura.fake().overwrites()).isEmpty();

        Ended ended = rehearse("RESTORE\nTest\n", "--into", test.id());
        assertThat(ended.code()).as(ended.err()).isEqualTo(3);
        assertThat(test.content()).isEqualTo(snapshot.content());
    }
}
