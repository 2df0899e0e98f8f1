package dev.restore4j.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.restore4j.engine.Standing.Acceptance;
import dev.restore4j.engine.Standing.Attested;
import dev.restore4j.engine.Standing.Trace;
import dev.restore4j.error.JournalException;
import dev.restore4j.journal.JournalEntry;
import dev.restore4j.journal.JournalEntry.Effect;
import dev.restore4j.operation.Overwritten;
import dev.restore4j.operation.Proof;
import dev.restore4j.operation.RestoreState;
import dev.restore4j.spi.SubmissionAnswer.Accepted;
import dev.restore4j.spi.SubmissionAnswer.Change;
import dev.restore4j.spi.TargetView.Exposure;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What the entries of a journal add up to. */
class StandingTest {

    @TestFactory
    Stream<DynamicTest> eachHistoryHasItsStateAndSaysWhetherDataWasReplaced() {
        Map<String, History> cases = new LinkedHashMap<>();
        cases.put("CONFIRMED NO", History.confirmed());
        cases.put("CONFIRMED NO, cancel requested", History.confirmed().cancelRequested());
        cases.put("SUBMITTING UNKNOWN", History.submitted());
        cases.put("SUBMITTING UNKNOWN, answer lost", History.lost());
        cases.put("CONFIRMED NO, not taken over", History.submitted().ended(EntryType.NOT_TAKEN_OVER));
        cases.put("SUBMITTING UNKNOWN, again", History.submitted().resent());
        cases.put("RESTORING UNKNOWN, accepted", History.accepted());
        cases.put("RESTORING YES, accepted and seen", History.accepted().changeSeen());
        cases.put("RESTORING UNKNOWN, seen only", History.lost().changeSeen());
        cases.put("OUTCOME_UNKNOWN UNKNOWN", History.lost().unknown());
        cases.put("RESTORING YES, attested", History.lost().unknown().attested());
        cases.put("COMPLETED YES", History.lost().unknown().attested().completed(Proof.ATTESTED));
        cases.put("COMPLETED YES, found by name", History.lost().completed(Proof.FOUND_BY_NAME));
        cases.put("REJECTED NO", History.confirmed().ended(EntryType.REJECTED));
        cases.put("REJECTED NO, refused", History.submitted().ended(EntryType.REJECTED));
        cases.put("REJECTED NO, attested", History.lost().unknown().ended(EntryType.REJECTED));
        cases.put("CANCELLED NO", History.confirmed().cancelRequested().ended(EntryType.CANCELLED));
        cases.put("FAILED YES", History.accepted().changeSeen().ended(EntryType.FAILED));
        cases.put("FAILED UNKNOWN, not seen", History.accepted().ended(EntryType.FAILED));
        return cases.entrySet().stream()
                .map(each -> DynamicTest.dynamicTest(each.getKey(), () -> {
                    Standing standing = each.getValue().standing();
                    assertThat(standing.state() + " " + standing.overwritten(Exposure.OVERWRITTEN))
                            .isEqualTo(each.getKey().replaceAll(",.*", ""));
                    assertThat(standing.overwritten(Exposure.PROTECTED))
                            .isEqualTo(standing.overwritten(Exposure.OVERWRITTEN));
                    assertThat(standing.overwritten(Exposure.NEW)).isEqualTo(Overwritten.NO);
                }));
    }

    @Test
    void aSubmissionIsWhatIsKnownOfTheLastRequestOnly() {
        History first = History.accepted().changeSeen();

        assertThat(first.resent().standing().submission())
                .isEqualTo(new Standing.Submission(
                        History.LATER, null, null, Acceptance.UNKNOWN, null, null, Attested.NO, Trace.NONE));
        assertThat(first.ended(EntryType.NOT_TAKEN_OVER).standing().submission().at())
                .isNull();
    }

    @Test
    void aSubmissionDatesFromItsIntent() {
        assertThat(History.lost().standing().submission().at()).isEqualTo(History.SUBMITTED_AT);
        assertThat(History.accepted().changeSeen().standing().submission())
                .isEqualTo(new Standing.Submission(
                        History.SUBMITTED_AT,
                        History.LATER,
                        History.LATER,
                        Acceptance.KNOWN,
                        History.LATER,
                        null,
                        Attested.NO,
                        Trace.NONE));
    }

