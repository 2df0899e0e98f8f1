package dev.restore4j;

import dev.restore4j.event.RestoreListener;
import dev.restore4j.operation.Actor;
import dev.restore4j.operation.RecoveryObjectives;
import dev.restore4j.operation.RestoreReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a plan says besides source and target. */
record PlanSettings(
        @Nullable String name,
        @Nullable RestoreReason reason,
        @Nullable String note,
        RecoveryObjectives objectives,
        @Nullable Actor by,
        List<RestoreListener> listeners,
        Limits limits,
        PlanCare care) {

    static final PlanSettings DEFAULT = new PlanSettings(
            null,
            null,
            null,
            RecoveryObjectives.none(),
            null,
            List.of(),
            new Limits(Duration.ofMinutes(15), Duration.ofHours(24), Duration.ofMinutes(30)),
            PlanCare.NONE);

    /** How long things may take. */
    record Limits(Duration validity, Duration patience, Duration stall) {}

    Actor actor() {
        return by == null ? Actor.currentUser() : by;
    }

    PlanSettings withName(String value) {
        return new PlanSettings(value, reason, note, objectives, by, listeners, limits, care);
    }

    PlanSettings withReason(RestoreReason value, String text) {
        return new PlanSettings(name, value, text, objectives, by, listeners, limits, care);
    }

    PlanSettings withObjectives(RecoveryObjectives value) {
        return new PlanSettings(name, reason, note, value, by, listeners, limits, care);
    }

    PlanSettings withActor(Actor value) {
        return new PlanSettings(name, reason, note, objectives, value, listeners, limits, care);
    }

    PlanSettings withListener(RestoreListener value) {
        List<RestoreListener> all = new ArrayList<>(listeners);
        all.add(value);
        return new PlanSettings(name, reason, note, objectives, by, List.copyOf(all), limits, care);
    }

    PlanSettings withValidity(Duration value) {
        return withLimits(new Limits(value, limits.patience, limits.stall));
    }

    PlanSettings withPatience(Duration value) {
        return withLimits(new Limits(limits.validity, value, limits.stall));
    }

    PlanSettings withStall(Duration value) {
        return withLimits(new Limits(limits.validity, limits.patience, value));
    }

    PlanSettings withCare(PlanCare value) {
        return new PlanSettings(name, reason, note, objectives, by, listeners, limits, value);
    }

    private PlanSettings withLimits(Limits value) {
        return new PlanSettings(name, reason, note, objectives, by, listeners, value, care);
    }
}
