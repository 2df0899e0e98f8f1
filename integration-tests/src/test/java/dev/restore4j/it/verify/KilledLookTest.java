package dev.restore4j.it.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restore4j.verify.Check;
import dev.restore4j.verify.Verdict.Outcome;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A JVM that is killed while it looks leaves no name for ever, and no node beyond the next look. */
@ExtendWith(Lab.Door.class)
class KilledLookTest {

    private final Lab lab;

    @TempDir
    private Path notes;

    KilledLookTest(Lab lab) {
        this.lab = lab;
    }

    static Arguments[] moments() {
        return new Arguments[] {
            Arguments.of("writable", "CREATE (n) RETURN 1", 1, 0),
            Arguments.of("writableCommitted", "CREATE (n) SET", 1, 0),
            Arguments.of("writableCommitted", HeldConnection.COMMIT, 1, 1),
            Arguments.of("writableCommitted", "DELETE n", 1, 1),
            Arguments.of("writableCommitted", HeldConnection.COMMIT, 2, 0),
        };
    }

    @ParameterizedTest
    @MethodSource("moments")
    void nothingIsLeftWhereverTheProcessIsKilled(String look, String message, int occurrence, int left)
            throws Exception {
        Lab.Traces before = lab.traces();
        try (HeldConnection connection = new HeldConnection(lab.neo4j().boltUri(), message, occurrence);
                LookJvm killed = LookJvm.start(lab, connection.uri(), look, notes)) {
            connection.awaitHeld();
            killed.kill();
            assertThat(killed.said()).as("nothing was found before it died").isEmpty();
        }
        lab.awaitTransactionsOfOthersToEnd();
        assertThat(lab.neo4j().tokens()).isEqualTo(before.tokens());
        assertThat(lab.traces().nodes() - before.nodes()).as("nodes left").isEqualTo(left);
        Check again = (look.equals("writable")
                        ? lab.bolt().writable()
                        : lab.bolt().writableCommitted())
                .checks()
                .get(2);
        assertThat(again.look(LookContext.in(notes.resolve("notes"))).outcome()).isEqualTo(Outcome.PASSED);
        assertThat(lab.traces()).isEqualTo(before);
    }
}
