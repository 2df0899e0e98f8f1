package dev.restore4j.engine;

import dev.restore4j.journal.JournalEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What follows from a state and an observation.
 *
 * @param entry what to write first, or null
 * @param next what to do then
 * @param after how long to wait before that
 */
record Decision(@Nullable JournalEntry entry, Next next, Duration after) {

    /** What a driver can do. */
    enum Next {
        /** Read source and target, to see whether the request may be sent. */
        CHECK,
        /** Make what the request needs. */
        PREPARE,
        /** Keep what the target has. */
        SAFEGUARD,
        /** Send the one unrepeatable request. */
        SUBMIT,
        /** Find out by its trace what became of what was submitted. */
        RECOVER,
        /** Look at the target. */
        LOOK,
        /** Look at the data. */
        VERIFY,
        /** Do what the plan wants before the end that is certain is written. */
        CONCLUDE,
        /** Nothing more here: it ended, or reading cannot tell. */
        STOP
    }

    static Decision stop(JournalEntry entry) {
        return new Decision(entry, Next.STOP, Duration.ZERO);
    }

    static Decision stop() {
        return new Decision(null, Next.STOP, Duration.ZERO);
    }

    static Decision now(JournalEntry entry, Next next) {
        return new Decision(entry, next, Duration.ZERO);
    }

    /** {@return the same decision; where the data is looked at next, it says until when nobody can have worked with it} */
    Decision attended(@Nullable Instant busyAt) {
        JournalEntry verifying = entry;
        if (verifying == null || busyAt == null || next != Next.VERIFY) {
            return this;
        }
        return new Decision(Entries.attended(verifying, busyAt), next, after);
    }

    /** {@return the same decision; where it is to submit, the intent says that the act leaves a trace} */
    Decision traced() {
        JournalEntry submitting = entry;
        return submitting == null || next != Next.SUBMIT ? this : new Decision(Entries.traced(submitting), next, after);
    }

    /** {@return the same decision; where what was submitted was not taken over, the time that it took does not count} */
    Decision worked(Duration worked) {
        JournalEntry answered = entry;
        return answered == null || EntryType.of(answered.type()) != EntryType.NOT_TAKEN_OVER
                ? this
                : new Decision(Entries.worked(answered, worked), next, after);
    }

    static Decision later(Next next, Duration after) {
        return new Decision(null, next, after);
    }

    Optional<JournalEntry> toWrite() {
        return Optional.ofNullable(entry);
    }
}
