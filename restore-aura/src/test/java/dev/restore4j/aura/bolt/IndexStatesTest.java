package dev.restore4j.aura.bolt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restore4j.aura.bolt.IndexStates.State;
import dev.restore4j.verify.Verdict;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class IndexStatesTest {

    private static final State READY = new State("ready", "ONLINE", 100);
    private static final State SLOW = new State("slow", "POPULATING", 41.5);
    private static final State BROKEN = new State("broken", "FAILED", 0);

    @Test
    void theWorstDecides() {
        IndexStates all = new IndexStates(Set.of());
        assertThat(all.judge(List.of())).isEqualTo(Verdict.passed("0 indexes are online"));
        assertThat(all.judge(List.of(READY))).isEqualTo(Verdict.passed("1 indexes are online"));
        assertThat(all.judge(List.of(READY, SLOW)))
                .isEqualTo(Verdict.inconclusive("Indexes are not online yet: [slow (POPULATING, 42 %)].")
                        .orLater());
        assertThat(all.judge(List.of(READY, SLOW, BROKEN)))
                .isEqualTo(Verdict.failed("Indexes have failed: [broken]. Drop and create them anew.", "1 of 3"));
    }

    @Test
    void onlyTheNamedOnesCount() {
        IndexStates named = new IndexStates(Set.of("ready"));
        assertThat(named.judge(List.of(READY, SLOW, BROKEN))).isEqualTo(Verdict.passed("1 indexes are online"));
        assertThat(named.judge(List.of(SLOW))).isEqualTo(Verdict.failed("Indexes are missing: [ready].", "0 of 1"));
    }
}
