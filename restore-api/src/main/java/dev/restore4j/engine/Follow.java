package dev.restore4j.engine;

import dev.restore4j.event.RestoreHook;
import dev.restore4j.verify.Marker;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a process with the plan does around the overwrite.
 *
 * @param inspection what is looked at afterwards
 * @param marker the mark in the present data, or null
 * @param hooks what follows
 * @param vigil for how long it is looked at again and again after a good end; zero for not at all
 */
public record Follow(Inspection inspection, @Nullable Marker marker, Hooks hooks, Duration vigil) {

    /** Nothing. */
    public static final Follow NONE =
            new Follow(Inspection.NONE, null, new Hooks(List.of(), Duration.ofMinutes(5)), Duration.ZERO);

    /**
     * The program's own steps.
     *
     * @param all in the order in which they run
     * @param limit how long each may take
     */
    public record Hooks(List<Step> all, Duration limit) {

        /** Copies the list. */
        public Hooks {
            all = List.copyOf(all);
        }

        List<Step> at(Moment moment) {
            return all.stream().filter(step -> step.moment() == moment).toList();
        }
    }

    /**
     * One step.
     *
     * @param moment when
     * @param number counted from 1 among those of the same moment, so that the journal can name it
     * @param hook what to do
     */
    public record Step(Moment moment, int number, RestoreHook hook) {

        String key() {
            return "hook." + moment.word() + "." + number;
        }
    }

    /** When a step follows. */
    public enum Moment {
        /** The target runs again; nobody has looked at the data yet. */
        RESTORED("after-restore"),
        /** All checks passed. */
        VERIFIED("after-verified"),
        /** It failed, or a check did. */
        FAILED("after-failed");

        private final String word;

        Moment(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }
}
