package dev.restore4j.it.sweep;

import dev.restore4j.engine.Precedents;
import dev.restore4j.it.sweep.SweepCare.Extra;
import dev.restore4j.it.sweep.SweepCare.Looking;
import dev.restore4j.it.sweep.SweepCare.Safety;
import dev.restore4j.it.sweep.SweepWorld.End;
import dev.restore4j.it.sweep.SweepWorld.Way;
import dev.restore4j.journal.Journal;
import dev.restore4j.operation.RestoreResult;
import dev.restore4j.operation.RestoreState;
import dev.restore4j.operation.Verification.Status;
import dev.restore4j.testkit.FakeInstance;
import dev.restore4j.testkit.model.FakeSnapshot;
import dev.restore4j.testkit.model.Overwrite;
import dev.restore4j.testkit.model.Overwrite.Outcome;
import dev.restore4j.testkit.model.Quirk;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Judges what the user was told of what was done around the overwrite; the overwrite itself judges {@link Oracle}. */
final class CareOracle {

    private final SweepWorld world;
    private final SweepCare care;
    private final End end;
    private final int deaths;
    private final Journal journal;
    private final List<Overwrite> ours;
    private final List<Overwrite> rollbacks;
    private final List<Overwrite> others;
    private final List<String> lies = new ArrayList<>();

    CareOracle(SweepWorld world, End end, int deaths, Journal journal) {
        this.world = world;
        this.care = world.care;
        this.end = end;
        this.deaths = deaths;
        this.journal = journal;
        List<Overwrite> all = world.aura.overwrites();
        this.rollbacks = all.stream().filter(world::isRollback).toList();
        this.ours = all.stream()
                .filter(Overwrite::byClient)
                .filter(act -> !world.isRollback(act))
                .toList();
        this.others = all.stream().filter(act -> !act.byClient()).toList();
    }

    /** {@return what is wrong; empty where all is well} */
    List<String> lies() {
        if (end.state().isEnd()) {
            verification();
            steps();
            rollback();
            leftovers();
        }
        kept();
        check(rollbacks.size() <= 1, "taken back twice: " + rollbacks);
        return lies;
    }

    private void verification() {
        RestoreResult told = end.result();
        boolean failed = end.state() == RestoreState.VERIFICATION_FAILED;
        if (told == null || (end.state() != RestoreState.COMPLETED && !failed)) {
            return;
        }
        Instant looked = told.timeline().ended();
        String content = content(judged(told), looked);
        boolean right = content.equals(world.snapshot.content());
        String what = told.verification() + " of '" + content + "'";
        if (told.isVerified()) {
            check(care.looking() == Looking.FOR_THE_SNAPSHOT && right, "told that it was verified: " + what);
        }
        check(failed == (told.verification().status() == Status.FAILED), "the state is another than " + what);
        if (failed) {
            boolean wrong = care.looking() == Looking.FOR_SOMETHING_ELSE
                    || (care.looking() == Looking.FOR_THE_SNAPSHOT && !right);
            check(wrong, "told that the data is wrong: " + what);
        }
    }

    /** The instance that the checks looked at. */
    private FakeInstance judged(RestoreResult told) {
        return told.createdInstance().map(world.aura::instance).orElse(world.overwritten());
    }

    private void steps() {
        RestoreState state = end.state();
        boolean verified = end.result() != null && end.result().isVerified();
        boolean wrong = state == RestoreState.FAILED || state == RestoreState.VERIFICATION_FAILED;
        boolean asked = care.has(Extra.STEPS) && !isRehearsal();
        check((care.verifiedRan() > 0) == (asked && verified), "released " + care.verifiedRan() + " times");
        check((care.failedRan() > 0) == (asked && wrong), "alarmed " + care.failedRan() + " times");
        check(care.verifiedRan() + care.failedRan() <= 1 + deaths, "a step ran again though nobody died");
    }

    private void rollback() {
        RestoreResult told = end.result();
        boolean wrong = end.state() == RestoreState.FAILED || end.state() == RestoreState.VERIFICATION_FAILED;
        check(wrong || rollbacks.isEmpty(), "taken back without evidence: " + rollbacks);
        if (!wrong || told == null || !care.has(Extra.ROLLBACK) || world.way == Way.NEW_INSTANCE) {
            check(rollbacks.isEmpty(), "taken back unasked: " + rollbacks);
            return;
        }
        Optional<RestoreState> back = told.rollback().map(RestoreResult::state);
        if (back.isEmpty()) {
            check(rollbacks.isEmpty(), "taken back, and not told: " + rollbacks);
            boolean said =
                    told.warnings().stream().anyMatch(warning -> warning.code().equals("not-taken-back"));
            check(said, "not taken back, and not told");
            return;
        }
        switch (back.get()) {
            case COMPLETED -> takenBack(told.rollback().orElseThrow());
            case REJECTED, CANCELLED -> check(rollbacks.isEmpty(), "told that nothing was taken back: " + rollbacks);
            case FAILED ->
                check(
                        has(rollbacks, Outcome.FAILED) || has(others, Outcome.FAILED) || isGone(),
                        "a false failure of taking back");
            case OUTCOME_UNKNOWN -> {}
            default ->
                check(
                        told.warnings().stream()
                                .anyMatch(warning -> warning.code().equals("not-taken-back")),
                        "left while it is taken back: " + back.get());
        }
    }

