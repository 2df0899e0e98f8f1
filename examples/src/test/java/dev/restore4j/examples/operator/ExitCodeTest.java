package dev.restore4j.examples.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restore4j.error.RestoreRejectedException;
import dev.restore4j.examples.docs.Repository;
import dev.restore4j.operation.OperationId;
import dev.restore4j.operation.Overwritten;
import dev.restore4j.operation.RestoreResult;
import dev.restore4j.operation.RestoreState;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ExitCodeTest {

    private static final Pattern ROW = Pattern.compile("(?m)^\\| (\\d+) \\| ([A-Z_]+) \\|");

    /** Such as settling what is known, or watching with a client that may not read the target. */
    @Test
    void whatIsRefusedOfARestoreUnderWayIsNotSaidToHaveOverwrittenNothing() {
        assertThat(ExitCode.of(rejected(RestoreState.REJECTED, Overwritten.NO)))
                .isEqualTo(ExitCode.NOTHING_OVERWRITTEN);
        assertThat(ExitCode.of(rejected(RestoreState.RESTORING, Overwritten.YES)))
                .isEqualTo(ExitCode.STILL_RUNNING);
        assertThat(ExitCode.of(rejected(RestoreState.OUTCOME_UNKNOWN, Overwritten.UNKNOWN)))
                .isEqualTo(ExitCode.UNKNOWN);
        assertThat(ExitCode.of(rejected(RestoreState.COMPLETED, Overwritten.YES)))
                .isEqualTo(ExitCode.NOT_VERIFIED);
    }

    private static RestoreRejectedException rejected(RestoreState state, Overwritten overwritten) {
        RestoreResult result = RestoreResult.builder(new OperationId("0123456789abcdef"), state)
                .overwritten(overwritten, null)
                .build();
        return new RestoreRejectedException("not-allowed", "not this one", result, null);
    }

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
