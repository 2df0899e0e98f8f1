package dev.restore4j.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restore4j.engine.Care.Asked;
import dev.restore4j.fixture.Script;
import dev.restore4j.journal.JournalEntry;
import dev.restore4j.operation.Finding;
import dev.restore4j.operation.Proof;
import dev.restore4j.operation.RestoreState;
import dev.restore4j.operation.Rollback;
import dev.restore4j.operation.SafetySnapshot;
import dev.restore4j.operation.Verification;
import dev.restore4j.spi.Observation.Condition;
import dev.restore4j.spi.TargetView;
import dev.restore4j.verify.CheckLevel;
import dev.restore4j.verify.CheckResult;
import dev.restore4j.verify.CheckSubject;
import dev.restore4j.verify.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What a plan wants around the overwrite, and what came of it, survives in the journal. */
class CareTest {

    @Test
    void whatIsWantedIsReadBackAsItWasWritten() {
        List<Care> all = List.of(
                Care.NONE,
                new Care(SafetySnapshot.required(), Rollback.ON_WRONG_DATA, EnumSet.allOf(Asked.class)),
                new Care(
                        SafetySnapshot.within(Duration.ofSeconds(90)),
                        Rollback.ON_WRONG_DATA_EVEN_AFTER_AN_INCIDENT,
                        Set.of(Asked.DISCARD)));
        for (Care care : all) {
            Map<String, String> data = new TreeMap<>();
            care.putInto(data);
            assertThat(Care.from(data)).isEqualTo(care);
        }
    }

    @Test
    void aJournalOfAnOlderVersionWantsNothing() {
        assertThat(Care.from(Map.of("plan.digest", "x"))).isEqualTo(Care.NONE);
    }

    @Test
    void theTermsHoldItAndInWhatConditionTheTargetWas() {
        Care care = new Care(SafetySnapshot.required(), Rollback.ON_WRONG_DATA, Set.of(Asked.CHECKS, Asked.MARKER));
        Terms terms = terms(care, Condition.FAILED);

        Terms read = Terms.fromData(terms.toData(), "test:1");

        assertThat(read.care()).isEqualTo(care);
        assertThat(read.target().condition()).isEqualTo(Condition.FAILED);
        assertThat(read).isEqualTo(terms);
    }

