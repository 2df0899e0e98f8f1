package dev.restore4j.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.restore4j.error.RestoreException;
import dev.restore4j.operation.Ending;
import dev.restore4j.operation.OperationId;
import dev.restore4j.operation.Overwritten;
import dev.restore4j.operation.RestoreResult;
import dev.restore4j.operation.RestoreState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the error of a restore that went wrong says of the way back. */
class OutcomeTest {

    private static final String NAMED = "What the target had before is in its safety snapshot kept-17";

    private static RestoreResult.Builder ended(RestoreState state, String code) {
        return RestoreResult.builder(new OperationId("abcdefghjkmnpqrs"), state)
                .overwritten(Overwritten.YES, null)
                .ending(new Ending(code, "It went wrong.", Ending.Kind.FAILED, null));
    }

    private static String message(RestoreResult.Builder result) {
        return catchThrowableOfType(RestoreException.class, () -> new Outcome(result.build(), null).orThrow())
                .getMessage();
    }

    private static RestoreResult rollback(RestoreState state) {
        return ended(state, "x").build();
    }

    @ParameterizedTest
    @EnumSource(
            value = RestoreState.class,
            names = {"FAILED", "VERIFICATION_FAILED"})
    void whatWasKeptIsNamedUnlessItIsBackAlready(RestoreState state) {
        assertThat(message(ended(state, "x").safetySnapshot("kept-17")))
                .endsWith(NAMED + ": RestorePlan.undoing(operation) puts it back.");
        assertThat(message(ended(state, "x").safetySnapshot("kept-17").rollback(rollback(RestoreState.REJECTED))))
                .contains("was to take it back and is REJECTED")
                .endsWith(NAMED + ".");
        assertThat(message(ended(state, "x").safetySnapshot("kept-17").rollback(rollback(RestoreState.COMPLETED))))
                .contains("It was taken back by operation")
                .doesNotContain("kept-17");
        assertThat(message(ended(state, "x"))).doesNotContain("safety snapshot");
    }

    @Test
    void anInstanceThatIsGoneHasNoSnapshotsEither() {
        assertThat(message(ended(RestoreState.FAILED, Rules.TARGET_GONE).safetySnapshot("kept-17")))
                .doesNotContain("kept-17");
    }
}
