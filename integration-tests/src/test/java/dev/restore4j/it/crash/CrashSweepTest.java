package dev.restore4j.it.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restore4j.it.sweep.Oracle;
import dev.restore4j.it.sweep.SweepWorld;
import dev.restore4j.it.sweep.SweepWorld.End;
import dev.restore4j.it.sweep.SweepWorld.Machine;
import dev.restore4j.journal.Journal;
import dev.restore4j.operation.RestoreState;
import dev.restore4j.testkit.fault.FaultMix;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Faults and crashes together: the first three processes die somewhere, and Aura is at its worst meanwhile. */
class CrashSweepTest {

    private static final int SEEDS = Boolean.getBoolean("restore4j.thorough") ? 20_000 : 500;
    private static final int MORTALS = 3;

    @Test
    void theTruthAndAtMostOneOverwriteUnderFaultsAndCrashes() throws Exception {
        Long only = Long.getLong("restore4j.seed");
        long first = only == null ? 1 : only;
        long last = only == null ? SEEDS : only;
        List<String> lies = new ArrayList<>();
        Map<RestoreState, Integer> ends = new TreeMap<>();
        AtomicInteger deaths = new AtomicInteger();
        for (long seed = first; seed <= last; seed++) {
            sweep(seed, lies, ends, deaths);
        }
        System.out.println((last - first + 1) + " seeded restores with " + deaths + " crashes ended " + ends);
        assertThat(lies).as("run again with -Drestore4j.seed=<seed>").isEmpty();
        assertThat(deaths.get()).isGreaterThanOrEqualTo((int) (last - first + 1));
    }

    private static void sweep(long seed, List<String> lies, Map<RestoreState, Integer> ends, AtomicInteger deaths)
            throws Exception {
        Random random = new Random(seed);
        Journal disk = Journal.inMemory();
        try (SweepWorld world = new SweepWorld(seed, FaultMix.seeded(seed))) {
            world.aura.virtualTime().run(() -> {
                List<CrashPoints> processes = new ArrayList<>();
                End end = world.restore(
                        start -> {
                            CrashPoints points = start <= MORTALS
                                    ? CrashPoints.at(random.nextInt(60), downtime(random))
                                    : CrashPoints.none();
                            processes.add(points);
                            return new Machine(
                                    new MortalJournal(disk, points),
                                    new MortalHttp(world.aura.httpClient(), points),
                                    new MortalTime(world.aura.time(), points));
                        },
                        world.aura.baseUri());
                deaths.addAndGet(
                        (int) processes.stream().filter(CrashPoints::isDead).count());
                ends.merge(end.state(), 1, Integer::sum);
                new Oracle(world, end, Oracle.Watched.WITH_GAPS)
                        .lies()
                        .forEach(lie -> lies.add(world + ": " + lie + " | told: " + end));
            });
        } catch (AssertionError | RuntimeException e) {
            lies.add("seed " + seed + ": " + e);
        }
    }

    private static Duration downtime(Random random) {
        return Duration.ofSeconds(new int[] {0, 5, 30, 100, 400, 3_000}[random.nextInt(6)]);
    }
}
