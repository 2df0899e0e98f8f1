package dev.restore4j.operation;

import dev.restore4j.verify.CheckResult;
import dev.restore4j.verify.Verdict.Outcome;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether the data was looked at after the restore.
 *
 * @param status the verdict
 * @param results what each check found, in the order in which they ran
 * @param notChecked what nobody looked at or could tell, in words
 */
public record Verification(Status status, List<CheckResult> results, List<String> notChecked) {

    private static final List<String> EVERYTHING =
            List.of("connectivity over Bolt", "writability", "that the database is not empty", "the data itself");

    /** The verdict of a verification. */
    public enum Status {
        /** All checks passed. */
        VERIFIED,
        /** Nothing was proven wrong, and not all was proven right: there were no checks, or one could not tell. */
        NOT_VERIFIED,
        /** A check proved that something is not as it should be. */
        FAILED
    }

    /**
     * Copies the lists.
     *
     * @param status the verdict
     * @param results what each check found, in the order in which they ran
     * @param notChecked what nobody looked at or could tell, in words
     */
    public Verification {
        results = List.copyOf(results);
        notChecked = List.copyOf(notChecked);
    }

    /** {@return the verdict where no checks were made} */
    public static Verification notVerified() {
        return new Verification(Status.NOT_VERIFIED, List.of(), EVERYTHING);
    }

    /**
     * {@return the verdict that follows from what checks found: only what passed counts as passed}
     *
     * @param results what each check found
     */
    public static Verification of(List<CheckResult> results) {
        if (results.isEmpty()) {
            return notVerified();
        }
        List<String> open = new ArrayList<>();
        boolean failed = false;
        for (CheckResult result : results) {
            failed |= result.outcome() == Outcome.FAILED;
            if (result.outcome() == Outcome.INCONCLUSIVE || result.outcome() == Outcome.SKIPPED) {
                open.add(result.check());
            }
        }
        Status status = failed ? Status.FAILED : open.isEmpty() ? Status.VERIFIED : Status.NOT_VERIFIED;
        return new Verification(status, results, open);
    }

    /** {@return whether a check proved that the data is wrong, not only that something does not serve} */
    public boolean provesWrongData() {
        return results.stream().anyMatch(CheckResult::provesWrongData);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(100).append(status);
        if (!notChecked.isEmpty()) {
            text.append(", not checked: ").append(String.join(", ", notChecked));
        }
        results.forEach(result -> text.append("\n    ").append(result));
        return text.toString();
    }
}
