package dev.restore4j.aura.bolt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.restore4j.verify.Verdict;
import dev.restore4j.verify.Verdict.Outcome;
import java.time.LocalDate;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExpectTest {

    @Test
    void aValueIsComparedAsCypherMeansIt() {
        assertThat(of(Expect.value(1204), 1204L)).isEqualTo(Outcome.PASSED);
        assertThat(of(Expect.value(1204L), 1204.0)).isEqualTo(Outcome.PASSED);
        assertThat(of(Expect.value(Long.MAX_VALUE), Long.MAX_VALUE - 1)).isEqualTo(Outcome.FAILED);
        assertThat(of(Expect.value(0.5), 1L)).isEqualTo(Outcome.FAILED);
        assertThat(of(Expect.value("1204"), 1204L)).isEqualTo(Outcome.FAILED);
        assertThat(of(Expect.value(LocalDate.EPOCH), LocalDate.EPOCH)).isEqualTo(Outcome.PASSED);
        assertThat(of(Expect.value(List.of(1L, "a")), List.of(1L, "a"))).isEqualTo(Outcome.PASSED);
    }

    @Test
    void aNumberHasBounds() {
        assertThat(of(Expect.atLeast(3), 3L)).isEqualTo(Outcome.PASSED);
        assertThat(of(Expect.atLeast(3), 2.9)).isEqualTo(Outcome.FAILED);
        assertThat(of(Expect.atMost(3), 3L)).isEqualTo(Outcome.PASSED);
        assertThat(of(Expect.atMost(3), 4L)).isEqualTo(Outcome.FAILED);
        assertThat(of(Expect.atLeast(3), "many")).isEqualTo(Outcome.INCONCLUSIVE);
    }

    @Test
    void aMissingValueIsAFailureAndAnotherShapeIsNone() {
        assertThat(Expect.value(1).judge(List.of())).isEqualTo(Verdict.failed("Expected 1, found no row.", "no row"));
        Map<String, Object> empty = new HashMap<>();
        empty.put("n", null);
        assertThat(Expect.satisfies("x", value -> true).judge(List.of(empty)).outcome())
                .isEqualTo(Outcome.FAILED);
        assertThat(Expect.value(1).judge(List.of(Map.of("a", 1L, "b", 1L))).outcome())
                .isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(Expect.value(1)
                        .judge(List.of(Map.of("a", 1L), Map.of("a", 1L)))
                        .outcome())
                .isEqualTo(Outcome.INCONCLUSIVE);
    }

    @Test
    void rowsAreThereOrNot() {
        List<Map<String, Object>> one = List.of(Map.of("a", 1L));
        assertThat(Expect.noRows().judge(List.of()).outcome()).isEqualTo(Outcome.PASSED);
        assertThat(Expect.noRows().judge(one)).isEqualTo(Verdict.failed("Expected no row, found {a=1}.", "{a=1}"));
        assertThat(Expect.anyRow().judge(one).outcome()).isEqualTo(Outcome.PASSED);
        assertThat(Expect.anyRow().judge(List.of()).outcome()).isEqualTo(Outcome.FAILED);
        assertThat(Expect.rows("one", rows -> rows.size() == 1).judge(one).outcome())
                .isEqualTo(Outcome.PASSED);
        assertThat(Expect.rows("two", rows -> rows.size() == 2).judge(one).outcome())
                .isEqualTo(Outcome.FAILED);
        assertThat(Expect.rows("all", rows -> true)
                        .judge(Collections.nCopies(1_001, one.get(0)))
                        .outcome())
                .isEqualTo(Outcome.INCONCLUSIVE);
    }

    @Test
    void whatIsShownIsShort() {
        Verdict verdict = Expect.value(1).judge(List.of(Map.of("a", "x".repeat(100_000))));
        assertThat(verdict.reason()).hasSizeLessThan(300);
        assertThat(verdict.evidence()).hasSizeLessThan(300);
    }

    @Test
    void checksHaveNamesOfTheirOwnAndParametersOfCypher() {
        Bolt bolt = Bolt.over(() -> {
            throw new AssertionError();
        });
        Bolt twice = bolt.cypher("orders", "RETURN 1", Expect.value(1));
        assertThatThrownBy(() -> twice.cypher("orders", "RETURN 1", Expect.value(1)))
                .hasMessageContaining("'orders'");
        assertThatThrownBy(() -> bolt.cypher("x", "RETURN $a", Map.of("a", new Object()), Expect.value(1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(bolt::indexes).isInstanceOf(IllegalArgumentException.class);
        assertThat(bolt.checks()).hasSize(2);
    }

    private static Outcome of(Expect expect, Object value) {
        return expect.judge(List.of(Map.of("value", value))).outcome();
    }
}
