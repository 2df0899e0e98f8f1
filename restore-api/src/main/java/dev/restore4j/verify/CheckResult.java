package dev.restore4j.verify;

import dev.restore4j.verify.Verdict.Outcome;
import java.time.Duration;
import java.util.Objects;

/**
 * What became of one check.
 *
 * @param check its name
 * @param level its level
 * @param subject what a failure speaks of
 * @param verdict the last look's
 * @param took how long all its looks took, waiting in between included
 */
public record CheckResult(String check, CheckLevel level, CheckSubject subject, Verdict verdict, Duration took) {

    /**
     * Checks that nothing is null.
     *
     * @param check its name
     * @param level its level
     * @param subject what a failure speaks of
     * @param verdict the last look's
     * @param took how long all its looks took, waiting in between included
     */
    public CheckResult {
        Objects.requireNonNull(check, "check");
        Objects.requireNonNull(level, "level");
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(verdict, "verdict");
        Objects.requireNonNull(took, "took");
    }

    /** {@return the outcome} */
    public Outcome outcome() {
        return verdict.outcome();
    }

    /** {@return whether it found that the data is wrong} */
    public boolean provesWrongData() {
        return outcome() == Outcome.FAILED && subject == CheckSubject.DATA;
    }

    @Override
    public String toString() {
        String why = verdict.reason().isEmpty() ? verdict.evidence() : verdict.reason();
        String seen = verdict.reason().isEmpty() || verdict.evidence().isEmpty() ? "" : " (" + verdict.evidence() + ")";
        return outcome() + " " + check + (why.isEmpty() ? "" : ": " + why) + seen + ", " + took.toMillis() + " ms";
    }
}
