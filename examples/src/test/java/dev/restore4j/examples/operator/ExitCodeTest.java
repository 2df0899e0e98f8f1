package dev.restore4j.examples.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restore4j.examples.docs.Repository;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ExitCodeTest {

    private static final Pattern ROW = Pattern.compile("(?m)^\\| (\\d+) \\| ([A-Z_]+) \\|");

    @Test
    void docsAt3amHasAllCodes() {
        List<String> documented = ROW.matcher(Repository.read(Repository.file("docs/at-3am.md")))
                .results()
                .map((MatchResult row) -> row.group(1) + " " + row.group(2))
                .toList();

        assertThat(documented)
                .containsExactlyElementsOf(Arrays.stream(ExitCode.values())
                        .map(code -> code.number() + " " + code)
                        .toList());
    }
}
