package dev.restore4j.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.restore4j.engine.Decision.Next;
import dev.restore4j.error.JournalException;
import dev.restore4j.operation.Actor;
import dev.restore4j.operation.Attestation;
import dev.restore4j.operation.Proof;
import dev.restore4j.spi.Evidence;
import dev.restore4j.spi.Observation;
import dev.restore4j.spi.Observation.Condition;
import dev.restore4j.spi.SubmissionAnswer.Accepted;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The words and keys of journal entries are a format: a journal must be readable by every later version. */
class EntryTypeTest {

    @Test
    void theWordsAreTheseForEver() {
        assertThat(Arrays.stream(EntryType.values()).map(type -> type.word() + " " + type.effect()))
                .containsExactly(
                        "confirmed CONTINUES",
                        "taken-over CONTINUES",
                        "cancel-requested CONTINUES",
                        "preparing CONTINUES",
                        "prepared CONTINUES",
                        "safeguarding CONTINUES",
                        "safety-started CONTINUES",
                        "safeguarded CONTINUES",
                        "not-safeguarded CONTINUES",
                        "noted CONTINUES",
                        "submitting CONTINUES",
                        "not-taken-over CONTINUES",
                        "accepted CONTINUES",
                        "answer-lost CONTINUES",
                        "change-seen CONTINUES",
                        "attested CONTINUES",
                        "verifying CONTINUES",
                        "concluding CONTINUES",
                        "outcome-unknown CONTINUES",
                        "verification-failed ENDS",
                        "completed ENDS",
                        "rejected ENDS",
                        "cancelled ENDS",
                        "failed ENDS");
    }

    @Test
    void aWordIsReadBackAsItsType() {
        for (EntryType type : EntryType.values()) {
            assertThat(EntryType.of(type.word())).isSameAs(type);
        }
    }

    @Test
    void anUnknownWordIsRefusedAndSoIsOneInOtherLetters() {
        for (String word : new String[] {"", "Confirmed", "COMPLETED", "completed ", "rolled-back"}) {
            assertThatThrownBy(() -> EntryType.of(word))
                    .isInstanceOf(JournalException.class)
                    .hasMessageContaining("'" + word + "'");
        }
    }

    @Test
    void theKeysOfDetailsAreTheseForEver() {
        assertThat(Entries.submitting(History.LATER, 3).data()).isEqualTo(Map.of("attempt", "3"));
        assertThat(Entries.traced(Entries.submitting(History.LATER, 3)).data())
                .isEqualTo(Map.of("attempt", "3", "traced", "yes"));
        assertThat(Entries.preparing(History.LATER, Duration.ofSeconds(2)).data())
                .isEqualTo(Map.of("worked", "2000"));
        assertThat(Entries.prepared(History.LATER, Duration.ofSeconds(2), "dumped")
                        .data())
                .isEqualTo(Map.of("worked", "2000", "message", "dumped"));
        assertThat(Entries.takenOver(History.LATER, 42).data()).isEqualTo(Map.of("process", "42"));
        assertThat(Entries.cancelRequested(History.LATER, "ann").data()).isEqualTo(Map.of("by", "ann"));
        assertThat(Entries.attested(History.LATER, Attestation.overwritten(Actor.named("ann"), "seen"))
                        .data())
                .isEqualTo(Map.of("by", "ann", "evidence", "seen"));
        assertThat(Entries.accepted(History.LATER, new Accepted("w", "c", "r")).data())
                .isEqualTo(Map.of("word", "w", "created", "c", "requestId", "r"));
        assertThat(Entries.changeSeen(History.LATER, new Observation(Condition.BUSY, Evidence.RESTORE, "w", "c", "r"))
                        .data())
                .isEqualTo(Map.of("word", "w", "created", "c", "requestId", "r"));
        assertThat(Entries.completed(History.LATER, Proof.SEEN_ONLY, History.REASON)
                        .data())
                .isEqualTo(Map.of(
                        "proof",
                        "SEEN_ONLY",
                        "code",
                        "some-code",
                        "message",
                        "some reason",
                        "kind",
                        "UNAVAILABLE",
                        "requestId",
                        "req-1"));
    }

    @Test
    void anEndingIsReadBackAsItWasWritten() {
        for (EntryType type : EntryType.values()) {
            assertThat(Entries.ending(Entries.ended(type, History.LATER, History.REASON)))
                    .isEqualTo(History.REASON);
        }
    }

    @Test
    void decisionsSayWhatToWriteWhatToDoAndWhen() {
        var entry = Entries.submitting(History.LATER, 1);

        assertThat(Decision.stop()).isEqualTo(new Decision(null, Next.STOP, Duration.ZERO));
        assertThat(Decision.stop(entry)).isEqualTo(new Decision(entry, Next.STOP, Duration.ZERO));
        assertThat(Decision.now(entry, Next.SUBMIT)).isEqualTo(new Decision(entry, Next.SUBMIT, Duration.ZERO));
        assertThat(Decision.later(Next.LOOK, Rules.QUICK))
                .isEqualTo(new Decision(null, Next.LOOK, Duration.ofSeconds(2)));
        assertThat(Decision.stop().toWrite()).isEmpty();
        assertThat(Decision.stop(entry).toWrite()).contains(entry);
    }
}
