package dev.restore4j.engine;

import dev.restore4j.time.TimeSource;
import dev.restore4j.verify.CheckResult;
import dev.restore4j.verify.Verdict.Outcome;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Looks again and again after a good end, for as long as the plan says and this process lives. It tells of what was right and
 * is not any more; it changes nothing.
 */
final class Vigil {

    private static final Duration PAUSE = Duration.ofMinutes(1);

    private final Job job;
    private final CheckRunner runner;
    private final Reporter reporter;
    private final Nap nap;

    Vigil(Job job, CheckRunner runner, Reporter reporter, Nap nap) {
        this.job = job;
        this.runner = runner;
        this.reporter = reporter;
        this.nap = nap;
    }

    void keep(List<CheckResult> first) throws InterruptedException {
        TimeSource time = job.environment().time();
        long end = time.nanoTime() + job.habits().follow().vigil().toNanos();
        Map<String, Outcome> known = new HashMap<>();
        first.forEach(result -> known.put(result.check(), result.outcome()));
        while (time.nanoTime() - end < 0) {
            nap.take(PAUSE);
            runner.run(result -> {
                boolean told = result.outcome() == Outcome.PASSED || result.outcome() == Outcome.FAILED;
                Outcome before = told ? known.put(result.check(), result.outcome()) : null;
                if (result.outcome() == Outcome.FAILED && before == Outcome.PASSED) {
                    reporter.regressed(result);
                }
            });
        }
    }
}
