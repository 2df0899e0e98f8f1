package dev.restore4j.it.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restore4j.it.sweep.SweepWorld.End;
import dev.restore4j.journal.FileJournal;
import dev.restore4j.journal.Journal;
import dev.restore4j.operation.RestoreState;
import dev.restore4j.testkit.fault.FaultMix;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** 2,000 whole restores in each build, 100,000 in {@code -Pthorough}; one seed again with {@code -Drestore4j.seed=N}. */
class SweepTest {

    private static final int SEEDS = Boolean.getBoolean("restore4j.thorough") ? 100_000 : 2_000;

    /** Seeds beyond those of a usual build that showed something wrong once, here or in the fake. */
    private static final long[] ONCE_WRONG = {2_250, 20_605, 21_307, 37_165, 55_321, 60_391, 72_869, 75_126, 86_206};

    private static final RestoreState[] ENDS = {
        RestoreState.COMPLETED, RestoreState.REJECTED, RestoreState.FAILED, RestoreState.OUTCOME_UNKNOWN
    };

    /** One seed alone, with what went over the line. */
    private static final @Nullable Long ONLY = Long.getLong("restore4j.seed");

    @TempDir
    Path directory;

    @Test
    void noSecondOverwriteNoFalseSuccessNoFalseFailureUnderAnySeed() throws Exception {
        long first = ONLY == null ? 1 : ONLY;
        long last = ONLY == null ? SEEDS : ONLY;
        List<String> lies = new ArrayList<>();
        Map<RestoreState, Integer> ends = new TreeMap<>();
        for (long seed = first; seed <= last; seed++) {
            End end = sweep(seed, Journal.inMemory(), lies);
            ends.merge(end.state(), 1, Integer::sum);
        }
        System.out.println((last - first + 1) + " seeded restores ended " + ends);
        assertThat(lies).as("run again with -Drestore4j.seed=<seed>").isEmpty();
        if (ONLY == null) {
            // a sweep that never meets an outcome proves nothing about it, nor one in which users give up
            assertThat(ends).containsKeys(ENDS);
            int reached = Stream.of(ENDS).mapToInt(ends::get).sum();
            assertThat(reached).isGreaterThanOrEqualTo(SEEDS - SEEDS / 1_000);
            assertThat(ends.get(RestoreState.COMPLETED)).isGreaterThan(SEEDS / 4);
        }
    }

    @Test
    void seedsThatWereOnceWrongStayRight() throws Exception {
        List<String> lies = new ArrayList<>();
        for (long seed : ONCE_WRONG) {
            sweep(seed, Journal.inMemory(), lies);
        }
        assertThat(lies).as("run again with -Drestore4j.seed=<seed>").isEmpty();
    }

    @Test
    void aSeedReplaysIdentically() throws Exception {
        int restores = 0;
        for (long seed = 1; seed <= 40; seed++) {
            String first = journalOf(seed, "first");
            assertThat(first).as("seed " + seed).isEqualTo(journalOf(seed, "second"));
            restores += first.isEmpty() ? 0 : 1; // where the assessment was refused, there is none
        }
        assertThat(restores).isGreaterThan(20);
    }

    private String journalOf(long seed, String run) throws Exception {
        Path place = directory.resolve(run + seed);
        sweep(seed, FileJournal.at(place), new ArrayList<>());
        if (!Files.exists(place.resolve("operations"))) {
            return "";
        }
        try (Stream<Path> files = Files.list(place.resolve("operations"))) {
            StringBuilder text = new StringBuilder();
            for (Path file : files.sorted().toList()) {
                text.append(Files.readString(file));
            }
            return text.toString();
        }
    }

    private static End sweep(long seed, Journal journal, List<String> lies) throws Exception {
        try (SweepWorld world = new SweepWorld(seed, FaultMix.seeded(seed))) {
            try {
                return world.aura.virtualTime().run(() -> {
                    End end = world.restore(journal, world.aura.httpClient(), world.aura.baseUri());
                    List<String> found = new Oracle(world, end, Oracle.Watched.ALL_THE_TIME).lies();
                    found.forEach(lie -> lies.add(world + ": " + lie + " | told: " + end));
                    return end;
                });
            } finally {
                if (ONLY != null) {
                    world.aura.requests().forEach(request -> System.out.println(request.at() + " " + request.line()));
                }
            }
        } catch (AssertionError | RuntimeException e) {
            lies.add("seed " + seed + ": " + e + ", last " + e.getCause());
            return new End(RestoreState.PLANNED, null, null, 0);
        }
    }
}