    @Test
    void theKeysAreTheseForEver() {
        Map<String, String> data = new TreeMap<>();
        new Care(SafetySnapshot.required(), Rollback.ON_WRONG_DATA, EnumSet.allOf(Asked.class)).putInto(data);

        assertThat(data)
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "care.safety.limit", "PT1H",
                        "care.safety.otherwise", "STOP",
                        "care.rollback", "ON_WRONG_DATA",
                        "care.asked.CHECKS", "yes",
                        "care.asked.MARKER", "yes",
                        "care.asked.HOOKS", "yes",
                        "care.asked.DISCARD", "yes",
                        "care.asked.REHEARSAL", "yes"));
    }

    @Test
    void whatChecksFoundIsReadBackAsItWasWrittenInWhateverLanguage() {
        Verification verification = Verification.of(results(12));
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            JournalEntry entry = Entries.verified(History.LATER, Proof.MARKER_GONE, verification);
            Locale.setDefault(Locale.ROOT);

            Standing standing = History.accepted().and(entry).standing();

            assertThat(standing.verification()).isEqualTo(verification);
            assertThat(standing.state()).isEqualTo(RestoreState.VERIFICATION_FAILED);
            assertThat(standing.proof()).isEqualTo(Proof.MARKER_GONE);
            assertThat(standing.ending().message()).contains("check 1 (reason 1)");
        } finally {
            Locale.setDefault(before);
        }
    }

    private static List<CheckResult> results(int number) {
        List<CheckResult> results = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            Verdict.Outcome outcome = of(Verdict.Outcome.values(), i);
            results.add(new CheckResult(
                    "check " + i,
                    of(CheckLevel.values(), i),
                    of(CheckSubject.values(), i),
                    new Verdict(outcome, "reason " + i, "evidence\n" + i, Verdict.Again.POINTLESS),
                    Duration.ofMillis(i)));
        }
        return results;
    }

    private static <T> T of(T[] values, int number) {
        return List.of(values).get(number % values.length);
    }

    @Test
    void theLastNoteOfAKeyCounts() {
        Standing standing = History.confirmed()
                .and(Entries.noted(History.LATER, "a", "1"))
                .and(Entries.noted(History.LATER, "b", "2"))
                .and(Entries.noted(History.LATER, "a", "3"))
                .and(Entries.submitting(History.LATER, 1))
                .standing();

        assertThat(standing.note("a")).contains("3");
        assertThat(standing.note("b")).contains("2");
        assertThat(standing.note("c")).isEmpty();
        assertThat(standing.state()).isEqualTo(RestoreState.SUBMITTING);
    }

    @Test
    void aStepThatDidNotGoWellIsAWarningAndOneThatDidIsNone() {
        Standing standing = History.confirmed()
                .and(Entries.noted(History.LATER, "hook.after-restore.1", HookRunner.DONE))
                .and(Entries.noted(History.LATER, "hook.after-restore.2", "it threw something"))
                .standing();

        assertThat(standing.warnings()).singleElement().satisfies(warning -> {
            assertThat(warning.code()).isEqualTo("hook-failed");
            assertThat(warning.message()).contains("after-restore.2", "it threw something");
        });
    }

    @Test
    void aSafetySnapshotIsKnownFromItsEntries() {
        Instant taken = History.LATER.plusSeconds(5);
        History wanted = History.confirmed().and(Entries.safeguarding(History.LATER));
        History begun = wanted.and(Entries.safetyStarted(History.LATER.plusSeconds(1), "k1"));
        History kept = begun.and(Entries.safeguarded(taken, "k1", taken));
        History without = begun.and(Entries.notSafeguarded(taken, "late", "It was late."));

        assertThat(wanted.standing().safety()).isEqualTo(new Safety(History.LATER, null, null, null));
        assertThat(begun.standing().safety()).isEqualTo(new Safety(History.LATER, "k1", null, null));
        assertThat(begun.standing().state()).isEqualTo(RestoreState.SAFEGUARDING);
        assertThat(kept.standing().safety()).isEqualTo(new Safety(History.LATER, "k1", taken, null));
        assertThat(kept.standing().safety().isKept()).isTrue();
        assertThat(kept.standing().state()).isEqualTo(RestoreState.CONFIRMED);
        assertThat(without.standing().safety()).isEqualTo(new Safety(History.LATER, null, null, "It was late."));
        assertThat(without.standing().warnings()).extracting(Finding::code).containsExactly("no-safety-snapshot");
    }

    @Test
    void anEndThatIsCertainIsReadBackAndIsNoEndYet() {
        JournalEntry end = Entries.verified(History.LATER, Proof.ACCEPTED_AND_SEEN, Verification.of(results(3)));
        History history = History.accepted().changeSeen().and(Entries.concluding(end));

        assertThat(history.standing().concluded()).isEqualTo(end);
        assertThat(history.standing().state()).isEqualTo(RestoreState.RESTORING);
        assertThat(history.log().isOpen()).isTrue();
        assertThat(Rules.first(history.standing(), History.terms())).isEqualTo(Decision.Next.CONCLUDE);
        assertThat(history.and(end).standing().concluded()).isNull();
    }

    @Test
    void aRejectionThatIsCertainReleasesItsNameOnlyAtItsEnd() {
        JournalEntry end = Entries.ended(EntryType.REJECTED, History.LATER, History.REASON);
        History history = History.submitted().and(Entries.concluding(end));

        assertThat(history.log().holdsName()).isTrue();
        assertThat(history.and(history.standing().concluded()).log().holdsName())
                .isFalse();
    }

    @Test
    void theStaleWordOfAnEarlierFailureIsNoFailureAndRunningAfterItIsAnEnd() {
        Watch watch = new Watch(Duration.ofSeconds(30), Duration.ofSeconds(30), 5, Watch.Absence.NONE);
        History failedBefore = new History(
                        List.of(Entries.confirmed(terms(Care.NONE, Condition.FAILED), null, History.CONFIRMED_AT)))
                .and(Entries.submitting(History.SUBMITTED_AT, 1))
                .and(Entries.accepted(
                        History.LATER, new dev.restore4j.spi.SubmissionAnswer.Accepted("restoring", null, null)));
        var failed = Script.seen(Condition.FAILED, dev.restore4j.spi.Evidence.NONE, "loading failed");

        assertThat(Rules.onLook(History.accepted().standing(), failed, watch, History.LATER)
                        .entry()
                        .type())
                .isEqualTo("failed");
        assertThat(Rules.onLook(failedBefore.standing(), failed, watch, History.LATER))
                .isEqualTo(Decision.later(Decision.Next.LOOK, Rules.QUICK));
        assertThat(Rules.onLook(failedBefore.changeSeen().standing(), failed, watch, History.LATER)
                        .entry()
                        .type())
                .isEqualTo("failed");
        assertThat(Rules.onLook(failedBefore.standing(), Script.RUNNING, watch, History.LATER)
                        .entry()
                        .data())
                .containsEntry("proof", "ACCEPTED_AND_SEEN");
    }

    private static Terms terms(Care care, Condition condition) {
        Terms plain = History.terms();
        TargetView seen = plain.target();
        TargetView target =
                new TargetView(seen.name(), seen.description(), seen.fingerprint(), seen.exposure(), condition);
        return new Terms(plain.plan(), plain.source(), target, plain.consent(), plain.purpose(), care);
    }
}
