package dev.restore4j.engine;

import dev.restore4j.fixture.Script;
import dev.restore4j.journal.Journal.Head;
import dev.restore4j.journal.JournalEntry;
import dev.restore4j.journal.JournalLog;
import dev.restore4j.journal.JournalledOperation;
import dev.restore4j.operation.Actor;
import dev.restore4j.operation.Attestation;
import dev.restore4j.operation.Ending;
import dev.restore4j.operation.OperationId;
import dev.restore4j.operation.Proof;
import dev.restore4j.operation.RecoveryObjectives;
import dev.restore4j.spi.Evidence;
import dev.restore4j.spi.Observation;
import dev.restore4j.spi.Observation.Condition;
import dev.restore4j.spi.Preflight;
import dev.restore4j.spi.SubmissionAnswer.Accepted;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The entries of an operation up to some point, as a journal would have them. Immutable. */
record History(List<JournalEntry> entries) {

    static final OperationId ID = new OperationId("0123456789abcdef");
    static final Instant CONFIRMED_AT = Instant.parse("2026-03-01T15:00:00Z");
    static final Instant SUBMITTED_AT = CONFIRMED_AT.plusSeconds(10);
    static final Instant LATER = CONFIRMED_AT.plusSeconds(60);

    static final Ending REASON = new Ending("some-code", "some reason", Ending.Kind.UNAVAILABLE, "req-1");

    History {
        entries = List.copyOf(entries);
    }

    /** {@return what was confirmed: valid for 15 minutes} */
    static Terms terms() {
        return terms(Care.NONE);
    }

    /** {@return the same, with what is done around the overwrite} */
    static Terms terms(Care care) {
        Preflight seen = Script.preflight("Production");
        return new Terms(
                Precedents.identity("scripted", "test:1/s1", "test:1"),
                seen.source(),
                seen.target(),
                new Terms.Consent(
                        Actor.named("ann"),
                        Actor.named("bob"),
                        CONFIRMED_AT.minusSeconds(60),
                        CONFIRMED_AT.plus(Duration.ofMinutes(14))),
                new Terms.Purpose(null, null, RecoveryObjectives.none()),
                care);
    }

    static History confirmed() {
        return new History(List.of(Entries.confirmed(terms(), null, CONFIRMED_AT)));
    }

    static History submitted() {
        return confirmed().and(Entries.submitting(SUBMITTED_AT, 1));
    }

    static History lost() {
        return submitted().and(Entries.ended(EntryType.ANSWER_LOST, LATER, REASON));
    }

    static History accepted() {
        return submitted().and(Entries.accepted(LATER, new Accepted("restoring", null, "req-202")));
    }

    /** {@return the same, sent once more after it was proven that the last request was not taken over} */
    History resent() {
        return and(Entries.ended(EntryType.NOT_TAKEN_OVER, LATER, REASON))
                .and(Entries.submitting(LATER, standing().attempts() + 1));
    }

    History changeSeen() {
        Observation seen = new Observation(Condition.BUSY, Evidence.RESTORE, "restoring", null, "req-2");
        return and(Entries.changeSeen(LATER, seen));
    }

    History unknown() {
        return and(Entries.ended(EntryType.OUTCOME_UNKNOWN, LATER, REASON));
    }

    History attested() {
        return and(Entries.attested(LATER, Attestation.overwritten(Actor.named("ann"), "I looked")));
    }

    History cancelRequested() {
        return and(Entries.cancelRequested(LATER, "carol"));
    }

    History completed(Proof proof) {
        return and(Entries.completed(LATER, proof, REASON));
    }

    History ended(EntryType type) {
        return and(Entries.ended(type, LATER, REASON));
    }

    History and(JournalEntry entry) {
        List<JournalEntry> more = new ArrayList<>(entries);
        more.add(entry);
        return new History(more);
    }

    JournalLog log() {
        return new JournalLog(
                new JournalledOperation(ID, null, "test:1"), entries, new Head(entries.size(), "h"), List.of());
    }

    Standing standing() {
        return Standing.of(log());
    }
}
