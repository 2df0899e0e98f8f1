package dev.restore4j.engine;

import dev.restore4j.time.TimeSource;
import dev.restore4j.verify.Check;
import dev.restore4j.verify.CheckLevel;
import dev.restore4j.verify.CheckResult;
import dev.restore4j.verify.CheckSubject;
import dev.restore4j.verify.Verdict;
import dev.restore4j.verify.Verdict.Again;
import dev.restore4j.verify.Verdict.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Runs checks one after the other, each on a thread of its own so that one that hangs stops nothing. What comes by itself is
 * looked at again while there is time.
 */
final class CheckRunner {

    /** Three wrong passwords in less lock a user out, everybody of that name. */
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);

    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);

    private final TimeSource time;
    private final Inspection inspection;
    private final CheckScene scene;
    private final Limited limited;
    private final Nap nap;

    CheckRunner(Inspection inspection, CheckScene scene, Limited limited, Nap nap) {
        this.time = scene.time();
        this.inspection = inspection;
        this.scene = scene;
        this.limited = limited;
        this.nap = nap;
    }

    /**
     * Runs all of them, and tells of each as it ends.
     *
     * @throws InterruptedException if this process is to stop; then nothing is known, and they run again in the next one
     */
    List<CheckResult> run(Consumer<CheckResult> told) throws InterruptedException {
        long end = time.nanoTime() + inspection.limits().total().toNanos();
        List<CheckResult> results = new ArrayList<>();
        for (Check each : inspection.checks()) {
            Named check = Named.of(each);
            CheckResult result = inspection.level().includes(check.level)
                    ? run(check, end)
                    : result(check, Verdict.skipped("only done at level " + check.level + "."), Duration.ZERO);
            results.add(result);
            told.accept(result);
        }
        return List.copyOf(results);
    }

    private CheckResult run(Named check, long end) throws InterruptedException {
        long begin = time.nanoTime();
        long own = begin + inspection.limits().each().toNanos();
        long deadline = own - end < 0 ? own : end;
        Duration pause = FIRST_PAUSE;
        boolean looked = false;
        Verdict last = Verdict.inconclusive("The time for all checks was over before this one began.");
        while (time.nanoTime() - deadline < 0) {
            nap.mayGoOn();
            Limited.Ended<Verdict> ended =
                    limited.run("check", notes -> check.check.look(scene.until(deadline, notes)), deadline);
            boolean ranOut = ended.value() == null && time.nanoTime() - deadline >= 0;
            if (ranOut && looked) {
                break; // what an earlier look found is more than that this one had no time
            }
            looked = true;
            last = verdict(ended);
            boolean done = last.outcome() == Outcome.PASSED || last.again() == Again.POINTLESS;
            if (done || time.nanoTime() + pause.toNanos() - deadline >= 0) {
                break;
            }
            nap.take(pause);
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
        }
        return result(check, last, Duration.ofNanos(time.nanoTime() - begin));
    }

    private static Verdict verdict(Limited.Ended<Verdict> ended) {
        if (ended.trouble() != null) {
            return Verdict.inconclusive("It could not be told: " + ended.trouble() + ".");
        }
        return ended.value() == null ? Verdict.inconclusive("The check returned nothing.") : ended.value();
    }

    private static CheckResult result(Named check, Verdict verdict, Duration took) {
        return new CheckResult(check.name, check.level, check.subject, verdict, took);
    }

    /** A check and what it says of itself, which is a program's own code, too. */
    private record Named(Check check, String name, CheckLevel level, CheckSubject subject) {

        Named {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(level, "level");
            Objects.requireNonNull(subject, "subject");
        }

        static Named of(Check check) {
            try {
                return new Named(check, check.name(), check.level(), check.subject());
            } catch (RuntimeException e) {
                // of SERVICE, since nobody can say of what it is: nothing is taken back for that
                return new Named(check, check.getClass().getName(), CheckLevel.QUICK, CheckSubject.SERVICE);
            }
        }
    }
}
