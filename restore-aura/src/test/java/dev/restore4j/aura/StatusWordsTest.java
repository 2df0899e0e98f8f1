package dev.restore4j.aura;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restore4j.operation.OperationId;
import dev.restore4j.spi.Evidence;
import dev.restore4j.spi.Look;
import dev.restore4j.spi.Observation;
import dev.restore4j.spi.Observation.Condition;
import dev.restore4j.spi.Urgency;
import dev.restore4j.spi.Urgency.Rank;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatusWordsTest {

    /** Word, condition, evidence of a restore in place, of an overwrite, and of one of both. */
    @ParameterizedTest
    @CsvSource({
        "running,READY,NONE,NONE,NONE",
        "Running,READY,NONE,NONE,NONE",
        "restoring,BUSY,RESTORE,SOMETHING,SOMETHING",
        "RESTORING,BUSY,RESTORE,SOMETHING,SOMETHING",
        "overwriting,BUSY,SOMETHING,RESTORE,SOMETHING",
        "loading,BUSY,RESTORE,RESTORE,RESTORE",
        "updating,BUSY,SOMETHING,SOMETHING,SOMETHING",
        "dreaming,BUSY,NONE,NONE,NONE",
        "loading failed,FAILED,NONE,NONE,NONE",
        "creating,BUSY,NONE,NONE,NONE",
        "pausing,BUSY,NONE,NONE,NONE",
        "paused,BUSY,NONE,NONE,NONE",
        "suspending,BUSY,NONE,NONE,NONE",
        "suspended,BUSY,NONE,NONE,NONE",
        "resuming,BUSY,NONE,NONE,NONE",
        "resizing,BUSY,NONE,NONE,NONE",
        "upgrading,BUSY,NONE,NONE,NONE",
        "encryption key error,BUSY,NONE,NONE,NONE",
        "destroying,GONE,NONE,NONE,NONE",
        "deleting,GONE,NONE,NONE,NONE"
    })
    void whatAWordSays(String word, Condition condition, Evidence inPlace, Evidence overwrite, Evidence any) {
        assertThat(StatusWords.OF_RESTORE.observation(word, null, "r"))
                .isEqualTo(new Observation(condition, inPlace, word, null, "r"));
        assertThat(StatusWords.OF_OVERWRITE.evidence(word)).isEqualTo(overwrite);
        assertThat(StatusWords.OF_ANY_RESTORE.evidence(word)).isEqualTo(any);
    }

    @Test
    void anInstanceThatIsNotFoundIsGone() throws InterruptedException {
        ScriptedApi api = new ScriptedApi();
        Look look = new Look(new OperationId("0123456789abcdef"), null, Urgency.of(Rank.WATCH));
        api.time.run(() -> assertThat(
                        api.client().target("aura:2f49c2b3").orElseThrow().observe(look))
                .isEqualTo(new Observation(Condition.GONE, Evidence.NONE, "not found", null, "req-404")));
        assertThat(api.calls()).hasSize(1);
    }
}
