package dev.restore4j.it.sweep;

import dev.restore4j.it.sweep.SweepWorld.End;
import dev.restore4j.it.sweep.SweepWorld.Way;
import dev.restore4j.operation.Overwritten;
import dev.restore4j.operation.Proof;
import dev.restore4j.operation.RestoreState;
import dev.restore4j.testkit.model.Overwrite;
import dev.restore4j.testkit.model.Overwrite.Outcome;
import dev.restore4j.testkit.model.Quirk;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Judges what the user was told by what happened.
 *
 * <p>It knows what a status can tell: where somebody else restores the same target meanwhile, a status word may be theirs,
 * and a result that says so ({@link Proof#SEEN_ONLY}, or a failure that the target shows) is no lie.
 */
public final class Oracle {

    private static final Duration LONG = Duration.ofSeconds(150);

    /** What somebody else's restore of the same target looks like, too. */
    private static final Set<Proof> LOOKS_ALIKE = Set.of(Proof.SEEN_ONLY, Proof.MARKER_GONE);

    /** Whether somebody looked all the time: what went on while every process was dead, nobody saw. */
    public enum Watched {
        ALL_THE_TIME,
        WITH_GAPS
    }

    private final Watched watched;
    private final SweepWorld world;
    private final End end;
    private final List<Overwrite> ours;
    private final List<Overwrite> others;
    private final List<String> lies = new ArrayList<>();

    /**
     * Hears the case.
     *
     * @param world what happened
     * @param end what the user was told
     * @param watched whether somebody looked all the time
     */
    public Oracle(SweepWorld world, End end, Watched watched) {
        this.watched = watched;
        this.world = world;
        this.end = end;
        this.ours = world.aura.overwrites().stream()
                .filter(Overwrite::byClient)
                .filter(overwrite -> !world.isRollback(overwrite))
                .toList();
        this.others = world.aura.overwrites().stream()
                .filter(overwrite -> !overwrite.byClient())
                .filter(overwrite -> overwrite.target().equals(world.overwrittenInstance()))
                .toList();
    }

    /** {@return what is wrong; empty where all is well} */
    public List<String> lies() {
        check(ours.size() <= 1, "a second overwrite: " + ours);
        check(
                ours.stream()
                        .allMatch(act -> act.sourceSnapshot()
                                .filter(world.snapshot.id()::equals)
                                .isPresent()),
                "the wrong snapshot: " + ours);
        check(
                world.way == Way.NEW_INSTANCE
                        || ours.stream().allMatch(act -> act.target().equals(world.overwrittenInstance())),
                "the wrong target: " + ours);
        check(world.aura.refusedByLimit() == 0, world.aura.refusedByLimit() + " requests over the limit");
        switch (end.state()) {
            case COMPLETED, VERIFICATION_FAILED -> completed();
            case REJECTED, CANCELLED -> check(ours.isEmpty(), "told that nothing was done, but " + ours);
            case FAILED -> check(has(ours, Outcome.FAILED) || has(others, Outcome.FAILED) || gone(), "a false failure");
            case OUTCOME_UNKNOWN -> unknown();
            default -> gaveUp();
        }
        if (end.state() == RestoreState.OUTCOME_UNKNOWN || world.way == Way.NEW_INSTANCE || end.result() == null) {
            return lies;
        }
        Overwritten told = end.result().overwritten();
        check(told != Overwritten.NO || ours.isEmpty(), "told that nothing was overwritten, but " + ours);
        check(
                told != Overwritten.YES || !ours.isEmpty() || !others.isEmpty(),
                "told that it was overwritten, but nothing was");
        return lies;
    }

    private void completed() {
        boolean done = has(ours, Outcome.SUCCEEDED);
        boolean theirs = has(others, Outcome.SUCCEEDED);
        boolean seenOnly = end.result() != null
                && end.result().proof().filter(LOOKS_ALIKE::contains).isPresent();
        check(
                done || (theirs && (seenOnly || !ours.isEmpty())),
                "a false success: ours " + ours + ", theirs " + others);
    }

    /**
     * Unknown is an answer where nobody can tell; it is a lie where the answer arrived, the status showed everything, and
     * somebody saw it.
     */
    private void unknown() {
        check(end.result() != null && end.result().overwritten() != Overwritten.YES, "unknown, but sure of it");
        boolean answered = world.aura.requests().stream()
                .filter(request -> request.method().equals("POST"))
                .filter(request -> !request.path().endsWith("/snapshots"))
                .filter(request ->
                        request.status().isPresent() && request.status().getAsInt() == 202)
                .anyMatch(request -> request.fault().isEmpty());
        boolean shown = world.quirks.has(Quirk.RestoreVisibility.SHOWN);
        boolean longEnough = ours.stream()
                .allMatch(act -> act.endedAt()
                        .filter(ended ->
                                Duration.between(act.acceptedAt(), ended).compareTo(LONG) > 0)
                        .isPresent());
        boolean seen = ours.stream().anyMatch(this::wasSeen);
        check(
                !(watched == Watched.ALL_THE_TIME && answered && shown && longEnough && seen),
                "told that nobody can tell, though everything was to be seen: " + ours);
    }

    /** The user gave up before an end: no lie, unless the last error said that nothing was overwritten. */
    private void gaveUp() {
        check(
                ours.isEmpty() || (end.error() != null && end.error().overwritten() != Overwritten.NO),
                "gave up, told that nothing was overwritten, but " + ours);
    }

    /** Whether a look arrived unharmed while the status showed that something goes on. */
    private boolean wasSeen(Overwrite act) {
        Instant shownFrom = act.acceptedAt()
                .plus(world.quirks.position(Quirk.StaleRunning.class).length());
        Instant shownUntil = act.endedAt().orElse(Instant.MAX);
        return world.aura.requests().stream()
                .filter(request -> request.path().equals("/v1/instances/" + act.target()))
                .filter(request -> request.status().equals(OptionalInt.of(200)))
                .filter(request -> request.fault().isEmpty())
                .anyMatch(look -> look.at().isAfter(shownFrom) && look.at().isBefore(shownUntil));
    }

    private boolean gone() {
        return world.aura.instances().stream()
                .noneMatch(instance -> instance.id().equals(world.overwrittenInstance()));
    }

    private static boolean has(List<Overwrite> acts, Outcome outcome) {
        return acts.stream().anyMatch(act -> act.outcome() == outcome);
    }

    private void check(boolean holds, String lie) {
        if (!holds) {
            lies.add(lie);
        }
    }
}
