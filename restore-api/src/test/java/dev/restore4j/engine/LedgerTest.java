package dev.restore4j.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.restore4j.error.JournalException;
import dev.restore4j.fixture.HookedJournal;
import dev.restore4j.journal.JournalEntry;
import dev.restore4j.journal.JournalLog;
import dev.restore4j.journal.JournalledOperation;
import dev.restore4j.operation.Ending;
import dev.restore4j.operation.Finding;
import dev.restore4j.operation.OperationId;
import dev.restore4j.operation.Proof;
import dev.restore4j.operation.RestoreState;
import dev.restore4j.spi.SubmissionAnswer.Accepted;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How a driver's entries get into the journal, whatever the journal does. */
class LedgerTest {

    private static final Instant NOW = History.LATER;
    private static final OperationId ID = History.ID;

    private static final JournalEntry SUBMITTING_1 = Entries.submitting(NOW, 1);
    private static final JournalEntry SUBMITTING_2 = Entries.submitting(NOW, 2);
    private static final JournalEntry NOT_TAKEN_OVER = Entries.ended(EntryType.NOT_TAKEN_OVER, NOW, History.REASON);
    private static final JournalEntry ACCEPTED = Entries.accepted(NOW, new Accepted("restoring", null, null));
    private static final JournalEntry UNKNOWN = Entries.ended(EntryType.OUTCOME_UNKNOWN, NOW, History.REASON);
    private static final JournalEntry COMPLETED = Entries.completed(
            NOW, Proof.ACCEPTED_AND_SEEN, new Ending("completed", "It runs.", Ending.Kind.NONE, null));

    private final HookedJournal journal = new HookedJournal();

    @BeforeEach
    void anOperationIsConfirmed() {
        journal.create(new JournalledOperation(ID, null, "test:1"), Entries.confirmed(History.terms(), null, NOW));
    }

    @Test
    void anEntryIsInTheJournalBeforeAnythingFollows() {
        Ledger ledger = ledger();

        assertThat(ledger.write(SUBMITTING_1)).isTrue();

        assertThat(journal.types(ID)).containsExactly("confirmed", "submitting");
        assertThat(ledger.standing().state()).isEqualTo(RestoreState.SUBMITTING);
        assertThat(ledger.warnings()).isEmpty();
    }

    @Test
    void nothingIsWrittenOverWhatSomebodyElseWrote() {
        Ledger mine = ledger();
        ledger().write(Entries.cancelRequested(NOW, "carol"));

        assertThat(mine.write(SUBMITTING_1)).isFalse();

        assertThat(journal.types(ID)).containsExactly("confirmed", "cancel-requested");
        assertThat(mine.standing().state()).isEqualTo(RestoreState.CONFIRMED);
        assertThat(mine.standing().cancelRequestedBy()).isEqualTo("carol");
    }

    @Test
    void aJournalThatCannotTakeTheIntentStopsIt() {
        Ledger ledger = ledger();
        journal.failFrom("submitting");

        assertThatThrownBy(() -> ledger.write(SUBMITTING_1)).isInstanceOf(JournalException.class);

        assertThat(ledger.standing().state()).isEqualTo(RestoreState.CONFIRMED);
        assertThat(journal.types(ID)).containsExactly("confirmed");
    }

    @Test
    void whatHasHappenedHoldsWithoutTheJournalAndIsWrittenOnceItCanBe() {
        Ledger ledger = submitted();
        journal.failFrom("accepted");

        assertThat(ledger.record(ACCEPTED)).isTrue();
        assertThat(ledger.standing().state()).isEqualTo(RestoreState.RESTORING);
        assertThat(ledger.warnings()).extracting(Finding::code).containsExactly("journal-incomplete");

        journal.mend();
        assertThat(ledger.record(COMPLETED)).isTrue();
        assertThat(journal.types(ID)).containsExactly("confirmed", "submitting", "accepted", "completed");
        assertThat(ledger.warnings()).isEmpty();
    }

    @Test
    void whateverAJournalThrowsWhatHasHappenedHolds() {
        Ledger ledger = submitted();
        journal.beforeAppend(entry -> {
            throw new IllegalStateException("the pool of connections is closed");
        });

        assertThat(ledger.record(ACCEPTED)).isTrue();

        assertThat(ledger.standing().state()).isEqualTo(RestoreState.RESTORING);
        assertThat(ledger.warnings()).extracting(Finding::code).containsExactly("journal-incomplete");
    }

