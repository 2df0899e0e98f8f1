package dev.restore4j;

import dev.restore4j.engine.Precedents;
import dev.restore4j.engine.Terms.PlanIdentity;
import dev.restore4j.error.JournalException;
import dev.restore4j.error.RestoreRejectedException;
import dev.restore4j.error.WaitInterruptedException;
import dev.restore4j.journal.Journal;
import dev.restore4j.journal.JournalLog;
import dev.restore4j.operation.DataLoss;
import dev.restore4j.operation.Durations;
import dev.restore4j.operation.Finding;
import dev.restore4j.operation.OperationId;
import dev.restore4j.spi.Preflight;
import dev.restore4j.spi.RestoreRoute;
import dev.restore4j.spi.TargetView.Exposure;
import dev.restore4j.spi.Urgency;
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
        Optional<JournalLog> precedent = precedent();
        if (precedent.isPresent()) {
            return continuing(precedent.get());
        }
        Instant now = now();
        return fresh(
                new Assessment.Validity(now, now.plus(plan.settings().limits().validity())));
    }

    Assessment assess(AssessmentToken token) {
        if (!token.plan().equals(identity.digest())) {
            throw rejected("another-plan", "The token belongs to an assessment of another plan. Nothing was sent.");
        }
        Optional<JournalLog> precedent = precedent();
        if (precedent.isPresent()) {
            return continuing(precedent.get());
        }
        if (now().isAfter(token.expiresAt())) {
            throw rejected(
                    "confirmation-expired",
                    "The assessment was valid until " + token.expiresAt()
                            + ". Nothing was sent. Assess and confirm again.");
        }
        Assessment present = fresh(new Assessment.Validity(token.assessedAt(), token.expiresAt()));
        if (present.continues().isEmpty() && !present.token().equals(token)) {
            throw rejected(
                    "changed-since-assessment",
                    "Source or target have changed since they were assessed at " + token.assessedAt()
                            + ". Nothing was sent. Assess and confirm again.");
        }
        return present;
    }

    /** {@return the operation that this plan has in the journal already} */
    private Optional<JournalLog> precedent() {
        return Precedents.continued(journal, plan.settings().name(), identity);
    }

    private Assessment fresh(Assessment.Validity validity) {
        // before the target is read: what is submitted from now on is noticed when this is started
        OperationId last =
                Precedents.lastSubmitted(journal, identity.targetReference()).orElse(null);
        Preflight seen = look();
        Optional<JournalLog> meanwhile = precedent();
        if (meanwhile.isPresent()) {
            // somebody has begun the very same plan since; what was seen may be its doing
            return continuing(meanwhile.get());
        }
        List<Finding> findings = new ArrayList<>(seen.findings());
        findings.addAll(journalFindings(seen));
        DataLoss loss = seen.target().exposure() == Exposure.NEW
                ? null
                : new DataLoss(seen.source().restorePoint(), now());
        if (loss != null) {
            plan.settings()
                    .objectives()
                    .rpo()
                    .filter(rpo -> loss.duration().compareTo(rpo) > 0)
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
        return new Assessment(plan, route, identity, new Assessment.Seen(seen, findings, last), validity);
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

    private Instant now() {
        return route.target().environment().time().now();
    }

    private static RestoreRejectedException rejected(String code, String message) {
        return new RestoreRejectedException(code, message, null, null);
    }
}
