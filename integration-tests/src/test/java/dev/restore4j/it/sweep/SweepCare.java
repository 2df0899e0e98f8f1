package dev.restore4j.it.sweep;

import dev.restore4j.RestorePlan;
import dev.restore4j.operation.SafetySnapshot;
import dev.restore4j.testkit.fault.Fault;
import dev.restore4j.testkit.verify.ScriptedCheck;
import dev.restore4j.testkit.wire.Draw;
import dev.restore4j.verify.Check;
import dev.restore4j.verify.Verdict;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What a seed's plan wants around the overwrite. It counts how often the user's own steps ran, in all processes. */
public final class SweepCare {

    private final Safety safety;
    private final Looking looking;
    private final Set<Extra> extras;
    private final Mishap mishap;
    private int verifiedRan;
    private int failedRan;

    private SweepCare(Safety safety, Looking looking, Set<Extra> extras, Mishap mishap) {
        this.mishap = mishap;
        this.safety = safety;
        this.looking = looking;
        this.extras = extras;
    }

    /** Whether the present data is kept. */
    enum Safety {
        NONE,
        WITHIN,
        REQUIRED
    }

    /** What the checks expect. */
    enum Looking {
        NOT_AT_ALL,
        FOR_THE_SNAPSHOT,
        FOR_SOMETHING_ELSE,
        IN_THE_DARK
    }

    /** What else. */
    enum Extra {
        ROLLBACK,
        MARKER,
        STEPS,
        REHEARSAL
    }

    /** What goes wrong, whatever the mix of faults is. */
    enum Mishap {
        NONE,
        LOADING_FAILS,
        SOMEBODY_ELSE_RESTORES
    }

    /** {@return nothing but the overwrite} */
    public static SweepCare none() {
        return new SweepCare(Safety.NONE, Looking.NOT_AT_ALL, Set.of(), Mishap.NONE);
    }

    /**
     * {@return what that seed's plan wants}
     *
     * @param seed any number
     */
    public static SweepCare seeded(long seed) {
        Draw draw = Draw.of(seed).at("care");
        Safety safety = List.of(Safety.NONE, Safety.WITHIN, Safety.WITHIN, Safety.REQUIRED)
                .get(draw.at("safety").below(4));
        // most look, and most of them for what should be there
        int drawn = draw.at("looking").below(10);
        Looking looking = drawn < 5
                ? Looking.FOR_THE_SNAPSHOT
                : drawn < 8 ? Looking.FOR_SOMETHING_ELSE : drawn < 9 ? Looking.IN_THE_DARK : Looking.NOT_AT_ALL;
        Set<Extra> extras = EnumSet.noneOf(Extra.class);
        for (Extra extra : Extra.values()) {
            if (draw.at(extra).below(4) > 0) {
                extras.add(extra);
            }
        }
        if (safety == Safety.NONE) {
            extras.remove(Extra.ROLLBACK); // such a plan is refused
        }
        int wrong = draw.at("mishap").below(8);
        Mishap mishap = wrong == 0 ? Mishap.LOADING_FAILS : wrong == 1 ? Mishap.SOMEBODY_ELSE_RESTORES : Mishap.NONE;
        return new SweepCare(safety, looking, extras, mishap);
    }

    Safety safety() {
        return safety;
    }

    Looking looking() {
        return looking;
    }

    boolean has(Extra extra) {
        return extras.contains(extra);
    }

    int verifiedRan() {
        return verifiedRan;
    }

    int failedRan() {
        return failedRan;
    }

    /** {@return the plan with all of it} */
    RestorePlan around(RestorePlan plan, SweepWorld world) {
        RestorePlan cared = switch (safety) {
            case NONE -> plan;
            case WITHIN -> plan.keepPresent(SafetySnapshot.within(Duration.ofMinutes(20)));
            case REQUIRED -> plan.keepPresent(SafetySnapshot.required());
        };
        if (looking != Looking.NOT_AT_ALL) {
            cared = cared.verify(check(world));
        }
        if (has(Extra.ROLLBACK)) {
            cared = cared.orRollBack();
        }
        if (has(Extra.MARKER) && world.way != SweepWorld.Way.NEW_INSTANCE) {
            cared = cared.markedBy(world.overwritten().marker());
        }
        if (has(Extra.STEPS)) {
            cared = cared.afterVerified(told -> verifiedRan++).afterFailed(told -> failedRan++);
        }
        return cared;
    }

    /** Sets up what goes wrong. */
    void prepare(SweepWorld world) {
        if (mishap == Mishap.LOADING_FAILS && world.way != SweepWorld.Way.NEW_INSTANCE) {
            String path = world.way == SweepWorld.Way.OVERWRITE ? "overwrite" : "snapshots/*/restore";
            world.aura.faults().next(Fault.loadingFailed()).on("POST", "/instances/*/" + path);
        }
        if (mishap == Mishap.SOMEBODY_ELSE_RESTORES) {
            int looks = Draw.of(world.seed).at("looks").below(60);
            world.aura
                    .faults()
                    .next(Fault.someoneElseRestores())
                    .on("GET", "/instances/*")
                    .after(looks);
        }
    }

    private Check check(SweepWorld world) {
        return switch (looking) {
            case FOR_THE_SNAPSHOT -> world.aura.contentIs(world.snapshot.content());
            case FOR_SOMETHING_ELSE -> world.aura.contentIs("what was never in that snapshot");
            default -> ScriptedCheck.named("in the dark").finds(Verdict.inconclusive("The host is not known."));
        };
    }

    @Override
    public String toString() {
        return "safety " + safety + ", looks " + looking + ", " + extras + ", mishap " + mishap;
    }
}
