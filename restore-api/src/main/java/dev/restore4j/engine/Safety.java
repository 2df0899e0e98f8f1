package dev.restore4j.engine;

import dev.restore4j.journal.JournalEntry;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far the keeping of the present data is.
 *
 * @param begunAt when it was begun, or null
 * @param snapshot the snapshot's id, or null
 * @param takenAt the time to which a complete one goes back, or null
 * @param without why there is none, or null
 */
record Safety(
        @Nullable Instant begunAt,
        @Nullable String snapshot,
        @Nullable Instant takenAt,
        @Nullable String without) {

    static final Safety NONE = new Safety(null, null, null, null);

    /** Whether nothing more is done about it. */
    boolean isSettled() {
        return isKept() || without != null;
    }

    boolean isKept() {
        return snapshot != null && takenAt != null;
    }

    Safety begun(JournalEntry entry) {
        return begunAt == null ? new Safety(entry.at(), snapshot, takenAt, without) : this;
    }

    Safety started(JournalEntry entry) {
        return new Safety(begunAt, entry.value("snapshot").orElseThrow(), null, null);
    }

    Safety kept(JournalEntry entry) {
        return new Safety(
                begunAt,
                entry.value("snapshot").orElseThrow(),
                entry.value("takenAt").map(Instant::parse).orElseThrow(),
                null);
    }

    Safety gaveUp(JournalEntry entry) {
        return new Safety(begunAt, null, null, entry.value("message").orElse(""));
    }
}
