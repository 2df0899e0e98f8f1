package dev.restore4j.engine;

import dev.restore4j.operation.Rollback;
import dev.restore4j.operation.SafetySnapshot;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What was confirmed besides the overwrite itself. It is in the journal, so that a process without the plan knows what it must
 * leave to one that has it.
 *
 * @param safety how the present data is kept, or null
 * @param rollback when the restore is taken back by itself
 * @param asked what only a process with the plan can do
 */
public record Care(@Nullable SafetySnapshot safety, Rollback rollback, Set<Asked> asked) {

    /** Nothing but the overwrite. */
    public static final Care NONE = new Care(null, Rollback.NONE, Set.of());

    /** What the plan has asked for. */
    public enum Asked {
        /** Checks. */
        CHECKS,
        /** A mark in the present data. */
        MARKER,
        /** Hooks. */
        HOOKS,
        /** To delete the instance that the restore creates. */
        DISCARD,
        /** Nothing: that it is a rehearsal is for reports. */
        REHEARSAL
    }

    /** Copies the set. */
    public Care {
        asked = Set.copyOf(asked);
    }

    /** Whether something is to be done when the target runs again, before the end. */
    boolean wantsLooking() {
        return asks(Asked.CHECKS) || asks(Asked.HOOKS);
    }

    boolean asks(Asked what) {
        return asked.contains(what);
    }

    void putInto(Map<String, String> data) {
        if (safety != null) {
            data.put("care.safety.limit", safety.limit().toString());
            data.put("care.safety.otherwise", safety.otherwise().name());
        }
        if (rollback != Rollback.NONE) {
            data.put("care.rollback", rollback.name());
        }
        asked.forEach(what -> data.put("care.asked." + what.name(), "yes"));
    }

    static Care from(Map<String, String> data) {
        Set<Asked> asked = EnumSet.noneOf(Asked.class);
        for (Asked what : Asked.values()) {
            if (data.containsKey("care.asked." + what.name())) {
                asked.add(what);
            }
        }
        Map<String, String> known = new TreeMap<>(data);
        String limit = known.get("care.safety.limit");
        SafetySnapshot safety = limit == null
                ? null
                : new SafetySnapshot(
                        Duration.parse(limit),
                        JournalWord.of(
                                SafetySnapshot.Otherwise.class,
                                "care.safety.otherwise",
                                known.getOrDefault("care.safety.otherwise", "STOP")));
        return new Care(
                safety,
                JournalWord.of(Rollback.class, "care.rollback", known.getOrDefault("care.rollback", "NONE")),
                asked);
    }
}