    private void takenBack(RestoreResult told) {
        check(
                has(rollbacks, Outcome.SUCCEEDED) || has(others, Outcome.SUCCEEDED),
                "told that it was taken back: " + rollbacks);
        for (Overwrite act : rollbacks) {
            String kept = snapshot(act).map(FakeSnapshot::content).orElse("");
            Instant ended = told.timeline().ended();
            boolean disturbed = others.stream()
                    .anyMatch(other -> other.target().equals(act.target())
                            && other.endedAt()
                                    .filter(at -> at.isAfter(act.acceptedAt()))
                                    .isPresent());
            check(
                    disturbed || content(world.overwritten(), ended).equals(kept),
                    "taken back to '" + content(world.overwritten(), ended) + "', not to '" + kept + "'");
        }
    }

    /** What a rollback puts back, or could, is what was there right before the overwrite. */
    private void kept() {
        if (world.way == Way.NEW_INSTANCE || ours.isEmpty()) {
            return;
        }
        Overwrite act = ours.get(0);
        List<FakeSnapshot> before = world.overwritten().snapshots().stream()
                .filter(taken -> taken.profile().equals("AdHoc"))
                .filter(taken -> !taken.timestamp().isAfter(act.acceptedAt()))
                .toList();
        check(care.safety() != Safety.REQUIRED || !before.isEmpty(), "overwritten, and nothing was kept before");
        for (Overwrite rollback : rollbacks) {
            check(
                    act.endedAt()
                            .filter(at -> !at.isAfter(rollback.acceptedAt()))
                            .isPresent(),
                    "taken back before it had ended: " + rollback);
            FakeSnapshot kept = snapshot(rollback).orElseThrow();
            check(before.contains(kept), "what is put back was not kept before: " + kept);
            String there = content(world.overwritten(), act.acceptedAt());
            boolean disturbed = others.stream()
                    .anyMatch(other -> other.endedAt()
                                    .filter(at -> at.isAfter(kept.timestamp()))
                                    .isPresent()
                            && other.endedAt()
                                    .filter(at -> at.isAfter(act.acceptedAt()))
                                    .isEmpty());
            check(
                    disturbed || kept.content().equals(there),
                    "kept '" + kept.content() + "', there was '" + there + "'");
        }
    }

    /** In the end, or, where the program was killed right after that was written, in what is recorded. */
    private boolean isToldOf(String code) {
        return Stream.concat(
                        Stream.ofNullable(end.result()),
                        journal.list().stream().flatMap(log -> Precedents.result(journal, log).stream()))
                .flatMap(told -> told.warnings().stream())
                .anyMatch(warning -> warning.code().equals(code));
    }

    private void leftovers() {
        String content = world.overwritten().content();
        check(!content.contains(" marked ") || isToldOf("marker-left"), "a mark is left: " + content);
        if (isRehearsal()) {
            List<String> created = world.aura.instances().stream()
                    .map(FakeInstance::id)
                    .filter(id -> !id.equals(world.source.id()) && !id.equals(world.target.id()))
                    .filter(id -> !world.aura.instance(id).status().equals("destroying"))
                    .toList();
            check(created.isEmpty() || isToldOf("leftover"), "the rehearsal left " + created);
        }
    }

    private boolean isRehearsal() {
        return world.way == Way.NEW_INSTANCE && care.has(Extra.REHEARSAL);
    }

    private boolean isGone() {
        return world.overwritten().status().equals("deleted");
    }

    private Optional<FakeSnapshot> snapshot(Overwrite act) {
        return List.of(world.source, world.target).stream()
                .flatMap(instance -> instance.snapshots().stream())
                .filter(taken -> act.sourceSnapshot().filter(taken.id()::equals).isPresent())
                .findFirst();
    }

    /** What was in an instance at a time, but for marks: by what had replaced its data until then. */
    private String content(FakeInstance instance, Instant at) {
        boolean loses = world.quirks.has(Quirk.ContentAfterFailure.LOST);
        String content = world.contentAtFirst(instance);
        List<Overwrite> ended = world.aura.overwrites().stream()
                .filter(act -> act.target().equals(instance.id()))
                .filter(act -> act.endedAt().filter(when -> !when.isAfter(at)).isPresent())
                .sorted(Comparator.comparing(act -> act.endedAt().orElseThrow()))
                .toList();
        for (Overwrite act : ended) {
            if (act.outcome() == Outcome.SUCCEEDED) {
                content = snapshot(act).map(FakeSnapshot::content).orElse(content);
            } else if (act.outcome() == Outcome.FAILED && loses) {
                content = "lost";
            }
        }
        return content;
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
