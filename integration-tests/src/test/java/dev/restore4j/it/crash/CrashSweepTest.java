package dev.restore4j.it.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restore4j.it.sweep.Oracle;
import dev.restore4j.it.sweep.SweepWorld;
import dev.restore4j.it.sweep.SweepWorld.End;
import dev.restore4j.it.sweep.SweepWorld.Machine;
import dev.restore4j.journal.Journal;
import dev.restore4j.operation.RestoreState;
import dev.restore4j.testkit.crash.Lifetime;
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

    /** Seeds beyond those of a usual build that showed something wrong once. */
    private static final long[] ONCE_WRONG = {693, 713, 1_698, 4_176, 4_325, 14_040};

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

    @Test
    void seedsThatWereOnceWrongStayRight() throws Exception {
        List<String> lies = new ArrayList<>();
        for (long seed : ONCE_WRONG) {
            sweep(seed, lies, new TreeMap<>(), new AtomicInteger());
        }
        assertThat(lies).as("run again with -Drestore4j.seed=<seed>").isEmpty();
    }

    private static void sweep(long seed, List<String> lies, Map<RestoreState, Integer> ends, AtomicInteger deaths)
            throws Exception {
        Random random = new Random(seed);
        Journal disk = Journal.inMemory();
        try (SweepWorld world = new SweepWorld(seed, FaultMix.seeded(seed))) {
            world.aura.virtualTime().run(() -> {
                List<Lifetime> processes = new ArrayList<>();
                End end = world.restore(
                        start -> {
                            boolean mortal = start <= MORTALS;
                            Lifetime life = mortal ? Lifetime.endingAt(random.nextInt(60)) : Lifetime.unlimited();
                            processes.add(life);
                            return new Machine(
                                    life.journal(disk),
                                    life.http(world.aura.httpClient()),
                                    life.time(world.aura.time()),
                                    mortal ? downtime(random) : Duration.ZERO);
                        },
                        world.aura.baseUri());
                deaths.addAndGet(
                        (int) processes.stream().filter(Lifetime::isOver).count());
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
