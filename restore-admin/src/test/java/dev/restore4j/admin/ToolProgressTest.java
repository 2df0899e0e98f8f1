package dev.restore4j.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ToolProgressTest {

    private final List<String> told = new ArrayList<>();

    private void lines(String phase, String... lines) {
        ToolProgress progress = new ToolProgress(phase, step -> told.add(step.toString()));
        List.of(lines).forEach(progress::line);
    }

    @Test
    void eachPercentIsToldOnce() {
        lines(
                "dump",
                "Files: 1/36, data:  0.0%",
                "Files: 2/36, data:  0.6%",
                "Files: 2/36, data:  1.0%",
                "Files: 3/36, data:  1.4%",
                "Files: 4/36, data: 29.0%",
                "Files: 4/36, data: 99.9%",
                "Files: 36/36, data: 100.0%",
                "Done: 36 files, 1.2MiB processed in 0.1 seconds.");

        assertThat(told).containsExactly("dump 0 %", "dump 1 %", "dump 29 %", "dump 99 %", "dump 100 %");
    }

    @Test
    void threeChecksAreOne() {
        lines("check", "....................  50%", ".................... 100%", "....  10%", "....  40%", "... 100%");

        assertThat(told).containsExactly("check 16 %", "check 33 %", "check 36 %", "check 46 %", "check 66 %");
    }
}
