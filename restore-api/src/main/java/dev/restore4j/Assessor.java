package dev.restore4j;

import dev.restore4j.engine.Past;
import dev.restore4j.engine.Precedents;
import dev.restore4j.engine.Reckoning;
import dev.restore4j.engine.Terms;
import dev.restore4j.engine.Terms.PlanIdentity;
import dev.restore4j.error.JournalException;
import dev.restore4j.error.RestoreRejectedException;
import dev.restore4j.error.WaitInterruptedException;
import dev.restore4j.journal.Journal;
import dev.restore4j.journal.JournalLog;
import dev.restore4j.operation.DataLoss;
import dev.restore4j.operation.Durations;
import dev.restore4j.operation.Finding;
import dev.restore4j.operation.SafetySnapshot;
import dev.restore4j.spi.Preflight;
import dev.restore4j.spi.RestoreRoute;
import dev.restore4j.spi.TargetView.Exposure;
import dev.restore4j.spi.Urgency;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes assessments of one plan. */
final class Assessor {

    private final RestorePlan plan;
    private final RestoreRoute route;
    private final PlanIdentity identity;
    private final Journal journal;

    Assessor(RestorePlan plan) {
        this.plan = plan;
        this.route = plan.source().to(plan.target());
        this.identity = Precedents.identity(
                route.kind(), route.sourceReference(), route.target().reference());
        this.journal = route.target().environment().journal();
    }

    Assessment assess() {
        CareFindings.mustMakeSense(plan);
        Optional<JournalLog> precedent = precedent();
        if (precedent.isPresent()) {
            return continuing(precedent.get());
        }
        Reckoning began = reckoning();
        SafetySnapshot safety = plan.settings().care().safety();
        Duration keeping = safety == null ? Duration.ZERO : safety.limit();
        Instant until = began.at().plus(plan.settings().limits().validity()).plus(keeping);
        return fresh(new Assessment.Validity(began.at(), until, began));
    }

    Assessment assess(AssessmentToken token) {
        CareFindings.mustMakeSense(plan);
        if (!token.plan().equals(identity.digest())) {
            throw rejected("another-plan", "The token belongs to an assessment of another plan. Nothing was sent.");
        }
        Optional<JournalLog> precedent = precedent();
        if (precedent.isPresent()) {
            return continuing(precedent.get());
        }
        Reckoning began = reckoning();
        String objection = Terms.Consent.objection(token.assessedAt(), token.expiresAt(), began.at());
        if (objection != null) {
            throw rejected("confirmation-expired", objection);
        }
        Assessment present = fresh(new Assessment.Validity(token.assessedAt(), token.expiresAt(), began));
        if (present.continues().isEmpty() && !present.token().equals(token)) {
            throw rejected(
                    "changed-since-assessment",
                    change(token, present.token()) + " Nothing was sent. Assess and confirm again.");
        }
        return present;
    }

    private static String change(AssessmentToken before, AssessmentToken present) {
        return present.seen().equals(before.seen())
                ? "The journal does not have the same restores over the target as when it was assessed at "
                        + before.assessedAt() + ": somebody has sent another one since, or the journal was cleaned up."
                : "Source or target do not look as they did when they were assessed at " + before.assessedAt()
                        + ". The token is too short to say what has changed: compare with the assessment that was"
                        + " shown.";
    }

    /** {@return the operation that this plan has in the journal already} */
    private Optional<JournalLog> precedent() {
        return Precedents.continued(
                route.target().environment(), plan.settings().name(), identity);
    }

    private Assessment fresh(Assessment.Validity validity) {
        // before the target is read: what is submitted from now on is noticed when this is started
        Past past = Past.of(journal, plan.settings().name(), identity);
        Preflight seen = look();
        Optional<JournalLog> meanwhile = precedent();
        if (meanwhile.isPresent()) {
            // somebody has begun the very same plan since; what was seen may be its doing
            return continuing(meanwhile.get());
        }
        List<Finding> findings = new ArrayList<>(seen.findings());
        findings.addAll(journalFindings(seen));
        findings.addAll(CareFindings.of(plan, route.target(), seen.target()));
        past.finding(seen.target(), now()).ifPresent(findings::add);
        DataLoss loss = seen.target().exposure() == Exposure.NEW ? null : Terms.loss(seen.source(), now());
        if (loss != null) {
            plan.settings()
                    .objectives()
                    .rpo()
                    .filter(rpo -> loss.isDated() && loss.duration().compareTo(rpo) > 0)
                    .ifPresent(rpo -> findings.add(Finding.warning(
                            "rpo-exceeded",
                            "The data loss of " + Durations.text(loss.duration()) + " exceeds the RPO of "
                                    + Durations.text(rpo) + ".")));
            if (seen.source().restorePoint().isAfter(now())) {
                findings.add(Finding.warning(
                        "restore-point-in-the-future",
                        "The restore point " + seen.source().restorePoint()
                                + " is in the future by this machine's clock. Check the clock."));
            }
        }
        return new Assessment(plan, route, identity, new Assessment.Seen(seen, findings, past), validity);
    }

    private List<Finding> journalFindings(Preflight seen) {
        List<Finding> findings = new ArrayList<>();
        if (journal.durability() == Journal.Durability.NOT_CRASH_SAFE) {
            findings.add(Finding.warning(
                    "journal-not-crash-safe",
                    "The journal is in " + journal.location() + ": if this process dies, the restore goes on and nobody"
                            + " knows of it."));
        }
        try {
            journal.probe();
            findings.addAll(Precedents.findings(journal, plan.settings().name(), identity, seen.target(), now()));
        } catch (JournalException e) {
            findings.add(Finding.blocking("journal-unusable", String.valueOf(e.getMessage())));
        }
        return findings;
    }

    private Assessment continuing(JournalLog log) {
        Precedents.mustBeOfThisSource(route, log);
        return new Assessment(plan, route, identity, log);
    }

    private Preflight look() {
        try {
            return route.look(Urgency.of(Urgency.Rank.INTERACTIVE));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new WaitInterruptedException("The assessment was interrupted. Nothing was sent.", null, null, e);
        }
    }

    private Reckoning reckoning() {
        return Reckoning.from(route.target().environment().time());
    }

    private Instant now() {
        return route.target().environment().time().now();
    }

    private static RestoreRejectedException rejected(String code, String message) {
        return new RestoreRejectedException(code, message, null, null);
    }
}
