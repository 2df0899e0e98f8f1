package dev.restore4j;

import dev.restore4j.engine.Past;
import dev.restore4j.engine.Precedents;
import dev.restore4j.engine.Reckoning;
import dev.restore4j.engine.Standing;
import dev.restore4j.engine.Terms;
import dev.restore4j.engine.Terms.PlanIdentity;
import dev.restore4j.error.RestoreRejectedException;
import dev.restore4j.journal.JournalLog;
import dev.restore4j.operation.Actor;
import dev.restore4j.operation.DataLoss;
import dev.restore4j.operation.Durations;
import dev.restore4j.operation.Finding;
import dev.restore4j.operation.OperationId;
import dev.restore4j.operation.RestoreReason;
import dev.restore4j.operation.Rollback;
import dev.restore4j.operation.SafetySnapshot;
import dev.restore4j.report.RestoreReport;
import dev.restore4j.spi.Estimate;
import dev.restore4j.spi.Preflight;
import dev.restore4j.spi.RestoreRoute;
import dev.restore4j.spi.Safeguard;
import dev.restore4j.spi.SourceView;
import dev.restore4j.spi.TargetView;
import dev.restore4j.spi.TargetView.Exposure;
import dev.restore4j.verify.Marker;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a plan would do, as source and target were seen: the dry run. {@link #toString()} is written for people. Immutable
 * and thread-safe; confirming it sends nothing.
 *
 * <p>A confirmation binds to this assessment: if the source or the target has changed when the request is about to be
 * sent, or the validity is over, nothing is sent.
 *
 * <p>Where the journal has the plan's operation already, the assessment says so with {@link #continues()}, shows what was
 * confirmed then, and confirming it goes on with that operation.
 */
public final class Assessment {

    private final RestorePlan plan;
    private final RestoreRoute route;
    private final PlanIdentity identity;
    private final Seen seen;
    private final Validity validity;
    private final @Nullable JournalLog continued;

    Assessment(RestorePlan plan, RestoreRoute route, PlanIdentity identity, Seen seen, Validity validity) {
        this.plan = plan;
        this.route = route;
        this.identity = identity;
        this.seen = seen;
        this.validity = validity;
        this.continued = null;
    }

    Assessment(RestorePlan plan, RestoreRoute route, PlanIdentity identity, JournalLog continued) {
        Terms terms = Precedents.terms(continued);
        this.plan = plan;
        this.route = route;
        this.identity = identity;
        this.seen = new Seen(
                new Preflight(terms.source(), terms.target(), List.of()), CareFindings.again(plan, continued), null);
        this.validity = new Validity(
                terms.consent().assessedAt(),
                terms.consent().expiresAt(),
                Reckoning.from(route.target().environment().time()));
        this.continued = continued;
    }

    /** What was seen, and what the journal said. */
    record Seen(
            Preflight views,
            List<Finding> findings,
            @Nullable Past past) {
        Seen {
            findings = List.copyOf(findings);
        }
    }

    /** From when to when an assessment holds, and by which reckoning. */
    record Validity(Instant from, Instant until, Reckoning reckoning) {}

    /** {@return the operation that confirming goes on with; empty where a new one would begin} */
    public Optional<OperationId> continues() {
        return Optional.ofNullable(continued).map(log -> log.operation().id());
    }

    /** {@return the source as seen} */
    public SourceView source() {
        return seen.views().source();
    }

    /** {@return the target as seen} */
    public TargetView target() {
        return seen.views().target();
    }

    /** {@return the window whose changes would be lost; empty where nothing is overwritten} */
    public Optional<DataLoss> dataLoss() {
        return target().exposure() == Exposure.NEW
                ? Optional.empty()
                : Optional.of(Terms.loss(source(), validity.from()));
    }

    /** {@return how long it may take, and why; empty where nobody can tell} */
    public Optional<Estimate> estimate() {
        return Optional.ofNullable(seen.views().estimate());
    }

    /** {@return everything that was found, blocking or not} */
    public List<Finding> findings() {
        return seen.findings();
    }

    /** {@return what stops the restore; empty where it can be confirmed} */
    public List<Finding> blocking() {
        return findings().stream().filter(Finding::isBlocking).toList();
    }

    /**
     * {@return whether a person must type a word and the target's name: see {@link Confirmation#typed}. That is so where the
     * target is protected, and where the same was confirmed before and that confirmation has lapsed, or somebody cancelled it
     * (the warning {@code confirm-in-person}). An operation that was confirmed before is gone on with without typing}
     */
    public boolean needsTyping() {
        return target().exposure() == Exposure.PROTECTED ? continued == null : takesAPerson();
    }

    /** Whether a program may not confirm by itself, because of what was confirmed before. */
    private boolean takesAPerson() {
        Past past = seen.past();
        return past != null && past.takesAPerson(validity.reckoning().at());
    }

    /** {@return when source and target were read} */
    public Instant assessedAt() {
        return validity.from();
    }

    /** {@return until when the request may be sent} */
    public Instant expiresAt() {
        return validity.until();
    }

    /**
     * Confirms by the program.
     *
     * @return the confirmed restore
     * @throws RestoreRejectedException if a finding blocks it, or if {@link #needsTyping()}
     */
    public ConfirmedRestore confirm() {
        return confirm(Confirmation.byProgram());
    }

    /**
     * Confirms.
     *
     * @param confirmation by the program, or typed by a person
     * @return the confirmed restore
     * @throws RestoreRejectedException if a finding blocks it, or if what was typed is not what the target wants
     */
    public ConfirmedRestore confirm(Confirmation confirmation) {
        if (continued == null) {
            List<Finding> blocking = blocking();
            if (!blocking.isEmpty()) {
                throw new RestoreRejectedException(blocking);
            }
            checkTyped(confirmation);
        }
        return new ConfirmedRestore(plan, route, terms(confirmation), seenBefore(), continued);
    }

    private Past past() {
        Past past = seen.past();
        return past == null
                ? Past.of(
                        route.target().environment().journal(), plan.settings().name(), identity)
                : past;
    }

    private ConfirmedRestore.Before seenBefore() {
        return new ConfirmedRestore.Before(past(), validity.reckoning());
    }

    private void checkTyped(Confirmation confirmation) {
        String objection = confirmation.isTyped()
                ? confirmation.objection(target().name())
                : needsTyping()
                        ? why() + ": a person must type " + whatToType()
                                + ", exactly. A program hands that over with Confirmation.typed."
                        : null;
        if (objection != null) {
            throw new RestoreRejectedException(
                    "typed-confirmation-needed", "Nothing was sent. " + objection, null, null);
        }
    }

    private String why() {
        return takesAPerson()
                ? "The same restore was confirmed before, and that confirmation has lapsed or was cancelled"
                : "The target, " + target().description() + ", is protected";
    }

    private String whatToType() {
        return Confirmation.WORD + " and " + target().name().replaceAll("\\p{Cntrl}", "?");
    }

    /** {@return what to tell those who use the target, before it is restored; {@code RestoreReport.of(result)} is for after} */
    public RestoreReport announcement() {
        return new Announcement(this, plan.settings()).report();
    }

    /**
     * {@return this assessment as text, so that the confirmation may arrive later or in another replica; give it to
     * {@link RestorePlan#assess(String)} of the same plan, which is one of the same source, target and way. It holds no secret
     * and grants nothing.}
     */
    public String toToken() {
        return token().text();
    }

    AssessmentToken token() {
        return new AssessmentToken(
                identity.digest(),
                AssessmentToken.seen(seen.views()),
                AssessmentToken.submitted(past().submitted()),
                validity.from(),
                validity.until());
    }

    private Terms terms(Confirmation confirmation) {
        PlanSettings settings = plan.settings();
        Actor requesting = settings.actor();
        RestoreReason reason = settings.reason();
        return new Terms(
                identity,
                source(),
                target(),
                new Terms.Consent(
                        requesting,
                        confirmation.actorOr(requesting),
                        validity.from(),
                        validity.until(),
                        confirmation.isTyped() ? past().inVain() : Set.of()),
                new Terms.Purpose(reason == null ? null : reason.name(), settings.note(), settings.objectives()),
                settings.care().care());
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(500);
        if (continued != null) {
            text.append(Precedents.standing(continued).state().isEnd() ? over(continued) : goesOn(continued));
        }
        text.append("Restore ").append(source().description());
        text.append("\n   over ").append(target().description());
        dataLoss().ifPresentOrElse(this.loss(text), () -> text.append("\n  data loss: none, the target is new"));
        text.append("\n  affected:  ")
                .append(
                        target().exposure() == Exposure.NEW
                                ? "no data that is there: a new instance is created, which costs money until it is deleted"
                                : "everything in the target is replaced; connections drop while it is restored;"
                                        + " applications must reconnect and drop what they cached");
        text.append("\n  seen:      ")
                .append(assessedAt().truncatedTo(ChronoUnit.SECONDS))
                .append(continued == null ? ", can be confirmed until " : ", was confirmed until ")
                .append(expiresAt().truncatedTo(ChronoUnit.SECONDS));
        estimate()
                .ifPresent(guess -> text.append("\n  takes:     about ")
                        .append(Durations.text(guess.duration()))
                        .append(": ")
                        .append(guess.basis()));
        careLines(text);
        if (needsTyping()) {
            text.append(takesAPerson() ? "\n  in person: type " : "\n  protected: type ")
                    .append(whatToType());
        }
        findings().forEach(finding -> text.append("\n  ").append(finding));
        if (continued == null && blocking().isEmpty()) {
            text.append("\n  nothing blocks it");
        }
        return text.toString();
    }

    private void careLines(StringBuilder text) {
        PlanCare care = plan.settings().care();
        SafetySnapshot safety = care.safety();
        if (safety != null) {
            text.append("\n  present:   kept by a safety snapshot, waited for up to ")
                    .append(Durations.text(safety.limit()))
                    .append(
                            safety.otherwise() == SafetySnapshot.Otherwise.STOP
                                    ? "; without it nothing is overwritten"
                                    : "; without it, it is overwritten nevertheless");
            route.target()
                    .safeguard()
                    .flatMap(Safeguard::keptFor)
                    .ifPresent(kept -> text.append("; Aura keeps it for about ").append(Durations.text(kept)));
        }
        Marker marker = care.follow().marker();
        if (marker != null && target().exposure() != Exposure.NEW) {
            text.append(
                    "\n  marker:    written to the present data right before the request, by which it is told whether"
                            + " that was replaced");
        }
        if (care.rollback() != Rollback.NONE) {
            text.append("\n  rollback:  by itself, from the safety snapshot, if it fails or a check proves wrong data");
        }
        if (care.disposition() == PlanCare.Disposition.DISCARD) {
            text.append("\n  afterwards: an instance that is created is deleted again");
        }
    }

    private static String goesOn(JournalLog log) {
        return "Goes on with operation " + log.operation().id() + ", confirmed before.\n";
    }

    private static String over(JournalLog log) {
        Standing end = Precedents.standing(log);
        return "Operation " + log.operation().id() + " ended as " + end.state() + " at "
                + end.since().truncatedTo(ChronoUnit.SECONDS)
                + ": confirming sends nothing and returns that result. For another restore, use another name.\n"
                + "It was confirmed as:\n";
    }

    private java.util.function.Consumer<DataLoss> loss(StringBuilder text) {
        return loss -> {
            text.append("\n  data loss: ").append(loss);
            boolean window = loss.extent() == DataLoss.Extent.WRITTEN_SINCE;
            if (window && plan.settings().care().safety() != null) {
                text.append(", and what is written until the safety snapshot is complete and the request is sent");
            }
            plan.settings()
                    .objectives()
                    .rpo()
                    .ifPresent(rpo -> text.append(
                                    !loss.isDated()
                                            ? ", so that nobody can tell whether it meets the RPO of "
                                            : loss.duration().compareTo(rpo) <= 0
                                                    ? ", within the RPO of "
                                                    : ", exceeds the RPO of ")
                            .append(Durations.text(rpo)));
        };
    }
}