    @Test
    void aProofThatCouldNotBeWrittenIsWrittenBeforeTheNextIntent() {
        Ledger ledger = submitted();
        journal.failFrom("not-taken-over");
        ledger.record(NOT_TAKEN_OVER);
        journal.mend();

        while (!ledger.write(SUBMITTING_2)) {
            assertThat(ledger.standing().state()).isEqualTo(RestoreState.CONFIRMED);
        }

        assertThat(journal.types(ID)).containsExactly("confirmed", "submitting", "not-taken-over", "submitting");
    }

    @Test
    void noIntentIsWrittenWhileAProofCannotBe() {
        Ledger ledger = submitted();
        journal.failFrom("not-taken-over");
        ledger.record(NOT_TAKEN_OVER);

        assertThatThrownBy(() -> ledger.write(SUBMITTING_2)).isInstanceOf(JournalException.class);

        assertThat(journal.types(ID)).containsExactly("confirmed", "submitting");
    }

    @Test
    void anEntryThatWasWrittenAlthoughItFailedIsNotWrittenTwice() {
        Ledger ledger = submitted();
        journal.afterAppend(entry -> {
            throw new JournalException("the acknowledgement was lost", null);
        });
        ledger.record(ACCEPTED);
        journal.afterAppend(entry -> {});

        ledger.record(COMPLETED);

        assertThat(journal.types(ID)).containsExactly("confirmed", "submitting", "accepted", "completed");
        assertThat(ledger.standing().state()).isEqualTo(RestoreState.COMPLETED);
    }

    @Test
    void whatHasHappenedGoesBehindWhatOthersWroteOfTheSameSubmission() {
        Ledger mine = submitted();
        ledger().write(Entries.takenOver(NOW, 4711));

        assertThat(mine.record(ACCEPTED)).isTrue();

        assertThat(journal.types(ID)).containsExactly("confirmed", "submitting", "taken-over", "accepted");
    }

    @Test
    void aVerdictOnAFormerSubmissionIsDropped() {
        Ledger former = submitted();
        Ledger present = ledger();
        present.record(NOT_TAKEN_OVER);

        assertThat(former.record(UNKNOWN)).isFalse();
        assertThat(former.standing().state()).isEqualTo(RestoreState.CONFIRMED);

        present.write(SUBMITTING_2);
        assertThat(journal.types(ID)).containsExactly("confirmed", "submitting", "not-taken-over", "submitting");
    }

    @Test
    void aVerdictOnAnOperationThatHasEndedIsDropped() {
        Ledger former = submitted();
        ledger().record(COMPLETED);

        assertThat(former.record(UNKNOWN)).isFalse();

        assertThat(former.standing().state()).isEqualTo(RestoreState.COMPLETED);
        assertThat(journal.types(ID)).containsExactly("confirmed", "submitting", "completed");
    }

    @Test
    void readingAgainKeepsWhatCouldNotBeWrittenOnTop() {
        Ledger ledger = submitted();
        journal.failFrom("accepted");
        ledger.record(ACCEPTED);

        ledger.reload();

        assertThat(ledger.standing().state()).isEqualTo(RestoreState.RESTORING);
    }

    @Test
    void aTornRecordIsAWarningOfTheOperation() {
        JournalLog log = journal.read(ID).orElseThrow();
        JournalLog torn = new JournalLog(log.operation(), log.entries(), log.head(), List.of("line 2 is torn"));

        assertThat(new Ledger(journal, torn).warnings())
                .containsExactly(Finding.warning("journal-torn", "line 2 is torn"));
    }

    @Test
    void anOperationThatVanishedFromTheJournalIsAnError() {
        Ledger ledger = new Ledger(new HookedJournal(), journal.read(ID).orElseThrow());

        assertThatThrownBy(ledger::reload).isInstanceOf(JournalException.class).hasMessageContaining(ID.value());
    }

    private Ledger submitted() {
        Ledger ledger = ledger();
        ledger.write(SUBMITTING_1);
        return ledger;
    }

    private Ledger ledger() {
        return new Ledger(journal, journal.read(ID).orElseThrow());
    }
}
