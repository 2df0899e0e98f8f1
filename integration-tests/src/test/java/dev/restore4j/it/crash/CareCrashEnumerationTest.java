package dev.restore4j.it.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restore4j.RestorePlan;
import dev.restore4j.aura.AuraClient;
import dev.restore4j.catalog.Snapshot;
import dev.restore4j.it.crash.MortalProgram.End;
import dev.restore4j.journal.FileJournal;
import dev.restore4j.journal.Journal;
import dev.restore4j.operation.RestoreState;
import dev.restore4j.testkit.crash.Lifetime;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * As {@link CrashEnumerationTest}, for what a plan wants around the overwrite: keeping the present data, a mark, checks, the
 * user's own steps, taking back, a rehearsal whose instance goes again.
 */
class CareCrashEnumerationTest {

    private static final boolean THOROUGH = Boolean.getBoolean("restore4j.thorough");
    private static final Duration LONG = Duration.ofMinutes(50);

    @TempDir
    Path directory;

    @ParameterizedTest
    @EnumSource(CarePlan.class)
    void theTruthAndNothingTwiceAndNothingLeftWhereverTheProcessDies(CarePlan plan) throws Exception {
        List<String> boundaries = boundaries(plan);
        assertThat(boundaries).hasSizeGreaterThan(25);
        Map<RestoreState, Integer> ends = new TreeMap<>();
        for (int boundary = 0; boundary < boundaries.size(); boundary++) {
            for (Duration downtime : downtimes(boundary)) {
                ends.merge(crashAndStartAgain(plan, boundary, downtime, boundaries.get(boundary)), 1, Integer::sum);
            }
        }
        System.out.println(plan + ": " + boundaries.size() + " boundaries ended " + ends);
    }

    /** How long the machine was down: not at all, so that looks are missed, until nobody takes anything back by himself. */
    private static List<Duration> downtimes(int boundary) {
        List<Duration> brief = List.of(Duration.ZERO, Duration.ofSeconds(40));
        // by twos: every other boundary kills a second process as well
        return THOROUGH ? List.of(brief.get(0), brief.get(1), LONG) : List.of(brief.get(boundary / 2 % 2), LONG);
    }

    @Test
    void theBoundariesAreAllThatIsWrittenAndSentAroundTheOverwrite() throws Exception {
        assertThat(boundaries(CarePlan.WRONG_DATA_TAKEN_BACK))
                .containsSubsequence(
                        "after writing confirmed",
                        "before writing safeguarding",
                        "before writing safety-started",
                        "after writing safeguarded",
                        "before writing noted",
                        "after writing submitting",
                        "after writing change-seen",
                        "after writing verifying",
                        "before writing concluding",
                        "before writing noted",
                        "after writing verification-failed",
                        "before writing confirmed",
                        "after writing submitting",
                        "after writing completed")
                .anyMatch(name -> name.startsWith("after sending POST") && name.endsWith("/snapshots"));
        assertThat(boundaries(CarePlan.REHEARSAL))
                .containsSubsequence("after writing verifying", "after writing concluding", "after writing completed")
                .anyMatch(name -> name.startsWith("after sending DELETE"));
    }

    private static List<String> boundaries(CarePlan plan) throws Exception {
        try (CareWorld world = new CareWorld()) {
            plan.prepare(world);
            Lifetime life = Lifetime.unlimited();
            Journal disk = Journal.inMemory();
            End end = world.aura
                    .virtualTime()
                    .run(() -> program(world, plan, disk).run(life));
            assertThat(end.state()).isEqualTo(plan.end());
            assertThat(world.rollbacks()).as(String.valueOf(end)).hasSize(plan.isTakenBack() ? 1 : 0);
            world.aura
                    .virtualTime()
                    .run(() -> new CareJudge("nobody died", Duration.ZERO, plan, end, world, disk).judge());
            return life.passed();
        }
    }

    private RestoreState crashAndStartAgain(CarePlan plan, int boundary, Duration downtime, String name)
            throws Exception {
        // a real disk is slow: for some of them
        boolean real = boundary % 5 == 0 && !downtime.equals(LONG);
        Journal disk =
                real ? FileJournal.at(directory.resolve(boundary + "-" + downtime.toSeconds())) : Journal.inMemory();
        try (CareWorld world = new CareWorld()) {
            plan.prepare(world);
            return world.aura.virtualTime().run(() -> {
                End killed = program(world, plan, disk).run(Lifetime.endingAt(boundary));
                assertThat(killed.killed())
                        .as("killed at %s (%s)", boundary, name)
                        .isTrue();
                world.aura.time().sleep(downtime);
                // half of the second processes die as well, somewhere
                if (boundary % 2 == 1) {
                    program(world, plan, disk).run(Lifetime.endingAt(new Random(boundary).nextInt(60)));
                }
                Remains remains =
                        Remains.on(disk, world.snapshot.id(), world.aura.time().now());
                End end = program(world, plan, disk).run(Lifetime.unlimited());
                String where = plan + ", killed at " + boundary + " (" + name + "), down for " + downtime;
                assertThat(end.state())
                        .as("%s, which left %s: %s", where, remains.stage(), end.error())
                        .isIn(remains.mayEndAs(plan.end(), plan.proof(), world.restores()));
                new CareJudge(where, downtime, plan, end, world, disk).judge();
                return end.state();
            });
        }
    }

    static MortalProgram program(CareWorld world, CarePlan plan, Journal disk) {
        return new MortalProgram(world.aura, disk, new MortalProgram.Task() {
            @Override
            public RestorePlan plan(AuraClient client, Snapshot snapshot) {
                return plan.of(plan.named(RestorePlan.from(snapshot)), world, client);
            }

            @Override
            public String[] ids() {
                return new String[] {world.target.id(), world.snapshot.id()};
            }
        });
    }
}
