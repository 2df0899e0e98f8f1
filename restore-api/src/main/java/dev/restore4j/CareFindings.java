package dev.restore4j;

import dev.restore4j.error.RestoreRejectedException;
import dev.restore4j.operation.Finding;
import dev.restore4j.operation.RestoreReason;
import dev.restore4j.operation.Rollback;
import dev.restore4j.spi.RestoreTarget;
import dev.restore4j.spi.TargetView;
import dev.restore4j.spi.TargetView.Exposure;
import java.util.ArrayList;
import java.util.List;

/** What an assessment finds about what a plan wants around the overwrite. */
final class CareFindings {

    private CareFindings() {}

    /** Refuses what can never be done. */
    static void mustMakeSense(RestorePlan plan) {
        PlanCare care = plan.settings().care();
        if (care.rollback() == Rollback.NONE) {
            return;
        }
        if (care.safety() == null) {
            throw rejected(
                    "rollback-without-safety-snapshot",
                    "A restore is taken back from a safety snapshot, and this plan takes none. Add keepPresent(...), or"
                            + " leave out orRollBack().");
        }
        boolean incident = plan.settings().reason() == RestoreReason.SECURITY_INCIDENT;
        if (incident && care.rollback() != Rollback.ON_WRONG_DATA_EVEN_AFTER_AN_INCIDENT) {
            throw rejected(
                    "rollback-after-incident",
                    "Taking back a restore after a security incident puts back what an attacker may have left. If that is"
                            + " meant, say orRollBack(Rollback.ON_WRONG_DATA_EVEN_AFTER_AN_INCIDENT).");
        }
    }

    static List<Finding> of(RestorePlan plan, RestoreTarget target, TargetView seen) {
        PlanCare care = plan.settings().care();
        List<Finding> findings = new ArrayList<>();
        boolean overwrites = seen.exposure() != Exposure.NEW;
        if (care.safety() != null && overwrites && target.safeguard().isEmpty()) {
            findings.add(Finding.blocking(
                    "no-safeguard", "There is no way to keep what this target has. Plan without keepPresent(...)."));
        }
        if (care.safety() != null && !overwrites) {
            findings.add(Finding.warning("nothing-to-keep", "The target is new: there is nothing to keep."));
        }
        if (care.follow().marker() != null && !overwrites) {
            findings.add(Finding.warning("nothing-to-mark", "The target is new: there is no data to mark."));
        }
        for (Survey survey : care.surveys()) {
            findings.addAll(surveyed(survey));
        }
        return findings;
    }

    // a program's own survey may throw anything, and must not keep anybody from seeing the rest
    private static List<Finding> surveyed(Survey survey) {
        try {
            return survey.look();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of(Finding.warning("survey-failed", "Looking at the present data was interrupted."));
        } catch (Exception e) {
            return List.of(Finding.warning(
                    "survey-failed",
                    "The present data could not be looked at: " + e.getClass().getName() + ": " + e.getMessage()));
        }
    }

    private static RestoreRejectedException rejected(String code, String message) {
        return new RestoreRejectedException(code, message, null, null);
    }
}
