package dev.restore4j;

import dev.restore4j.engine.Care;
import dev.restore4j.engine.Care.Asked;
import dev.restore4j.engine.Follow;
import dev.restore4j.engine.Follow.Hooks;
import dev.restore4j.engine.Follow.Moment;
import dev.restore4j.engine.Follow.Step;
import dev.restore4j.engine.Inspection;
import dev.restore4j.event.RestoreHook;
import dev.restore4j.operation.Rollback;
import dev.restore4j.operation.SafetySnapshot;
import dev.restore4j.verify.Check;
import dev.restore4j.verify.CheckLevel;
import dev.restore4j.verify.Checks;
import dev.restore4j.verify.Marker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a plan says of before and after the overwrite. Immutable. */
record PlanCare(
        @Nullable SafetySnapshot safety,
        Rollback rollback,
        Disposition disposition,
        List<Survey> surveys,
        Follow follow) {

    static final PlanCare NONE = new PlanCare(null, Rollback.NONE, Disposition.KEEP, List.of(), Follow.NONE);

    /** What becomes of an instance that the restore creates. */
    enum Disposition {
        KEEP,
        DISCARD,
        KEEP_OF_REHEARSAL;

        Disposition kept() {
            return this == KEEP ? KEEP : KEEP_OF_REHEARSAL;
        }
    }

    boolean isRehearsal() {
        return disposition != Disposition.KEEP;
    }

    Care care() {
        Set<Asked> asked = EnumSet.noneOf(Asked.class);
        if (!follow.inspection().checks().isEmpty()) {
            asked.add(Asked.CHECKS);
        }
        if (follow.marker() != null) {
            asked.add(Asked.MARKER);
        }
        if (!follow.hooks().all().isEmpty()) {
            asked.add(Asked.HOOKS);
        }
        if (disposition == Disposition.DISCARD) {
            asked.add(Asked.DISCARD);
        }
        if (isRehearsal()) {
            asked.add(Asked.REHEARSAL);
        }
        return new Care(safety, rollback, asked);
    }

    PlanCare withSafety(@Nullable SafetySnapshot value) {
        return new PlanCare(value, rollback, disposition, surveys, follow);
    }

    PlanCare withRollback(Rollback value) {
        return new PlanCare(safety, value, disposition, surveys, follow);
    }

    PlanCare withDisposition(Disposition value) {
        return new PlanCare(safety, rollback, value, surveys, follow);
    }

    PlanCare withSurvey(Survey value) {
        List<Survey> all = new ArrayList<>(surveys);
        all.add(value);
        return new PlanCare(safety, rollback, disposition, List.copyOf(all), follow);
    }

    PlanCare withChecks(Checks more) {
        Inspection now = follow.inspection();
        List<Check> all = new ArrayList<>(now.checks());
        all.addAll(more.checks());
        return withInspection(new Inspection(all, now.level(), now.limits()));
    }

    PlanCare withLevel(CheckLevel level) {
        Inspection now = follow.inspection();
        return withInspection(new Inspection(now.checks(), level, now.limits()));
    }

    PlanCare withLimits(Duration each, Duration total) {
        Inspection now = follow.inspection();
        return withInspection(new Inspection(now.checks(), now.level(), new Inspection.Limits(each, total)));
    }

    PlanCare withMarker(@Nullable Marker value) {
        return withFollow(new Follow(follow.inspection(), value, follow.hooks(), follow.vigil()));
    }

    PlanCare withHook(Moment moment, RestoreHook hook) {
        List<Step> all = new ArrayList<>(follow.hooks().all());
        int number =
                1 + (int) all.stream().filter(step -> step.moment() == moment).count();
        all.add(new Step(moment, number, hook));
        return withHooks(new Hooks(all, follow.hooks().limit()));
    }

    PlanCare withHookLimit(Duration limit) {
        return withHooks(new Hooks(follow.hooks().all(), limit));
    }

    PlanCare withVigil(Duration span) {
        return withFollow(new Follow(follow.inspection(), follow.marker(), follow.hooks(), span));
    }

    /** What of it holds for a rehearsal: the looking, and nothing that is for the real target. */
    PlanCare rehearsed() {
        Hooks none = new Hooks(List.of(), follow.hooks().limit());
        Follow looking = new Follow(follow.inspection(), null, none, Duration.ZERO);
        return new PlanCare(null, Rollback.NONE, Disposition.DISCARD, List.of(), looking);
    }

    private PlanCare withHooks(Hooks value) {
        return withFollow(new Follow(follow.inspection(), follow.marker(), value, follow.vigil()));
    }

    private PlanCare withInspection(Inspection value) {
        return withFollow(new Follow(value, follow.marker(), follow.hooks(), follow.vigil()));
    }

    private PlanCare withFollow(Follow value) {
        return new PlanCare(safety, rollback, disposition, surveys, value);
    }
}
