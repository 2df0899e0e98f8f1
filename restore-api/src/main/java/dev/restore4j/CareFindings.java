package dev.restore4j;

import dev.restore4j.engine.Inspection;
import dev.restore4j.engine.Precedents;
import dev.restore4j.engine.Standing;
import dev.restore4j.error.RestoreRejectedException;
import dev.restore4j.journal.JournalLog;
import dev.restore4j.operation.Finding;
import dev.restore4j.operation.RestoreReason;
import dev.restore4j.operation.Rollback;
import dev.restore4j.spi.RestoreTarget;
import dev.restore4j.spi.TargetView;
import dev.restore4j.spi.TargetView.Exposure;
import dev.restore4j.verify.Check;
import dev.restore4j.verify.CheckLevel;
import dev.restore4j.verify.CheckPlace;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

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

    /** What there is to say where a plan was carried out already. */
    static List<Finding> again(RestorePlan plan, JournalLog done) {
        Standing end = Precedents.standing(done);
        if (!plan.settings().care().isRehearsal() || !end.state().isEnd()) {
            return List.of();
        }
        return List.of(Finding.warning(
                "rehearsed-before",
                "This rehearsal took place already, as operation "
                        + done.operation().id() + ", which ended as "
                        + end.state() + " at " + end.since().truncatedTo(ChronoUnit.SECONDS)
                        + ". NOTHING IS RESTORED AND NOTHING IS CHECKED NOW: confirming returns that result. Each rehearsal"
                        + " takes a name of its own, such as rehearsal(...).named(\"drill of \" + today)."));
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
        elsewhere(plan, target, seen).ifPresent(findings::add);
        for (Survey survey : care.surveys()) {
            findings.addAll(surveyed(survey));
        }
        return findings;
    }

    /** Checks of a fixed place look at production, whatever a rehearsal does. */
    private static Optional<Finding> elsewhere(RestorePlan plan, RestoreTarget target, TargetView seen) {
        PlanCare care = plan.settings().care();
        boolean away = seen.exposure() == Exposure.NEW
                || care.isRehearsal()
                || plan.source()
                        .home()
                        .filter(home -> !home.reference().equals(target.reference()))
                        .isPresent();
        Inspection inspection = care.follow().inspection();
        String names = inspection.checks().stream()
                .filter(check -> isFixed(check, inspection.level()))
                .map(Check::name)
                .distinct()
                .collect(Collectors.joining("', '", "'", "'"));
        if (!away || names.equals("''")) {
            return Optional.empty();
        }
        String place = seen.exposure() == Exposure.NEW
                ? " look at a place of their own, which the new instance cannot be"
                : " look at a place of their own: see that it is " + seen.description();
        return Optional.of(Finding.warning(
                "checks-elsewhere",
                "The checks " + names + place + ". What they find elsewhere says nothing of this restore, and would be"
                        + " taken for it. Use checks that look where it goes, such as Bolt.atTarget(...)."));
    }

    // a check is a program's own code; one that throws here is told of when it runs
    private static boolean isFixed(Check check, CheckLevel level) {
        try {
            return check.place() == CheckPlace.FIXED && level.includes(check.level()) && check.name() != null;
        } catch (RuntimeException e) {
            return false;
        }
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
