package dev.restore4j.engine;

import dev.restore4j.journal.JournalEntry;
import dev.restore4j.operation.Verification;
import dev.restore4j.spi.Observation.Condition;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an operation besides the overwrite itself.
 *
 * @param before what the target could do when it was confirmed
 * @param safety how far the keeping of its present data is
 * @param restoredAt when it was found running again, or null
 * @param notes what was written down, by key
 * @param concluded the end that is certain and not yet written, or null
 * @param verification what the checks found
 * @param worked how long what the request needs was worked on, without what an interruption took
 */
record Around(
        Condition before,
        Safety safety,
        @Nullable Instant restoredAt,
        Map<String, String> notes,
        @Nullable JournalEntry concluded,
        Verification verification,
        Duration worked) {

    static final Around NOTHING =
            new Around(Condition.READY, Safety.NONE, null, Map.of(), null, Verification.notVerified(), Duration.ZERO);

    Around {
        notes = Collections.unmodifiableMap(new TreeMap<>(notes));
    }

    Around confirmed(JournalEntry entry) {
        Condition seen = entry.value("target.condition")
                .map(word -> JournalWord.of(Condition.class, "target.condition", word))
                .orElse(Condition.READY);
        return new Around(seen, safety, restoredAt, notes, concluded, verification, worked);
    }

    Around restored(JournalEntry entry) {
        Map<String, String> all = new TreeMap<>(notes);
        all.remove(Entries.BUSY_UNTIL);
        entry.value(Entries.BUSY_UNTIL).ifPresent(moment -> all.put(Entries.BUSY_UNTIL, moment));
        return new Around(before, safety, entry.at(), all, concluded, verification, worked);
    }

    Around preparing(JournalEntry entry) {
        return new Around(before, safety, restoredAt, notes, concluded, verification, Entries.worked(entry));
    }

    Around with(Safety next) {
        return new Around(before, next, restoredAt, notes, concluded, verification, worked);
    }

    Around noted(JournalEntry entry) {
        Map<String, String> all = new TreeMap<>(notes);
        all.put(entry.value("key").orElse(""), entry.value("text").orElse(""));
        return new Around(before, safety, restoredAt, all, concluded, verification, worked);
    }

    Around concluding(JournalEntry entry) {
        return new Around(before, safety, restoredAt, notes, Entries.concluded(entry), verification, worked);
    }

    Around ended(JournalEntry entry) {
        boolean runs = restoredAt == null && EntryType.of(entry.type()) == EntryType.COMPLETED;
        Instant running = runs ? entry.at() : restoredAt;
        return new Around(before, safety, running, notes, null, VerificationData.of(entry), worked);
    }
}
