package dev.restore4j.it.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restore4j.it.sweep.SweepCare.Looking;
import dev.restore4j.it.sweep.SweepWorld.End;
import dev.restore4j.it.sweep.SweepWorld.Machine;
import dev.restore4j.journal.Journal;
import dev.restore4j.operation.RestoreResult;
import dev.restore4j.operation.RestoreState;
import dev.restore4j.testkit.crash.Lifetime;
import dev.restore4j.testkit.fault.FaultMix;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Whole restores whose plans want something around the overwrite, as drawn by the seed: a safety snapshot, checks by content,
 * taking back, a marker, the user's own steps, a rehearsal. Every other seed's first processes die as well.
 */
class CareSweepTest {

    private static final int SEEDS = Boolean.getBoolean("restore4j.thorough") ? 20_000 : 500;
    private static final int MORTALS = 3;

    /** One seed alone, with what went over the line. */
    private static final @Nullable Long ONLY = Long.getLong("restore4j.seed");

    private final List<String> lies = new ArrayList<>();
    private final Map<String, Integer> ends = new TreeMap<>();

    @Test
    void whatIsToldOfWhatIsAroundTheOverwriteIsTrueUnderAnySeed() throws Exception {
        long first = ONLY == null ? 1 : ONLY;
        long last = ONLY == null ? SEEDS : ONLY;
        for (long seed = first; seed <= last; seed++) {
            sweep(seed);
        }
        System.out.println((last - first + 1) + " seeded restores with care ended " + ends);
        assertThat(lies).as("run again with -Drestore4j.seed=<seed>").isEmpty();
        if (ONLY == null) {
            // a sweep that never meets an outcome proves nothing about it
            assertThat(ends)
                    .containsKeys(
                            "COMPLETED VERIFIED",
                            "COMPLETED NOT_VERIFIED",
                            "VERIFICATION_FAILED FAILED",
                            "VERIFICATION_FAILED FAILED, taken back: COMPLETED",
                            "FAILED NOT_VERIFIED, taken back: COMPLETED",
                            // Aura may refuse to restore what failed to load
                            "FAILED NOT_VERIFIED, taken back: REJECTED",
                            "REJECTED NOT_VERIFIED",
                            "OUTCOME_UNKNOWN NOT_VERIFIED");
        }
    }

    private void sweep(long seed) throws Exception {
        Random random = new Random(seed);
        boolean mortals = seed % 2 == 1;
        Journal disk = Journal.inMemory();
        try (SweepWorld world = new SweepWorld(seed, FaultMix.seeded(seed), SweepCare.seeded(seed))) {
            try {
                world.aura.virtualTime().run(() -> {
                    List<Lifetime> processes = new ArrayList<>();
                    End end = world.restore(
                            start -> machine(world, disk, processes, mortals && start <= MORTALS ? random : null),
                            world.aura.baseUri());
                    int deaths =
                            (int) processes.stream().filter(Lifetime::isOver).count();
                    judge(world, end, deaths, disk);
                });
            } finally {
                if (ONLY != null) {
                    world.aura.requests().forEach(request -> System.out.println(request.at() + " " + request.line()));
                    world.aura.overwrites().forEach(System.out::println);
                    disk.list().forEach(log -> log.entries().forEach(System.out::println));
                }
            }
        } catch (AssertionError | RuntimeException e) {
            lies.add("seed " + seed + ": " + e + ", last " + e.getCause());
        }
    }

    /** A process that dies somewhere, where there is a random for that. */
    private static Machine machine(SweepWorld world, Journal disk, List<Lifetime> processes, @Nullable Random mortal) {
        Lifetime life = mortal == null ? Lifetime.unlimited() : Lifetime.endingAt(mortal.nextInt(100));
        processes.add(life);
        return new Machine(
                life.journal(disk),
                life.http(world.aura.httpClient()),
                life.time(world.aura.time()),
                mortal == null
                        ? Duration.ZERO
                        : Duration.ofSeconds(new int[] {0, 5, 30, 100, 400, 3_000}[mortal.nextInt(6)]));
    }

    private void judge(SweepWorld world, End end, int deaths, Journal disk) {
        Oracle.Watched watched = deaths == 0 ? Oracle.Watched.ALL_THE_TIME : Oracle.Watched.WITH_GAPS;
        List<String> found = new ArrayList<>(new Oracle(world, end, watched).lies());
        found.addAll(new CareOracle(world, end, deaths, disk).lies());
        found.forEach(
                lie -> lies.add(world + ", " + world.care + ", " + deaths + " deaths: " + lie + " | told: " + end));
        RestoreResult told = end.result();
        String what = told == null
                ? end.state() + " at once"
                : told.state() + " " + told.verification().status() + disturbed(world, told)
                        + told.rollback()
                                .map(back -> ", taken back: " + back.state())
                                .orElse(warned(told, "not-taken-back") ? ", not taken back" : "");
        ends.merge(what, 1, Integer::sum);
    }

    private static String disturbed(SweepWorld world, RestoreResult told) {
        boolean wrong = told.state() == RestoreState.VERIFICATION_FAILED;
        return wrong && world.care.looking() == Looking.FOR_THE_SNAPSHOT ? " by somebody else's data" : "";
    }

    private static boolean warned(RestoreResult told, String code) {
        return told.warnings().stream().anyMatch(warning -> warning.code().equals(code));
    }
}
