package dev.restore4j.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restore4j.benchmarks.Benchmark.Scale;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each benchmark at its smallest, so that none rots. No time is asserted. */
class BenchmarksTest {

    static Iterable<String> names() {
        return Benchmarks.all().keySet();
    }

    @ParameterizedTest
    @MethodSource("names")
    void hasRowsOfNumbers(String name) throws Exception {
        List<Table> tables = Benchmarks.all().get(name).measure(Scale.SMOKE);

        assertThat(tables).isNotEmpty();
        for (Table table : tables) {
            System.out.println(table);
            assertThat(table.rows()).as(table.title()).isNotEmpty();
            for (List<String> row : table.rows()) {
                assertThat(row.subList(1, row.size()))
                        .as(table.title())
                        .anyMatch(cell -> cell.matches("-?[0-9,]+(\\.[0-9]+)?"))
                        .doesNotContain("NaN");
            }
        }
    }
}