    @Test
    void aSubmissionIsAnsweredWhenItsAnswerCameOrWasLost() {
        assertThat(History.submitted().standing().submission().answeredAt()).isNull();
        assertThat(History.lost().standing().submission().answeredAt()).isEqualTo(History.LATER);
        assertThat(History.accepted().standing().submission().answeredAt()).isEqualTo(History.LATER);
        assertThat(History.accepted()
                        .changeSeen()
                        .unknown()
                        .attested()
                        .standing()
                        .submission()
                        .answeredAt())
                .isEqualTo(History.LATER);
        assertThat(History.lost().resent().standing().submission().answeredAt()).isNull();
    }

    @Test
    void whatWasSeenByWhoeverSubmittedItNeedNotBeSeenAgain() {
        Accepted watched = new Accepted("taken over", null, null, Change.SEEN, null);
        Standing standing = History.submitted()
                .and(Entries.accepted(History.LATER, watched))
                .standing();

        assertThat(standing.submission().changeSeenAt()).isEqualTo(History.LATER);
        assertThat(History.accepted().standing().submission().changeSeenAt()).isNull();
    }

    @Test
    void theCreatedInstanceIsKept() {
        Standing standing = History.submitted()
                .and(Entries.accepted(History.LATER, new Accepted("creating", "22222222", null)))
                .changeSeen()
                .completed(Proof.FOUND_BY_NAME)
                .standing();

        assertThat(standing.submission().created()).isEqualTo("22222222");
    }

    @Test
    void attemptsAndARequestToCancelOutliveANewAttempt() {
        Standing standing = History.confirmed()
                .cancelRequested()
                .and(Entries.submitting(History.LATER, 1))
                .resent()
                .standing();

        assertThat(standing.attempts()).isEqualTo(2);
        assertThat(standing.cancelRequestedBy()).isEqualTo("carol");
    }

    @Test
    void endingAndProofAreThoseOfTheLastState() {
        assertThat(History.lost().standing().ending()).isEqualTo(History.REASON);
        assertThat(History.lost().resent().standing().ending().code()).isEqualTo("none");
        assertThat(History.lost().changeSeen().standing().proof()).isNull();
        assertThat(History.lost()
                        .changeSeen()
                        .completed(Proof.SEEN_ONLY)
                        .standing()
                        .proof())
                .isEqualTo(Proof.SEEN_ONLY);
    }

    @Test
    void aStateDatesFromWhenItWasEntered() {
        JournalEntry late = Entries.ended(EntryType.ANSWER_LOST, History.LATER.plusSeconds(50), History.REASON);

        assertThat(History.submitted().and(late).standing().since()).isEqualTo(History.SUBMITTED_AT);
        assertThat(History.accepted().standing().since()).isEqualTo(History.LATER);
    }

    @Test
    void takingOverChangesNothing() {
        for (History history : new History[] {
            History.confirmed(), History.lost(), History.lost().unknown()
        }) {
            assertThat(history.and(Entries.takenOver(History.LATER, 4711)).standing())
                    .isEqualTo(history.standing());
        }
    }

    @Test
    void anEntryOfAnUnknownTypeIsRefused() {
        History history = History.lost().and(new JournalEntry("rolled-back", History.LATER, Effect.ENDS, Map.of()));

        assertThatThrownBy(history::standing)
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("'rolled-back'")
                .hasMessageContaining("newer");
    }

    @Test
    void anOperationIsOpenExactlyUntilItsStateIsAnEnd() {
        for (EntryType type : EntryType.values()) {
            if (type == EntryType.CONCLUDING || type == EntryType.SAFETY_STARTED || type == EntryType.SAFEGUARDED) {
                continue; // they hold more than an ending does
            }
            JournalEntry entry = Entries.ended(type, History.LATER, History.REASON);
            History history = History.submitted().and(entry);

            assertThat(history.log().isOpen())
                    .as(type.word())
                    .isEqualTo(!history.standing().state().isEnd());
        }
        assertThat(RestoreState.OUTCOME_UNKNOWN.isEnd()).isFalse();
    }
}
