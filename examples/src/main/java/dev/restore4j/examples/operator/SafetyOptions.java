package dev.restore4j.examples.operator;

import dev.restore4j.RestorePlan;
import dev.restore4j.operation.SafetySnapshot;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Whether the present data is kept, and what for. */
final class SafetyOptions {

    @ArgGroup(exclusive = false)
    private @Nullable Keeping keeping;

    /** What goes together. */
    static final class Keeping {
        @Option(
                names = "--keep-present",
                required = true,
                paramLabel = "TIME",
                converter = WaitOptions.Span.class,
                description =
                        "Take a snapshot of the present data first, and wait for it so long, such as 20m; then go on"
                                + " without it.")
        private Duration limit = Duration.ZERO;

        @Option(names = "--or-stop", description = "Without that snapshot, overwrite nothing.")
        private boolean orStop;

        @Option(
                names = "--roll-back",
                description = "Put the present data back by itself if the restore fails, or a check proves wrong data.")
        private boolean rollBack;
    }

    RestorePlan on(RestorePlan plan) {
        if (keeping == null) {
            return plan;
        }
        SafetySnapshot safety = SafetySnapshot.within(keeping.limit);
        RestorePlan keeps = plan.keepPresent(keeping.orStop ? safety.orStop() : safety);
        return keeping.rollBack ? keeps.orRollBack() : keeps;
    }
}
