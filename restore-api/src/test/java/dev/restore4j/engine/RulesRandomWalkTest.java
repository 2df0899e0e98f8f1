package dev.restore4j.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restore4j.operation.Proof;
import dev.restore4j.operation.RestoreState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Whatever happens in whatever order, no seed leads to a second overwrite, a false success or an end that is none. */
class RulesRandomWalkTest {

    private static final int SEEDS = Boolean.getBoolean("restore4j.thorough") ? 500_000 : 12_000;
    private static final Pattern STATE = Pattern.compile("[A-Z_]{4,}");

    @Test
    void noSeedBreaksAPromise() throws IOException {
        Set<String> documented = documentedSteps();
        Set<String> taken = new TreeSet<>();
        Set<Proof> proofs = EnumSet.noneOf(Proof.class);
        Set<Integer> sent = new TreeSet<>();
        LongStream.range(0, SEEDS).forEach(seed -> {
            RandomWalk walk = walk(seed);
            List<String> steps = steps(walk.states());
            assertThat(documented).as("seed %d: %s", seed, walk.states()).containsAll(steps);
            taken.addAll(steps);
            sent.add(walk.sent());
            if (walk.proof() != null) {
                proofs.add(walk.proof());
            }
        });
        assertThat(taken).as("steps that the seeds took").containsExactlyElementsOf(documented);
        assertThat(proofs).as("proofs that the seeds led to").containsExactly(Proof.values());
        assertThat(sent).as("numbers of requests that the seeds sent").containsExactly(0, 1, 2, 3, 4, 5);
    }

    private static RandomWalk walk(long seed) {
        RandomWalk walk = new RandomWalk(seed);
        try {
            walk.run();
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError("seed " + seed + ", after " + walk.states() + ": " + e.getMessage(), e);
        }
        return walk;
    }

    private static List<String> steps(List<RestoreState> states) {
        List<String> steps = new ArrayList<>();
        for (int i = 1; i < states.size(); i++) {
            steps.add(states.get(i - 1) + " → " + states.get(i));
        }
        return steps;
    }

    /** {@return the steps that the documentation of the states allows: it is what people read} */
    private static Set<String> documentedSteps() throws IOException {
        String source = Files.readString(Path.of("src/main/java/dev/restore4j/operation/RestoreState.java"));
        String life = source.substring(source.indexOf("<pre>"), source.indexOf("</pre>"));
        Set<String> steps = new TreeSet<>();
        List<String> lines = life.lines().filter(line -> line.contains("→")).toList();
        steps.addAll(steps(statesOf(lines.get(0))));
        for (String line : lines.subList(1, lines.size())) {
            int arrow = line.indexOf('→');
            for (RestoreState from : statesOf(line.substring(0, arrow))) {
                statesOf(line.substring(arrow)).forEach(next -> steps.add(from + " → " + next));
            }
        }
        return steps;
    }

    private static List<RestoreState> statesOf(String line) {
        List<RestoreState> states = new ArrayList<>();
        for (Matcher word = STATE.matcher(line); word.find(); ) {
            states.add(RestoreState.valueOf(word.group()));
        }
        return states;
    }
}
